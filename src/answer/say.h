/* Phrases of expressions and conditions. Private to answer/. */
#ifndef MDP_ANSWER_SAY_H
#define MDP_ANSWER_SAY_H

#include "answer/answer.h"
#include "base/buf.h"

struct mdp_sayer {
	const struct mdp_catalog *c;
	struct mdp_arena *a;
	struct mdp_buf *out;
	const struct mdp_query *q; /* the query it is about */
	bool people; /* for a sentence, rather than to be read back */
};

void mdp_say(struct mdp_sayer *r, const char *text);
void mdp_say_value_of(struct mdp_sayer *r, const struct mdp_value *v,
		      int column); /* as a value of that column; -1: of none */
void mdp_say_expr(struct mdp_sayer *r, const struct mdp_expr *x, int depth);
/* Conditions of rows: begins with a space. `skip`: keys whose "is not missing" goes without saying; may be NULL. */
void mdp_say_where(struct mdp_sayer *r, const struct mdp_pred *where, const struct mdp_query *skip);
const struct mdp_entity *mdp_say_entity(const struct mdp_sayer *r, const char *name);
const char *mdp_say_plural(const struct mdp_sayer *r, const char *name);

#endif
