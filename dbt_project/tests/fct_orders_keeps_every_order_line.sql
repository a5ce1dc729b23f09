-- the joins of the mart neither lose nor multiply order lines
select lines.n as staged, facts.n as in_mart
from (select count(*) as n from {{ ref('stg_transactions') }}) as lines
cross join (select count(*) as n from {{ ref('fct_orders') }}) as facts
where lines.n <> facts.n
