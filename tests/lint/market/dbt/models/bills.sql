{{ config(materialized='table') }}
select distinct receipt_no, member_no, bought_on, paid_by, goods_amount, bag_fee, bill_amount
from {{ ref('stg_lines') }}
{% if is_incremental() %}
where bought_on >= (select max(bought_on) from {{ this }})
{% else %}
where bought_on is not null
{% endif %}
