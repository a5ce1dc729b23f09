/*
 * The answer record: what every part of the program hands on. Caveats are few, so that adding one copies the list;
 * that keeps the record free of capacities.
 */
#include <stdio.h>
#include <string.h>
#include "answer/answer.h"
#include "base/banned.h"

void mdp_answer_release(struct mdp_answer *ans)
{
	mdp_result_release(&ans->result);
}

const char *mdp_status_word(enum mdp_status s)
{
	static const char *const words[] = { "answered", "refused", "choice", "error" };
	return words[s];
}

void mdp_answer_caveat(struct mdp_answer *ans, struct mdp_arena *a, const char *code, const char *fmt, ...)
{
	char text[1024];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	for (int i = 0; i < ans->ncaveats; i++)
		if (!strcmp(ans->caveats[i].code, code) && !strcmp(ans->caveats[i].text, text))
			return;
	struct mdp_note *all = MDP_NEW_ARRAY(a, (size_t)ans->ncaveats + 1, struct mdp_note);
	if (ans->ncaveats)
		memcpy(all, ans->caveats, (size_t)ans->ncaveats * sizeof(*all));
	all[ans->ncaveats] = (struct mdp_note){ mdp_arena_strdup(a, code), mdp_arena_strdup(a, text) };
	ans->caveats = all;
	ans->ncaveats++;
}

void mdp_answer_fail(struct mdp_answer *ans, struct mdp_arena *a, const struct mdp_error *err)
{
	ans->status = err->code == MDP_REFUSED  ? MDP_STATUS_REFUSED
		      : err->code == MDP_CHOICE ? MDP_STATUS_CHOICE
						: MDP_STATUS_ERROR;
	ans->reason = *err;
	ans->sentence = err->detail[0] ? mdp_arena_printf(a, "%s: %s", err->primary, err->detail)
				       : mdp_arena_strdup(a, err->primary);
}
