/* Private to project/: calls in Jinja text, found without running it. */
#ifndef MDP_PROJECT_JINJA_H
#define MDP_PROJECT_JINJA_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

#define MDP_JINJA_ARGS 32

struct mdp_jinja_call {
	const char *args[MDP_JINJA_ARGS]; /* quoted texts and bare words, in order; NULL for anything else */
	const char *names[MDP_JINJA_ARGS]; /* of keyword arguments, else NULL */
	int nargs;
};

/* The next call of `function` at or after *at, which moves behind it; false when there is none. Comments {# #} are
 * passed over. */
bool mdp_jinja_next(struct mdp_arena *a, struct mdp_str text, const char *function, size_t *at,
		    struct mdp_jinja_call *call);
/* What an expression {{ … }} stands for; NULL when it is not known. */
typedef const char *mdp_jinja_expression(void *data, struct mdp_str inner);
/*
 * The text of a template, line for line, without running it: literals that are set, `var` with a default, loops over literals (their
 * first turn), is_incremental() (false). NULL when it holds anything else.
 */
const char *mdp_jinja_render(struct mdp_arena *a, const char *text, mdp_jinja_expression *expression, void *data);
/* Value of a keyword argument, else NULL. */
const char *mdp_jinja_keyword(const struct mdp_jinja_call *call, const char *name);

#endif
