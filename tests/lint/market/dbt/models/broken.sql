-- expect: sql_does_not_run
select member_number, count(distinct receipt_no) as n from {{ ref('stg_lines') }} group by 1
