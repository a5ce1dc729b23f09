/* Private to project/: definitions of measures as files give them, on their way into the catalog. */
#ifndef MDP_PROJECT_DEFS_H
#define MDP_PROJECT_DEFS_H

#include "catalog/catalog.h"

/* Who said it; the greater speaks louder. */
enum mdp_def_rank { MDP_DEF_PAGE, MDP_DEF_META, MDP_DEF_METRIC, MDP_DEF_CONFIG };

struct mdp_def {
	const char *name; /* words; NULL = the definition adds only to one that is there */
	const char **synonyms; /* NULL-ended or NULL */
	const char **others; /* of those, the names that other definitions of the same figure have */
	struct mdp_source other; /* where the first of them is */
	const char *description, *unit;
	struct mdp_expr *expr;
	struct mdp_pred *assumed; /* as mdp_measure.assumed */
	const struct mdp_expr *plain; /* set by mdp_enrich_define: with every column its original, to compare */
	int entity;
	int time; /* -1 */
	const char *no_time; /* as mdp_measure.no_time */
	bool not_over_time; /* a sum that files say does not add up over time */
	int uses;
	enum mdp_def_rank rank;
	struct mdp_source source;
};

struct mdp_sql_reader;

/* Everything the readers of one platform share. Strings and expressions are in the catalog's arena. */
struct mdp_enrich {
	const struct mdp_project *p;
	const struct mdp_dbt *dbt;
	struct mdp_engine *e;
	struct mdp_catalog *c;
	struct mdp_arena *a; /* the catalog's */
	struct mdp_sql_reader *sql;
	struct mdp_def *defs;
	int ndefs, cap_defs;
	int cap_findings;
};

/* Adds a finding; valid until the next one is added. */
struct mdp_finding *mdp_enrich_finding(struct mdp_enrich *x, const char *code, const char *file, int line,
				       const char *fmt, ...) __attribute__((format(printf, 5, 6)));
/* A definition that cannot be computed: it keeps its names, so that asking for one of them says so. `why` is a clause. */
void mdp_enrich_withhold(struct mdp_enrich *x, const char *file, int line, const char *name, const char *label,
			 const char **synonyms, const char *why);
/* Nothing else is called by a name of what cannot be computed, before definitions are settled; mdp.yaml alone may. */
void mdp_enrich_withheld(struct mdp_enrich *x);
/* A definition; `expr` must be an aggregate or arithmetic on aggregates. */
void mdp_enrich_define(struct mdp_enrich *x, const struct mdp_def *def);
/* Puts the definitions into the catalog: same expression, one measure; same name, one winner and a finding. */
void mdp_enrich_merge(struct mdp_enrich *x);

/* The finest entity among the owners of an expression's columns; -1 when there is none or they do not determine each other. */
int mdp_expr_owner(const struct mdp_catalog *c, const struct mdp_expr *expr);
/* The entity that an aggregate expression ranges over: the finest of its aggregates. -1 if none. */
int mdp_expr_entity(const struct mdp_catalog *c, const struct mdp_expr *expr);
/* A column as an expression: a number where it is stored, since it is aggregated there; else the original of mirrors. */
struct mdp_expr *mdp_enrich_column(struct mdp_enrich *x, int column);
const struct mdp_expr *mdp_enrich_plain(struct mdp_enrich *x, const struct mdp_expr *expr); /* as mdp_def.plain */
int mdp_enrich_column_in(const struct mdp_catalog *c, int table, const char *name); /* case ignored; -1 */
/* A list of texts under a key, or one text; NULL-ended, copied; NULL when there is none. */
struct mdp_yaml;
const char **mdp_enrich_list(struct mdp_enrich *x, const struct mdp_yaml *node);
const char **mdp_enrich_join(struct mdp_arena *a, const char **list,
			     const char *more); /* `more` appended unless there */

/*
 * The name of a measure as mdp_words_measure has it; whole where what is left is the name of an entity and the figure is no count of it
 * ("order total" is not the order).
 */
const char *mdp_enrich_name(const struct mdp_enrich *x, const char *name, enum mdp_aggregate fn);

/* "sum", "count_distinct", "average" … as files write them. */
bool mdp_enrich_aggregate(const char *word, enum mdp_aggregate *fn);
struct mdp_dbt_model;
int mdp_enrich_table_of(const struct mdp_enrich *x,
			const struct mdp_dbt_model *m); /* the catalog's table of a model; -1 */

/* The readers. */
void mdp_enrich_dbt(struct mdp_enrich *x); /* descriptions, labels, synonyms, meta metrics */
void mdp_enrich_tests(struct mdp_enrich *x); /* keys that dbt tests claim, against the data; what no test guards */

#endif
