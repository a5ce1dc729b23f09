/*
 * A bottom-up chart. Start positions go from right to left and nonterminals in left-corner order, so that whatever a
 * production needs is complete when it is tried. A beam keeps the best few trees of each (start, nonterminal, end).
 * Noise (determiners, auxiliaries, politeness) may stand between any two symbols, at its own small cost.
 *
 * Covers: a second, left-to-right beam strings complete clauses together. A token may be lost, at a price above any honest
 * reading; a cover that lost a content word is never answered, it names the word.
 */
#include "parse/chart.h"

#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/banned.h"

#define BEAM_ITEMS 10 /* trees kept of one (start, nonterminal, end) */
#define BEAM_PARTIAL 160 /* half-matched productions at once */
#define BEAM_COVER 64 /* covers kept at one position */

struct item {
	int to;
	double cost;
	int rule;
	const struct mdp_node *node;
};

struct items {
	struct item *v;
	int n, cap;
};

struct hop { /* a position reachable through noise */
	int to;
	double cost;
};

struct hops {
	struct hop *v;
	int n, cap;
};

struct partial {
	int pos;
	double cost;
	const struct mdp_node *args[MDP_RULE_SYMBOLS];
};

struct partials {
	struct partial *v;
	int n, cap;
};

struct chart {
	const struct mdp_rules *r;
	const struct mdp_lexicon *l;
	const struct mdp_lattice *t;
	struct mdp_phraser *x; /* NULL: only the form of phrases is looked at */
	struct mdp_arena *a;
	struct items *cells; /* [start * r->n + nonterminal] */
	struct hops *hops; /* [start], itself included */
	int *cats; /* of each edge, the id of its category */
	bool *begins; /* [token * (ncats + 1) + category]: an edge of it begins there */
	int nitems;
	struct partials now, next; /* of the production at work: filled again and again */
	double cost_clause, cost_lost, cost_unknown, cost_any;
};

static bool is_noise(const struct mdp_edge *e)
{
	return e->meaning.kind == MDP_CAT_WORD && !strcmp(e->meaning.cat, "noise");
}

/* "their" says something where there is an answer that it can be about; "and their" does not. */
static bool says_of_answer(const struct chart *ch, const struct mdp_edge *noise)
{
	const struct mdp_lattice *t = ch->t;
	if (!ch->x || !ch->x->follow)
		return false;
	for (int at = noise->from; at < noise->to; at++)
		for (int e = t->first[at]; e < t->first[at + 1]; e++)
			if (t->edges[e].meaning.kind == MDP_CAT_WORD && !strcmp(t->edges[e].meaning.cat, "talk") &&
			    t->edges[e].meaning.sub &&
			    (!strcmp(t->edges[e].meaning.sub, "refs") || !strcmp(t->edges[e].meaning.sub, "it")))
				return true;
	return false;
}

static void make_hops(struct chart *ch, int from)
{
	struct hops *h = &ch->hops[from];
	struct hop here = { from, 0 };
	MDP_PUSH(ch->a, h->v, h->n, h->cap, here);
	for (int e = ch->t->first[from]; e < ch->t->first[from + 1]; e++) {
		const struct mdp_edge *edge = &ch->t->edges[e];
		if (!is_noise(edge) || says_of_answer(ch, edge))
			continue;
		const struct hops *next = &ch->hops[edge->to];
		for (int i = 0; i < next->n; i++) {
			struct hop hop = { next->v[i].to, next->v[i].cost + edge->meaning.cost };
			int k = 0;
			while (k < h->n && h->v[k].to != hop.to)
				k++;
			if (k == h->n)
				MDP_PUSH(ch->a, h->v, h->n, h->cap, hop);
			else if (hop.cost < h->v[k].cost)
				h->v[k].cost = hop.cost;
		}
	}
}

/* A sub "price" in a rule matches the lexicon's "price" and "price:…". */
static bool sub_matches(const char *want, const char *have)
{
	if (!want)
		return true;
	if (!have)
		return false;
	size_t n = strlen(want);
	return !strncmp(want, have, n) && (have[n] == '\0' || have[n] == ':');
}

static bool edge_matches(const struct chart *ch, const struct mdp_alt *alt, const struct mdp_edge *e)
{
	if (alt->kind == MDP_ALT_LITERAL)
		return e->to == e->from + 1 && mdp_str_is(ch->t->tokens[e->from].folded, alt->literal);
	if (alt->cat_id != ch->cats[e - ch->t->edges])
		return false;
	const char *sub = e->meaning.kind != MDP_CAT_NUMBER ? e->meaning.sub : e->unit ? e->unit : "plain";
	return sub_matches(alt->sub, sub);
}

static int by_cost(const void *a, const void *b)
{
	double x = ((const struct partial *)a)->cost, y = ((const struct partial *)b)->cost;
	return x < y ? -1 : x > y;
}

static void add_partial(struct chart *ch, struct partials *next, const struct partial *p, int s, int to, double cost,
			const struct mdp_node *node)
{
	struct partial q = *p;
	q.pos = to;
	q.cost += cost;
	q.args[s] = node;
	MDP_PUSH(ch->a, next->v, next->n, next->cap, q);
}

static const struct mdp_node *leaf(struct chart *ch, const struct mdp_edge *e)
{
	struct mdp_node *n = MDP_NEW(ch->a, struct mdp_node);
	n->edge = e;
	n->from = e->from;
	n->to = e->to;
	return n;
}

/* A word that connects others is no text to look for; one letter may be. */
static bool connects(const struct mdp_lattice *t, int pos)
{
	for (int e = t->first[pos]; e < t->first[pos + 1] && t->tokens[pos].folded.n > 1; e++) {
		const struct mdp_meaning *m = &t->edges[e].meaning;
		if (t->edges[e].to == pos + 1 && m->kind == MDP_CAT_WORD &&
		    (!strcmp(m->cat, "conn") || !strcmp(m->cat, "noise") || !strcmp(m->cat, "q")))
			return true;
	}
	return false;
}

static void match_symbol_at(struct chart *ch, const struct mdp_symbol *sym, int s, const struct partial *p, int pos,
			    double cost, struct partials *next)
{
	const struct mdp_lattice *t = ch->t;
	for (int k = 0; k < sym->nalts; k++) {
		const struct mdp_alt *alt = &sym->alts[k];
		if (alt->kind == MDP_ALT_NONTERMINAL) {
			const struct items *cell = &ch->cells[pos * ch->r->n + alt->nonterminal];
			for (int i = 0; i < cell->n; i++)
				add_partial(ch, next, p, s, cell->v[i].to, cost + cell->v[i].cost, cell->v[i].node);
			continue;
		}
		if (alt->kind == MDP_ALT_LITERAL && mdp_str_is(t->tokens[pos].folded, alt->literal)) {
			struct mdp_node *n = MDP_NEW(ch->a, struct mdp_node);
			n->op = alt->literal;
			n->from = pos;
			n->to = pos + 1;
			add_partial(ch, next, p, s, pos + 1, cost, n);
			continue;
		}
		if (alt->kind == MDP_ALT_TERMINAL && !alt->cat_id) {
			if (t->tokens[pos].kind == MDP_TOK_PUNCT || connects(t, pos))
				continue;
			struct mdp_node *n = MDP_NEW(ch->a, struct mdp_node);
			n->op = "any";
			n->from = pos;
			n->to = pos + 1;
			add_partial(ch, next, p, s, pos + 1, cost + ch->cost_any, n);
			continue;
		}
		for (int e = t->first[pos]; alt->kind == MDP_ALT_TERMINAL && e < t->first[pos + 1]; e++)
			if (edge_matches(ch, alt, &t->edges[e]))
				add_partial(ch, next, p, s, t->edges[e].to, cost + t->edges[e].meaning.cost,
					    leaf(ch, &t->edges[e]));
	}
}

/* $n of a symbol that may be absent gives NULL; a splice of it gives nothing. `ok` goes false when it cannot mean anything. */
static const struct mdp_node *build(struct chart *ch, const struct mdp_template *tpl, const struct partial *p, int from,
				    double *cost, bool *ok)
{
	if (tpl->kind == MDP_TPL_REF || tpl->kind == MDP_TPL_SPLICE)
		return p->args[tpl->ref];
	if (tpl->kind == MDP_TPL_ATOM && !tpl->op)
		return NULL;
	struct mdp_node *n = MDP_NEW(ch->a, struct mdp_node);
	n->op = tpl->op;
	n->from = from;
	n->to = p->pos;
	int cap = 0;
	for (int i = 0; i < tpl->nargs; i++) {
		const struct mdp_node *arg = build(ch, tpl->args[i], p, from, cost, ok);
		if (!*ok)
			return NULL;
		if (tpl->args[i]->kind == MDP_TPL_SPLICE) {
			for (int k = 0; arg && k < arg->nargs; k++)
				MDP_PUSH(ch->a, n->args, n->nargs, cap, arg->args[k]);
			continue;
		}
		MDP_PUSH(ch->a, n->args, n->nargs, cap, (struct mdp_node *)(uintptr_t)arg);
	}
	if (ch->x)
		*ok = mdp_phrase_apply(ch->x, n, &n->phrase);
	if (*ok && n->phrase)
		*cost += n->phrase->cost;
	return n;
}

/* Same leaves and shape: then only the cheaper of the two is worth keeping. */
static bool same_tree(const struct mdp_node *a, const struct mdp_node *b)
{
	if (a == b)
		return true;
	if (!a || !b || a->edge != b->edge || a->nargs != b->nargs || (a->op == NULL) != (b->op == NULL))
		return false;
	if (a->op && strcmp(a->op, b->op) != 0)
		return false;
	for (int i = 0; i < a->nargs; i++)
		if (!same_tree(a->args[i], b->args[i]))
			return false;
	return true;
}

/* What denotes the same need not be kept twice, however it was built. */
static bool same_meaning(const struct mdp_node *a, const struct mdp_node *b)
{
	if (a->phrase && b->phrase)
		return mdp_phrase_same(a->phrase, b->phrase);
	return same_tree(a, b);
}

static void add_item(struct chart *ch, struct items *cell, struct item it)
{
	int same_end = 0, worst = -1;
	for (int i = 0; i < cell->n; i++) {
		if (cell->v[i].to != it.to)
			continue;
		if (same_meaning(cell->v[i].node, it.node)) {
			if (it.cost < cell->v[i].cost)
				cell->v[i] = it;
			return;
		}
		same_end++;
		if (worst < 0 || cell->v[i].cost > cell->v[worst].cost)
			worst = i;
	}
	if (same_end >= BEAM_ITEMS) {
		if (it.cost < cell->v[worst].cost)
			cell->v[worst] = it;
		return;
	}
	if (ch->nitems >= MDP_LIMIT_ITEMS)
		return;
	ch->nitems++;
	MDP_PUSH(ch->a, cell->v, cell->n, cell->cap, it);
}

/* Can what stands at a token begin with this symbol? Most rules are out by their first one. */
static bool may_begin(const struct chart *ch, const struct mdp_symbol *sym, int from)
{
	if (sym->optional)
		return true;
	for (int k = 0; k < sym->nalts; k++) {
		const struct mdp_alt *alt = &sym->alts[k];
		if (alt->kind == MDP_ALT_NONTERMINAL ? ch->cells[from * ch->r->n + alt->nonterminal].n > 0
		    : alt->kind == MDP_ALT_LITERAL
			    ? mdp_str_is(ch->t->tokens[from].folded, alt->literal)
			    : !alt->cat_id || ch->begins[from * (ch->r->cats.n + 1) + alt->cat_id])
			return true;
	}
	return false;
}

static void match_production(struct chart *ch, const struct mdp_production *prod, int from)
{
	struct partials *now = &ch->now, *next = &ch->next;
	if (prod->nsymbols && !may_begin(ch, &prod->symbols[0], from))
		return;
	struct partial start = { .pos = from };
	now->n = 0;
	MDP_PUSH(ch->a, now->v, now->n, now->cap, start);
	for (int s = 0; s < prod->nsymbols && now->n; s++) {
		const struct mdp_symbol *sym = &prod->symbols[s];
		next->n = 0;
		for (int i = 0; i < now->n; i++) {
			const struct partial *p = &now->v[i];
			if (sym->optional)
				MDP_PUSH(ch->a, next->v, next->n, next->cap, *p);
			if (p->pos >= ch->t->ntokens)
				continue;
			/* a phrase never begins with noise: the clause before it has skipped that */
			const struct hops *h = &ch->hops[p->pos];
			int nh = p->pos == from ? 1 : h->n;
			for (int k = 0; k < nh; k++)
				if (h->v[k].to < ch->t->ntokens)
					match_symbol_at(ch, sym, s, p, h->v[k].to, h->v[k].cost, next);
		}
		if (next->n > BEAM_PARTIAL) {
			qsort(next->v, (size_t)next->n, sizeof(*next->v), by_cost);
			next->n = BEAM_PARTIAL;
		}
		struct partials *swap = now;
		now = next;
		next = swap;
	}
	const struct mdp_rule *rule = &ch->r->rules[prod->rule];
	for (int i = 0; i < now->n; i++) {
		if (now->v[i].pos == from)
			continue;
		double cost = now->v[i].cost + rule->cost;
		bool ok = true;
		const struct mdp_node *node = build(ch, prod->build, &now->v[i], from, &cost, &ok);
		if (!node || !ok)
			continue;
		struct item it = { now->v[i].pos, cost, prod->rule, node };
		add_item(ch, &ch->cells[from * ch->r->n + prod->left], it);
	}
}

static void index_cats(struct chart *ch)
{
	const struct mdp_lattice *t = ch->t;
	int ncats = ch->r->cats.n + 1;
	ch->cats = MDP_NEW_ARRAY(ch->a, (size_t)t->nedges + 1, int);
	ch->begins = MDP_NEW_ARRAY(ch->a, ((size_t)t->ntokens + 1) * (size_t)ncats, bool);
	for (int i = 0; i < t->nedges; i++) {
		ch->cats[i] = -1; /* that is no category */
		if (ch->x && mdp_edge_is_no_income(ch->x, &t->edges[i]))
			continue;
		ch->cats[i] = mdp_rules_cat(ch->r, t->edges[i].meaning.cat);
		ch->begins[t->edges[i].from * ncats + ch->cats[i]] = true;
	}
}

static void fill(struct chart *ch)
{
	const struct mdp_rules *r = ch->r;
	int n = ch->t->ntokens;
	index_cats(ch);
	ch->cells = MDP_NEW_ARRAY(ch->a, (size_t)(n + 1) * (size_t)(r->n + 1), struct items);
	ch->hops = MDP_NEW_ARRAY(ch->a, (size_t)n + 1, struct hops);
	struct hop end = { n, 0 };
	MDP_PUSH(ch->a, ch->hops[n].v, ch->hops[n].n, ch->hops[n].cap, end);
	int *first = MDP_NEW_ARRAY(ch->a, (size_t)r->n + 1, int); /* first production of a nonterminal */
	for (int p = r->nproductions - 1; p >= 0; p--)
		first[r->productions[p].left] = p;
	for (int i = n - 1; i >= 0; i--) {
		make_hops(ch, i);
		for (int k = 0; k < r->n; k++) {
			int nt = r->order[k];
			if (ch->x && !ch->x->follow && !r->asked[nt])
				continue;
			for (int p = first[nt]; p < r->nproductions && r->productions[p].left == nt; p++)
				match_production(ch, &r->productions[p], i);
		}
	}
}

/* Without a catalog nothing is held implausible: examples of rules hold on every platform. */
static struct chart make(const struct mdp_rules *r, const struct mdp_lexicon *l, struct mdp_phraser *x,
			 const struct mdp_lattice *t, struct mdp_arena *a)
{
	struct chart ch = { .r = r, .l = l, .x = x, .t = t, .a = a };
	ch.cost_clause = mdp_lexicon_weight(l, "clause");
	ch.cost_lost = mdp_lexicon_weight(l, "lost");
	ch.cost_unknown = mdp_lexicon_weight(l, "unknown");
	ch.cost_any = mdp_lexicon_weight(l, "any");
	fill(&ch);
	return ch;
}

/* Covers share their beginnings: each state is one step and a pointer to the one before. */
struct state {
	const struct state *before;
	double cost;
	const struct mdp_node *clause;
	int lost; /* token, -1 */
	const struct mdp_edge *noise;
	int nclauses, nlost, nnoise;
};

struct states {
	struct state **v;
	int n, cap;
};

static void add_state(struct chart *ch, struct states *at, struct state s)
{
	int worst = -1;
	for (int i = 0; i < at->n; i++) {
		struct state *o = at->v[i];
		bool same =
			o->before == s.before && o->lost == s.lost && !o->clause == !s.clause && !o->noise == !s.noise;
		if (!same || (s.clause && !same_meaning(o->clause, s.clause)))
			continue;
		if (s.cost < o->cost)
			*o = s;
		return;
	}
	if (at->n >= BEAM_COVER) {
		for (int i = 0; i < at->n; i++)
			if (worst < 0 || at->v[i]->cost > at->v[worst]->cost)
				worst = i;
		if (s.cost >= at->v[worst]->cost)
			return;
	}
	struct state *copy = MDP_NEW(ch->a, struct state);
	*copy = s;
	if (worst >= 0)
		at->v[worst] = copy;
	else
		MDP_PUSH(ch->a, at->v, at->n, at->cap, copy);
}

static struct state step(const struct state *before, double cost)
{
	struct state s = *before;
	s.before = before;
	s.cost += cost;
	s.clause = NULL;
	s.noise = NULL;
	s.lost = -1;
	return s;
}

/* Marks between words; "%", ">" and the like say something. */
static bool says_nothing(struct mdp_str mark)
{
	return mark.n && (strchr(".,;:!?()[]{}\"'`-*", mark.p[0]) || (mark.p[0] & 0x80));
}

static void extend(struct chart *ch, struct states *at, int pos)
{
	const struct mdp_lattice *t = ch->t;
	bool known = t->first[pos] < t->first[pos + 1];
	bool quiet = t->tokens[pos].kind == MDP_TOK_PUNCT && says_nothing(t->tokens[pos].surface);
	for (int i = 0; i < at[pos].n; i++) {
		const struct state *before = at[pos].v[i];
		for (int e = t->first[pos]; e < t->first[pos + 1]; e++) {
			if (!is_noise(&t->edges[e]) || says_of_answer(ch, &t->edges[e]))
				continue;
			struct state s = step(before, t->edges[e].meaning.cost);
			s.noise = &t->edges[e];
			s.nnoise++;
			add_state(ch, &at[t->edges[e].to], s);
		}
		for (int nt = 0; nt < ch->r->n; nt++) {
			const struct items *cell = &ch->cells[pos * ch->r->n + nt];
			bool stands = ch->r->top[nt] || (ch->x->follow && ch->r->follow[nt]);
			for (int k = 0; stands && k < cell->n; k++) {
				struct state s = step(before, cell->v[k].cost + ch->cost_clause);
				s.clause = cell->v[k].node;
				s.nclauses++;
				add_state(ch, &at[cell->v[k].to], s);
			}
		}
		struct state s = step(before, quiet ? 0.02 : known ? ch->cost_lost : ch->cost_unknown);
		if (!quiet) {
			s.lost = pos;
			s.nlost++;
		}
		add_state(ch, &at[pos + 1], s);
	}
}

static int by_state_cost(const void *a, const void *b)
{
	double x = (*(struct state *const *)a)->cost, y = (*(struct state *const *)b)->cost;
	return x < y ? -1 : x > y;
}

static void unroll(struct chart *ch, const struct state *s, struct mdp_cover *out)
{
	out->cost = s->cost;
	out->nclauses = s->nclauses;
	out->nlost = s->nlost;
	out->nnoise = s->nnoise;
	out->clauses = MDP_NEW_ARRAY(ch->a, (size_t)s->nclauses + 1, const struct mdp_node *);
	out->lost = MDP_NEW_ARRAY(ch->a, (size_t)s->nlost + 1, int);
	out->noise = MDP_NEW_ARRAY(ch->a, (size_t)s->nnoise + 1, const struct mdp_edge *);
	int c = s->nclauses, l = s->nlost, z = s->nnoise;
	for (; s && s->before; s = s->before) {
		if (s->clause)
			out->clauses[--c] = s->clause;
		if (s->lost >= 0)
			out->lost[--l] = s->lost;
		if (s->noise)
			out->noise[--z] = s->noise;
	}
}

/* For each token: is it part of something that may stand as a clause? */
static const bool *taken(const struct chart *ch)
{
	bool *out = MDP_NEW_ARRAY(ch->a, (size_t)ch->t->ntokens + 1, bool);
	for (int pos = 0; pos < ch->t->ntokens; pos++)
		for (int nt = 0; nt < ch->r->n; nt++) {
			const struct items *cell = &ch->cells[pos * ch->r->n + nt];
			for (int k = 0; ch->r->top[nt] && k < cell->n; k++)
				for (int i = pos; i < cell->v[k].to; i++)
					out[i] = true;
		}
	return out;
}

void mdp_chart_cover(const struct mdp_rules *r, struct mdp_phraser *x, struct mdp_cover **covers, int *n)
{
	const struct mdp_lattice *t = x->t;
	struct mdp_arena *a = x->a;
	x->rules = r;
	struct chart ch = make(r, x->l, x, t, a);
	struct states *at = MDP_NEW_ARRAY(a, (size_t)t->ntokens + 1, struct states);
	struct state start = { .lost = -1 };
	x->taken = taken(&ch);
	add_state(&ch, &at[x->scene], start);
	for (int pos = x->scene; pos < t->ntokens; pos++)
		extend(&ch, at, pos);
	struct states *end = &at[t->ntokens];
	qsort(end->v, (size_t)end->n, sizeof(*end->v), by_state_cost);
	*n = end->n < MDP_LIMIT_READINGS ? end->n : MDP_LIMIT_READINGS;
	*covers = MDP_NEW_ARRAY(a, (size_t)*n + 1, struct mdp_cover);
	for (int i = 0; i < *n; i++)
		unroll(&ch, end->v[i], &(*covers)[i]);
}

const struct mdp_node *mdp_chart_whole(const struct mdp_rules *r, struct mdp_phraser *x, const char *nonterminal,
				       double margin)
{
	struct chart ch = make(r, x->l, x, x->t, x->a);
	int nt = mdp_rules_nonterminal(r, nonterminal);
	const struct item *best = NULL, *next = NULL;
	for (int i = 0; nt >= 0 && x->t->ntokens && i < ch.cells[nt].n; i++) {
		const struct item *it = &ch.cells[nt].v[i];
		if (it->to != x->t->ntokens)
			continue;
		bool better = !best || it->cost < best->cost;
		const struct item *other = better ? best : it;
		best = better ? it : best;
		if (other && !mdp_figures_alike(x, other->node, best->node) && (!next || other->cost < next->cost))
			next = other;
	}
	return best && (!next || next->cost > best->cost + margin) ? best->node : NULL;
}

bool mdp_chart_spans(const struct mdp_rules *r, const struct mdp_lexicon *l, const struct mdp_lattice *t, int rule,
		     struct mdp_arena *a)
{
	struct chart ch = make(r, l, NULL, t, a);
	for (int nt = 0; nt < r->n && t->ntokens; nt++) {
		const struct items *cell = &ch.cells[nt];
		for (int i = 0; i < cell->n; i++)
			if (cell->v[i].to == t->ntokens && cell->v[i].rule == rule)
				return true;
	}
	return false;
}
