/* Private to query/: the state of one load, and the readers that the two files of it share. */
#ifndef MDP_QUERY_LOAD_H
#define MDP_QUERY_LOAD_H

#include <jansson.h>
#include "query/query.h"

struct loader {
	struct mdp_arena *a;
	struct mdp_error *err;
	char path[256]; /* of the place being read: $.where.and[1] */
	int depth, nodes;
};

#define TRY(call)                      \
	do {                           \
		int try_rc = (call);   \
		if (try_rc)            \
			return try_rc; \
	} while (0)

/* One member an object may have. */
struct member_rule {
	const char *name;
	bool required;
};

int mdp_load_fail(struct loader *l, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
size_t mdp_load_down(struct loader *l, const char *name,
		     int index); /* index -1: a member; returns what to give back to _up */
void mdp_load_up(struct loader *l, size_t length);
int mdp_load_enter(struct loader *l); /* counts a node and a level; pair with l->depth-- */
int mdp_load_members(struct loader *l, const json_t *o, const struct member_rule *rules, int nrules);
int mdp_load_unknown(struct loader *l, const char *what, const char *word, const char *const *known, int nknown);
int mdp_load_text(struct loader *l, const json_t *o, const char *name, const char **out); /* absent: untouched */
int mdp_load_bool(struct loader *l, const json_t *o, const char *name, bool *out);
int mdp_load_number(struct loader *l, const json_t *o, const char *name, double lo, double hi, double *out);

int mdp_load_expr(struct loader *l, const json_t *j, struct mdp_expr **out);
int mdp_load_pred(struct loader *l, const json_t *j, struct mdp_pred **out);
/* The same for an optional member of `o`; absent: *out is NULL. */
int mdp_load_expr_in(struct loader *l, const json_t *o, const char *name, struct mdp_expr **out);
int mdp_load_pred_in(struct loader *l, const json_t *o, const char *name, struct mdp_pred **out);

#endif
