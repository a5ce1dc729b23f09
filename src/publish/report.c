/*
 * Steps are copied into the report's arena, because what they were made from (a connection, a parsed project) is gone by the
 * time the summary is printed.
 */
#include "publish/report.h"

#include "base/banned.h"

void mdp_report_init(struct mdp_report *r)
{
	*r = (struct mdp_report){ 0 };
	mdp_arena_init(&r->arena);
}

void mdp_report_release(struct mdp_report *r)
{
	mdp_arena_release(&r->arena);
	*r = (struct mdp_report){ 0 };
}

void mdp_report_step(struct mdp_report *r, const struct mdp_progress *progress, const struct mdp_step *step, int at,
		     int of)
{
	struct mdp_step copy = *step;

	copy.what = mdp_arena_strdup(&r->arena, step->what);
	copy.name = mdp_arena_strdup(&r->arena, step->name);
	copy.message = mdp_arena_strdup(&r->arena, step->message);
	copy.file = mdp_arena_strdup(&r->arena, step->file);
	MDP_PUSH(&r->arena, r->steps, r->nsteps, r->cap_steps, copy);
	if (progress && progress->fn)
		progress->fn(progress->data, &r->steps[r->nsteps - 1], at, of);
}

int mdp_report_count(const struct mdp_report *r, enum mdp_phase phase, enum mdp_step_status status)
{
	int n = 0;

	for (int i = 0; i < r->nsteps; i++)
		n += r->steps[i].phase == phase && r->steps[i].status == status;
	return n;
}

const char *mdp_phase_word(enum mdp_phase p)
{
	static const char *const words[] = {
#define X(name, word) [MDP_PHASE_##name] = (word),
		MDP_PHASES(X)
#undef X
	};
	return words[p];
}

const char *mdp_step_word(enum mdp_step_status s)
{
	static const char *const words[] = {
#define X(name, word) [MDP_STEP_##name] = (word),
		MDP_STEP_STATUSES(X)
#undef X
	};
	return words[s];
}
