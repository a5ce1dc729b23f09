with source as (

    select * from {{ source('postgres', 'users') }}

)

select
    user_id,
    email,
    first_name,
    last_name,
    city,
    state,
    -- nobody younger than 18 may register, and nobody is older than 100
    case when age between 18 and 100 then age end as age,
    customer_segment,
    created_at,
    last_login
from source
where user_id is not null
