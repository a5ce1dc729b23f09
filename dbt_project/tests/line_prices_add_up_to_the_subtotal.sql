-- revenue by product and revenue by order reconcile because of this
select
    transaction_id,
    user_id,
    transaction_date,
    max(subtotal) as subtotal,
    sum(quantity * unit_price) as of_lines
from {{ ref('fct_orders') }}
group by transaction_id, user_id, transaction_date
having abs(max(subtotal) - sum(quantity * unit_price)) > 0.005
