{{ config(materialized='table') }}
select distinct transaction_id, user_id, transaction_date, status, total
from {{ ref('fct_orders') }}
