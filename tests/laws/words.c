/* Questions in a platform's own words. */
#include <ctype.h>
#include <string.h>
#include "laws.h"
#include "base/banned.h"

#define MAX_PICKED 64
#define VALUES_FEW 2
#define VALUES_MANY 40

void words_add(struct words *w, const char *text, bool dated, int column)
{
	struct base b = { text, dated, column };
	MDP_PUSH(w->a, w->bases.items, w->bases.n, w->bases.cap, b);
}

bool words_sayable(const struct mdp_entry *v)
{
	size_t n = strlen(v->text), letters = 0;
	if (n < 2 || n > 30)
		return false;
	for (const char *p = v->text; *p; p++) {
		if (!isalnum((unsigned char)*p) && *p != ' ' && *p != '-' && *p != '_')
			return false;
		letters += isalpha((unsigned char)*p) != 0;
	}
	return letters > 0;
}

const char *words_year(const struct words *w, int entity)
{
	int64_t first, last;
	int time = w->c->entities[entity].time;
	if (time < 0 || !mdp_catalog_period(w->c, time, &first, &last))
		return NULL;
	char text[MDP_DATE_TEXT];
	mdp_date_print(last, text);
	return mdp_arena_strndup(w->a, text, 4);
}

static bool is_attribute(const struct mdp_catalog *c, int column)
{
	const struct mdp_column *k = &c->columns[column];
	return !k->hidden && k->entity >= 0 && k->mirror < 0 && k->type == MDP_T_TEXT && k->all_values &&
	       k->nvalues >= VALUES_FEW && k->nvalues <= VALUES_MANY && k->role != MDP_ROLE_ID;
}

/* At most the budget of the n marked things, spread evenly; their number. */
static int pick(const struct words *w, const bool *good, int n, int *out)
{
	int all = 0, kept = 0, seen = 0, want = w->budget < MAX_PICKED ? w->budget : MAX_PICKED;
	for (int i = 0; i < n; i++)
		all += good[i];
	for (int i = 0; i < n && kept < want; i++)
		if (good[i] && (int64_t)seen++ * want >= (int64_t)kept * all)
			out[kept++] = i;
	return kept;
}

static const struct mdp_entry *some_value(const struct mdp_column *k)
{
	for (int i = 0; i < k->nvalues; i++)
		if (words_sayable(&k->values[i]))
			return &k->values[i];
	return NULL;
}

static bool reaches(const struct mdp_catalog *c, int from, int to)
{
	int links[16];
	return from == to || mdp_catalog_path(c, from, to, NULL, links, 16) > 0;
}

static const char *join(struct words *w, const char *a, const char *b, const char *c, const char *d)
{
	return mdp_arena_printf(w->a, "%s %s %s%s%s", a, b, c, *d ? " " : "", d);
}

/* A figure and what can be said of it: alone, in a year, by an attribute, for a value. */
static void figure(struct words *w, const char *name, const char *thing, int entity, bool additive, const int *attrs,
		   int nattrs)
{
	const char *year = words_year(w, entity);
	words_add(w, name, false, -1);
	words_add(w, mdp_arena_printf(w->a, "What is the %s?", name), false, -1);
	if (year)
		words_add(w, join(w, name, "in", year, ""), true, -1);
	if (year)
		words_add(w, join(w, name, "by month in", year, ""), true, -1);
	for (int i = 0; i < nattrs; i++) {
		const struct mdp_column *k = &w->c->columns[attrs[i]];
		const struct mdp_entry *v = some_value(k);
		if (!reaches(w->c, entity, k->entity))
			continue;
		struct split s = { name, entity, attrs[i], year };
		if (additive)
			MDP_PUSH(w->a, w->splits.items, w->splits.n, w->splits.cap, s);
		words_add(w, join(w, name, "by", k->words, ""), false, -1);
		words_add(w, mdp_arena_printf(w->a, "top 3 %s by %s", k->words, name), false, -1);
		if (v)
			words_add(w, join(w, name, "for", k->words, v->text), false, attrs[i]);
		if (v && year)
			words_add(w, mdp_arena_printf(w->a, "%s for %s in %s", name, v->text, year), true, attrs[i]);
		if (v && thing)
			words_add(w, mdp_arena_printf(w->a, "how many %s %s are there", v->text, thing), false,
				  attrs[i]);
	}
}

void words_make(struct words *w)
{
	const struct mdp_catalog *c = w->c;
	int attrs[MAX_PICKED], entities[MAX_PICKED], measures[MAX_PICKED];
	int most = c->ncolumns + c->nentities + c->nmeasures + 1;
	bool *good = MDP_NEW_ARRAY(w->a, (size_t)most, bool);
	for (int i = 0; i < c->ncolumns; i++)
		good[i] = is_attribute(c, i);
	int nattrs = pick(w, good, c->ncolumns, attrs);
	for (int i = 0; i < c->nentities; i++)
		good[i] = c->entities[i].own_table && c->entities[i].count > 1 && c->entities[i].nkey > 0;
	int nentities = pick(w, good, c->nentities, entities);
	for (int i = 0; i < c->nmeasures; i++)
		good[i] = c->measures[i].entity >= 0 && !c->measures[i].disputed;
	int nmeasures = pick(w, good, c->nmeasures, measures);
	for (int i = 0; i < nentities; i++) {
		const struct mdp_entity *e = &c->entities[entities[i]];
		words_add(w, mdp_arena_printf(w->a, "How many %s are there?", e->plural), false, -1);
		figure(w, mdp_arena_printf(w->a, "number of %s", e->plural), e->plural, entities[i], true, attrs,
		       nattrs);
	}
	for (int i = 0; i < nmeasures; i++) {
		const struct mdp_measure *m = &c->measures[measures[i]];
		bool additive = m->additive == MDP_ADDITIVE_YES;
		figure(w, additive ? mdp_arena_printf(w->a, "total %s", m->name) : m->name, NULL, m->entity, additive,
		       attrs, nattrs);
	}
}
