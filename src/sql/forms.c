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
};

const char *mdp_sql_form(const char *name)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (strcmp(forms[i].name, name) == 0)
			return forms[i].text;
	return NULL;
}
