/* Another name for an entity, in all that names it. */
#include <string.h>
#include <strings.h>

#include "project/config.h"
#include "project/words.h"
#include "base/banned.h"

static void rename_in(struct mdp_expr *x, const char *was, const char *name, int depth);

static void rename_in_pred(struct mdp_pred *p, const char *was, const char *name, int depth)
{
	if (!p || depth > MDP_SQL_DEPTH)
		return;
	for (int i = 0; i < p->nargs; i++)
		rename_in_pred(p->args[i], was, name, depth + 1);
	for (int i = 0; i < p->nright; i++)
		rename_in(p->right[i], was, name, depth + 1);
	rename_in(p->left, was, name, depth + 1);
	rename_in_pred(p->where, was, name, depth + 1);
	if (p->entity && !strcmp(p->entity, was))
		p->entity = name;
}

static void rename_in(struct mdp_expr *x, const char *was, const char *name, int depth)
{
	if (!x || depth > MDP_SQL_DEPTH)
		return;
	if (x->entity && !strcmp(x->entity, was))
		x->entity = name;
	rename_in(x->arg, was, name, depth + 1);
	rename_in(x->arg2, was, name, depth + 1);
	rename_in_pred(x->where, was, name, depth + 1);
}

void mdp_enrich_rename(struct mdp_enrich *x, struct mdp_entity *e, const char *name, const char *plural)
{
	const char *was = e->name;
	if (plural)
		e->plural = plural;
	if (!strcasecmp(was, name))
		return;
	e->synonyms = mdp_enrich_join(x->a, e->synonyms, was);
	e->name = name;
	if (!plural)
		e->plural = mdp_words_plural(x->a, name);
	for (int i = 0; i < x->c->nmeasures; i++)
		rename_in(x->c->measures[i].expr, was, name, 0);
}
