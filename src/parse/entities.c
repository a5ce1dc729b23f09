/* Questions to the catalog that are about grain: what dates a thing, where two things meet, which amount is its main one. */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "catalog/units.h"
#include "parse/phrase.h"
#include "base/banned.h"

#define HAS_MOSTLY 0.5 /* of less, what they have is hardly meant when something nearer goes by the word */

#define NAMED_AGAIN 4 /* rows that a name is given to on average, to be one of a kind */

static struct mdp_pair *pair_of(struct mdp_phraser *x, int one, int other)
{
	if (!x->memo)
		x->memo = MDP_NEW_ARRAY(x->a, MDP_PHRASE_MEMO, struct mdp_pair);
	struct mdp_pair *p = &x->memo[((unsigned)one * 61u + (unsigned)other) % MDP_PHRASE_MEMO];
	if (p->one != one + 1 || p->other != other + 1)
		*p = (struct mdp_pair){ one + 1, other + 1, INT_MIN, INT_MIN, INT_MIN };
	return p;
}

int mdp_entity_links(struct mdp_phraser *x, int from, int to)
{
	int links[16];
	struct mdp_pair *p = pair_of(x, from, to);
	if (p->links == INT_MIN)
		p->links = mdp_catalog_path(x->c, from, to, NULL, links, 16);
	return p->links;
}

bool mdp_entity_determines(struct mdp_phraser *x, int from, int to)
{
	return from == to || mdp_entity_links(x, from, to) >= 0;
}

bool mdp_entity_always(const struct mdp_phraser *x, int from, int to)
{
	int links[8], n = mdp_catalog_path(x->c, from, to, NULL, links, 8);
	for (int i = 0; i < n; i++)
		if (x->c->links[links[i]].optional)
			return false;
	return n >= 0;
}

bool mdp_entity_kind_of(const struct mdp_phraser *x, int one, int other)
{
	for (int i = 0; i < x->c->nlinks; i++) {
		const struct mdp_link *k = &x->c->links[i];
		if (k->from == one && k->to == other && x->c->sites[k->to_site].unique &&
		    x->c->sites[k->from_site].table == x->c->entities[one].table && !k->optional)
			return true;
	}
	return false;
}

/* Something with a name and a table: a shop, a product; not an order. */
static bool is_named_thing(const struct mdp_catalog *c, int entity)
{
	return c->entities[entity].label >= 0 && c->entities[entity].own_table;
}

/* Is the time among the columns of the entity's own table, where it was copied to? */
static bool has_copy(const struct mdp_catalog *c, int entity, int time)
{
	const struct mdp_table *t = &c->tables[c->entities[entity].table];
	for (int i = t->first_column; i < t->first_column + t->ncolumns; i++)
		if (mdp_catalog_original(c, i) == time)
			return true;
	return false;
}

/*
 * May what happened to the one be dated by the other? An order's line by the order. Not by what happened to some of them afterwards (a return
 * is of one line, but few lines have one), and not by a day of something with a name (when the shop was opened), unless rows carry it.
 */
static bool lends_time(const struct mdp_catalog *c, int entity, int to)
{
	const struct mdp_entity *e = &c->entities[to];
	if (e->time < 0 || c->columns[e->time].role != MDP_ROLE_TIME_EVENT)
		return false;
	if (mdp_catalog_is_calendar(c, to) || has_copy(c, entity, e->time))
		return true;
	if (mdp_catalog_determines(c, to, entity) && e->count < c->entities[entity].count)
		return false;
	return !is_named_thing(c, to);
}

/* How far the time is, what rows carry themselves nearest; 0 when there is none on the way, or only that of a named thing on it. */
static int links_to_time(const struct mdp_catalog *c, int entity, int to)
{
	int links[16], n = mdp_catalog_path(c, entity, to, NULL, links, 16);
	if (n > 0 && has_copy(c, entity, c->entities[to].time))
		return 1;
	for (int i = 0; i + 1 < n; i++)
		if (is_named_thing(c, c->links[links[i]].to))
			return 0;
	return n > 0 ? n + 1 : 0;
}

bool mdp_entity_happens(const struct mdp_phraser *x, int entity)
{
	int time = x->c->entities[entity].time;
	return time >= 0 && x->c->columns[time].role == MDP_ROLE_TIME_EVENT;
}

int mdp_entity_time(const struct mdp_phraser *x, int entity)
{
	const struct mdp_catalog *c = x->c;
	if (entity < 0)
		return -1;
	/* when a row was written does not stand between a line and the date of its order */
	int own = c->entities[entity].time, best = -1, best_length = 0;
	if (own >= 0 && c->columns[own].role != MDP_ROLE_TIME_RECORD)
		return own;
	for (int e = 0; e < c->nentities; e++) {
		int length = e != entity && lends_time(c, entity, e) ? links_to_time(c, entity, e) : 0;
		if (length > 0 && (best < 0 || length < best_length)) {
			best = c->entities[e].time;
			best_length = length;
		}
	}
	return best < 0 ? own : best;
}

/* What share of the things of the one have one of the other. */
static double share_that_has(const struct mdp_phraser *x, int from, int to)
{
	int links[8], n = mdp_catalog_path(x->c, from, to, NULL, links, 8);
	double share = 1;
	for (int i = 0; i < n; i++) {
		const struct mdp_link *l = &x->c->links[links[i]];
		const struct mdp_site *s = &x->c->sites[l->to_site], *own = &x->c->sites[l->from_site];
		double rows = (double)x->c->tables[s->table].rows, count = (double)x->c->entities[l->from].count;
		share *= rows > 0 ? 1 - (double)s->nulls / rows : 1;
		share *= count > 0 && own->distinct > 0 && (double)own->distinct < count ? (double)own->distinct / count
											 : 1;
	}
	return share;
}

double mdp_entity_link_cost(struct mdp_phraser *x, int from, int to, const char *weight)
{
	const struct mdp_entity *e = &x->c->entities[from], *other = &x->c->entities[to];
	int n = mdp_entity_links(x, from, to);
	bool within = n == 1 && !other->own_table && other->table == e->table && e->own_table;
	if (within || n <= 0)
		return 0;
	struct mdp_pair *p = pair_of(x, from, to);
	if (p->rare == INT_MIN)
		p->rare = share_that_has(x, from, to) < HAS_MOSTLY;
	return n * (mdp_lexicon_weight(x->l, weight) + (p->rare ? mdp_lexicon_weight(x->l, "link_rare") : 0));
}

static bool is_called_after(const struct mdp_phraser *x, int e, int one, int other)
{
	const char *words = x->c->entities[e].name;
	return mdp_words_begin(words, x->c->entities[one].name) || mdp_words_begin(words, x->c->entities[other].name);
}

/*
 * Of two as near: the lines of a delivery have its name, its returns have not. What is one of the two itself needs no third. Of one within the other the coarser; else, and where each
 * has one of the other, what most of them meet in: tickets and articles in sales, not in returns.
 */
static bool meets_rather(struct mdp_phraser *x, int e, int best, int one, int other)
{
	bool called = is_called_after(x, e, one, other), was = is_called_after(x, best, one, other);
	if (called != was)
		return called;
	bool itself = e == one || e == other, was_itself = best == one || best == other;
	if (itself != was_itself)
		return itself;
	bool coarser = mdp_entity_links(x, best, e) >= 0, finer = mdp_entity_links(x, e, best) >= 0;
	return coarser != finer ? coarser : x->c->entities[e].count > x->c->entities[best].count;
}

/*
 * Only some of what it refers to have one, and each of those has both of what meets: returns know the customer and the product at once, but
 * customers and products meet in what was sold.
 */
static bool is_offshoot(struct mdp_phraser *x, int e, int of, int one, int other)
{
	return x->c->entities[e].count < x->c->entities[of].count && mdp_entity_links(x, e, of) >= 0 &&
	       mdp_entity_always(x, of, one) && mdp_entity_always(x, of, other);
}

static int meeting(struct mdp_phraser *x, int one, int other)
{
	int best = -1, best_length = 0;
	for (int e = 0; e < x->c->nentities; e++) {
		int i = mdp_entity_links(x, e, one), j = mdp_entity_links(x, e, other);
		if (i < 0 || j < 0)
			continue;
		if (best >= 0 && is_offshoot(x, e, best, one, other))
			continue;
		if (best < 0 || is_offshoot(x, best, e, one, other) || i + j < best_length ||
		    (i + j == best_length && meets_rather(x, e, best, one, other))) {
			best = e;
			best_length = i + j;
		}
	}
	return best;
}

int mdp_entity_meeting(struct mdp_phraser *x, int one, int other)
{
	struct mdp_pair *p = pair_of(x, one, other);
	if (p->meeting != INT_MIN)
		return p->meeting;
	int m = meeting(x, one, other);
	pair_of(x, one, other)->meeting = m; /* what was asked meanwhile may have taken its place */
	return m;
}

static bool is_amount(const struct mdp_measure *m, int entity)
{
	return (entity < 0 || m->entity == entity) && m->additive != MDP_ADDITIVE_NO && m->expr->kind == MDP_X_AGG &&
	       m->expr->arg && mdp_unit_is_money(m->unit);
}

/* Among the amounts that go by this word, the best named one; -1 if none, or if two are as near. */
static int amount_called(const struct mdp_phraser *x, struct mdp_str word, int entity)
{
	char text[64];
	snprintf(text, sizeof(text), "%.*s", (int)word.n, word.p);
	int n, best = -1;
	double cost = 0;
	bool tie = false;
	const struct mdp_meaning *m =
		mdp_lexicon_find(x->l, mdp_str_of(mdp_lexicon_stem(x->l, x->a, mdp_str_of(text))), &n);
	for (int i = 0; i < n; i++) {
		if (m[i].kind != MDP_CAT_MEASURE || !is_amount(&x->c->measures[m[i].id], entity) || m[i].id == best)
			continue;
		if (best < 0 || m[i].cost < cost) {
			best = m[i].id;
			cost = m[i].cost;
			tie = false;
		} else if (m[i].cost <= cost) {
			tie = true;
		}
	}
	return tie ? -1 : best;
}

static int amount_by_words(const struct mdp_phraser *x, int entity, const char *file)
{
	struct mdp_str text, line;
	int found = -1;
	if (mdp_lexicon_file(x->l, file, &text) < 0)
		return -1;
	while (found < 0 && mdp_str_next(&text, '\n', &line)) {
		line = mdp_str_trim(line);
		if (line.n && line.p[0] != '#')
			found = amount_called(x, line, entity);
	}
	return found;
}

bool mdp_is_line_of(const struct mdp_phraser *x, const char *file, struct mdp_str words)
{
	struct mdp_str text, line;
	if (mdp_lexicon_file(x->l, file, &text) < 0)
		return false;
	while (mdp_str_next(&text, '\n', &line))
		if (mdp_str_eq(mdp_str_trim(line), words))
			return true;
	return false;
}

bool mdp_is_money(const struct mdp_phraser *x, int to)
{
	struct mdp_str last = x->t->tokens[to - 1].folded;
	return mdp_is_line_of(x, "monies.lex",
			      mdp_str_of(mdp_words_singular(x->a, mdp_arena_strndup(x->a, last.p, last.n))));
}

int mdp_entity_named_takings(struct mdp_phraser *x)
{
	int m = amount_by_words(x, -1, "amounts.lex");
	return m >= 0 && !mdp_entity_goes_out(x, x->c->measures[m].entity) ? m : -1;
}

/* Kept for each period and something else ("daily shop summaries"): what it holds was added up from what happened. */
static bool is_summary(const struct mdp_phraser *x, int entity)
{
	const struct mdp_entity *e = &x->c->entities[entity];
	bool dated = false;
	for (int i = 0; i < e->nkey; i++)
		dated |= mdp_column_is_time(&x->c->columns[e->key[i]]);
	return dated && e->nkey > 1;
}

static bool says_takings(const struct mdp_phraser *x, const char *words)
{
	struct mdp_str rest = mdp_str_of(words), word;
	bool says = false;
	while (rest.n && mdp_str_next(&rest, ' ', &word))
		says |= mdp_is_line_of(x, "takings.lex", word);
	return says;
}

int mdp_entity_takings(struct mdp_phraser *x)
{
	int m = mdp_entity_named_takings(x);
	int income = m < 0 || is_summary(x, x->c->measures[m].entity) ? mdp_entity_income(x) : -1;
	if (income >= 0)
		return income;
	/* an "amount" beside what most comes in by is no more than that; the bill of what was bought is one with it */
	int chief = m >= 0 && !says_takings(x, x->c->measures[m].name) ? mdp_entity_chief_income(x) : -1;
	int one = m >= 0 ? x->c->measures[m].entity : -1, other = chief >= 0 ? x->c->measures[chief].entity : -1;
	bool apart = chief >= 0 && one != other && !mdp_entity_determines(x, one, other) &&
		     !mdp_entity_determines(x, other, one);
	return apart ? chief : m;
}

/* Does the last word of its name say that it is somebody? */
static bool is_human(const struct mdp_phraser *x, const char *words)
{
	const char *last = words ? strrchr(words, ' ') : NULL;
	int n = 0;
	if (!words)
		return false;
	const struct mdp_meaning *m = mdp_lexicon_find(
		x->l, mdp_str_of(mdp_lexicon_stem(x->l, x->a, mdp_str_of(last ? last + 1 : words))), &n);
	for (int i = 0; i < n; i++)
		if (m[i].kind == MDP_CAT_WORD && !strcmp(m[i].cat, "human"))
			return true;
	return false;
}

bool mdp_entity_is_somebody(const struct mdp_phraser *x, int entity)
{
	return is_human(x, x->c->entities[entity].name);
}

/* The only people of whom the question says something that they have a date for ("hired"); -1. */
static int people_said_of(const struct mdp_phraser *x)
{
	int found = -1;
	for (int i = 0; i < x->t->nedges; i++) {
		const struct mdp_meaning *m = &x->t->edges[i].meaning;
		int e = m->kind == MDP_CAT_WORD && !strcmp(m->cat, "dating") ? x->c->columns[m->id].entity : -1;
		if (e < 0 || e == found || !mdp_entity_is_somebody(x, e))
			continue;
		if (found >= 0)
			return -1;
		found = e;
	}
	return found;
}

int mdp_entity_people(struct mdp_phraser *x)
{
	int said = people_said_of(x);
	if (said >= 0)
		return said;
	int takings = mdp_entity_takings(x);
	return mdp_entity_people_of(x, takings >= 0 ? x->c->measures[takings].entity : -1);
}

int mdp_entity_people_of(struct mdp_phraser *x, int from)
{
	int best = -1, best_links = INT_MAX, n = 0, only = -1;
	bool tie = false;
	for (int e = 0; e < x->c->nentities; e++) {
		if (!x->c->entities[e].name || x->c->entities[e].nkey == 0 || !is_human(x, x->c->entities[e].name))
			continue;
		n++;
		only = e;
		int links = from >= 0 ? mdp_entity_links(x, from, e) : -1;
		if (links < 0)
			continue;
		tie = links == best_links;
		if (links < best_links) {
			best = e;
			best_links = links;
		}
	}
	return n == 1 ? only : tie ? -1 : best;
}

/* "eur" */
static bool is_currency(const struct mdp_phraser *x, struct mdp_str word)
{
	const char *unit = mdp_unit_of_value(x->a, mdp_arena_strndup(x->a, word.p, word.n));
	return unit && mdp_unit_is_money(unit);
}

/* "opp" of an opportunity. */
static bool begins_word(const char *words, struct mdp_str start)
{
	struct mdp_str rest = mdp_str_of(words), word;
	bool begins = false;
	while (rest.n && start.n >= 3 && mdp_str_next(&rest, ' ', &word))
		begins |= word.n > start.n && !memcmp(word.p, start.p, start.n);
	return begins;
}

/* "order total": nothing in its name but the thing, its currency and words for a whole amount. */
static bool is_whole(const struct mdp_phraser *x, int measure)
{
	const struct mdp_measure *m = &x->c->measures[measure];
	const char *name = x->c->entities[m->entity].name, *words = m->name;
	if (mdp_words_begin(words, name))
		words += strlen(name) + 1;
	struct mdp_str rest = mdp_str_of(words), word;
	while (rest.n && mdp_str_next(&rest, ' ', &word))
		if (!mdp_is_line_of(x, "totals.lex", word) && !mdp_is_line_of(x, "amounts.lex", word) &&
		    !mdp_words_have(name, word) && !begins_word(name, word) && !is_currency(x, word))
			return false;
	return true;
}

/* The only amount of it whose name says that it is all of it ("booking total" beside a booking's fee); -1. */
static int only_whole(const struct mdp_phraser *x, int entity)
{
	int found = -1;
	for (int m = 0; m < x->c->nmeasures; m++) {
		if (!is_amount(&x->c->measures[m], entity) || !is_whole(x, m))
			continue;
		if (found >= 0)
			return -1;
		found = m;
	}
	return found;
}

/* What an amount is called where it stands: its thing may only be put before it because another has an amount of that name. */
static const char *own_words(const struct mdp_phraser *x, int measure)
{
	const struct mdp_measure *m = &x->c->measures[measure];
	int column = m->declared ? -1 : mdp_catalog_aggregated(x->c, m->expr);
	return column >= 0 && x->c->columns[column].words ? x->c->columns[column].words : m->name;
}

/* "Net payout" beside a payout's gross sales and fees: the only amount of it that goes by the name of the thing; -1. */
static int only_named(const struct mdp_phraser *x, int entity)
{
	int found = -1;
	for (int m = 0; m < x->c->nmeasures; m++) {
		if (!is_amount(&x->c->measures[m], entity) ||
		    !mdp_words_have(own_words(x, m), mdp_str_of(x->c->entities[entity].name)))
			continue;
		if (found >= 0)
			return -1;
		found = m;
	}
	return found;
}

/* Does the entity live in a finer table whose rows have amounts of their own? */
static bool amounts_below(const struct mdp_phraser *x, int entity)
{
	const struct mdp_entity *e = &x->c->entities[entity];
	int row = x->c->tables[e->table].row_entity;
	for (int m = 0; !e->own_table && row != entity && m < x->c->nmeasures; m++)
		if (is_amount(&x->c->measures[m], row))
			return true;
	return false;
}

/*
 * What a dashboard shows most, else the only amount there is, else the one that goes by a word for the whole
 * (amounts.lex lists such words, the surest first).
 */
int mdp_entity_main(const struct mdp_phraser *x, int entity, bool *several)
{
	const struct mdp_catalog *c = x->c;
	int best = -1, ties = 0, n = 0;
	*several = false;
	for (int m = 0; m < c->nmeasures; m++)
		if (c->measures[m].main && c->measures[m].entity == entity)
			return m;
	for (int m = 0; m < c->nmeasures; m++) {
		if (!is_amount(&c->measures[m], entity))
			continue;
		n++;
		if (best < 0 || c->measures[m].uses > c->measures[best].uses) {
			best = m;
			ties = 1;
		} else if (c->measures[m].uses == c->measures[best].uses) {
			ties++;
		}
	}
	/* of an order that lives in its lines, whose lines have the amounts, the freight is not the value */
	if (n == 1 && amounts_below(x, entity) && !is_whole(x, best)) {
		*several = true;
		return best;
	}
	if (n <= 1 || ties == 1)
		return best;
	int whole = only_whole(x, entity);
	if (whole < 0)
		whole = only_named(x, entity);
	if (whole >= 0)
		return whole;
	int named = amount_by_words(x, entity, "amounts.lex");
	named = named >= 0 ? named : amount_by_words(x, entity, "totals.lex");
	if (named >= 0)
		return named;
	*several = true;
	return best;
}

/* "how many staff" of rows that each hold a number of staff: the amount that has the rows' own name. */
int mdp_entity_namesake(const struct mdp_phraser *x, int entity)
{
	const struct mdp_entity *e = &x->c->entities[entity];
	for (int i = 0; i < x->c->nmeasures; i++) {
		const struct mdp_measure *m = &x->c->measures[i];
		if (m->entity == entity && m->additive == MDP_ADDITIVE_YES && m->name &&
		    (!strcmp(m->name, e->name) || !strcmp(m->name, e->plural)))
			return i;
	}
	return -1;
}

int mdp_entity_year(const struct mdp_phraser *x, int entity)
{
	const struct mdp_table *t = &x->c->tables[x->c->entities[entity].table];
	for (int i = t->first_column; i < t->first_column + t->ncolumns && t->row_entity == entity; i++)
		if (x->c->columns[i].role == MDP_ROLE_YEAR && !x->c->columns[i].hidden)
			return i;
	return -1;
}

static void push_column(struct mdp_phraser *x, struct mdp_key *k, int column, const char *role)
{
	struct mdp_expr *e = mdp_phrase_column(x, column);
	e->role = role;
	if (k->n < MDP_LIMIT_KEYS_OF_ENTITY)
		k->outs[k->n++] =
			(struct mdp_out){ mdp_phrase_role_words(x, role, mdp_phrase_label(&x->c->columns[column])), e,
					  NULL };
}

struct mdp_key mdp_column_key(struct mdp_phraser *x, int entity, int column, const char *role)
{
	struct mdp_key k = { .entity = entity, .column = column };
	push_column(x, &k, column, role);
	return k;
}

int mdp_entity_key(struct mdp_phraser *x, int entity, const char *role, struct mdp_key *out)
{
	const struct mdp_entity *e = &x->c->entities[entity];
	memset(out, 0, sizeof(*out));
	out->entity = entity;
	out->column = -1;
	if (e->nkey == 0)
		return mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, 0, 1,
					  "%s have no key, so they cannot be told apart", e->plural);
	bool in_key = false;
	for (int i = 0; i < e->nkey; i++) {
		push_column(x, out, e->key[i], role);
		in_key |= e->key[i] == e->label;
	}
	if (e->label >= 0 && !in_key)
		push_column(x, out, e->label, role);
	return 0;
}

/*
 * "charge by treatment", where each row is one of a kind that has a name ("Scan", again and again): by that name. By the row itself there
 * would be as many groups as rows.
 */
void mdp_key_by_name(struct mdp_phraser *x, int of, struct mdp_key *k)
{
	if (k->entity != of || of < 0 || k->column >= 0 || !k->n || k->outs[0].expr->role)
		return;
	const struct mdp_entity *e = &x->c->entities[of];
	int found = -1;
	for (int i = 0; i < x->c->ncolumns && e->label < 0; i++) {
		const struct mdp_column *c = &x->c->columns[i];
		if (c->entity != of || c->hidden || c->mirror >= 0 || c->role != MDP_ROLE_NAME ||
		    !mdp_words_begin(c->words, e->name) || c->distinct < 2 || c->distinct > e->count / NAMED_AGAIN)
			continue;
		if (found >= 0)
			return;
		found = i;
	}
	if (found >= 0)
		*k = mdp_column_key(x, of, found, NULL);
}
