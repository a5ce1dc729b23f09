/*
 * What the catalog calls things. A name gives its words by splitting; a column also goes by the name with its entity's
 * own name taken off or put before it, and, dearer, by a part of a compound. Names come first, parts second, so that a
 * part never takes a phrase that outright names something else.
 */
#include "lexicon/lexicon_int.h"

#include <string.h>

#include "lexicon/derive.h"

#include "base/banned.h"

#define NEAR 0.1 /* an alias that is as good as the name: other words stand for it as well */
#define LONGER_WORDS 400 /* of one first letter */

static const char *const attr_subs[] = {
	[MDP_ROLE_ID] = "id",        [MDP_ROLE_TIME_EVENT] = "time", [MDP_ROLE_TIME_RECORD] = "time",
	[MDP_ROLE_CATEGORY] = "cat", [MDP_ROLE_FLAG] = "flag",       [MDP_ROLE_CODE] = "cat",
	[MDP_ROLE_NAME] = "name",    [MDP_ROLE_TEXT] = "text",       [MDP_ROLE_EMAIL] = "text",
	[MDP_ROLE_GEO] = "cat",      [MDP_ROLE_MONEY] = "num",       [MDP_ROLE_QUANTITY] = "num",
	[MDP_ROLE_RATE] = "num",     [MDP_ROLE_PERCENT] = "num",     [MDP_ROLE_SCORE] = "num",
	[MDP_ROLE_DURATION] = "num", [MDP_ROLE_COUNT] = "num",       [MDP_ROLE_LEVEL] = "num",
	[MDP_ROLE_NUMBER] = "num",   [MDP_ROLE_YEAR] = "num",        [MDP_ROLE_NESTED] = "text",
};

static const char *const type_subs[] = {
	[MDP_T_BOOL] = "flag", [MDP_T_INT] = "num",        [MDP_T_DOUBLE] = "num", [MDP_T_DECIMAL] = "num",
	[MDP_T_DATE] = "time", [MDP_T_TIMESTAMP] = "time", [MDP_T_OTHER] = "text",
};

static const char *attr_sub(const struct mdp_column *col)
{
	const char *sub = attr_subs[col->role];
	if (!sub)
		sub = type_subs[col->type];
	return sub ? sub : "text";
}

const char *mdp_lexicon_spelled(struct mdp_lexicon *l, const char *words)
{
	struct mdp_str rest = mdp_str_of(words), word;
	const char *out = "";
	bool any = false;

	while (rest.n && mdp_str_next(&rest, ' ', &word)) {
		const char *full = mdp_map_get(&l->expansions, word);
		any |= full != NULL;
		out = full ? mdp_arena_printf(&l->arena, "%s%s%s", out, *out ? " " : "", full)
			   : mdp_arena_printf(&l->arena, "%s%s%.*s", out, *out ? " " : "", (int)word.n, word.p);
	}
	return any ? out : NULL;
}

/* One name: indexed, also as it is spelled out, and kept for the rings. */
static void push(struct mdp_lexicon *l, const char *words, struct mdp_meaning m, bool part)
{
	struct mdp_name n = { words, m, part };
	MDP_PUSH(&l->arena, l->names, l->nnames, l->capnames, n);
}

static void name(struct mdp_lexicon *l, const char *words, struct mdp_meaning m)
{
	const char *forms[] = { words, words ? mdp_lexicon_spelled(l, words) : NULL };

	for (int i = 0; i < 2; i++) {
		if (!forms[i] || !*forms[i])
			continue;
		mdp_lexicon_add(l, mdp_str_of(forms[i]), m);
		push(l, forms[i], m, false);
	}
}

static const char *norm(struct mdp_lexicon *l, const char *text)
{
	return text ? mdp_words_norm(&l->arena, mdp_str_of(mdp_words_said(&l->arena, text))) : NULL;
}

/* Names, label, declared synonyms of one meaning. */
static void names_of(struct mdp_lexicon *l, struct mdp_meaning m, const char *words, const char *label,
		     const char **synonyms)
{
	double synonym = mdp_lexicon_weight(l, "synonym");
	m.how = "name";
	name(l, words, m);
	m.cost = synonym;
	m.how = "label";
	name(l, norm(l, label), m);
	for (; synonyms && *synonyms; synonyms++) {
		m.how = mdp_arena_printf(&l->arena, "synonym of %s", words);
		name(l, norm(l, *synonyms), m);
	}
}

/* Who knows the warehouse says a name as it is written there; and of "co2" nobody says "co 2". */
static void add_as_written(struct mdp_lexicon *l, struct mdp_meaning m, const char *words, const char *in_warehouse)
{
	const char *written = mdp_words_as_written(&l->arena, in_warehouse),
		   *glued = mdp_words_glued(&l->arena, in_warehouse);
	m.cost = mdp_lexicon_weight(l, "synonym");
	m.how = "name as written";
	if (strcmp(words, written) != 0)
		name(l, written, m);
	if (glued)
		name(l, glued, m);
}

/* "order date" for the time that orders have, whatever its column is called. */
static void add_entity_time(struct mdp_lexicon *l, const struct mdp_entity *e)
{
	struct mdp_meaning m = { .kind = MDP_CAT_ATTR, .cat = "attr", .sub = "time", .id = e->time, .column = e->time };
	m.cost = mdp_lexicon_weight(l, "synonym");
	m.how = mdp_arena_printf(&l->arena, "time of %s", e->name);
	for (int i = 0; i < l->generic.n; i++)
		if (strcmp(l->generic.entries[i].value, "when") == 0) {
			struct mdp_str when = l->generic.entries[i].key;
			const char *words =
				mdp_arena_printf(&l->arena, "%s %.*s", norm(l, e->name), (int)when.n, when.p);
			if (!mdp_lexicon_named(l, mdp_str_of(words)))
				mdp_lexicon_add(l, mdp_str_of(words), m);
		}
}

static void add_entities(struct mdp_lexicon *l)
{
	const struct mdp_catalog *c = l->catalog;
	for (int i = 0; i < c->nentities; i++) {
		const struct mdp_entity *e = &c->entities[i];
		if (!e->name)
			continue;
		struct mdp_meaning m = {
			.kind = MDP_CAT_ENTITY, .cat = "entity", .sub = "noun", .id = i, .column = -1
		};
		names_of(l, m, norm(l, e->name), e->plural, e->synonyms);
		m.how = "name";
		name(l, norm(l, e->plural), m);
		if (e->own_table)
			add_as_written(l, m, e->name, c->tables[e->table].name);
	}
}

/* The column that a measure nobody declared is made of, -1. */
static int measured_column(const struct mdp_catalog *c, const struct mdp_measure *m)
{
	const struct mdp_expr *e = m->expr;
	return m->declared || !e || e->where || e->arg2 ? -1 : mdp_catalog_aggregated(c, e);
}

static void add_measures(struct mdp_lexicon *l)
{
	const struct mdp_catalog *c = l->catalog;
	for (int i = 0; i < c->nmeasures; i++) {
		struct mdp_meaning m = { .kind = MDP_CAT_MEASURE, .cat = "measure", .id = i, .column = -1 };
		const char *words = norm(l, c->measures[i].name);
		int column = measured_column(c, &c->measures[i]);
		names_of(l, m, words, NULL, c->measures[i].synonyms);
		if (column >= 0 && strcmp(words, c->columns[column].words) == 0)
			add_as_written(l, m, words, c->columns[column].name);
	}
}

struct mdp_meaning mdp_lexicon_attr(const struct mdp_lexicon *l, int column)
{
	int id = mdp_catalog_original(l->catalog, column);
	struct mdp_meaning m = { .kind = MDP_CAT_ATTR, .cat = "attr", .id = id, .column = column };
	m.sub = attr_sub(&l->catalog->columns[id]);
	return m;
}

static bool starts_with_words(const char *words, const char *prefix, const char **rest)
{
	size_t n = prefix ? strlen(prefix) : 0;
	if (n == 0 || strncmp(words, prefix, n) != 0 || words[n] != ' ')
		return false;
	*rest = words + n + 1;
	return true;
}

/* "customer state" of a customer is its state; "state" of a customer is the customer state. */
static void add_owner_forms(struct mdp_lexicon *l, int column, struct mdp_meaning m)
{
	const struct mdp_catalog *c = l->catalog;
	const struct mdp_column *col = &c->columns[column];
	if (col->entity < 0 || col->entity >= c->nentities)
		return;
	const struct mdp_entity *e = &c->entities[col->entity];
	const char *rest = NULL, *owner = norm(l, e->name);
	m.how = "name";
	bool has =
		starts_with_words(col->words, owner, &rest) || starts_with_words(col->words, norm(l, e->plural), &rest);
	for (const char **s = e->synonyms; !has && s && *s; s++)
		has = starts_with_words(col->words, norm(l, *s), &rest);
	if (has) {
		name(l, rest, m);
		m.how = mdp_arena_printf(&l->arena, "%s of %s", rest, owner);
		name(l, mdp_arena_printf(&l->arena, "%s %s", owner, rest), m);
	} else if (owner && col->mirror < 0) {
		m.how = mdp_arena_printf(&l->arena, "%s of %s", col->words, owner);
		name(l, mdp_arena_printf(&l->arena, "%s %s", owner, col->words), m);
	}
}

/* "on", "at", "of": connectors are no part worth naming. */
static bool connector(const struct mdp_lexicon *l, struct mdp_str words)
{
	const struct mdp_phrase *p = mdp_lexicon_phrase_of(l, words);
	return p && p->connects;
}

static enum mdp_holds holds(const struct mdp_column *col)
{
	const char *sub = attr_sub(col);
	if (strcmp(sub, "time") == 0)
		return MDP_HOLDS_TIME;
	return strcmp(sub, "num") == 0 ? MDP_HOLDS_NUMBER : MDP_HOLDS_TEXT;
}

static bool is_generic(const struct mdp_lexicon *l, struct mdp_str word, const char *place)
{
	const char *g = mdp_map_get(&l->generic, word);
	return g && (strcmp(g, place) == 0 || (strcmp(g, "when") == 0 && strcmp(place, "tail") == 0));
}

/* "first" of "first name": a place in an order, which names nothing by itself. */
static bool is_place(const struct mdp_lexicon *l, struct mdp_str word)
{
	int n = 0;
	const struct mdp_meaning *m = mdp_lexicon_find(l, word, &n);
	for (int i = 0; i < n; i++)
		if (m[i].kind == MDP_CAT_WORD && !strcmp(m[i].cat, "num") && m[i].sub &&
		    !strncmp(m[i].sub, "ordinal", 7))
			return true;
	return false;
}

static void add_part(struct mdp_lexicon *l, struct mdp_str part, const char *whole, double cost, struct mdp_meaning m)
{
	if (connector(l, part) || mdp_map_get(&l->mute, part) || is_place(l, part))
		return;
	m.cost = cost;
	m.how = mdp_arena_printf(&l->arena, "part of %s", whole);
	mdp_lexicon_add(l, part, m);
	push(l, mdp_arena_strndup(&l->arena, part.p, part.n), m, true);
}

/* "trade" of "is trade account": without what it only says to be such a one. */
static void add_flag_part(struct mdp_lexicon *l, const char *words, double cost, struct mdp_meaning m)
{
	const char *last = strrchr(words, ' '), *first = strchr(words, ' ');
	if (!last || first == last || !is_generic(l, (struct mdp_str){ words, (size_t)(first - words) }, "head") ||
	    !is_generic(l, mdp_str_of(last + 1), "such"))
		return;
	struct mdp_str part = { first + 1, (size_t)(last - first - 1) };
	if (part.n && !mdp_lexicon_named(l, part))
		add_part(l, part, words, cost, m);
}

/* The words without a last one that says little: "method" of "method name". One word stays as it is. */
static struct mdp_str without_tail(const struct mdp_lexicon *l, struct mdp_str words)
{
	size_t from = words.n;
	while (from > 0 && words.p[from - 1] != ' ')
		from--;
	return from && is_generic(l, (struct mdp_str){ words.p + from, words.n - from }, "tail")
		       ? (struct mdp_str){ words.p, from - 1 }
		       : words;
}

/* Tails of a compound ("segment" ← customer segment), and what is left without words that say little ("country" ← country code). */
static void add_parts(struct mdp_lexicon *l, const char *words, struct mdp_meaning m, double more)
{
	double tail = mdp_lexicon_weight(l, "part") + more, whole = mdp_lexicon_weight(l, "part_generic") + more;
	struct mdp_str all = mdp_str_of(words), rest = all, word;
	bool flag = m.kind == MDP_CAT_ATTR && m.sub && !strcmp(m.sub, "flag"), state = false;
	/* a cost price is no price, but a lost reason is a reason */
	bool text = m.kind == MDP_CAT_ATTR && m.sub && (!strcmp(m.sub, "cat") || !strcmp(m.sub, "name"));
	while (mdp_str_next(&rest, ' ', &word) && rest.n) {
		bool head = word.p == words && is_generic(l, word, "head");
		if (flag && state)
			break; /* "is test account" is no account */
		state |= is_generic(l, word, "head");
		add_part(l, rest, words, head ? whole : tail, m);
		struct mdp_str said = without_tail(l, rest);
		if (text && said.n < rest.n && !mdp_lexicon_named(l, said))
			add_part(l, said, words, tail + whole, m);
	}
	if (flag)
		add_flag_part(l, words, whole, m);
	for (struct mdp_str left = without_tail(l, all); left.n < all.n; left = without_tail(l, left)) {
		if (!mdp_lexicon_named(l, left))
			add_part(l, left, words, whole, m);
		all = left;
	}
}

/* What the generator makes of a name; what is near to it goes by other words as the name does. */
static void add_derived(struct mdp_lexicon *l, const struct mdp_naming *of, struct mdp_meaning m)
{
	struct mdp_aliases made;
	mdp_lexicon_derive(l, of, &made);
	for (int i = 0; i < made.n; i++) {
		struct mdp_meaning as = m;
		/* Another thing has that name outright: "members" are not the lines of its members. */
		if (m.kind == MDP_CAT_ENTITY && mdp_lexicon_named(l, mdp_str_of(made.items[i].words)))
			continue;
		if (connector(l, mdp_str_of(made.items[i].words)) ||
		    mdp_map_get(&l->mute, mdp_str_of(made.items[i].words)))
			continue;
		as.cost = mdp_lexicon_weight(l, "synonym") + made.items[i].cost;
		as.how = mdp_arena_printf(&l->arena, "%s: %s", of->words, made.items[i].how);
		mdp_lexicon_add(l, mdp_str_of(made.items[i].words), as);
		if (made.items[i].cost <= NEAR)
			push(l, made.items[i].words, as, true);
		if (m.kind == MDP_CAT_ATTR && !strcmp(made.items[i].how, "short form"))
			add_parts(l, made.items[i].words, m, made.items[i].cost);
	}
}

static bool sayable_column(const struct mdp_column *col)
{
	return !col->hidden && col->words && *col->words;
}

/* Names of definitions that cannot be computed: they are known, so that nothing like them is taken in their place. */
static void add_withheld(struct mdp_lexicon *l)
{
	const struct mdp_catalog *c = l->catalog;
	struct mdp_meaning m = { .kind = MDP_CAT_WORD,
				 .cat = mdp_lexicon_intern(l, mdp_str_of("withheld")),
				 .column = -1 };
	for (int i = 0; i < c->nfindings; i++)
		for (const char **n = c->findings[i].names; n && *n; n++) {
			m.id = i;
			m.how = "name of what cannot be computed";
			if (mdp_catalog_entity(c, mdp_str_of(*n)) < 0 && mdp_catalog_measure(c, mdp_str_of(*n)) < 0)
				name(l, *n, m);
		}
}

/* Words of the catalog that a shorter word in it may stand for, by their first letter. */
static void note_words(struct mdp_lexicon *l, const char *text)
{
	struct mdp_str rest = mdp_str_of(text ? mdp_words_norm(&l->arena, mdp_str_of(text)) : NULL), word;
	while (rest.n && mdp_str_next(&rest, ' ', &word)) {
		const char *one =
			word.n > 4 ? mdp_words_singular(&l->arena, mdp_arena_strndup(&l->arena, word.p, word.n)) : "";
		if (!*one || !mdp_lexicon_plain(l, mdp_str_of(one)))
			continue;
		struct mdp_forms *f = mdp_lexicon_forms(l, &l->longer, (struct mdp_str){ one, 1 });
		bool known = false;
		for (int i = 0; i < f->n && !known; i++)
			known = strcmp(f->items[i].word, one) == 0;
		struct mdp_form form = { "longer", one };
		if (!known && f->n < LONGER_WORDS)
			MDP_PUSH(&l->arena, f->items, f->n, f->cap, form);
	}
}

/* "Service fees" of service_fee_cents are all of them, as "distance" of distance_km is. */
static void add_without_unit(struct mdp_lexicon *l, int measure)
{
	const struct mdp_catalog *c = l->catalog;
	int column = measured_column(c, &c->measures[measure]);
	struct mdp_meaning m = { .kind = MDP_CAT_MEASURE, .cat = "measure", .id = measure, .column = -1 };
	struct mdp_aliases made;
	if (column < 0 || !sayable_column(&c->columns[column]))
		return;
	struct mdp_naming of = { c->columns[column].words, c->tables[c->columns[column].table].words, MDP_HOLDS_NUMBER,
				 c->columns[column].unit };
	mdp_lexicon_derive(l, &of, &made);
	for (int i = 0; i < made.n; i++) {
		if (strcmp(made.items[i].how, "without its unit") != 0)
			continue;
		m.cost = mdp_lexicon_weight(l, "synonym") + made.items[i].cost;
		m.how = mdp_arena_printf(&l->arena, "%s: %s", of.words, made.items[i].how);
		mdp_lexicon_add(l, mdp_str_of(made.items[i].words), m);
		push(l, made.items[i].words, m, true);
	}
}

static void add_all_derived(struct mdp_lexicon *l)
{
	const struct mdp_catalog *c = l->catalog;
	for (int i = 0; i < c->ntables; i++) {
		note_words(l, c->tables[i].words);
		note_words(l, c->tables[i].description);
	}
	for (int i = 0; i < c->ncolumns; i++) {
		note_words(l, c->columns[i].words);
		note_words(l, c->columns[i].description);
	}
	for (int i = 0; i < c->nentities; i++) {
		const struct mdp_entity *e = &c->entities[i];
		struct mdp_naming of = { e->name ? norm(l, e->name) : NULL, NULL, MDP_HOLDS_THINGS, NULL };
		struct mdp_meaning m = {
			.kind = MDP_CAT_ENTITY, .cat = "entity", .sub = "noun", .id = i, .column = -1
		};
		if (!of.words)
			continue;
		mdp_lexicon_note_short(l, of.words);
		add_derived(l, &of, m);
		of.words = c->tables[e->table].words;
		if (e->own_table && of.words && strcmp(of.words, e->plural) != 0)
			add_derived(l, &of, m);
	}
	for (int i = 0; i < c->ncolumns; i++) {
		const struct mdp_column *col = &c->columns[i];
		struct mdp_naming of = { col->words, c->tables[col->table].words, holds(col), col->unit };
		if (!sayable_column(col) || col->mirror >= 0)
			continue;
		mdp_lexicon_note_short(l, of.words);
		add_derived(l, &of, mdp_lexicon_attr(l, i));
	}
	for (int i = 0; i < c->nmeasures; i++)
		add_without_unit(l, i);
}

void mdp_lexicon_add_names(struct mdp_lexicon *l)
{
	const struct mdp_catalog *c = l->catalog;
	add_entities(l);
	add_measures(l);
	/* Originals first: what a mirror is called besides is theirs too. */
	for (int pass = 0; pass < 2; pass++)
		for (int i = 0; i < c->ncolumns; i++) {
			const struct mdp_column *col = &c->columns[i];
			/* what a thing was is asked for by what it is: the plan knows when (scope.c) */
			if (!sayable_column(col) || mdp_catalog_now(c, i) >= 0 || (col->mirror >= 0) != (pass == 1))
				continue;
			struct mdp_meaning m = mdp_lexicon_attr(l, i);
			names_of(l, m, col->words, col->label, col->synonyms);
			add_as_written(l, m, col->words, col->name);
			add_owner_forms(l, i, m);
		}
	for (int i = 0; i < c->nentities; i++)
		if (c->entities[i].name && c->entities[i].time >= 0)
			add_entity_time(l, &c->entities[i]);
	add_withheld(l);
	add_all_derived(l);
	int whole = l->nnames;
	for (int i = 0; i < whole; i++)
		if (!l->names[i].part && l->names[i].meaning.kind != MDP_CAT_ENTITY &&
		    l->names[i].meaning.kind != MDP_CAT_WORD)
			add_parts(l, l->names[i].words, l->names[i].meaning, 0);
}
