/* Codes of findings, in order of their gravity. */
#include "lint/rules.h"

#include "base/banned.h"

const struct mdp_lint_rule mdp_lint_rules[] = {
	{ "fan_out", MDP_LINT_ERROR, "An amount is aggregated over rows that repeat it." },
	{ "join_fans_out", MDP_LINT_ERROR, "An amount is aggregated over a join that repeats it." },
	{ "mixed_grain", MDP_LINT_ERROR, "A column of each row holds an amount of something coarser." },
	{ "count_of_finer", MDP_LINT_ERROR, "Rows are counted under the name of something coarser." },
	{ "sum_distinct", MDP_LINT_ERROR, "Equal amounts of different things are summed once." },
	{ "sum_over_time", MDP_LINT_ERROR, "A stock or balance is summed over time." },
	{ "sql_does_not_parse", MDP_LINT_ERROR, "The SQL of a page or model does not parse." },
	{ "sql_does_not_run", MDP_LINT_ERROR, "The SQL of a page cannot be run on this warehouse." },
	{ "sql_circular", MDP_LINT_ERROR, "A query builds on itself." },
	{ "yaml", MDP_LINT_ERROR, "A YAML file does not parse." },
	{ "two_definitions", MDP_LINT_WARNING, "One name is defined in different ways." },
	{ "averaged_ratio", MDP_LINT_WARNING, "Ratios are averaged; a ratio of sums weighs them." },
	{ "grain_differs", MDP_LINT_WARNING, "The declared grain of an amount is not that of the data." },
	{ "key_not_unique", MDP_LINT_WARNING, "A key occurs more than once." },
	{ "orphans", MDP_LINT_NOTE, "References to what is not there." },
	{ "unreadable", MDP_LINT_WARNING, "A file cannot be read." },
	{ "unknown_column", MDP_LINT_NOTE, "A column is described that the table does not have." },
	{ "metric_not_understood", MDP_LINT_NOTE,
	  "A metric needs what is not read (windows, offsets, or SQL of another kind)." },
	{ "lineage_unknown", MDP_LINT_NOTE, "Where columns come from cannot be read from the files." },
	{ "undocumented", MDP_LINT_NOTE, "Columns have no description." },
};
const int mdp_nlint_rules = (int)(sizeof(mdp_lint_rules) / sizeof(mdp_lint_rules[0]));
