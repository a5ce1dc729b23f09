with source as (

    select * from {{ source('analytics', 'pageviews') }}

)

select
    event_id,
    event_time,
    user_id,
    session_id,
    page_type,
    product_id,
    campaign_id,
    device,
    browser,
    abs(session_duration_seconds) as session_duration_seconds
from source
where
    event_id is not null
    and event_time is not null
    -- a visitor's clock can be wrong: what lies in the future has not happened
    and cast(event_time as date) <= current_date
