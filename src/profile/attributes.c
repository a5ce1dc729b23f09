/*
 * What an instance is shown by and when it happened, measures that follow from additive columns, and the index of values.
 */
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "catalog/words.h"
#include "profile/prof.h"
#include "base/banned.h"

#define VALUES_OF_ALL 600000 /* entries in the index of values, over all columns */
#define VALUES_TRIED 200000 /* a column with more distinct values is not listed */
#define SHARED 3 /* things to a name, at least, that make it a kind */

static bool ends_in(const char *words, const char *tail)
{
	size_t n = strlen(words), k = strlen(tail);

	return k && n >= k && strcmp(words + n - k, tail) == 0 && (n == k || words[n - k - 1] == ' ');
}

/* The city of a table of cities: a text that has the entity's name, or its table's, and tells nearly all apart. */
static bool is_named_after(struct prof *p, int entity, int column)
{
	const struct mdp_entity *e = &p->c->entities[entity];
	const struct mdp_column *col = &p->c->columns[column];
	const char *words = mdp_prof_singular(p->a, col->words);

	if (p->columns[column].class != PROF_TEXT || p->columns[column].datelike || col->role == MDP_ROLE_ID ||
	    col->role == MDP_ROLE_CODE || col->role == MDP_ROLE_TEXT || col->nulls || col->distinct * 10 < e->count * 8)
		return false;
	if (col->role == MDP_ROLE_GEO && strchr(words, ' ') &&
	    strncmp(words, p->tables[e->table].singular, strlen(p->tables[e->table].singular)) == 0)
		return true; /* the county name of a county */
	return strcmp(words, mdp_prof_singular(p->a, e->name)) == 0 ||
	       (e->own_table && strcmp(words, p->tables[e->table].singular) == 0);
}

/* Higher is better; 0 = no label. The noun and a word for names, then shorter names, then what is called like the entity. */
static int label_score(struct prof *p, int entity, int column)
{
	const struct mdp_entity *e = &p->c->entities[entity];
	const struct mdp_column *col = &p->c->columns[column];
	int nwords = 1, score;

	for (const char *w = col->words; *w; w++)
		nwords += *w == ' ';
	if (is_named_after(p, entity, column))
		return 88;
	if (col->role != MDP_ROLE_NAME || p->columns[column].class != PROF_TEXT)
		return 0;
	score = 100 - 10 * nwords - col->ordinal / 4;
	if (strncmp(col->words, e->name, strlen(e->name)) == 0)
		score += 15;
	if (e->count > 1 && col->distinct * 2 < e->count)
		score -= 40;
	if (col->distinct >= e->count - col->nulls)
		score += 5;
	return score;
}

static void find_label(struct prof *p, int entity)
{
	struct mdp_entity *e = &p->c->entities[entity];
	const struct mdp_table *t = &p->c->tables[e->table];
	int best = 0;

	for (int i = 0; i < t->ncolumns; i++) {
		int c = t->first_column + i, score;

		if (p->c->columns[c].entity != entity || p->c->columns[c].mirror >= 0)
			continue;
		score = label_score(p, entity, c);
		/* First and last names alone do not name anybody: what repeats too much is no label. */
		if (score > best && p->c->columns[c].distinct * 10 >= e->count * 4) {
			best = score;
			e->label = c;
			e->label_unique = p->c->columns[c].distinct >= e->count && !p->c->columns[c].nulls;
		}
	}
	if (e->nkey == 1 && e->label == e->key[0])
		e->label = -1;
}

/* "appointment date" of an appointment: it is called after the thing itself. */
static bool is_called_after(const struct prof *p, const struct mdp_column *col)
{
	const char *name = col->entity >= 0 ? p->c->entities[col->entity].name : NULL;

	return mdp_words_begin(col->words, name);
}

static int time_score(struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	int64_t rows = p->c->tables[col->table].rows;
	int score = 0;

	if ((col->type != MDP_T_DATE && col->type != MDP_T_TIMESTAMP) || p->columns[column].stamp)
		return 0;
	score = col->role == MDP_ROLE_TIME_EVENT ? 200 : 100;
	if (p->columns[column].secondary)
		score = 20;
	if (ends_in(col->words, "created at") || ends_in(col->words, "created") || ends_in(col->words, "created on"))
		score += 20;
	if (col->nulls * 2 > rows)
		score -= 50;
	if (is_called_after(p, col))
		score += 18;
	return score - (col->ordinal < 15 ? col->ordinal : 15);
}

/*
 * Is it something that happened, with an amount of its own and no name, rather than something that is there from then on (a customer, an
 * account)? Then it happened when it was created.
 */
static bool is_event(const struct prof *p, int entity)
{
	const struct mdp_table *t = &p->c->tables[p->c->entities[entity].table];
	bool amount = false;

	if (p->c->entities[entity].label >= 0 || t->snapshot >= 0)
		return false;
	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++) {
		const struct mdp_column *col = &p->c->columns[c];

		if (col->entity != entity || col->mirror >= 0)
			continue;
		if (col->additive == MDP_ADDITIVE_SEMI || col->role == MDP_ROLE_EMAIL)
			return false;
		amount |= col->additive == MDP_ADDITIVE_YES && !p->columns[c].guessed;
	}
	return amount;
}

/* When its rows were created, by name; -1. */
static int creation_of(const struct prof *p, int entity)
{
	const struct mdp_table *t = &p->c->tables[p->c->entities[entity].table];

	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++) {
		if (p->c->columns[c].entity == entity && p->c->columns[c].role == MDP_ROLE_TIME_RECORD &&
		    p->c->columns[c].mirror < 0 && !p->columns[c].stamp)
			return c;
	}
	return -1;
}

/* Does the one lie before the other, never on a later day and mostly at an earlier time? */
static bool lies_before(struct prof *p, int first, int other)
{
	const char *a = mdp_prof_value(p, "", first), *b = mdp_prof_value(p, "", other);
	struct mdp_error ignored = { 0 };
	struct mdp_result res;
	int64_t rows, late, early;
	int rc = mdp_engine_query(
		p->e,
		mdp_arena_printf(p->a,
				 "SELECT count(*), count(*) FILTER (WHERE CAST(a AS DATE) > CAST(b AS DATE)), "
				 "count(*) FILTER (WHERE a < b) FROM (SELECT %s AS a, %s AS b FROM %s) WHERE a IS NOT "
				 "NULL AND b IS NOT NULL",
				 a, b, p->tables[p->c->columns[first].table].from),
		NULL, 0, 0, &res, &ignored);

	rows = rc ? 0 : mdp_prof_int(&res, 0, 0);
	late = rc ? 0 : mdp_prof_int(&res, 0, 1);
	early = rc ? 0 : mdp_prof_int(&res, 0, 2);
	mdp_result_release(&res);
	return rows > 0 && late * 50 <= rows && early * 2 >= rows;
}

/* An order dates its lines, whenever those were written; its delivery, which is one of it, does not date the order. */
static bool is_dated_by_another(const struct prof *p, int entity)
{
	for (int e = 0; e < p->c->nentities; e++) {
		const struct mdp_entity *to = &p->c->entities[e];

		if (e != entity && to->time >= 0 && to->label < 0 && to->count < p->c->entities[entity].count &&
		    p->c->columns[to->time].role == MDP_ROLE_TIME_EVENT && !mdp_catalog_is_calendar(p->c, e) &&
		    mdp_catalog_determines(p->c, entity, e) && !mdp_catalog_determines(p->c, e, entity))
			return true;
	}
	return false;
}

/* Something to which more happens later, which some still wait for: a ticket is answered, then solved. */
static bool goes_on(const struct prof *p, int entity)
{
	const struct mdp_table *t = &p->c->tables[p->c->entities[entity].table];
	bool awaited = false;

	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++)
		awaited |= p->c->columns[c].entity == entity && p->c->columns[c].role == MDP_ROLE_TIME_EVENT &&
			   p->c->columns[c].nulls > 0;
	return awaited && t->row_entity == entity;
}

/* Is its time, so far, that of a step: to the second, or still to come for most, and not called after the thing itself? */
static bool is_step(const struct prof *p, int entity)
{
	const struct mdp_entity *e = &p->c->entities[entity];
	const struct mdp_column *time = e->time >= 0 ? &p->c->columns[e->time] : NULL;

	/* "first touch" of a lead: the first of what happens to it */
	bool first = time && mdp_words_begin(time->words, "first");
	return time && (first || time->type == MDP_T_TIMESTAMP || time->nulls * 2 > p->c->tables[e->table].rows) &&
	       !is_called_after(p, time);
}

/* An order that is created, then shipped, then delivered is of the day when it was created. */
static void begin_with_creation(struct prof *p, int entity)
{
	struct mdp_entity *e = &p->c->entities[entity];
	int created = creation_of(p, entity);

	bool begins = created >= 0 && (is_event(p, entity) || (goes_on(p, entity) && is_step(p, entity)));

	if (!begins || (e->time != created && (e->time < 0 || !lies_before(p, created, e->time))) ||
	    is_dated_by_another(p, entity))
		return;
	e->time = created;
	if (e->label >= 0 && !is_event(p, entity))
		return; /* a customer is there from then on */
	p->c->columns[created].role = MDP_ROLE_TIME_EVENT;
	p->c->columns[created].role_how = "the beginning of what happened";
}

static void find_time(struct prof *p, int entity)
{
	struct mdp_entity *e = &p->c->entities[entity];
	const struct mdp_table *t = &p->c->tables[e->table];
	int best = 25; /* a due date or a birthday is not when it happened */

	/* the things that a row looks at may have this time too: a house each month beside its flats */
	if (t->row_entity == entity && t->snapshot >= 0 && p->columns[t->snapshot].class == PROF_TIME) {
		e->time = t->snapshot;
		return;
	}

	for (int i = 0; i < t->ncolumns; i++) {
		int c = t->first_column + i, score = time_score(p, c);

		if (p->c->columns[c].entity == entity && score > best) {
			best = score;
			e->time = c;
		}
	}
}

/*
 * What some of the rows still wait for is not when they happened if the thing that they belong to has a time before it, on every row: the
 * container of a call that has arrived leaves later.
 */
static void take_time_of_whole(struct prof *p, int entity)
{
	struct mdp_entity *e = &p->c->entities[entity];

	if (e->time < 0 || !p->c->columns[e->time].nulls || p->c->tables[e->table].row_entity != entity)
		return;
	for (int i = 0; i < p->c->nentities; i++) {
		const struct mdp_entity *to = &p->c->entities[i];

		if (i == entity || to->table != e->table || to->time < 0 || p->c->columns[to->time].nulls ||
		    p->c->columns[to->time].table != e->table || p->c->columns[to->time].role != MDP_ROLE_TIME_EVENT ||
		    to->count >= e->count || !mdp_catalog_determines(p->c, entity, i) ||
		    !lies_before(p, to->time, e->time))
			continue;
		e->time = -1;
		return;
	}
}

void mdp_prof_attributes(struct prof *p)
{
	for (int e = 0; e < p->c->nentities; e++) {
		find_label(p, e);
		find_time(p, e);
	}
	for (int e = 0; e < p->c->nentities; e++)
		take_time_of_whole(p, e);
	for (int e = 0; e < p->c->nentities; e++)
		begin_with_creation(p, e);
}

static bool is_indexed(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];

	return p->columns[column].class == PROF_TEXT && col->role != MDP_ROLE_NESTED && col->mirror < 0 &&
	       !col->hidden && col->distinct > 0 && col->distinct <= VALUES_TRIED &&
	       p->columns[column].length <= MDP_LIMIT_VALUE_BYTES;
}

static int column_values(struct prof *p, int column)
{
	struct mdp_column *col = &p->c->columns[column];
	const char *name = mdp_prof_ident(p, column);
	struct mdp_result res;
	int rc = mdp_engine_query(
		p->e,
		mdp_arena_printf(p->a,
				 "SELECT CAST(%s AS VARCHAR), count(*) FROM %s WHERE %s IS NOT NULL AND "
				 "strlen(CAST(%s AS VARCHAR)) <= %d GROUP BY 1 ORDER BY 2 DESC, 1",
				 name, p->tables[col->table].from, name, name, MDP_LIMIT_VALUE_BYTES),
		NULL, 0, MDP_LIMIT_VALUES_PER_COLUMN, &res, p->err);

	if (!rc) {
		col->values = MDP_NEW_ARRAY(&p->c->arena, (size_t)res.nrows + 1, struct mdp_entry);
		for (int64_t r = 0; r < res.nrows; r++) {
			struct mdp_entry *v = &col->values[col->nvalues];
			struct mdp_str s = mdp_result_at(&res, r, 0)->s;

			if (!s.n) {
				p->columns[column].nempty = mdp_prof_int(&res, r, 1);
				continue;
			}
			col->nvalues++;
			v->text = mdp_arena_strndup(&p->c->arena, s.p, s.n);
			v->norm = mdp_words_norm(&p->c->arena, s);
			v->count = mdp_prof_int(&res, r, 1);
		}
		if (!res.truncated && p->columns[column].distinct_exact)
			col->all_values = res.nrows == col->distinct;
		else
			col->all_values = !res.truncated;
		p->nvalues += res.nrows;
	}
	mdp_result_release(&res);
	return rc;
}

/* Columns with few values first, so that a long list of names never pushes out a category. */
/* Does the name begin with a thing of its own ("customer name")? Then it is that thing's, however many rows it is on. */
static bool names_thing(struct prof *p, const char *words)
{
	struct mdp_str rest = mdp_str_of(words), w;

	return mdp_str_next(&rest, ' ', &w) && mdp_prof_is_kin_noun(mdp_arena_strndup(p->a, w.p, w.n));
}

/* "first name": what people share is still what they are called. */
static bool is_part_of_name(const char *words)
{
	struct mdp_str rest = mdp_str_of(words), w;

	while (rest.n && mdp_str_next(&rest, ' ', &w)) {
		for (int i = 0; mdp_data_given[i]; i++) {
			if (mdp_data_given[i][0] != '#' && mdp_str_is(w, mdp_data_given[i]))
				return true;
		}
	}
	return false;
}

int mdp_prof_kinds(struct prof *p)
{
	for (int c = 0; c < p->c->ncolumns; c++) {
		struct mdp_column *col = &p->c->columns[c];
		const struct mdp_entity *e = col->entity < 0 ? NULL : &p->c->entities[col->entity];

		if (!e || col->role != MDP_ROLE_NAME || col->mirror >= 0 || p->columns[c].class != PROF_TEXT ||
		    !e->own_table || e->table != col->table || col->distinct < 2 || col->distinct * SHARED > e->count ||
		    is_part_of_name(col->words) || names_thing(p, col->words) || mdp_prof_names_table(p, c) >= 2 ||
		    mdp_str_starts(mdp_str_of(col->words), p->tables[col->table].singular))
			continue;
		col->role = MDP_ROLE_CATEGORY;
		col->role_how = "values";
	}
	return 0;
}

int mdp_prof_values(struct prof *p, int table)
{
	const struct mdp_table *t = &p->c->tables[table];
	int rc = 0;

	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; !rc && i < t->ncolumns; i++) {
			int c = t->first_column + i;
			bool few = p->c->columns[c].distinct <= 1000;

			if (is_indexed(p, c) && few == (pass == 0) && (few || p->nvalues < VALUES_OF_ALL))
				rc = column_values(p, c);
		}
	}
	return rc;
}

static bool is_taken(const struct prof *p, const char *name)
{
	return mdp_catalog_measure(p->c, mdp_str_of(name)) >= 0;
}

static const char *unique_name(struct prof *p, const char *words, int entity, int column)
{
	struct mdp_arena *a = &p->c->arena;
	const char *name = mdp_arena_strdup(a, words);

	if (is_taken(p, name))
		name = mdp_arena_printf(a, "%s %s", p->c->entities[entity].name, words);
	if (is_taken(p, name))
		name = mdp_arena_printf(a, "%s %s", p->c->tables[p->c->columns[column].table].words, words);
	for (int i = 2; is_taken(p, name); i++)
		name = mdp_arena_printf(a, "%s %s %d", p->c->entities[entity].name, words, i);
	return name;
}

static void add_measure(struct prof *p, const char *name, int entity, struct mdp_expr *arg,
			const struct mdp_column *like)
{
	struct mdp_measure m = {
		.name = name, .entity = entity, .time = -1, .unit = like->unit, .additive = like->additive
	};

	m.expr = mdp_expr_agg(&p->c->arena, MDP_AGG_SUM, p->c->entities[entity].name, arg);
	MDP_PUSH(&p->c->arena, p->c->measures, p->c->nmeasures, p->cap_measures, m);
}

static struct mdp_expr *column_expr(struct prof *p, int column)
{
	struct mdp_arena *a = &p->c->arena;

	return mdp_expr_column(a, mdp_catalog_column_name(p->c, a, column));
}

/* "order line" over "order": what the fine thing is called beyond the coarse one, "line". */
static const char *beyond(const char *fine, const char *coarse)
{
	size_t n = strlen(coarse);

	return strncmp(fine, coarse, n) == 0 && fine[n] == ' ' ? fine + n + 1 : fine;
}

/* What a column that divides one amount by another is over many rows: the sums of its parts divided, not a mean of it. */
static void add_ratio(struct prof *p, const struct mdp_identity *id)
{
	struct mdp_arena *a = &p->c->arena;
	const struct mdp_column *c = &p->c->columns[id->c];
	const char *of = p->c->entities[id->fine].name;
	struct mdp_expr *top = mdp_expr_agg(a, MDP_AGG_SUM, of, column_expr(p, id->a)),
			*bottom = mdp_expr_agg(a, MDP_AGG_SUM, of, column_expr(p, id->b));
	struct mdp_measure m = { .name = unique_name(p, c->words, id->fine, id->c),
				 .entity = id->fine,
				 .time = -1,
				 .unit = c->unit,
				 .additive = MDP_ADDITIVE_NO };

	if (id->factor > 1)
		top = mdp_expr_op(a, MDP_OP_MUL, top, mdp_expr_value(a, mdp_value_int((int64_t)id->factor)));
	m.expr = mdp_expr_op(a, MDP_OP_DIV, top, bottom);
	MDP_PUSH(a, p->c->measures, p->c->nmeasures, p->cap_measures, m);
}

static bool is_measured(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];

	return col->additive != MDP_ADDITIVE_NO && col->mirror < 0 && col->entity >= 0 && !col->hidden &&
	       (p->columns[column].class == PROF_NUMBER || p->columns[column].class == PROF_INTEGER);
}

/* Do things of different kinds have it (the amount of an order, of a refund)? Then the word alone is none of them. */
static bool is_shared(const struct prof *p, int column)
{
	for (int c = 0; c < p->c->ncolumns; c++) {
		if (c != column && p->c->columns[c].entity != p->c->columns[column].entity && is_measured(p, c) &&
		    strcmp(p->c->columns[c].words, p->c->columns[column].words) == 0)
			return true;
	}
	return false;
}

static void add_column_measure(struct prof *p, int c)
{
	struct mdp_arena *a = &p->c->arena;
	const struct mdp_column *col = &p->c->columns[c];
	const char *words = col->words, *owner = p->c->entities[col->entity].name;
	bool shared = is_shared(p, c);

	if (shared && strncmp(words, owner, strlen(owner)) != 0)
		words = mdp_arena_printf(a, "%s %s", owner, words);
	add_measure(p, unique_name(p, words, col->entity, c), col->entity, column_expr(p, c), col);
	if (shared) {
		struct mdp_measure *m = &p->c->measures[p->c->nmeasures - 1];

		m->synonyms = MDP_NEW_ARRAY(a, 2, const char *);
		m->synonyms[0] = col->words;
	}
}

void mdp_prof_measures(struct prof *p)
{
	struct mdp_arena *a = &p->c->arena;

	for (int c = 0; c < p->c->ncolumns; c++) {
		if (is_measured(p, c))
			add_column_measure(p, c);
	}
	for (int i = 0; i < p->c->nidentities; i++) {
		const struct mdp_identity *id = &p->c->identities[i];
		const char *words;

		if (id->kind == MDP_ID_RATIO)
			add_ratio(p, id);
		if (id->kind != MDP_ID_SUM_PRODUCT)
			continue;
		words = mdp_arena_printf(a, "%s %s",
					 beyond(p->c->entities[id->fine].name, p->c->entities[id->coarse].name),
					 p->c->columns[id->c].words);
		add_measure(p, unique_name(p, words, id->fine, id->c), id->fine,
			    mdp_expr_op(a, MDP_OP_MUL, column_expr(p, id->a), column_expr(p, id->b)),
			    &p->c->columns[id->c]);
	}
}
