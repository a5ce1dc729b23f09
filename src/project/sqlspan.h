/* Private to project/: the text of one item of a SELECT list, as it is written. */
#ifndef MDP_PROJECT_SQLSPAN_H
#define MDP_PROJECT_SQLSPAN_H

#include <stddef.h>
#include "base/arena.h"

struct mdp_sql_token {
	size_t at, n; /* bytes */
	int depth; /* of parentheses; those themselves stand outside */
};

struct mdp_sql_tokens {
	const char *sql;
	struct mdp_sql_token *items;
	int n, cap;
};

void mdp_sql_tokens(struct mdp_arena *a, const char *sql, struct mdp_sql_tokens *out);
/*
 * The item whose parts lie at the bytes lo … hi, without its alias (NULL: it has none), white space folded and comments gone. NULL
 * when the text does not show it; long ones are cut.
 */
const char *mdp_sql_item(struct mdp_arena *a, const struct mdp_sql_tokens *t, size_t lo, size_t hi, const char *alias);

#endif
