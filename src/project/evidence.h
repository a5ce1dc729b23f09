/* Private to project/: the pages of an Evidence project, as far as their text says what numbers mean. */
#ifndef MDP_PROJECT_EVIDENCE_H
#define MDP_PROJECT_EVIDENCE_H

#include "project/sqlread.h"

/* A component that shows a column of a query. */
struct mdp_shown {
	const char *component; /* BigValue, LineChart, Column … */
	const char *query, *column;
	const char *title; /* of this column; NULL */
	const char *format; /* usd, pct1 …; NULL */
	int line;
};

struct mdp_page {
	const char *file; /* relative to the root */
	const char *title;
	const char *text; /* whole */
	const char *prefix; /* of the names of its queries, so that pages do not see each other's */
	struct mdp_shown *shown;
	int nshown, cap_shown;
	struct mdp_sql_input *inputs; /* that take something until the reader chooses */
	int ninputs, cap_inputs;
};

struct mdp_pages {
	struct mdp_page *items;
	int n, cap;
};

/* Reads pages, queries/ and sources/, and adds their SQL to the reader, references made into names. */
void mdp_evidence_read(struct mdp_enrich *x, struct mdp_sql_reader *r, struct mdp_pages *out);
/* The components of a page's text. */
void mdp_evidence_components(struct mdp_arena *a, struct mdp_page *page);
/* SQL with ${query}, ${inputs…} and source.table made into plain names; `prefix` is that of the page. */
const char *mdp_evidence_sql(struct mdp_arena *a, const struct mdp_sql_reader *r, const char *sql, const char *prefix);

/* Definitions and uses of measures in the queries of pages. */
void mdp_enrich_pages(struct mdp_enrich *x, struct mdp_sql_reader *r, const struct mdp_pages *pages);
/* Aggregates over rows finer than what they aggregate, with both numbers, as findings. */
void mdp_enrich_fans(struct mdp_enrich *x, struct mdp_sql_reader *r);
/* Columns that mix grains, with both sums, as findings. */
void mdp_enrich_mixed(struct mdp_enrich *x);
/* A statement of q with everything it builds on before it, NULL when that is not known; *before is by how many lines that moves its own text. */
const char *mdp_sql_whole(struct mdp_sql_reader *r, const struct mdp_sql_query *q, const char *text, bool open,
			  int *before);
/* Queries that the engine cannot prepare, as findings. */
void mdp_enrich_runs(struct mdp_enrich *x, struct mdp_sql_reader *r);
/* Tables that pages read and the catalog does not hold, as a finding. */
void mdp_enrich_outside(struct mdp_enrich *x, const struct mdp_sql_reader *r);
/* Components that show what is not there, or percents twice, as findings. */
void mdp_enrich_shown(struct mdp_enrich *x, struct mdp_sql_reader *r, const struct mdp_pages *pages);
/* The SQL of dbt models: first all of them by name, then, when they are wanted, read for fans. */
void mdp_enrich_models_add(struct mdp_enrich *x, struct mdp_sql_reader *r);
void mdp_enrich_models(struct mdp_enrich *x, struct mdp_sql_reader *r);
/* What the SQL of a model that was added makes; NULL when it is not known without running Jinja, or not understood. */
const struct mdp_sql_rel *mdp_enrich_model_rel(struct mdp_enrich *x, struct mdp_sql_reader *r, const char *model);

#endif
