/* The forms of analyses, in DuckDB's SQL. Ordered to the last key, so that the same question gives the same rows. */
#include <string.h>
#include "sql/forms.h"
#include "base/banned.h"

static const struct {
	const char *name, *text;
} forms[] = {
	/* {#0}: event and item, each once */
	{ "basket_items", "select {item|@}, count(*) as events\n"
			  "from {#0}\n"
			  "group by {item|@}" },
	{ "basket_total", "select count(*) as all_events\n"
			  "from (select distinct {event|@} from {#0})" },
	/* {#0}: event and item; {#1}: the events of each item; {#2}: of all; {#3}: pairs */
	{ "basket_pairs", "select {item|a.@}, {item|b.@ as with_@}, count(*) as together\n"
			  "from {#0} as a\n"
			  "join {#0} as b on {event|b.@ = a.@| and } and row({item|b.@}) > row({item|a.@})\n"
			  "group by {item|a.@}, {item|b.@}\n"
			  "having count(*) >= {$min_count}" },
	{ "basket_with", "select {item|a.@}, {item|b.@ as with_@}, count(*) as together\n"
			 "from {#0} as a\n"
			 "join {#1} as named on {item|named.@ = a.@| and }\n"
			 "join {#0} as b on {event|b.@ = a.@| and } and row({item|b.@}) <> row({item|a.@})\n"
			 "group by {item|a.@}, {item|b.@}\n"
			 "having count(*) >= {$min_count}" },
	{ "basket_measures",
	  "select {item|pairs.@}, {item|pairs.with_@}, pairs.together,\n"
	  "  pairs.together / total.all_events as support,\n"
	  "  pairs.together / a.events as confidence, pairs.together / b.events as confidence_back,\n"
	  "  cast(pairs.together as double) * total.all_events / (a.events * b.events) as lift, total.all_events\n"
	  "from {#0} as pairs\n"
	  "join {#1} as a on {item|a.@ = pairs.@| and }\n"
	  "join {#1} as b on {item|b.@ = pairs.with_@| and }\n"
	  "cross join {#2} as total" },
	{ "basket_names", "select m.*, a.label, b.label as with_label\n"
			  "from {#0} as m\n"
			  "left join {#1} as a on {item|a.@ = m.@| and }\n"
			  "left join {#1} as b on {item|b.@ = m.with_@| and }" },
	{ "basket_names3", "select m.*, a.label, b.label as with_label, c.label as and_label\n"
			   "from {#0} as m\n"
			   "left join {#1} as a on {item|a.@ = m.@| and }\n"
			   "left join {#1} as b on {item|b.@ = m.with_@| and }\n"
			   "left join {#1} as c on {item|c.@ = m.and_@| and }" },
	{ "basket_triples", "select {item|a.@}, {item|b.@ as with_@}, {item|c.@ as and_@}, count(*) as together\n"
			    "from {#0} as a\n"
			    "join {#0} as b on {event|b.@ = a.@| and } and row({item|b.@}) > row({item|a.@})\n"
			    "join {#0} as c on {event|c.@ = a.@| and } and row({item|c.@}) > row({item|b.@})\n"
			    "group by {item|a.@}, {item|b.@}, {item|c.@}\n"
			    "having count(*) >= {$min_count}" },
	{ "basket_measures3", "select {item|sets.@}, {item|sets.with_@}, {item|sets.and_@}, sets.together,\n"
			      "  sets.together / total.all_events as support,\n"
			      "  cast(sets.together as double) * total.all_events * total.all_events / (cast(a.events "
			      "as double) * b.events * c.events) as lift, total.all_events\n"
			      "from {#0} as sets\n"
			      "join {#1} as a on {item|a.@ = sets.@| and }\n"
			      "join {#1} as b on {item|b.@ = sets.with_@| and }\n"
			      "join {#1} as c on {item|c.@ = sets.and_@| and }\n"
			      "cross join {#2} as total" },
	/* {#0}: one row a person: who, by, events, first_day, last_day, value */
	{ "lifetime",
	  "select {by,|@}avg(value) as average, median(value) as middle, count(*) as people, sum(value) as total\n"
	  "from {#0}\n"
	  "group by all" },
	{ "lifetime_all", "select v.*, v.total / p.everyone as over_all, p.everyone\n"
			  "from {#0} as v\n"
			  "left join {#1} as p on true{by| and p.@ is not distinct from v.@|}" },
	{ "repeat_rate", "select {by,|@}count(*) filter (where events >= {$times}) / count(*) as repeat_rate,\n"
			 "  count(*) filter (where events >= {$times}) as repeaters, count(*) as people,\n"
			 "  count(*) filter (where events = 1) as once, avg(events) as events_each,\n"
			 "  sum(events) filter (where events >= {$times}) / sum(events) as events_of_repeaters\n"
			 "from {#0}\n"
			 "group by all" },
	/* {#0}: one row each; {#1}: one row an event */
	{ "time_between",
	  "select {by,|@}avg(gap) as average, median(gap) as middle, quantile_cont(gap, 0.9) as slow,\n"
	  "  avg(own_average) filter (where place = 2) as each_one, count(gap) as gaps,\n"
	  "  count(*) filter (where place = 2) as people, count(*) filter (where place = 1) - count(*) filter (where "
	  "place = 2) as once\n"
	  "from (\n"
	  "  select *, avg(gap) over (partition by {own|@}) as own_average\n"
	  "  from (\n"
	  "    select {by,|b.@}{own,|e.@}date_diff('day', lag(e.day) over one, e.day) as gap, row_number() over one as "
	  "place\n"
	  "    from {#1} as e\n"
	  "    join {#0} as b on row({own|e.@}) = row({who|b.@})\n"
	  "    window one as (partition by {own|e.@} order by e.day)\n"
	  "  )\n"
	  ")\n"
	  "group by all" },
	{ "churn_given", "select cast({$days} as bigint) as days" },
	{ "churn_gap", "select cast(ceil(quantile_cont(gap, 0.9)) as bigint) as days\n"
		       "from (\n"
		       "  select date_diff('day', lag(day) over (partition by {who|@} order by day), day) as gap\n"
		       "  from {#0}\n"
		       ")" },
	{ "churn", "select {by,|@}count(*) filter (where date_diff('day', last_day, {$until}) > days) / count(*) as "
		   "churn_rate,\n"
		   "  count(*) filter (where date_diff('day', last_day, {$until}) > days) as lapsed,\n"
		   "  count(*) filter (where date_diff('day', last_day, {$until}) <= days) as active,\n"
		   "  count(*) as people, max(days) as days\n"
		   "from {#0}\n"
		   "cross join {#1}\n"
		   "group by all" },
	{ "churn_list", "select {who|@}, events, last_day, date_diff('day', last_day, {$until}) as away, days\n"
			"from {#0}\n"
			"cross join {#1}\n"
			"where date_diff('day', last_day, {$until}) > days" },
	{ "rfm_scores", "select {who|@}, date_diff('day', last_day, {$until}) as days, events, value,\n"
			"  1 + least(floor(5 * percent_rank() over (order by last_day)), 4) as recency,\n"
			"  1 + least(floor(5 * percent_rank() over (order by events)), 4) as frequency,\n"
			"  1 + least(floor(5 * percent_rank() over (order by value nulls first)), 4) as spend\n"
			"from {#0}" },
	{ "rfm_named", "select *, case\n"
		       "    when recency >= 4 and frequency >= 4 then 'champions'\n"
		       "    when recency >= 3 and frequency >= 3 then 'loyal'\n"
		       "    when recency >= 4 then 'new'\n"
		       "    when recency = 3 then 'promising'\n"
		       "    when frequency >= 3 then 'at risk'\n"
		       "    when recency = 2 then 'lapsing'\n"
		       "    else 'lost' end as segment\n"
		       "from {#0}" },
	{ "rfm_segments", "select segment, count(*) as people, count(*) / sum(count(*)) over () as share,\n"
			  "  avg(days) as days, avg(events) as events, avg(value) as value, sum(value) as total,\n"
			  "  sum(value) / sum(sum(value)) over () as share_of_value\n"
			  "from {#0}\n"
			  "group by segment" },
	/* {#0}: who and day, each once */
	{ "first_days", "select {who|@}, min(day) as first_day\n"
			"from {#0}\n"
			"group by {who|@}" },
	{ "cohort_cells", "select cast(date_trunc({$grain}, f.first_day) as date) as cohort,\n"
			  "  first(s.people) as people, date_diff({$grain}, f.first_day, d.day) as after,\n"
			  "  count(distinct row({who|d.@})) as back\n"
			  "from {#0} as d\n"
			  "join {#1} as f on {who|f.@ = d.@| and }\n"
			  "join (\n"
			  "  select date_trunc({$grain}, first_day) as start, count(*) as people\n"
			  "  from {#1}\n"
			  "  where first_day >= {$from} and first_day < {$to}\n"
			  "  group by 1\n"
			  ") as s on s.start = date_trunc({$grain}, f.first_day)\n"
			  "where f.first_day >= {$from} and f.first_day < {$to}\n"
			  "group by 1, 3" },
	{ "new_vs_returning", "select cast(date_trunc({$grain}, d.day) as date) as period,\n"
			      "  count(distinct row({who|d.@})) filter (where date_trunc({$grain}, f.first_day) = "
			      "date_trunc({$grain}, d.day)) as fresh,\n"
			      "  count(distinct row({who|d.@})) filter (where date_trunc({$grain}, f.first_day) < "
			      "date_trunc({$grain}, d.day)) as back,\n"
			      "  fresh / count(distinct row({who|d.@})) as share_new\n"
			      "from {#0} as d\n"
			      "join {#1} as f on {who|f.@ = d.@| and }\n"
			      "where d.day >= {$from} and d.day < {$to}\n"
			      "group by 1" },
	/* {#0}: one row a person; {#1}: each event, or the days without one that are a lapse */
	{ "survival_lapsed",
	  "select {by,|@}date_diff('day', first_day, case when lapsed then last_day else {$until} end) as days,\n"
	  "  lapsed as happened, inactive\n"
	  "from (\n"
	  "  select *, date_diff('day', last_day, {$until}) > days as lapsed, days as inactive\n"
	  "  from {#0}\n"
	  "  cross join {#1}\n"
	  "  where first_day >= {$from} and first_day < {$to} and first_day <= {$until}\n"
	  ")" },
	{ "survival_again", "select {by,|b.@}date_diff('day', b.first_day, coalesce(e.day, {$until})) as days,\n"
			    "  e.day is not null as happened, null as inactive\n"
			    "from {#0} as b\n"
			    "left join (\n"
			    "  select * from {#1}\n"
			    "  qualify row_number() over (partition by {own|@} order by day) = {$nth}\n"
			    ") as e on row({own|e.@}) = row({who|b.@}) and e.day <= {$until}\n"
			    "where b.first_day >= {$from} and b.first_day < {$to} and b.first_day <= {$until}" },
	{ "survival_counts", "select {by,|@}days, count(*) filter (where happened) as happened,\n"
			     "  count(*) filter (where not happened) as waiting, max(inactive) as inactive\n"
			     "from {#0}\n"
			     "group by all" },
	/* {#0}, {#1}: key and value of the instances of each group */
	{ "values_of_two", "select 1 as number, {$first} as side, {key|@}, value, exists (select 1 from {#1} as o "
			   "where row({key|o.@}) = row({key|v.@})) as twice\n"
			   "from {#0} as v\n"
			   "union all\n"
			   "select 2, {$second}, {key|@}, value, exists (select 1 from {#0} as o where row({key|o.@}) "
			   "= row({key|v.@}))\n"
			   "from {#1} as v" },
	{ "values_by_key", "select 0 as number, side, value, false as twice from {#0} where side is not null" },
	{ "shares_of_two", "select 1 as number, {$first} as side, found, n, (select n from {#2}) as twice from {#0}\n"
			   "union all\n"
			   "select 2, {$second}, found, n, 0 from {#1}" },
	{ "shares_by_key", "select 0 as number, side, found, n, 0 as twice from {#0} where side is not null" },
	/* {#0}: side and value of each instance; side of each group, with the two numbers of a rate */
	{ "group_figures",
	  "select number, side, count(v) filter (where not both_sides) as n, avg(v) filter (where not both_sides) as "
	  "mean,\n"
	  "  median(v) filter (where not both_sides) as middle, var_samp(v) filter (where not both_sides) as "
	  "variance,\n"
	  "  sum(place) filter (where v is not null and not both_sides) as ranks,\n"
	  "  sum(sum(same * same - 1) filter (where v is not null and not both_sides)) over () as ties,\n"
	  "  count(*) - count(v) as missing, count(*) filter (where both_sides) as twice\n"
	  "from (\n"
	  "  select *, rank() over (partition by both_sides order by v nulls last) + (same - 1) / 2.0 as place\n"
	  "  from (\n"
	  "    select number, side, v, both_sides, count(*) over (partition by both_sides, v) as same\n"
	  "    from (select number, side, cast(value as double) as v, twice as both_sides from {#0})\n"
	  "  )\n"
	  ")\n"
	  "group by number, side" },
	{ "share_figures", "select number, side, n, found, twice from {#0}" },
	/* {#0}: value, one row an instance */
	{ "spread_stats",
	  "select *, coalesce(nullif({$width}, 0), case\n"
	  "    when high <= low then greatest(abs(low), 1)\n"
	  "    when whole then greatest(step, 1)\n"
	  "    else step end) as width\n"
	  "from (\n"
	  "  select *, power(10, floor(log10(raw))) * case\n"
	  "      when raw / power(10, floor(log10(raw))) <= 1 then 1 when raw / power(10, floor(log10(raw))) <= 2 then "
	  "2\n"
	  "      when raw / power(10, floor(log10(raw))) <= 5 then 5 else 10 end as step\n"
	  "  from (\n"
	  "    select count(value) as n, count(*) - count(value) as missing, avg(value) as mean, median(value) as "
	  "middle,\n"
	  "      quantile_cont(value, 0.25) as q1, quantile_cont(value, 0.75) as q3, min(value) as least, max(value) "
	  "as most,\n"
	  "      quantile_cont(cast(value as double), 0.01) as low, quantile_cont(cast(value as double), 0.99) as "
	  "high,\n"
	  "      bool_and(value = floor(value)) as whole, greatest((high - low) / {$bins}, 1e-9) as raw\n"
	  "    from {#0}\n"
	  "  )\n"
	  ")\n"
	  "where n > 0" },
	{ "spread_buckets",
	  "select number, number * width as low, (number + 1) * width as high, coalesce(counted, 0) as n,\n"
	  "  coalesce(counted, 0) / s.n as share, sum(coalesce(counted, 0)) over (order by number) / s.n as so_far,\n"
	  "  s.middle, s.mean, s.q1, s.q3, s.least, s.most, s.missing\n"
	  "from {#1} as s\n"
	  "cross join (\n"
	  "  select unnest(generate_series(cast(floor(low / width) as bigint), cast(floor(high / width) as bigint))) "
	  "as number\n"
	  "  from {#1}\n"
	  ")\n"
	  "left join (\n"
	  "  select greatest(least(floor(value / width), floor(high / width)), floor(low / width)) as bucket, count(*) "
	  "as counted\n"
	  "  from {#0}\n"
	  "  cross join {#1}\n"
	  "  where value is not null\n"
	  "  group by 1\n"
	  ") on bucket = number" },
	/* {#0}: item and value */
	{ "concentration_ranks",
	  "select *, row_number() over (order by value desc, {item|@}) as place, count(*) over () as n,\n"
	  "  value / nullif(sum(value) over (), 0) as share,\n"
	  "  sum(value) over (order by value desc, {item|@} rows unbounded preceding) / nullif(sum(value) over (), 0) "
	  "as so_far\n"
	  "from {#0}\n"
	  "where value is not null" },
	{ "concentration_classes", "select *, case when so_far - share < 0.8 then 'A' when so_far - share < 0.95 then "
				   "'B' else 'C' end as class,\n"
				   "  sum(share) filter (where place <= ceil(0.1 * n)) over () as top_tenth,\n"
				   "  sum(share) filter (where place <= ceil(0.2 * n)) over () as top_fifth,\n"
				   "  sum((n + 1 - 2 * place) * share) over () / n as gini\n"
				   "from {#0}" },
	{ "concentration_top", "select sum(share) filter (where place <= ceil(round({$top} * n, 9))) as share,\n"
			       "  count(*) filter (where place <= ceil(round({$top} * n, 9))) as first, max(n) as n,\n"
			       "  sum(value) filter (where place <= ceil(round({$top} * n, 9))) as held, sum((n + 1 - "
			       "2 * place) * share) / max(n) as gini\n"
			       "from {#0}" },
	{ "item_names", "select m.*, a.label\n"
			"from {#0} as m\n"
			"left join {#1} as a on {item|a.@ = m.@| and }" },
	/* {#0}: part and its value before and after; {#1}: the same in all */
	{ "contribution_split",
	  "select 2 as place, {$what} as what, coalesce(cast(part as varchar), '(none)') as part,\n"
	  "  coalesce(value_before, 0) as before, coalesce(value_after, 0) as after\n"
	  "from {#0}\n"
	  "union all\n"
	  "select 2, {$what}, 'all other parts of it', any_value(t.value_before) - sum(coalesce(s.value_before, 0)),\n"
	  "  any_value(t.value_after) - sum(coalesce(s.value_after, 0))\n"
	  "from {#0} as s\n"
	  "cross join {#1} as t\n"
	  "having abs(any_value(t.value_before) - sum(coalesce(s.value_before, 0))) > 0.005 or "
	  "abs(any_value(t.value_after) - sum(coalesce(s.value_after, 0))) > 0.005" },
	{ "contribution_volume",
	  "select 1 as place, {$what} as what, {$number} as part, value_before as before,\n"
	  "  cast(value_before as double) / nullif(number_before, 0) * number_after as after\n"
	  "from {#0}\n"
	  "where number_before > 0 and number_after > 0\n"
	  "union all\n"
	  "select 1, {$what}, {$average}, cast(value_before as double) / nullif(number_before, 0) * number_after, "
	  "value_after\n"
	  "from {#0}\n"
	  "where number_before > 0 and number_after > 0" },
	{ "contribution",
	  "select *, round(after - before, 9) as change, (after - before) / nullif(whole, 0) as share, abs(after - "
	  "before) as "
	  "size,\n"
	  "  max(case when part in ('(none)', 'all other parts of it') then 0\n"
	  "    else abs(after - before - whole * coalesce(before / nullif(base, 0), 0)) end) over (partition by what) "
	  "as "
	  "largest\n"
	  "from (\n"
	  "  select p.*, coalesce(t.value_after, 0) - coalesce(t.value_before, 0) as whole, t.value_before as base\n"
	  "  from {#0} as p\n"
	  "  cross join {#1} as t\n"
	  "  where p.before <> 0 or p.after <> 0\n"
	  "  union all\n"
	  "  select 0, 'all', 'all', coalesce(value_before, 0), coalesce(value_after, 0), coalesce(value_after, 0) - "
	  "coalesce(value_before, 0), value_before\n"
	  "  from {#1}\n"
	  ")" },
	/* of a ratio; {#0}: part, what is divided and by what; {#1}: the same in all */
	{ "contribution_split_rate",
	  "select 2 as place, {$what} as what, coalesce(cast(part as varchar), '(none)') as part,\n"
	  "  cast(coalesce(over_before, 0) as double) as n0, cast(coalesce(over_after, 0) as double) as n1,\n"
	  "  cast(coalesce(under_before, 0) as double) as d0, cast(coalesce(under_after, 0) as double) as d1\n"
	  "from {#0}\n"
	  "union all\n"
	  "select *\n"
	  "from (\n"
	  "  select 2, {$what}, 'all other parts of it', any_value(t.over_before) - sum(coalesce(s.over_before, 0)) as "
	  "n0,\n"
	  "    any_value(t.over_after) - sum(coalesce(s.over_after, 0)) as n1,\n"
	  "    any_value(t.under_before) - sum(coalesce(s.under_before, 0)) as d0,\n"
	  "    any_value(t.under_after) - sum(coalesce(s.under_after, 0)) as d1\n"
	  "  from {#0} as s\n"
	  "  cross join {#1} as t)\n"
	  "where greatest(abs(n0), abs(n1), abs(d0), abs(d1)) > 0.005" },
	/* what is divided first, then by what: parts of place 1 have no weights */
	{ "contribution_two", "select 1 as place, {$what} as what, {$number} as part, cast(over_before as double) as "
			      "n0, cast(over_after as double) as n1,\n"
			      "  cast(under_before as double) as d0, cast(under_before as double) as d1\n"
			      "from {#0}\n"
			      "union all\n"
			      "select 1, {$what}, {$average}, cast(over_after as double), cast(over_after as double), "
			      "cast(under_before as double), "
			      "cast(under_after as double)\n"
			      "from {#0}" },
	{ "contribution_rates",
	  "select *, change / nullif(whole, 0) as share, abs(change) as size,\n"
	  "  max(case when part in ('(none)', 'all other parts of it') then 0 else abs(change - whole * "
	  "coalesce(weight_after, 0)) "
	  "end) over (partition by what) as largest\n"
	  "from (\n"
	  "  select place, what, part, n0 / nullif(d0, 0) as before, n1 / nullif(d1, 0) as after,\n"
	  "    case when place = 2 then d0 / b0 end as weight_before, case when place = 2 then d1 / b1 end as "
	  "weight_after,\n"
	  "    case when place = 2 then own end as rate, case when place = 2 then case when abs(change - own) <= 1e-13 "
	  "* abs(own) then 0 else change - own end end as mix, change, "
	  "whole\n"
	  "  from (\n"
	  "    select p.*, b0, b1, whole, case when d0 <> 0 and d1 <> 0 then d1 / b1 * (n1 / d1 - n0 / d0) else 0 end "
	  "as own,\n"
	  "      case when place = 1 then n1 / d1 - n0 / d0\n"
	  "        else n1 / b1 - n0 / b0 - r0 * (d1 / b1 - d0 / b0) end as change\n"
	  "    from {#0} as p\n"
	  "    cross join (\n"
	  "      select cast(under_before as double) as b0, cast(under_after as double) as b1,\n"
	  "        cast(over_before as double) / cast(under_before as double) as r0,\n"
	  "        cast(over_after as double) / cast(under_after as double) - cast(over_before as double) / "
	  "cast(under_before as "
	  "double) as whole\n"
	  "      from {#1}\n"
	  "      where under_before <> 0 and under_after <> 0) as t\n"
	  "    where greatest(abs(n0), abs(n1), abs(d0), abs(d1)) > 0)\n"
	  "  union all\n"
	  "  select 0, 'all', 'all', cast(over_before as double) / nullif(cast(under_before as double), 0), "
	  "cast(over_after as "
	  "double) / nullif(cast(under_after as double), 0), 1, 1, null, null,\n"
	  "    cast(over_after as double) / nullif(cast(under_after as double), 0) - cast(over_before as double) / "
	  "nullif(cast(under_before as double), 0),\n"
	  "    cast(over_after as double) / nullif(cast(under_after as double), 0) - cast(over_before as double) / "
	  "nullif(cast(under_before as double), 0)\n"
	  "  from {#1}\n"
	  ")" },
	/* {#0}: one row a thing with its amount, quantity, Σ amount × price and rows before and after */
	{ "effects_items",
	  "select {$thing} as thing, {$things} as things,\n"
	  "  coalesce(nullif(concat_ws(' ', {shown|cast(@ as varchar)} {,key|nullif(concat('[', cast(@ as varchar), "
	  "']'), '[]')}), ''), "
	  "'(none)') as "
	  "item,\n"
	  "  coalesce(value_before, 0) as v0, coalesce(value_after, 0) as v1, coalesce(quantity_before, 0) as q0, "
	  "coalesce(quantity_after, 0) as q1,\n"
	  "  cast(coalesce(squares_before, 0) as double) + cast(coalesce(squares_after, 0) as double) as squares,\n"
	  "  coalesce(lines_before, 0) + coalesce(lines_after, 0) as lines\n"
	  "from {#0}\n"
	  "where coalesce(lines_before, 0) + coalesce(lines_after, 0) > 0" },
	/* {#0}: things of several kinds; those of one kind stay */
	{ "effects_chosen",
	  "select *, case when q0 > 0 and q1 > 0 then round(cast(v1 - cast(q1 as double) * v0 / q0 as decimal(38, 6)), "
	  "2) end as price\n"
	  "from {#0}\n"
	  "where thing = (\n"
	  "  select thing\n"
	  "  from (\n"
	  "    select thing, count(*) as items, sum(lines) - count(*) as more,\n"
	  "      sum(greatest(0, squares - cast(v0 + v1 as double) * (v0 + v1) / nullif(q0 + q1, 0))) as inside,\n"
	  "      sum(squares) - cast(sum(v0 + v1) as double) * sum(v0 + v1) / nullif(sum(q0 + q1), 0) as around\n"
	  "    from {#0}\n"
	  "    group by thing)\n"
	  "  order by round(inside / nullif(more, 0) / nullif(around, 0) * 1e9) nulls last, items, thing\n"
	  "  limit 1)" },
	/* {#0}: the chosen ones; {#1}: the amount in all. Each effect begins where the one before it ended. */
	{ "effects_all",
	  "select 1 as place, 'volume and price by ' || thing as what, part, round(v0 + sum(effect) over (order by n) "
	  "- effect, 6) as "
	  "before, round(v0 + sum(effect) over (order by n), 6) as after\n"
	  "from (\n"
	  "  select s.thing, s.v0, unnest([1, 2, 3, 4, 5, 6]) as n,\n"
	  "    unnest(['volume', 'mix', 'price', 'new ' || things, things || ' that are gone', 'all other parts of "
	  "it']) as part,\n"
	  "    unnest([volume, kept - volume - prices, prices, begun, ended, whole - kept - begun - ended]) as effect\n"
	  "  from (\n"
	  "    select any_value(thing) as thing, any_value(things) as things, any_value(coalesce(t.value_before, 0)) "
	  "as v0,\n"
	  "      any_value(coalesce(t.value_after, 0)) - any_value(coalesce(t.value_before, 0)) as whole,\n"
	  "      coalesce(round(cast((cast(sum(q1) filter (price is not null) as double) / sum(q0) filter (price is "
	  "not null) - 1) "
	  "* sum(v0) filter (price is not null) as decimal(38, 6)), 2), 0) as volume,\n"
	  "      coalesce(sum(v1 - v0) filter (price is not null), 0) as kept, coalesce(sum(price), 0) as prices,\n"
	  "      coalesce(sum(v1) filter (q0 = 0 and v0 = 0), 0) as begun,\n"
	  "      coalesce(-sum(v0) filter (q1 = 0 and v1 = 0 and not (q0 = 0 and v0 = 0)), 0) as ended\n"
	  "    from {#0}\n"
	  "    cross join {#1} as t\n"
	  "    having count(*) > 0) as s)\n"
	  "where abs(effect) > 0.000001" },
	{ "effects_each", "select *\n"
			  "from (\n"
			  "  select 2 as place, 'volume or price of each ' || thing as what, unnest(case when price is "
			  "not null then ['volume of ' || item, "
			  "'price of ' || item]\n"
			  "    when q0 = 0 and v0 = 0 then ['new: ' || item] when q1 = 0 and v1 = 0 then ['gone: ' || "
			  "item] else [item] end) as "
			  "part,\n"
			  "  unnest(case when price is not null then [v0, v1 - price] else [v0] end) as before,\n"
			  "  unnest(case when price is not null then [v1 - price, v1] else [v1] end) as after\n"
			  "from {#0})\n"
			  "where before <> after\n"
			  "union all\n"
			  "select 2, 'volume or price of each ' || any_value(thing), 'all other parts of it', "
			  "any_value(coalesce(t.value_before, 0)) - "
			  "sum(s.v0), any_value(coalesce(t.value_after, 0)) - sum(s.v1)\n"
			  "from {#0} as s\n"
			  "cross join {#1} as t\n"
			  "having abs(any_value(coalesce(t.value_before, 0)) - sum(s.v0)) > 0.005 or "
			  "abs(any_value(coalesce(t.value_after, 0)) - "
			  "sum(s.v1)) > 0.005" },
	/* {#0}: x and y of each */
	{ "correlation",
	  "select corr(x, y) as pearson, corr(rank_x, rank_y) as spearman, count(*) as pairs, (select count(*) from "
	  "{#0}) - count(*) as left_out\n"
	  "from (select x, y, rank() over (order by x) + (count(*) over (partition by x) - 1) / 2.0 as rank_x,\n"
	  "    rank() over (order by y) + (count(*) over (partition by y) - 1) / 2.0 as rank_y\n"
	  "  from (select cast(x as double) as x, cast(y as double) as y from {#0} where x is not null and y is not "
	  "null))" },
	/* {#0}: each day with an event of each; {#1}: what each brought in */
	{ "buyers",
	  "select {who|d.@}, count(*) - 1 as repeats, date_diff('day', min(d.day), max(d.day)) as recency,\n"
	  "  date_diff('day', min(d.day), {$until}) as age, max(cast(v.value as double)) / count(*) as value\n"
	  "from {#0} as d\n"
	  "join {#1} as v on row({block|v.@}) = row({who|d.@})\n"
	  "where d.day <= {$until}\n"
	  "group by {who|d.@}" },
	/* {#0}: a value each; {#1}: its edges */
	{ "outlier_edges",
	  "select *, case when skewed then exp(4 * q1l - 3 * q3l) * (1 - 1e-9) else 4 * q1 - 3 * q3 end as low,\n"
	  "  case when skewed then exp(4 * q3l - 3 * q1l) * (1 + 1e-9) else 4 * q3 - 3 * q1 end as high\n"
	  "from (select avg(case when value > 0 then 1.0 else 0.0 end) filter (value is not null) >= 0.95 as skewed,\n"
	  "  count(value) as looked_at, count(*) - count(value) as without_value, median(value) as median,\n"
	  "  quantile_cont(value, 0.25) as q1, quantile_cont(value, 0.75) as q3,\n"
	  "  quantile_cont(ln(greatest(value, 1e-300)), 0.25) filter (value > 0) as q1l, "
	  "quantile_cont(ln(greatest(value, 1e-300)), 0.75) filter (value > 0) as q3l\n"
	  "from {#0})" },
	{ "outliers",
	  "select v.*, value / nullif(median, 0) as times_median, looked_at, without_value, median, low, high,\n"
	  "  case when skewed and value > 0 then abs(ln(greatest(value, 1e-300)) - ln(median)) when skewed then 1e9\n"
	  "    else abs(value - median) end as distance\n"
	  "from {#0} as v\n"
	  "cross join {#1}\n"
	  "where value < low or value > high or (skewed and value <= 0)" },
	/* One shape for all series. {#0}: a value a period; of members; of members and clusters; what ran for members */
	{ "unusual_whole",
	  "select {$figure} as figure, cast(null as varchar) as split, cast(null as varchar) as id,\n"
	  "  cast(null as varchar) as member, {$grain} as grain, {$counts} as counts, cast(period as date) as period,\n"
	  "  cast(null as date) as until, cast(null as varchar) as cause, cast(value as double) as value,\n"
	  "  cast(null as double) as squares\n"
	  "from {#0}\n"
	  "where period is not null" },
	{ "unusual_members",
	  "select {$figure} as figure, {$key} as split, concat_ws(' ', {key|cast(@ as varchar)}) as id,\n"
	  "  coalesce({label,|cast(@ as varchar)} concat_ws(' ', {key|cast(@ as varchar)})) as member,\n"
	  "  'month' as grain, {$counts} as counts, cast(period as date) as period, cast(null as date) as until,\n"
	  "  cast(null as varchar) as cause, cast(value as double) as value, cast(null as double) as squares\n"
	  "from {#0}\n"
	  "where period is not null and {key|@ is not null| and }" },
	{ "unusual_clusters",
	  "select {$figure} as figure, {$key} as split, concat_ws(' ', {key|cast(@ as varchar)}) as id,\n"
	  "  coalesce({label,|cast(@ as varchar)} concat_ws(' ', {key|cast(@ as varchar)})) as member,\n"
	  "  'month' as grain, {$counts} as counts, cast(period as date) as period, cast(null as date) as until,\n"
	  "  cast(null as varchar) as cause, cast(sum(value) as double) as value, cast(sum(value * value) as double) "
	  "as squares\n"
	  "from {#0}\n"
	  "where period is not null and {key|@ is not null| and }\n"
	  "group by {all|@}, period" },
	{ "unusual_causes",
	  "select cast(null as varchar) as figure, {$key} as split, concat_ws(' ', {key|cast(@ as varchar)}) as id,\n"
	  "  coalesce({label,|cast(@ as varchar)} concat_ws(' ', {key|cast(@ as varchar)})) as member,\n"
	  "  {$what} as grain, 1 as counts, cast(period as date) as period, cast(until as date) as until,\n"
	  "  concat_ws(' ', cast(cause_label as varchar), '[' || cast(cause as varchar) || ']') as cause,\n"
	  "  cast(value as double) as value, cast(null as double) as squares\n"
	  "from {#0}\n"
	  "where period is not null and until is not null and cause is not null and {key|@ is not null| and }" },
	/* lines of an overview, in the shape of those of anomalies; {#0}: one row with each figure in three periods */
	{ "overview_value",
	  "select 0 as kind, {$figure} as figure, {$period} as split, {$id} as id, cast(null as varchar) as member, "
	  "{$unit} as "
	  "grain, 0 as counts,\n"
	  "  cast(null as date) as period, cast(null as date) as until, cast(null as varchar) as cause,\n"
	  "  cast({value|@} as double) as value, cast(null as double) as squares\n"
	  "from {#0}" },
	/* {#0}: parts of a change */
	{ "overview_change",
	  "select 1 as kind, cast(null as varchar) as figure, what as split, printf('%06d', row_number() over (order "
	  "by largest "
	  "desc, what, size desc, part)) as id, part as member,\n"
	  "  cast(null as varchar) as grain, 0 as counts, cast(null as date) as period, cast(null as date) as until, "
	  "cast(null as varchar) as cause,\n"
	  "  cast(before as double) as value, cast(after as double) as squares\n"
	  "from {#0}\n"
	  "where place = 2 and what not like 'volume or price of each %'" },
	/* {#0}: series of anomalies */
	{ "overview_series",
	  "select 2 as kind, figure, split, id, member, grain, counts, period, until, cause, value, squares\n"
	  "from {#0}" },
	/* {#0}: who, step, at; {#1}: who came through the step before */
	{ "funnel_first", "select {who|@}, min(moment) as started, min(moment) as moment\n"
			  "from {#0}\n"
			  "where step = {$step}\n"
			  "group by {who|@}" },
	{ "funnel_next",
	  "select {who|e.@}, b.started, min(e.moment) as moment\n"
	  "from {#0} as e\n"
	  "join {#1} as b on {who|b.@ = e.@| and }\n"
	  "where e.step = {$step} and e.moment >= b.moment and date_diff('day', b.started, e.moment) <= {$days}\n"
	  "group by all" },
	{ "funnel_count", "select {$place} as place, {$step} as step, count(*) as people from {#0}" },
	{ "funnel", "select *, people / nullif(first(people) over (order by place), 0) as of_first,\n"
		    "  people / nullif(lag(people) over (order by place), 0) as of_before\n"
		    "from {#0}" },
};

const char *mdp_sql_form(const char *name)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (strcmp(forms[i].name, name) == 0)
			return forms[i].text;
	return NULL;
}
