/* Private to project/: the SQL of a dbt model with names in the place of its Jinja. */
#ifndef MDP_PROJECT_MODEL_TEXT_H
#define MDP_PROJECT_MODEL_TEXT_H

#include "project/dbt.h"

/* A name that stands for a piece of Jinja: MDP_MARK and its number. */
#define MDP_MARK "__dbt_"

struct mdp_marker {
	enum { MDP_MARK_REF, MDP_MARK_SOURCE, MDP_MARK_OTHER } kind;
	const char *source, *name; /* of ref: the model; of source: both */
	const char *text; /* as it is written */
	int line;
};

struct mdp_model_text {
	const char *sql; /* line for line that of the file; NULL when it cannot be had */
	struct mdp_marker *markers;
	int n, cap;
	const char *why; /* sql is NULL: the Jinja that is in the way, and its line */
	int line;
};

/*
 * Comments and config() go, ref() and source() become names, var() its value in dbt_project.yml; a part for incremental runs is left
 * out, as in a first build. What else stands between {{ }} becomes a name of its own. Other statements of Jinja cannot be had.
 */
void mdp_model_text(const struct mdp_dbt *d, struct mdp_arena *a, const char *text, struct mdp_model_text *out);
/* The marker that a name is; NULL when it is none. */
const struct mdp_marker *mdp_model_marker(const struct mdp_model_text *t, const char *name);
/* SQL as people wrote it: names that stand for Jinja made Jinja again. */
const char *mdp_model_unmark(const struct mdp_model_text *t, struct mdp_arena *a, const char *sql);

#endif
