/*
 * What a reader of an aggregate must know of the values that are in it: missing ones, those that are no values, means of ratios, people
 * who are counted in each period, rows that are there twice, things that are not all there.
 */
#include <stdio.h>
#include <string.h>
#include "catalog/words.h"
#include "plan/group.h"
#include "base/banned.h"

#define FEW_REPEATS 0.05 /* of the rows: they were meant to have a key */

static bool is_count(const struct mdp_expr *x)
{
	return x->agg == MDP_AGG_COUNT;
}

static void note_nulls(struct planner *p, const struct mdp_expr *x)
{
	int column;
	if (is_count(x) || !x->arg || x->arg->kind != MDP_X_COLUMN)
		return;
	column = mdp_catalog_column(p->c, mdp_str_of(x->arg->name));
	if (column < 0 || p->c->columns[column].nulls == 0)
		return;
	const struct mdp_column *c = &p->c->columns[mdp_catalog_original(p->c, column)];
	if (c->nulls > 0)
		mdp_plan_caveat(p, "nulls", "%s has no value on %lld of %lld rows of %s, which are left out", c->words,
				(long long)c->nulls, (long long)p->c->tables[c->table].rows,
				p->c->tables[c->table].name);
}

/* Among the things counted there may be one that stands for those that are not known. */
static void note_unknown(struct planner *p, const struct mdp_expr *x)
{
	const struct mdp_catalog *c = p->c;
	int entity = mdp_catalog_entity(c, mdp_str_of(x->entity));
	for (int i = 0; i < c->noddities && entity >= 0 && !x->arg && c->entities[entity].nkey == 1; i++) {
		const struct mdp_oddity *o = &c->oddities[i];
		if (o->column == c->entities[entity].key[0] && o->kind == MDP_ODD_PLACEHOLDER)
			mdp_plan_caveat(p, "unknown_counted",
					"one of the %s, %s, stands for those that are not known; it is counted",
					c->entities[entity].plural, o->example);
	}
}

/* The source of the things has more of them: an inner join or a filter on the way took them out. */
static void note_partial(struct planner *p, const struct mdp_expr *x)
{
	int entity = mdp_catalog_entity(p->c, mdp_str_of(x->entity));
	const struct mdp_entity *e = entity < 0 ? NULL : &p->c->entities[entity];
	if (e && e->source_count > e->count && (x->agg == MDP_AGG_SUM || x->agg == MDP_AGG_COUNT))
		mdp_plan_caveat(p, "part_of_source", "%s holds %lld of the %lld %s that %s has",
				p->c->tables[e->table].name, (long long)e->count, (long long)e->source_count, e->plural,
				e->source_name);
}

/* Rows that nearly have a key: those that were entered twice count as often as they stand there. */
static void note_repeats(struct planner *p, const struct mdp_expr *x)
{
	const struct mdp_catalog *c = p->c;
	int entity = mdp_catalog_entity(c, mdp_str_of(x->entity));
	const struct mdp_entity *e = entity < 0 ? NULL : &c->entities[entity];
	const char *by = "";
	if (!e || e->nkey || !e->nalmost || (x->agg != MDP_AGG_SUM && x->agg != MDP_AGG_COUNT))
		return;
	for (int k = 0; k < e->nalmost; k++)
		by = mdp_arena_printf(p->a, "%s%s%s", by, k ? (k + 1 < e->nalmost ? ", " : " and ") : "",
				      c->columns[e->almost[k]].words);
	mdp_plan_caveat(p, "repeated_rows", "%lld of %lld %s repeat %s; they are counted as they stand",
			(long long)e->almost_evidence.exceptions, (long long)e->almost_evidence.rows, e->plural, by);
}

/* A key that some rows repeat, or that somebody declared although they do: what that costs. */
static void note_key(struct planner *p, const struct mdp_expr *x)
{
	const struct mdp_catalog *c = p->c;
	int entity = mdp_catalog_entity(c, mdp_str_of(x->entity));
	const struct mdp_entity *e = entity < 0 ? NULL : &c->entities[entity];
	const char *by = "";
	if (!e || e->own_table || !e->nkey)
		return;
	int64_t rows = c->tables[e->table].rows, more = rows - e->count;
	bool few = (double)more <= FEW_REPEATS * (double)rows;
	if (more <= 0 || (!few && (!e->evidence.source.file || e->count * 2 < rows)))
		return;
	for (int k = 0; k < e->nkey; k++)
		by = mdp_arena_printf(p->a, "%s%s%s", by, k ? (k + 1 < e->nkey ? ", " : " and ") : "",
				      c->columns[e->key[k]].words);
	mdp_plan_caveat(
		p, "key_repeats",
		"%s has %lld rows and %lld different values of %s: rows with the same one are counted as one %s",
		c->tables[e->table].name, (long long)rows, (long long)e->count, by, e->name);
}

/* Is it a mean itself, as its name says? */
static bool is_mean(const struct mdp_column *col)
{
	struct mdp_str rest = mdp_str_of(col->words), first;
	return strchr(col->words, ' ') && mdp_str_next(&rest, ' ', &first) && mdp_words_listed(mdp_data_means, first);
}

/* The mean of ratios and of means is not that over all they were made of. */
static void note_mean(struct planner *p, int column)
{
	const struct mdp_catalog *c = p->c;
	const struct mdp_column *col = &c->columns[column];
	for (int i = 0; i < c->nidentities; i++) {
		const struct mdp_identity *id = &c->identities[i];
		if (id->kind != MDP_ID_RATIO || id->c != column)
			continue;
		mdp_plan_caveat(p, "mean_of_ratios",
				"every %s counts alike in this average; %s by itself is the sum of %s over that of %s",
				c->entities[id->fine].name, col->words, c->columns[id->a].words,
				c->columns[id->b].words);
		return;
	}
	if (col->role == MDP_ROLE_RATE || col->role == MDP_ROLE_PERCENT || is_mean(col))
		mdp_plan_caveat(p, "mean_of_ratios",
				"every %s counts alike in this average; what %s was computed from is not known",
				c->entities[col->entity].name, col->words);
}

/* Does each row of the entity's table tell of a time? */
static bool is_of_periods(const struct mdp_catalog *c, const struct mdp_entity *e)
{
	bool time = false;
	for (int k = 0; k < e->nkey; k++)
		time |= c->columns[e->key[k]].role == MDP_ROLE_TIME_EVENT ||
			c->columns[e->key[k]].role == MDP_ROLE_YEAR ||
			(c->columns[e->key[k]].coverage.grain != MDP_GRAIN_NONE);
	return time && e->own_table;
}

static bool is_listed(const char *word)
{
	return mdp_words_listed(mdp_data_comers, mdp_str_of(word));
}

/* Counts of people in each period: who comes again is in several of them. */
static void note_comers(struct planner *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	const struct mdp_entity *e = &p->c->entities[col->entity];
	const char *last = strrchr(col->words, ' ');
	last = mdp_words_singular(p->a, last ? last + 1 : col->words);
	if (col->additive != MDP_ADDITIVE_YES || !is_of_periods(p->c, e) || !is_listed(last) ||
	    is_listed(mdp_arena_printf(p->a, "!%.*s", (int)strcspn(col->words, " "), col->words)))
		return;
	mdp_plan_caveat(p, "counted_again",
			"%s are those of each %s added up; who is in several of them counts in each", col->words,
			e->name);
}

/* Values that are no values (an age of 999), and means of ratios: what a reader of the number must know. */
static void note_values(struct planner *p, const struct mdp_expr *x)
{
	const struct mdp_catalog *c = p->c;
	int column;
	note_repeats(p, x);
	note_key(p, x);
	note_partial(p, x);
	if (is_count(x))
		note_unknown(p, x);
	if (is_count(x) || !x->arg || x->arg->kind != MDP_X_COLUMN)
		return;
	column = mdp_catalog_column(c, mdp_str_of(x->arg->name));
	if (column < 0)
		return;
	column = mdp_catalog_original(c, column);
	if (c->columns[column].doubt)
		mdp_plan_caveat(p, "computed_wrongly", "%s is computed in doubt, %s:%d: %s", c->columns[column].words,
				c->columns[column].doubt_source.file, c->columns[column].doubt_source.line,
				c->columns[column].doubt);
	for (int i = 0; i < c->noddities; i++) {
		const struct mdp_oddity *o = &c->oddities[i];
		if (o->column == column && o->kind == MDP_ODD_ALIKE && x->agg == MDP_AGG_SUM)
			mdp_plan_caveat(p, "alike", "%s is the same on all rows of one %s, and is added up row by row",
					c->columns[column].words, o->example);
		else if (o->column == column && o->kind != MDP_ODD_PLACEHOLDER && o->kind != MDP_ODD_ALIKE &&
			 o->kind != MDP_ODD_WHOLE && o->kind != MDP_ODD_LEVELS)
			mdp_plan_caveat(p, "odd_values", "%s is %s on %lld of %lld rows (%s), which are included",
					c->columns[column].words, mdp_oddity_word(o->kind),
					(long long)o->evidence.exceptions, (long long)o->evidence.rows, o->example);
	}
	if (x->agg == MDP_AGG_AVG)
		note_mean(p, column);
	else if (x->agg == MDP_AGG_SUM)
		note_comers(p, column);
}

void mdp_plan_tell(struct planner *p, const struct mdp_expr *x)
{
	note_nulls(p, x);
	note_values(p, x);
}
