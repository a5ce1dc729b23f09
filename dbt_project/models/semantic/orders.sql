-- fct_orders has a row per order line and repeats the order's amounts on each: here every order is there once, so that a plain sum
-- of them is right. What is the same on all lines of an order is taken from any of them; the test
-- order_amounts_are_the_same_on_every_line holds it to that.
select
    transaction_id || '-' || user_id || '-' || transaction_date as order_key,
    transaction_id,
    user_id,
    transaction_date,
    any_value(status) as status,
    any_value(payment_method) as payment_method,
    any_value(is_discounted) as is_discounted,
    any_value(campaign_id) as campaign_id,
    any_value(subtotal) as subtotal,
    any_value(tax) as tax,
    any_value(shipping) as shipping,
    any_value(discount) as discount,
    any_value(total) as total
from {{ ref('fct_orders') }}
group by transaction_id, user_id, transaction_date
