-- subtotal, tax, shipping, discount and total belong to the order: its lines must agree on them
select
    transaction_id,
    user_id,
    transaction_date
from {{ ref('fct_orders') }}
group by transaction_id, user_id, transaction_date
having
    count(distinct subtotal) > 1
    or count(distinct tax) > 1
    or count(distinct shipping) > 1
    or count(distinct discount) > 1
    or count(distinct total) > 1
    or count(distinct status) > 1
