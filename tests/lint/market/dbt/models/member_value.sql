{{ config(materialized='table') }}
-- expect: fan_out
with lines as (

    select * from {{ ref('stg_lines') }}

),

joined as (

    select lines.*, members.tier
    from lines
    left join {{ source('main', 'members') }} as members on members.member_no = lines.member_no

)

select
    member_no,
    tier,
    count(distinct receipt_no) as receipts,
    sum(bill_amount) as lifetime_value
from joined
group by 1, 2
