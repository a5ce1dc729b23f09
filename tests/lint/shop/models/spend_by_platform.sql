-- expect: fan_out
with lines as (select * from {{ ref('fct_orders') }} where campaign_id is not null)
select campaign_platform, sum(campaign_spend) as spend, count(distinct campaign_id) as campaigns
from lines group by 1
