/*
 * Private to the SQL checks: what is to be looked at about one aggregate of a SELECT, and the kinds of suspicion. Reading only suspects;
 * fans.c counts.
 */
#ifndef MDP_PROJECT_SQLCHECK_H
#define MDP_PROJECT_SQLCHECK_H

#include "project/sqlprobe.h"

#define MDP_SQL_PARTS 32
#define MDP_SQL_GROUPS 12

struct mdp_sql_part {
	const struct mdp_sql_column *col;
	int from; /* relation of the scope */
};

/* The columns that a value is made of (not those of its conditions). */
struct mdp_sql_parts {
	struct mdp_sql_part items[MDP_SQL_PARTS];
	int n;
	bool unknown, shared_out; /* divided by a count of its rows */
};

/* What is to be counted about one aggregate. */
struct mdp_sql_look {
	struct mdp_sql_scope *s;
	const json_t *call, *value, *filter;
	const json_t *whole; /* the value that `value` is a term of, or NULL */
	const json_t *groups[MDP_SQL_GROUPS];
	int ngroups;
	enum mdp_aggregate fn;
	struct mdp_sql_parts parts; /* of `value` */
	int owner; /* of `value`: an entity, -1 = none that determines all parts */
	bool per_time; /* divided by a count of times: an average over them */
};

/* --- sqlparts.c: what a value is made of, in terms of this FROM --- */

const json_t *mdp_sql_child(const json_t *n, size_t i);
bool mdp_sql_is_class(const json_t *n, const char *name);
int mdp_sql_column_of(const struct mdp_catalog *c, const struct mdp_expr *x); /* -1: it is no column */
void mdp_sql_value_parts(struct mdp_sql_scope *s, const json_t *n, struct mdp_sql_parts *out, int depth);
/* The finest entity among the owners; -1 when they do not determine each other. An aggregate of an inner query is of its rows. */
int mdp_sql_owner_of(struct mdp_sql_scope *s, const struct mdp_sql_parts *parts);
enum mdp_additivity mdp_sql_additivity_of(const struct mdp_catalog *c, const struct mdp_expr *x, int depth);
enum mdp_additivity mdp_sql_most_additive(const struct mdp_sql_look *l);
/* The column here that holds this column of the catalog: where the value comes from, else anywhere. New reference. */
json_t *mdp_sql_find_column(const struct mdp_sql_look *l, int column);
int mdp_sql_add_groups(const struct mdp_sql_look *l, struct mdp_probe_items *items); /* as g0 …; how many */
bool mdp_sql_is_time(const struct mdp_catalog *c, int column);
bool mdp_sql_groups_are_instances(const struct mdp_sql_look *l); /* is each group one of the owner? */
/* Are there conditions on what is not understood (a row number)? They may leave one row an instance. */
bool mdp_sql_unsure(const struct mdp_sql_scope *s, const json_t *filter, const json_t *value);
struct mdp_sql_rows mdp_sql_rows_of(const struct mdp_sql_look *l);
const char *mdp_sql_words_of(const struct mdp_sql_look *l, const json_t *value); /* as SQL, for messages */
/* The probe for rows that repeat (of a sum over time: with t); NULL when the owner's key is not here. */
const char *mdp_sql_probe_of(const struct mdp_sql_look *l, int *nkeys, bool time);
/* A suspect with what all kinds have. `probe` NULL: it cannot be counted. */
struct mdp_sql_suspect *mdp_sql_note(const struct mdp_sql_look *l, enum mdp_suspect_kind kind, const char *probe,
				     int nkeys, const char *what);

/* --- the kinds --- */

void mdp_sql_look_for_fan(struct mdp_sql_look *l);
void mdp_sql_look_for_terms(struct mdp_sql_look *l);
void mdp_sql_look_for_time(struct mdp_sql_look *l);
void mdp_sql_look_for_distinct(struct mdp_sql_look *l);
void mdp_sql_look_for_count(struct mdp_sql_look *l, const char *alias);
void mdp_sql_look_for_names(struct mdp_sql_look *l, const char *alias);
void mdp_sql_look_for_ratio(struct mdp_sql_look *l); /* sqlratio.c */
/* sqldistinct.c: a sum of what must not be summed */
void mdp_sql_look_for_noted(struct mdp_sql_look *l);
/* Notes at the columns of a SELECT DISTINCT which amounts it merges: equal ones of different instances. */
void mdp_sql_note_merged(struct mdp_sql_scope *s, const json_t *node);
/* And at the counts of distinct values of a GROUP BY. */
void mdp_sql_note_counts(struct mdp_sql_scope *s, const json_t *node);

#endif
