/*
 * A conversation: lines that may go on from the answer before. Used by chat, by `ask --follow` and by whoever else holds one. What it keeps
 * is bounded: the last turns with their queries, the rows of the last answer, and which of several meanings were picked.
 */
#ifndef MDP_ASK_TALK_H
#define MDP_ASK_TALK_H

#include "ask/ask.h"

struct mdp_conversation;

struct mdp_conversation *mdp_conversation_new(void);
void mdp_conversation_free(struct mdp_conversation *c);
/*
 * One line. A number picks one of the choices or suggestions that the answer before left open; else the line is a whole question, a change
 * of the last query, or refused. Fills `ans` as mdp_ask does (the texts live in `a`, and in the conversation until its next line).
 */
int mdp_converse(struct mdp_session *s, struct mdp_conversation *c, struct mdp_str line, struct mdp_arena *a,
		 struct mdp_answer *ans);
/* Goes on from a query as if it had just been answered; it is run for its rows, and without them where it cannot be. */
void mdp_conversation_from(struct mdp_session *s, struct mdp_conversation *c, const char *line,
			   const struct mdp_query *q);
/* Turns that are kept, oldest first: what was typed, and the query in words and as JSON. */
int mdp_conversation_turns(const struct mdp_conversation *c);
void mdp_conversation_turn(const struct mdp_conversation *c, int i, const char **line, const char **restated,
			   const char **query);

#endif
