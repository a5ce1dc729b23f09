/*
 * The order of the models: as they were found (by path), each after those it refers to. What is left when no model is free any
 * more lies on a cycle or behind one; following references among them finds the cycle, which the message prints.
 */
#include <string.h>

#include "build/models.h"
#include "base/banned.h"

static bool is_ready(const struct mdp_model *model, const bool *done)
{
	for (int d = 0; d < model->ndeps; d++)
		if (!done[model->deps[d]])
			return false;
	return true;
}

static int pending_dep(const struct mdp_model *model, const bool *done)
{
	for (int d = 0; d < model->ndeps; d++)
		if (!done[model->deps[d]])
			return model->deps[d];
	return -1;
}

static int fail_cycle(const struct mdp_models *m, const bool *done, struct mdp_error *err)
{
	bool *seen = MDP_NEW_ARRAY(m->a, (size_t)m->n, bool);
	struct mdp_buf path = MDP_BUF_INIT;
	int at = 0, rc;

	while (done[at])
		at++;
	for (; !seen[at]; at = pending_dep(&m->items[at], done))
		seen[at] = true;
	mdp_buf_puts(&path, m->items[at].name);
	for (int i = pending_dep(&m->items[at], done); i != at; i = pending_dep(&m->items[i], done))
		mdp_buf_printf(&path, " → %s", m->items[i].name);
	mdp_buf_printf(&path, " → %s", m->items[at].name);
	rc = mdp_fail(err, MDP_FORMAT, "the models refer to each other in a circle");
	mdp_error_detail(err, "%s", mdp_buf_cstr(&path));
	mdp_error_hint(err, "take one of these references out");
	mdp_error_at(err, m->items[at].file, 0);
	mdp_buf_release(&path);
	return rc;
}

int mdp_models_order(struct mdp_models *m, struct mdp_error *err)
{
	bool *done = MDP_NEW_ARRAY(m->a, (size_t)m->n + 1, bool);
	int n = 0, before;

	m->order = MDP_NEW_ARRAY(m->a, (size_t)m->n + 1, int);
	do {
		before = n;
		for (int i = 0; i < m->n; i++)
			if (!done[i] && is_ready(&m->items[i], done)) {
				done[i] = true;
				m->order[n++] = i;
			}
	} while (n > before);
	return n == m->n ? 0 : fail_cycle(m, done, err);
}
