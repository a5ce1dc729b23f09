/* The catalog in words. Private to cmd/. */
#ifndef MDP_CMD_DESCRIBE_H
#define MDP_CMD_DESCRIBE_H

#include "answer/answer.h"
#include "base/buf.h"

/* name NULL: the platform. False when nothing has that name. */
bool mdp_describe(const struct mdp_catalog *c, const char *name, struct mdp_arena *a, struct mdp_buf *out);
/* Lines of a description. table, column -1: of all. Of joins the number is returned. */
void mdp_describe_columns(const struct mdp_catalog *c, int table, struct mdp_arena *a, struct mdp_buf *out);
int mdp_describe_joins(const struct mdp_catalog *c, int table, int column, struct mdp_arena *a, struct mdp_buf *out);
/*
 * The two sides of a join's name, "orders → customers", "orders.customer_id -> customers" or with an equals sign; false if the name is none.
 */
bool mdp_describe_is_join(struct mdp_arena *a, const char *name, const char **left, const char **right);
/* Joins from a table, a column or a thing to another; their number. */
int mdp_describe_join(const struct mdp_catalog *c, const char *left, const char *right, struct mdp_arena *a,
		      struct mdp_buf *out);
void mdp_describe_arithmetic(const struct mdp_catalog *c, int table, int column, struct mdp_arena *a,
			     struct mdp_buf *out);
void mdp_describe_graph(const struct mdp_catalog *c, bool mermaid, struct mdp_arena *a, struct mdp_buf *out);

#endif
