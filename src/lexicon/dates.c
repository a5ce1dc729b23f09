/*
 * Words for one date among several: what its name says without the words that only say that it is a date ("delivered" of delivered_on,
 * "delivery" of delivery_date), and the other forms of that ("delivered", "delivery"). They stand before a period ("delivered in July")
 * or a unit of time ("by delivery month"). What is also the name of the thing itself ("order" of an order's order date) says so only
 * before a unit.
 */
#include <string.h>

#include "catalog/words.h"
#include "lexicon/derive.h"
#include "lexicon/lexicon_int.h"

#include "base/banned.h"

#define WORDS_MOST 3 /* of what happened; longer names are said in full */
#define COST_FORM 0.02
#define COST_PART 0.12

struct dating {
	struct mdp_lexicon *l;
	struct mdp_meaning m;
	const struct mdp_entity *owner;
};

static bool is_tail(const struct mdp_lexicon *l, struct mdp_str word)
{
	const char *place = mdp_map_get(&l->generic, word);
	return place && (!strcmp(place, "when") || !strcmp(place, "tail"));
}

static bool same_stems(struct mdp_lexicon *l, const char *a, const char *b)
{
	char x[MDP_LEXICON_PHRASE_BYTES], y[MDP_LEXICON_PHRASE_BYTES];
	return a && b && mdp_lexicon_stems(l, mdp_str_of(a), x) && mdp_lexicon_stems(l, mdp_str_of(b), y) &&
	       strcmp(x, y) == 0;
}

/* The name without the thing's own and without what only says that it is a date; NULL when nothing or much is left. */
static const char *what_happened(struct mdp_lexicon *l, const char *words, const struct mdp_entity *owner)
{
	size_t n = strlen(words), own = owner->name ? strlen(owner->name) : 0, nwords = 1;
	const char *begin = words;
	for (;;) {
		size_t from = n;
		while (from > 0 && words[from - 1] != ' ')
			from--;
		if (from == 0 || !is_tail(l, (struct mdp_str){ words + from, n - from }))
			break;
		n = from - 1;
	}
	if (own && n > own && !strncmp(words, owner->name, own) && words[own] == ' ')
		begin = words + own + 1;
	n -= (size_t)(begin - words);
	if (is_tail(l, (struct mdp_str){ begin, n }))
		return NULL;
	for (size_t i = 0; i < n; i++)
		nwords += begin[i] == ' ';
	return nwords <= WORDS_MOST ? mdp_arena_strndup(&l->arena, begin, n) : NULL;
}

static void add(const struct dating *d, const char *words, double cost)
{
	struct mdp_meaning m = d->m;
	bool thing = same_stems(d->l, words, d->owner->name) || same_stems(d->l, words, d->owner->plural);
	for (const char **s = d->owner->synonyms; s && *s && !thing; s++)
		thing = same_stems(d->l, words, *s);
	m.sub = mdp_lexicon_intern(d->l, mdp_str_of(thing ? "thing" : "event"));
	m.cost = cost;
	mdp_lexicon_add(d->l, mdp_str_of(words), m);
}

/* Do the words stand in a line of names/dates.tsv, which are words for one thing that happens? */
static bool is_in_line(struct mdp_lexicon *l, const char *line, const char *words)
{
	struct mdp_str rest = mdp_str_of(line), form;
	bool among = false;
	while (line[0] != '#' && !among && rest.n && mdp_str_next(&rest, '\t', &form))
		among = same_stems(l, words, mdp_arena_strndup(&l->arena, form.p, form.n));
	return among;
}

/* With the other words for the same; true if there are any. */
static bool add_forms(const struct dating *d, const char *words, double cost)
{
	bool found = false;
	for (int i = 0; mdp_data_dates[i]; i++) {
		struct mdp_str rest = mdp_str_of(mdp_data_dates[i]), form;
		bool among = is_in_line(d->l, mdp_data_dates[i], words);
		while (among && rest.n && mdp_str_next(&rest, '\t', &form))
			add(d, mdp_arena_strndup(&d->l->arena, form.p, form.n), cost + COST_FORM);
		found |= among;
	}
	return found;
}

static void add_column(struct mdp_lexicon *l, int column, const char *name)
{
	const struct mdp_column *col = &l->catalog->columns[column];
	struct dating d = { .l = l, .owner = &l->catalog->entities[col->entity] };
	const char *words = what_happened(l, name, d.owner);
	struct mdp_str rest, word;
	if (!words)
		return;
	d.m = (struct mdp_meaning){
		.kind = MDP_CAT_WORD, .cat = mdp_lexicon_intern(l, mdp_str_of("dating")), .id = column, .column = column
	};
	d.m.how = mdp_arena_printf(&l->arena, "by %s", col->words);
	add(&d, words, 0);
	add_forms(&d, words, 0);
	if (!strchr(words, ' '))
		return;
	/* "delivered customer", "actual arrival": the word in it that says what happened */
	rest = mdp_str_of(words);
	while (rest.n && mdp_str_next(&rest, ' ', &word)) {
		const char *part = mdp_arena_strndup(&l->arena, word.p, word.n);
		if (!add_forms(&d, part, COST_PART) && mdp_str_ends(word, "ed") && word.n > 4)
			add(&d, part, COST_PART);
	}
}

static bool says_what_happened(struct mdp_lexicon *l, const char *words)
{
	struct mdp_str all = mdp_str_of(words), word;
	while (all.n && mdp_str_next(&all, ' ', &word)) {
		const char *one = mdp_arena_strndup(&l->arena, word.p, word.n);
		for (int i = 0; mdp_data_dates[i]; i++)
			if (is_in_line(l, mdp_data_dates[i], one))
				return true;
	}
	return false;
}

/*
 * Names with their short forms written out: "booked on" for bkd_on. Not where a whole word says what happened: the exp_close date is when
 * something is expected to close, and nothing expires then.
 */
static void add_written_out(struct mdp_lexicon *l, int column)
{
	const struct mdp_column *col = &l->catalog->columns[column];
	if (says_what_happened(l, col->words))
		return;
	struct mdp_naming of = { col->words, l->catalog->tables[col->table].words, MDP_HOLDS_TIME, NULL };
	struct mdp_aliases made;
	mdp_lexicon_derive(l, &of, &made);
	for (int i = 0; i < made.n; i++)
		if (!strcmp(made.items[i].how, "short form"))
			add_column(l, column, made.items[i].words);
}

void mdp_lexicon_add_dates(struct mdp_lexicon *l)
{
	const struct mdp_catalog *c = l->catalog;
	for (int i = 0; i < c->ncolumns; i++) {
		const struct mdp_column *col = &c->columns[i];
		if (!col->hidden && col->mirror < 0 && col->entity >= 0 && c->entities[col->entity].name &&
		    (col->role == MDP_ROLE_TIME_EVENT || col->role == MDP_ROLE_TIME_RECORD) &&
		    (col->type == MDP_T_DATE || col->type == MDP_T_TIMESTAMP) &&
		    !mdp_catalog_is_calendar(c, col->entity)) {
			add_column(l, i, col->words);
			add_written_out(l, i);
		}
	}
}
