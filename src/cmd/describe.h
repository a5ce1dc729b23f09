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
void mdp_describe_arithmetic(const struct mdp_catalog *c, int table, int column, struct mdp_arena *a,
			     struct mdp_buf *out);
void mdp_describe_graph(const struct mdp_catalog *c, bool mermaid, struct mdp_arena *a, struct mdp_buf *out);

#endif
