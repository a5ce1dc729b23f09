select {{ dbt_utils.star(from=ref('stg_lines')) }} from {{ ref('stg_lines') }}
{% call statement('x') %} nothing that can be read {% endcall %}
