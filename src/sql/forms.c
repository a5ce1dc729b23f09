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
};

const char *mdp_sql_form(const char *name)
{
	for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++)
		if (strcmp(forms[i].name, name) == 0)
			return forms[i].text;
	return NULL;
}
