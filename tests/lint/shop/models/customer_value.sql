{{ config(materialized='table') }}
-- expect: fan_out
select user_id, customer_segment, sum(total) as lifetime_value
from {{ ref('fct_orders') }}
where status = 'completed'
group by user_id, customer_segment
