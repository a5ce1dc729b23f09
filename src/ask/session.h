/* What an open platform consists of. Private to ask/. */
#ifndef MDP_ASK_SESSION_H
#define MDP_ASK_SESSION_H

#include "ask/ask.h"

struct mdp_session {
	struct mdp_arena arena;
	struct mdp_session_options opt;
	struct mdp_project project;
	struct mdp_catalog *catalog;
	struct mdp_lexicon *lexicon;
	struct mdp_parser *parser;
	struct mdp_engine *engine; /* opened on first use */
	int64_t today;
	int64_t now; /* seconds since 1970: of this moment, or of the first of another day that counts as today */
	bool suggest; /* a refusal looks for questions near to it */
	bool cached; /* the catalog came from disk */
};

/* META queries: about the platform itself. Fills columns, result, sentence; or rewrites the query into a select (*select). */
int mdp_ask_meta(struct mdp_session *s, const struct mdp_query *q, struct mdp_arena *a, struct mdp_answer *ans,
		 struct mdp_query **select, struct mdp_error *err);

void mdp_answer_begin(struct mdp_session *s, struct mdp_answer *ans, struct mdp_arena *a); /* empty, but for the day */
/*
 * Answers one of the ways to understand a fragment, the nearest that can be planned; several that are as near and differ in what they return
 * are a choice. `whole`: the line as a question of its own, which is as near; or NULL. `refusal`: why none can be.
 */
int mdp_ask_turns(struct mdp_session *s, const struct mdp_turns *steps, const struct mdp_query *whole,
		  struct mdp_arena *a, struct mdp_answer *ans, struct mdp_error *refusal);

#endif
