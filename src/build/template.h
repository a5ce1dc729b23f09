/*
 * The little of Jinja that models need: comments and calls of functions with literal arguments. Whatever else stands between
 * braces is refused by name and place, never rendered wrongly.
 */
#ifndef MDP_BUILD_TEMPLATE_H
#define MDP_BUILD_TEMPLATE_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

enum mdp_template_kind {
	MDP_TEMPLATE_NONE,
	MDP_TEMPLATE_BOOL,
	MDP_TEMPLATE_NUMBER,
	MDP_TEMPLATE_TEXT,
	MDP_TEMPLATE_LIST,
	MDP_TEMPLATE_MAP
};

struct mdp_template_value {
	enum mdp_template_kind kind;
	const char *name; /* of a keyword argument, or key in a map; else NULL */
	const char *text; /* bool, number and text as written */
	struct mdp_template_value *child, *next;
};

struct mdp_template_call {
	const char *name;
	struct mdp_template_value *args; /* in order; keyword arguments have a name */
	const char *file;
	int line;
};

/* Renders a call into `out` (nothing is fine). */
typedef int mdp_template_fn(void *data, const struct mdp_template_call *call, struct mdp_buf *out,
			    struct mdp_error *err);

/* `file` is for messages. */
int mdp_template_render(struct mdp_arena *a, struct mdp_str text, const char *file, mdp_template_fn *fn, void *data,
			struct mdp_buf *out, struct mdp_error *err);
/* One expression as it stands in YAML: `ref('x')`, with or without braces around it. */
int mdp_template_expr(struct mdp_arena *a, const char *text, const char *file, int line, struct mdp_template_call *out,
		      struct mdp_error *err);
/* The positional argument at `i`; NULL if absent. */
const struct mdp_template_value *mdp_template_arg(const struct mdp_template_call *call, int i);
/* "this is not understood natively" with the way out. */
int mdp_build_refuse(struct mdp_error *err, const char *file, int line, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
/* Whether text holds Jinja at all. */
bool mdp_template_in(const char *text);

#endif
