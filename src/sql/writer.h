/* A statement as it is written. Private to sql/. */
#ifndef MDP_SQL_WRITER_H
#define MDP_SQL_WRITER_H

#include "base/buf.h"
#include "plan/tree.h"
#include "sql/sql.h"

struct mdp_writer {
	struct mdp_buf b;
	const struct mdp_catalog *c;
	struct mdp_arena *a;
	struct mdp_value *params;
	int nparams, params_cap;
	const struct mdp_sx **bound; /* the nodes that the binds stand for */
	int nbound, bound_cap;
	bool *reads;
	const struct mdp_sql_text *text; /* NULL: binds */
	const struct mdp_table *no_table; /* one that has no name there */
	const char *odd_name; /* one that a template would change */
	const char *no_form; /* one that there is no text for */
	int indent, depth;
	bool too_deep;
};

/* express.c: an identifier, quoted where it has to be; a bind, one a node; a new line, indented; how a column is read where it is stored otherwise */
void mdp_put_ident(struct mdp_writer *w, const char *name);
void mdp_put_bind(struct mdp_writer *w, const struct mdp_sx *x);
void mdp_put_line(struct mdp_writer *w);
const char *mdp_read_as(const struct mdp_writer *w, const struct mdp_sx *x);
/* An expression, and what rows are sorted by, where `in` says from what is read. */
void mdp_put_sx(struct mdp_writer *w, const struct mdp_rel *in, const struct mdp_sx *x);
void mdp_put_sort(struct mdp_writer *w, const struct mdp_rel *in, const struct mdp_sort *s, int n);
/* render.c: a block within parentheses. */
void mdp_put_nested(struct mdp_writer *w, const struct mdp_rel *r);

#endif
