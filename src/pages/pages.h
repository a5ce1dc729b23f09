/*
 * Queries of dashboards, made from logical queries: for each queries/NAME.json of the Evidence project the file NAME.sql beside
 * it, which is the statement that the planner makes of it, over the names by which Evidence knows the tables and with the
 * inputs of the page as templates. docs/dashboards.md describes the files.
 */
#ifndef MDP_PAGES_PAGES_H
#define MDP_PAGES_PAGES_H

#include "ask/ask.h"

enum mdp_page_state {
	MDP_PAGE_SAME, /* the file is there and right */
	MDP_PAGE_WRITTEN,
	MDP_PAGE_DIFFERS, /* only looked at: the file is not what would be written */
	MDP_PAGE_MISSING, /* only looked at: there is no such file */
	MDP_PAGE_LEFT, /* a generated file whose .json is gone */
	MDP_PAGE_FAILED
};

struct mdp_page_file {
	const char *file; /* relative to the project's root */
	enum mdp_page_state state;
	struct mdp_error err; /* FAILED */
};

struct mdp_page_report {
	struct mdp_page_file *files;
	int n, cap;
};

/* How the inputs of a page stand, for the one query that they make. */
enum mdp_page_inputs { MDP_PAGE_OPEN, MDP_PAGE_SAMPLE, MDP_PAGE_ALL };

/*
 * Writes what differs, or with `check` only compares. `names` (without suffix; NULL = all) picks files. A file that cannot be made
 * is in the report and stops no other; what fails is only what stops all.
 */
int mdp_pages_run(struct mdp_session *s, const char *const *names, int nnames, bool check, struct mdp_arena *a,
		  struct mdp_page_report *out, struct mdp_error *err);
bool mdp_pages_passed(const struct mdp_page_report *r);
const char *mdp_pages_text(const struct mdp_page_report *r, struct mdp_arena *a);

/* The logical query of a file (its text), with the inputs at their samples or, where they have that choice, at all. */
int mdp_pages_query(struct mdp_arena *a, struct mdp_str json, enum mdp_page_inputs inputs, struct mdp_query **out,
		    struct mdp_error *err);
/* The SQL of a file (its text) as it is to stand in `name`.sql. */
int mdp_pages_sql(struct mdp_session *s, struct mdp_str json, const char *name, struct mdp_arena *a, const char **out,
		  struct mdp_error *err);

#endif
