with source as (

    select * from {{ source('postgres', 'transactions') }}

)

select
    transaction_id,
    user_id,
    product_id,
    transaction_date,
    quantity,
    price as unit_price,
    subtotal,
    tax,
    shipping,
    discount,
    discount_code,
    abs(total) as total,
    payment_method,
    status,
    campaign_id,
    created_at
from source
where
    transaction_id is not null
    and user_id is not null
    and product_id is not null
    and transaction_date is not null
