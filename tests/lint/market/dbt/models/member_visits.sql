-- expect: count_of_finer
select member_no, count(*) as receipts from {{ ref('stg_lines') }} group by 1
