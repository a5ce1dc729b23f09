{% set measure = 'bill_amount' %}
select
    date_trunc('month', bought_on) as month,
    {% for way in ['card', 'cash'] %}
    sum(case when paid_by = '{{ way }}' then {{ measure }} else 0 end) as {{ way }}_takings{% if not loop.last %},{% endif %}
    {% endfor %}
from {{ ref('bills') }}
group by 1
