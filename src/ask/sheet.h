/* A small result that is made here rather than by the engine: begin, a value for each cell, row by row, end. Private to ask/. */
#ifndef MDP_ASK_SHEET_H
#define MDP_ASK_SHEET_H

#include "ask/session.h"

struct mdp_meta_sheet {
	struct mdp_answer *ans;
	int cap;
};

void mdp_meta_begin(struct mdp_meta_sheet *sh, struct mdp_answer *ans, const char *const *names, int n);
void mdp_meta_put(struct mdp_meta_sheet *sh, struct mdp_value v);
void mdp_meta_text(struct mdp_meta_sheet *sh, const char *text); /* NULL: no value */
void mdp_meta_end(struct mdp_meta_sheet *sh);

#endif
