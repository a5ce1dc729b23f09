with source as (

    select * from {{ source('salesforce', 'campaigns') }}

)

select
    campaign_id,
    campaign_name,
    campaign_type,
    platform,
    product_id,
    start_date,
    end_date,
    budget,
    actual_spend,
    abs(impressions) as impressions,
    -- a campaign cannot be clicked more often than it was shown
    least(clicks, abs(impressions)) as clicks,
    created_at
from source
where
    campaign_id is not null
    and product_id is not null
