with source as (

    select * from {{ source('postgres', 'products') }}

)

select
    product_id,
    product_name,
    brand,
    category,
    abs(price) as price,
    cost,
    stock_quantity,
    created_at,
    updated_at
from source
where product_id is not null
