/*
 * "What can I ask?" Questions are made from the names of the platform, one of each kind while there is room, asked, and told as the
 * restatement of their answer; what is refused or shows nothing is left out.
 */
#include <stdio.h>
#include <string.h>

#include "ask/offers.h"
#include "ask/sheet.h"
#include "base/limits.h"
#include "base/banned.h"

#define FIGURES 8
#define KEYS 8
#define THINGS 6

struct offered {
	struct mdp_session *s;
	const struct mdp_catalog *c;
	struct mdp_arena *a;
	int figures[FIGURES], nfigures, keys[KEYS], nkeys, things[THINGS], nthings;
	int entity; /* that is asked about; -1: all */
	int time; /* by which the first figure is dated; -1 */
	int year; /* the last whole one with data; 0: there is none */
	struct mdp_offers found;
	double until;
};

/* Keeps of a list what has to do with the entity asked about. */
static int about(const struct offered *o, int *ids, int n, int (*entity_of)(const struct mdp_catalog *c, int id))
{
	int kept = 0;
	for (int i = 0; i < n; i++) {
		int e = entity_of(o->c, ids[i]);
		if (o->entity < 0 || mdp_catalog_determines(o->c, e, o->entity))
			ids[kept++] = ids[i];
	}
	return kept;
}

static int measure_entity(const struct mdp_catalog *c, int id)
{
	return c->measures[id].entity;
}

static int thing_entity(const struct mdp_catalog *c, int id)
{
	(void)c;
	return id;
}

/* What the question is about: the thing, or that of the figure or attribute. */
static int subject(const struct mdp_catalog *c, const struct mdp_query *q)
{
	const struct mdp_expr *x = q->nparams ? q->params[0].expr : NULL;
	int id = -1;
	if (x && x->kind == MDP_X_MEASURE && (id = mdp_catalog_measure(c, mdp_str_of(x->name))) >= 0)
		return c->measures[id].entity;
	if (x && x->kind == MDP_X_COLUMN && (id = mdp_catalog_column(c, mdp_str_of(x->name))) >= 0)
		return c->columns[id].entity;
	return x && x->entity ? mdp_catalog_entity(c, mdp_str_of(x->entity)) : -1;
}

static void gather(struct offered *o)
{
	int all[64], n = mdp_offer_figures(o->c, all, 64);
	n = about(o, all, n, measure_entity);
	o->nfigures = n < FIGURES ? n : FIGURES;
	memcpy(o->figures, all, (size_t)o->nfigures * sizeof(all[0]));
	n = mdp_offer_things(o->c, all, 64);
	n = about(o, all, n, thing_entity);
	o->nthings = n < THINGS ? n : THINGS;
	memcpy(o->things, all, (size_t)o->nthings * sizeof(all[0]));
	int e = o->entity >= 0 ? o->entity
		: o->nfigures  ? o->c->measures[o->figures[0]].entity
		: o->nthings   ? o->things[0]
			       : -1;
	o->nkeys = mdp_offer_keys(o->c, e, o->keys, KEYS);
	if (!o->nkeys)
		o->nkeys = mdp_offer_keys(o->c, -1, o->keys, KEYS);
	const struct mdp_measure *m = o->nfigures ? &o->c->measures[o->figures[0]] : NULL;
	o->time = m && m->time >= 0 ? m->time
		  : m               ? o->c->entities[m->entity].time
		  : e >= 0          ? o->c->entities[e].time
				    : -1;
	int64_t first, last;
	if (o->time >= 0 && mdp_catalog_period(o->c, o->time, &first, &last)) {
		int year = mdp_date_civil(last + 1).year - 1;
		o->year = year >= mdp_date_civil(first).year ? year : 0;
	}
}

static void try(struct offered *o, const char *question)
{
	if (question && o->found.n < o->found.max && mdp_clock_ms() < o->until)
		mdp_offer_try(o->s, question, &o->found, o->a);
}

/* A value of a key, the most frequent one that is a word. */
static const char *value_of(const struct offered *o, int key)
{
	const struct mdp_column *c = &o->c->columns[key];
	return c->nvalues && strspn(c->values[0].norm, "0123456789. ") < strlen(c->values[0].norm) ? c->values[0].text
												   : NULL;
}

static void try_figures(struct offered *o)
{
	const char *in = o->year ? mdp_arena_printf(o->a, " in %d", o->year) : "";
	for (int i = 0; i < o->nfigures && i < 3; i++) {
		const struct mdp_measure *m = &o->c->measures[o->figures[i]];
		const char *f = m->name, *k = o->nkeys ? o->c->columns[o->keys[i % o->nkeys]].words : NULL;
		const char *value = k ? value_of(o, o->keys[i % o->nkeys]) : NULL;
		if (i == 0) {
			try(o, mdp_arena_printf(o->a, "%s%s", f, in));
			try(o, mdp_arena_printf(o->a, "%s by month%s", f, in));
		}
		if (k)
			try(o, mdp_arena_printf(o->a, "%s by %s%s", f, k, i ? "" : in));
		if (value)
			try(o, mdp_arena_printf(o->a, "%s where %s is %s", f, k, value));
		for (int t = 0; i == 0 && t < o->nthings; t++)
			if (o->c->entities[o->things[t]].label >= 0 && o->things[t] != m->entity &&
			    mdp_catalog_determines(o->c, m->entity, o->things[t])) {
				try(o,
				    mdp_arena_printf(o->a, "top 5 %s by %s", o->c->entities[o->things[t]].plural, f));
				break;
			}
		if (i == 0 && k)
			try(o, mdp_arena_printf(o->a, "which %s has the highest %s", k, f));
		if (i == 0 && k)
			try(o, mdp_arena_printf(o->a, "share of %s by %s", f, k));
		if (i == 0 && o->year)
			try(o, mdp_arena_printf(o->a, "compare %s in %d to %d", f, o->year, o->year - 1));
	}
}

static void try_things(struct offered *o)
{
	for (int i = 0; i < o->nthings; i++) {
		const struct mdp_entity *e = &o->c->entities[o->things[i]];
		int keys[2], n = mdp_offer_keys(o->c, o->things[i], keys, 2);
		try(o, mdp_arena_printf(o->a, "number of %s", e->plural));
		for (int k = 0; k < n && k < (i ? 1 : 2); k++)
			try(o, mdp_arena_printf(o->a, "number of %s by %s", e->plural, o->c->columns[keys[k]].words));
		for (int l = 0; l < o->c->nlinks; l++)
			if (o->c->links[l].to == o->things[i] && o->c->entities[o->c->links[l].from].own_table) {
				const char *parts = o->c->entities[o->c->links[l].from].plural;
				try(o, mdp_arena_printf(o->a, "list %s that have more than 3 %s", e->plural, parts));
				try(o, mdp_arena_printf(o->a, "number of %s without %s", e->plural, parts));
				break;
			}
		if (e->time >= 0)
			try(o, mdp_arena_printf(o->a, "number of %s by month", e->plural));
	}
	/* plain ones, where the platform is small */
	for (int i = 0; i < o->nthings; i++)
		try(o, mdp_arena_printf(o->a, "list %s", o->c->entities[o->things[i]].plural));
	for (int i = 0; i < o->c->ncolumns && o->found.n < o->found.max; i++) {
		const struct mdp_column *c = &o->c->columns[i];
		bool good = c->entity >= 0 && !c->hidden && c->mirror < 0 && c->distinct > 1;
		if (good && c->role == MDP_ROLE_CATEGORY)
			try(o,
			    mdp_arena_printf(o->a, "number of %s by %s", o->c->entities[c->entity].plural, c->words));
		else if (good && c->type != MDP_T_TEXT &&
			 (c->role == MDP_ROLE_MONEY || c->role == MDP_ROLE_QUANTITY || c->role == MDP_ROLE_NUMBER))
			try(o, mdp_arena_printf(o->a, "average %s for %s", c->words, o->c->entities[c->entity].plural));
	}
}

/* --- what is told --- */

static void row(struct mdp_meta_sheet *sh, const char *kind, const char *name, const char *more)
{
	mdp_meta_text(sh, kind);
	mdp_meta_text(sh, name);
	mdp_meta_text(sh, more);
}

static const char *some_values(const struct offered *o, int key)
{
	const struct mdp_column *c = &o->c->columns[key];
	const char *text = "";
	for (int i = 0; i < c->nvalues && i < 3; i++)
		text = mdp_arena_printf(o->a, "%s%s%s", text, i ? ", " : "", c->values[i].text);
	return c->distinct > 3 && *text ? mdp_arena_printf(o->a, "%s … (%lld)", text, (long long)c->distinct) : text;
}

static const char *tell(struct offered *o, struct mdp_answer *ans)
{
	static const char *const NAMES[] = { "kind", "ask for", "which is" };
	struct mdp_meta_sheet sh;
	int64_t first, last;
	mdp_meta_begin(&sh, ans, NAMES, 3);
	for (int i = 0; i < o->nfigures; i++) {
		const struct mdp_measure *m = &o->c->measures[o->figures[i]];
		row(&sh, "figure", m->name,
		    m->description ? m->description
				   : mdp_arena_printf(o->a, "of %s", o->c->entities[m->entity].plural));
	}
	for (int i = 0; i < o->nkeys; i++)
		row(&sh, "split by", o->c->columns[o->keys[i]].words, some_values(o, o->keys[i]));
	const char *period = "";
	if (o->time >= 0 && mdp_catalog_period(o->c, o->time, &first, &last)) {
		period = mdp_period_phrase(o->a, first, last + 1);
		row(&sh, "period", period,
		    mdp_arena_printf(o->a, "by %s (%s)", o->c->columns[o->time].words,
				     mdp_catalog_column_name(o->c, o->a, o->time)));
	}
	for (int i = 0; i < o->found.n; i++)
		row(&sh, "question", o->found.texts[i], "");
	mdp_meta_end(&sh);
	return mdp_arena_printf(
		o->a, "You can ask for %d figure%s%s, split by %d attribute%s%s%s; these %d questions answer.",
		o->nfigures, o->nfigures == 1 ? "" : "s",
		o->entity >= 0 ? mdp_arena_printf(o->a, " about %s", o->c->entities[o->entity].plural) : "", o->nkeys,
		o->nkeys == 1 ? "" : "s", *period ? ", " : "", period, o->found.n);
}

int mdp_ask_offered(struct mdp_session *s, const struct mdp_query *q, struct mdp_arena *a, struct mdp_answer *ans)
{
	struct offered o = { .s = s, .c = s->catalog, .a = a, .time = -1 };
	bool suggest = s->suggest;
	o.entity = subject(s->catalog, q);
	o.until = mdp_clock_ms() + MDP_LIMIT_EXAMPLES_MS;
	o.found.texts = MDP_NEW_ARRAY(a, MDP_LIMIT_EXAMPLES, const char *);
	o.found.max = MDP_LIMIT_EXAMPLES;
	gather(&o);
	s->suggest = false;
	o.found.max = MDP_LIMIT_EXAMPLES * 3 / 5; /* the rest is of things */
	try_figures(&o);
	o.found.max = MDP_LIMIT_EXAMPLES;
	try_things(&o);
	try_figures(&o);
	s->suggest = suggest;
	ans->sentence = tell(&o, ans);
	return 0;
}
