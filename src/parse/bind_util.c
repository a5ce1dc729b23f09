/* What the parts of binding share: reading nodes, and questions to the catalog that are about grain. */
#include "parse/bind.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/banned.h"

int mdp_bind_refuse(struct mdp_bind *b, enum mdp_reason why, const struct mdp_node *at, const char *fmt, ...)
{
	char text[512];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	int rc = mdp_refuse(&b->problem, why, "%s", text);
	if (at)
		mdp_error_span(&b->problem, mdp_node_span(b, at));
	return rc;
}

const char *mdp_node_word(const struct mdp_node *n)
{
	if (!n)
		return "";
	if (n->edge)
		return n->edge->meaning.sub ? n->edge->meaning.sub : "";
	return n->op ? n->op : "";
}

bool mdp_node_is(const struct mdp_node *n, const char *op)
{
	return n && n->op && !strcmp(n->op, op);
}

bool mdp_node_leaf(const struct mdp_node *n, enum mdp_cat kind)
{
	return n && n->edge && n->edge->meaning.kind == kind;
}

struct mdp_span mdp_node_span(const struct mdp_bind *b, const struct mdp_node *n)
{
	struct mdp_span s = { 0, 0 };
	if (n && n->to > n->from) {
		struct mdp_span first = b->t->tokens[n->from].span, last = b->t->tokens[n->to - 1].span;
		s.start = first.start;
		s.length = last.start + last.length - first.start;
	}
	return s;
}

struct mdp_str mdp_node_text(const struct mdp_bind *b, const struct mdp_node *n)
{
	struct mdp_span s = mdp_node_span(b, n);
	return (struct mdp_str){ b->t->question.p + s.start, (size_t)s.length };
}

/* The noun is the last word that is a leaf of the phrase, so that trailing modifiers do not count. */
bool mdp_node_plural(const struct mdp_bind *b, const struct mdp_node *n)
{
	while (n && !n->edge && n->nargs)
		n = n->args[0];
	if (!n || n->to <= n->from)
		return false;
	const struct mdp_token *tok = &b->t->tokens[n->to - 1];
	char word[128];
	snprintf(word, sizeof(word), "%.*s", (int)tok->folded.n, tok->folded.p);
	return strcmp(mdp_words_singular(b->a, word), word) != 0;
}

const char *mdp_bind_colname(struct mdp_bind *b, int column)
{
	return mdp_catalog_column_name(b->c, b->a, column);
}

struct mdp_expr *mdp_bind_column(struct mdp_bind *b, int column)
{
	return mdp_expr_column(b->a, mdp_bind_colname(b, column));
}

/* Something with a name and a table: a shop, a product; not an order. */
static bool is_named_thing(const struct mdp_catalog *c, int entity)
{
	return c->entities[entity].label >= 0 && c->entities[entity].own_table;
}

static int links_to(const struct mdp_catalog *c, int from, int to)
{
	int links[16];
	return mdp_catalog_path(c, from, to, NULL, links, 16);
}

void mdp_bind_pay_distance(struct mdp_bind *b, int entity)
{
	int n = entity < 0 ? 0 : links_to(b->c, b->of, entity);
	b->cost += n > 0 ? n * mdp_lexicon_weight(b->l, "link") : 0;
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

int mdp_bind_time(const struct mdp_bind *b, int entity)
{
	const struct mdp_catalog *c = b->c;
	if (entity < 0)
		return -1;
	if (c->entities[entity].time >= 0)
		return c->entities[entity].time;
	int best = -1, best_length = 0;
	for (int e = 0; e < c->nentities; e++) {
		int length = e != entity && lends_time(c, entity, e) ? links_to_time(c, entity, e) : 0;
		if (length > 0 && (best < 0 || length < best_length)) {
			best = c->entities[e].time;
			best_length = length;
		}
	}
	return best;
}

/* Of one definition, against what others before it said. */
static int add_time(struct mdp_bind *b, const struct mdp_measure *m, const struct mdp_node *at, int *time)
{
	const struct mdp_catalog *c = b->c;
	if (m->no_time)
		return mdp_bind_refuse(b, MDP_REASON_NOT_SPLITTABLE, at, "%s has no time of its own: %s", m->name,
				       m->no_time);
	if (m->time < 0)
		return 0;
	if (*time >= 0 && mdp_catalog_original(c, *time) != mdp_catalog_original(c, m->time))
		return mdp_bind_refuse(b, MDP_REASON_NOT_SPLITTABLE, at,
				       "%s is dated by %s, and what is asked beside it by %s: ask for one of them",
				       m->name, c->columns[m->time].words, c->columns[*time].words);
	*time = m->time;
	return 0;
}

static int times_in(struct mdp_bind *b, const struct mdp_expr *x, const struct mdp_node *at, int *time, int depth)
{
	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return 0;
	int m = x->kind == MDP_X_MEASURE ? mdp_catalog_measure(b->c, mdp_str_of(x->name)) : -1;
	int rc = m >= 0 ? add_time(b, &b->c->measures[m], at, time) : 0;
	rc = rc < 0 ? rc : times_in(b, x->arg, at, time, depth + 1);
	return rc < 0 ? rc : times_in(b, x->arg2, at, time, depth + 1);
}

int mdp_bind_shown_time(struct mdp_bind *b, int *time)
{
	*time = -1;
	for (int i = 0; i < b->nshows; i++) {
		const struct mdp_bx *x = &b->shows[i];
		int rc = x->measure >= 0 ? add_time(b, &b->c->measures[x->measure], x->node, time)
					 : times_in(b, x->expr, x->node, time, 0);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static bool is_amount(const struct mdp_measure *m, int entity)
{
	return (entity < 0 || m->entity == entity) && m->additive != MDP_ADDITIVE_NO && m->expr->kind == MDP_X_AGG &&
	       m->expr->arg && m->unit && !strcmp(m->unit, "currency");
}

/* Among the amounts that go by this word, the best named one; -1 if none, or if two are as near. */
static int amount_called(const struct mdp_bind *b, struct mdp_str word, int entity)
{
	char text[64];
	snprintf(text, sizeof(text), "%.*s", (int)word.n, word.p);
	int n, best = -1;
	double cost = 0;
	bool tie = false;
	const struct mdp_meaning *m =
		mdp_lexicon_find(b->l, mdp_str_of(mdp_lexicon_stem(b->l, b->a, mdp_str_of(text))), &n);
	for (int i = 0; i < n; i++) {
		if (m[i].kind != MDP_CAT_MEASURE || !is_amount(&b->c->measures[m[i].id], entity) || m[i].id == best)
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

static int amount_by_words(const struct mdp_bind *b, int entity)
{
	struct mdp_str text, line;
	int found = -1;
	if (mdp_lexicon_file(b->l, "amounts.lex", &text) < 0)
		return -1;
	while (found < 0 && mdp_str_next(&text, '\n', &line)) {
		line = mdp_str_trim(line);
		if (line.n && line.p[0] != '#')
			found = amount_called(b, line, entity);
	}
	return found;
}

int mdp_bind_takings(const struct mdp_bind *b)
{
	return amount_by_words(b, -1);
}

/*
 * What a dashboard shows most, else the only amount there is, else the one that goes by a word for the whole
 * (amounts.lex lists such words, the surest first).
 */
int mdp_bind_main_measure(const struct mdp_bind *b, int entity, bool *several)
{
	const struct mdp_catalog *c = b->c;
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
	*several = false;
	if (n <= 1 || ties == 1)
		return best;
	int named = amount_by_words(b, entity);
	if (named >= 0)
		return named;
	*several = true;
	return best;
}

int mdp_bind_event(const struct mdp_bind *b, int one, int other)
{
	int best = -1, best_length = 0;
	for (int e = 0; e < b->c->nentities; e++) {
		int x = links_to(b->c, e, one), y = links_to(b->c, e, other);
		if (x < 0 || y < 0)
			continue;
		if (best < 0 || x + y < best_length ||
		    (x + y == best_length && b->c->entities[e].count < b->c->entities[best].count)) {
			best = e;
			best_length = x + y;
		}
	}
	return best;
}

/* (thing NP) is NP said as what was had or done. (np [entity]) and (with NP FILTER…): modifiers are conditions said of that entity. */
int mdp_bind_np(struct mdp_bind *b, const struct mdp_node *n)
{
	const struct mdp_node *head = n;
	while (head && head->nargs && !head->edge)
		head = head->args[0];
	if (!n || !head || !head->edge)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n,
				       "this phrase names nothing that can be counted or listed");
	const struct mdp_meaning *of = &head->edge->meaning;
	if (of->kind == MDP_CAT_ENTITY && of->role)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n, "the %s %s can be split by, not counted or listed",
				       of->role, b->c->entities[of->id].name);
	if (mdp_node_leaf(n, MDP_CAT_ENTITY))
		return of->id;
	if (!n->nargs)
		return mdp_bind_refuse(b, MDP_REASON_UNSUPPORTED, n,
				       "this phrase names nothing that can be counted or listed");
	int entity = of->id;
	for (; n->nargs && !n->edge; n = n->args[0]) {
		for (int i = 1; i < n->nargs; i++) {
			int rc = n->args[i] ? mdp_bind_filter(b, n->args[i], entity) : 0;
			if (rc < 0)
				return rc;
		}
	}
	return entity;
}
