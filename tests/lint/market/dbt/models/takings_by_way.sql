{# a column a way of paying #}
{%- set ways = ['card', 'cash', 'voucher'] -%}
-- expect: fan_out
select
    date_trunc('{{ var("grain", "month") }}', bought_on) as period,
    {% for way in ways -%}
    sum(case when paid_by = '{{ way }}' then bill_amount end) as {{ way }}_takings
    {{- "," if not loop.last }}
    {% endfor %}
from {{ ref('stg_lines') }}
{% if is_incremental() %}
where bought_on > (select max(period) from {{ this }})
{% endif %}
group by 1
