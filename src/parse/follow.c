/*
 * Which is which, and the order in which a fragment is applied: what rows are meant, what is shown, by what, of which, in which period,
 * in what order and how many, as what. Small words ("and", "instead", "only") are clauses of their own that tell how the others apply.
 */
#include "parse/follow.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/trace.h"
#include "parse/parser.h"
#include "parse/talk.h"
#include "base/banned.h"

#define VARIANTS 6
#define NEAR_WORDS 12
#define NOTHING_NEW 0.4 /* what a change costs that leaves the query as it was */

int mdp_talk_refuse(struct mdp_talk *t, enum mdp_reason why, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	int rc = mdp_phraser_vrefuse(t->x, why, fmt, ap);
	va_end(ap);
	return rc;
}

void mdp_talk_changed(struct mdp_talk *t, const char *what, const char *from, const char *to)
{
	if (t->nchanges < MDP_PHRASE_PARTS)
		t->changes[t->nchanges++] = (struct mdp_change){ what, from, to };
}

const struct mdp_node *mdp_talk_op(const struct mdp_talk *t, const char *op)
{
	for (int i = 0; i < t->nops; i++)
		if (mdp_node_is(t->ops[i], op))
			return t->ops[i];
	return NULL;
}

const char *mdp_talk_words(const struct mdp_talk *t, int from, int to)
{
	struct mdp_str s = mdp_said(t->x, from, to);
	return mdp_arena_strndup(t->x->a, s.p, s.n);
}

/* "No, november" puts another in its place; "no november" leaves it out. */
static bool says_no_to_it(const struct mdp_phraser *x, const struct mdp_node *n)
{
	return n->from + 1 < n->to && mdp_str_is(x->t->tokens[n->from].folded, "no") &&
	       mdp_talk_edge(x->t, n->from + 1, "conn", "comma", NULL);
}

/* Operations of rules/talk.rules keep their tree; what they do depends on the answer before. */
static const struct mdp_phrase *op_talk(struct mdp_phraser *x, const struct mdp_node *n)
{
	if (says_no_to_it(x, n) && !mdp_node_is(n, "t_about"))
		return NULL;
	return x->follow ? mdp_phrase_new(x, n, MDP_PH_TALK) : NULL;
}

const struct mdp_operation mdp_talk_operations[] = {
	{ "t_and", 0, op_talk },      { "t_about", 0, op_talk },      { "t_instead", 0, op_talk },
	{ "t_also", 0, op_talk },     { "t_only", 0, op_talk },       { "t_break", 0, op_talk },
	{ "t_it", 0, op_talk },       { "t_those", 0, op_talk },      { "t_row", 1, op_talk },
	{ "t_keys", 1, op_talk },     { "t_agg", 1, op_talk },        { "t_top", 2, op_talk },
	{ "t_topof", 3, op_talk },    { "t_more", 1, op_talk },       { "t_all", 0, op_talk },
	{ "t_reverse", 0, op_talk },  { "t_sort", 1, op_talk },       { "t_byname", 0, op_talk },
	{ "t_share", 0, op_talk },    { "t_cumulative", 0, op_talk }, { "t_growth", 0, op_talk },
	{ "t_scale", 1, op_talk },    { "t_shift", 1, op_talk },      { "t_sameyear", 1, op_talk },
	{ "t_widen", 1, op_talk },    { "t_versus", 1, op_talk },     { "t_drill", 0, op_talk },
	{ "t_count", 0, op_talk },    { "t_chart", 0, op_talk },      { "t_why", 0, op_talk },
	{ "t_back", 0, op_talk },     { "t_reset", 0, op_talk },      { "t_nosplit", 0, op_talk },
	{ "t_nokeys", 1, op_talk },   { "t_nofilter", 0, op_talk },   { "t_novalue", 1, op_talk },
	{ "t_any", 1, op_talk },      { "t_noperiod", 0, op_talk },   { "t_nocompare", 0, op_talk },
	{ "t_nofigure", 1, op_talk }, { "t_sortby", 1, op_talk },     { "t_takings", 0, op_talk },
	{ "t_cond", 1, op_talk },     { "t_ask", 0, op_talk },        { "t_who", 0, op_talk },
	{ "t_worth", 0, op_talk },    { "t_nowindow", 0, op_talk },   { "t_notthis", 1, op_talk },
	{ "t_holder", 1, op_talk },   { "t_total", 0, op_talk },      { "t_cols", 1, op_talk },
	{ "t_place", 0, op_talk },    { "t_peak", 1, op_talk },       { "t_difference", 0, op_talk },
	{ "t_role", 1, op_talk },     { "t_limit", 2, op_talk },      { NULL, 0, NULL },
};

/* --- one cover applied --- */

/* "for company donors" said apart: a value beside the bare noun that it could stand before. */
static bool torn(const struct mdp_cover *cover, const struct mdp_phrase *p)
{
	const struct mdp_set *s = p->kind == MDP_PH_SET ? p->set : NULL;
	for (int i = 0; s && !s->where && i < cover->nclauses; i++) {
		const struct mdp_phrase *c = cover->clauses[i]->phrase;
		if (c && c->kind == MDP_PH_COND && c->node->to == p->node->from)
			return true;
	}
	return false;
}

/* "break a leg": what is to be broken down, rather than by what. */
static bool breaks_it(const struct mdp_talk *t, const struct mdp_cover *cover)
{
	for (int i = 0; i + 1 < cover->nclauses; i++)
		if (mdp_node_is(cover->clauses[i], "t_break") && mdp_node_is(cover->clauses[i + 1], "t_keys"))
			return !t->it && !t->those;
	return false;
}

/* "those customers" of a ranking are its rows, not all that there are. */
static bool passes_by(const struct mdp_talk *t, const struct mdp_node *clause)
{
	bool some = t->last->query->limit || t->last->query->having, those = false;
	for (int i = clause->from; some && i < clause->to; i++)
		those |= mdp_talk_edge(t->x->t, i, "set", "those", NULL);
	return those;
}

/* "the first one" is a row of the answer, rather than the first of what all there is. */
static bool is_row(const struct mdp_talk *t, const struct mdp_node *n)
{
	const struct mdp_lattice *l = t->x->t;
	bool row = false;
	for (int i = l->first[n->from]; mdp_node_is(n, "t_top") && i < l->first[n->from + 1]; i++) {
		const struct mdp_meaning *m = &l->edges[i].meaning;
		row |= m->kind == MDP_CAT_WORD && !strcmp(m->cat, "talk") && m->sub &&
		       !strncmp(m->sub, "position:", 9) && l->edges[i].to >= n->to;
	}
	return row;
}

/* "high and urgent": where the word is a value as well, and more is said, it is no direction. */
static bool is_value_too(const struct mdp_talk *t, const struct mdp_node *n)
{
	const struct mdp_lattice *l = t->x->t;
	bool value = false;
	for (int i = l->first[n->from]; mdp_node_is(n, "t_top") && !n->args[1] && i < l->first[n->from + 1]; i++)
		value |= l->edges[i].meaning.kind == MDP_CAT_VALUE;
	return value;
}

static int gather(struct mdp_talk *t, const struct mdp_cover *cover)
{
	static const struct {
		const char *op;
		size_t flag;
	} FLAGS[] = {
		{ "t_and", offsetof(struct mdp_talk, goes_on) },  { "t_about", offsetof(struct mdp_talk, about) },
		{ "t_also", offsetof(struct mdp_talk, also) },    { "t_only", offsetof(struct mdp_talk, only) },
		{ "t_ask", offsetof(struct mdp_talk, asks) },     { "t_instead", offsetof(struct mdp_talk, instead) },
		{ "t_break", offsetof(struct mdp_talk, broken) }, { "t_it", offsetof(struct mdp_talk, it) },
	};
	for (int i = 0; i < cover->nclauses; i++) {
		const struct mdp_phrase *p = cover->clauses[i]->phrase;
		if (!p)
			return -MDP_REFUSED;
		if (p->kind != MDP_PH_TALK) {
			int rc = mdp_frame_gather(&t->said, p);
			if (rc < 0)
				return rc;
			if (t->said.in_unit) /* which only a whole question can be told to be in */
				return -MDP_REFUSED;
			t->aside |= p->kind == MDP_PH_ASIDE;
			t->broken |=
				p->kind == MDP_PH_KEYS && mdp_talk_edge(t->x->t, p->node->from, "talk", "break", NULL);
			t->cost += (torn(cover, p) ? 0.3 : 0) + (passes_by(t, p->node) ? 0.5 : 0);
			continue;
		}
		bool flag = false;
		for (size_t k = 0; k < sizeof(FLAGS) / sizeof(FLAGS[0]); k++) {
			if (!mdp_node_is(p->node, FLAGS[k].op))
				continue;
			*(bool *)((char *)t + FLAGS[k].flag) = true;
			flag = true;
		}
		if (flag)
			continue;
		if (t->nops == MDP_TALK_OPS)
			return -MDP_REFUSED;
		t->ops[t->nops++] = p->node;
		t->cost += is_row(t, p->node) ? 0.5 : 0;
		t->those |= mdp_node_is(p->node, "t_those");
	}
	/* "drop the region" is no fall of it */
	for (int i = 0; i < t->nops; i++)
		if (mdp_node_is(t->ops[i], "t_growth") && cover->nclauses > 1 &&
		    t->ops[i]->from == cover->clauses[0]->from &&
		    mdp_talk_edge(t->x->t, t->ops[i]->from, "talk", "drop", NULL))
			return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "the answer before has nothing such to drop");
	if (mdp_talk_torn_number(t, cover))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "it is not clear which of their amounts is compared");
	if (t->said.tally || t->said.echo) /* of what is named with it, or of a ranking: a whole question */
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "it is not clear of what this is asked");
	if (breaks_it(t, cover))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "say by what to break it down");
	for (int i = 0; i < t->nops; i++)
		t->cost += is_value_too(t, t->ops[i]) && t->said.nconds ? 1 : 0;
	t->cost += mdp_talk_torn(cover);
	t->cost += t->said.created && !t->said.nperiods ? 0.5 : 0; /* "add orders" says nothing of when they began */
	return 0;
}

/* A word about the answer that is left out as if it said nothing: dearer than one that is used. */
static double skipped(struct mdp_talk *t, const struct mdp_cover *cover)
{
	double cost = 0;
	for (int i = 0; i < cover->nnoise; i++) {
		int at = cover->noise[i]->from;
		static const char *const USED[] = { "too", "only", "instead", "add", "drop" };
		for (size_t k = 0; k < sizeof(USED) / sizeof(USED[0]); k++)
			if (mdp_talk_edge(t->x->t, at, "talk", USED[k], NULL)) {
				t->unheard |= k == 0;
				cost += 0.2;
				break;
			}
	}
	return cost;
}

static bool says_something(const struct mdp_talk *t)
{
	const struct mdp_frame *f = &t->said;
	return (t->nops && !(mdp_talk_op(t, "t_who") && t->aside)) || f->nfigures || f->listed || f->nconds ||
	       f->nkeys || f->nperiods || f->norders || f->ranked || f->rank_by || f->versus || f->extreme;
}

/* More than what is done beside a query. */
static bool says_more(const struct mdp_talk *t)
{
	struct mdp_talk rest = *t;
	rest.nops = 0;
	return t->nops > 1 || says_something(&rest);
}

static enum mdp_act act_of(const struct mdp_talk *t)
{
	return mdp_talk_op(t, "t_chart")   ? MDP_ACT_CHART
	       : mdp_talk_op(t, "t_back")  ? MDP_ACT_BACK
	       : mdp_talk_op(t, "t_reset") ? MDP_ACT_RESET
					   : MDP_ACT_ASK;
}

static int unwrap(struct mdp_talk *t)
{
	const struct mdp_query *q = t->last->query;
	t->q = MDP_NEW(t->x->a, struct mdp_query);
	if (q->kind == MDP_Q_COMPARE && q->nqueries == 1 && q->queries[0]->kind == MDP_Q_SELECT) {
		t->outer = MDP_NEW(t->x->a, struct mdp_query);
		*t->outer = *q;
		*t->q = *q->queries[0];
	} else if (q->kind == MDP_Q_SELECT) {
		*t->q = *q;
	} else if (!mdp_talk_unwhy(t, q)) {
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the answer before cannot be changed in parts: ask the question as a whole");
	}
	t->of = mdp_catalog_entity(t->x->c, mdp_str_of(t->q->of));
	return t->of >= 0 ? 0 : -MDP_REFUSED;
}

/* "what is the lowest" */
static bool only_top(const struct mdp_talk *t)
{
	struct mdp_talk rest = *t;
	rest.nops = 0;
	return t->nops == 1 && mdp_talk_op(t, "t_top") && !says_something(&rest);
}

/* "What do those members owe": something is asked of them, and not only which of them are meant. */
static bool asks_of_those(const struct mdp_talk *t)
{
	return t->those && !t->about && t->said.nconds && !t->said.nfigures && !t->said.nkeys && t->nops <= 1 &&
	       mdp_begins_with(t->x, 0, "q", "what", "howmuch");
}

/* The operations in the order that a query is made of. */
static int apply(struct mdp_talk *t)
{
	static int (*const steps[])(struct mdp_talk *) = { mdp_talk_not,        mdp_talk_refer,  mdp_talk_holder,
							   mdp_talk_ask,        mdp_talk_drill,  mdp_talk_figures,
							   mdp_talk_drop_conds, mdp_talk_conds,  mdp_talk_limit,
							   mdp_talk_period,     mdp_talk_keys,   mdp_talk_order,
							   mdp_talk_windows,    mdp_talk_versus, mdp_talk_why };
	int rc = unwrap(t);
	/* pieces that only happen to stand beside each other; "what is their …" goes on */
	bool loose = (mdp_talk_op(t, "t_keys") && (t->said.listed || t->said.nfigures || mdp_talk_op(t, "t_agg"))) ||
		     (t->asks && !t->those && !t->it && !only_top(t)) || asks_of_those(t) ||
		     (mdp_talk_op(t, "t_who") && (t->those || t->it) &&
		      (mdp_talk_op(t, "t_cond") || mdp_talk_op(t, "t_keys"))); /* "who opened them" */
	if (rc >= 0 && (t->said.analysis || t->said.noptions || loose))
		rc = mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "this is a question of its own");
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) && rc >= 0; i++)
		rc = steps[i](t);
	return rc;
}

/* Rows cannot be sorted by what is not shown any more. */
static void drop_orders(struct mdp_talk *t)
{
	struct mdp_query *q = t->q;
	struct mdp_order *order = MDP_NEW_ARRAY(t->x->a, (size_t)q->norder + 1, struct mdp_order);
	int n = 0;
	for (int i = 0; i < q->norder; i++) {
		bool shown = false;
		for (int k = 0; k < q->nby + q->nshow && !shown; k++)
			shown = !strcmp(q->order[i].by, k < q->nby ? q->by[k].name : q->show[k - q->nby].name);
		if (shown)
			order[n++] = q->order[i];
	}
	q->order = order;
	q->norder = n;
}

static int finish(struct mdp_talk *t, const struct mdp_cover *cover, struct mdp_query **out)
{
	struct mdp_query *q = t->q;
	if (q->kind == MDP_Q_ANALYSIS) {
		*out = mdp_query_canonical(t->x->a, q);
		return 0;
	}
	drop_orders(t);
	if (t->outer) {
		t->outer->queries = MDP_NEW(t->x->a, struct mdp_query *);
		t->outer->queries[0] = q;
		q = t->outer;
	}
	struct mdp_frame f = { .x = t->x, .variant = t->variant, .of = t->of };
	int rc = mdp_frame_roles(&f, q, out);
	if (rc >= 0)
		rc = mdp_frame_amounts(&f, cover, out);
	if (rc >= 0)
		mdp_frame_leave_undone(&f, out);
	t->nvariants = f.nvariants;
	t->cost += f.cost;
	return rc;
}

struct following {
	const struct mdp_parser *parser;
	struct mdp_phraser x;
	const struct mdp_shown *last;
	double best_failed;
};

static const char *tree_of(const struct mdp_cover *cover, struct mdp_arena *a)
{
	const char *text = "";
	for (int i = 0; i < cover->nclauses; i++)
		text = mdp_arena_printf(a, "%s%s%s", text, *text ? " " : "", mdp_node_dump(cover->clauses[i], a));
	return text;
}

static bool seen(const struct mdp_turns *out, const struct mdp_query *q, enum mdp_act act)
{
	for (int i = 0; i < out->n; i++)
		if (out->items[i].act == act &&
		    (q == out->items[i].query || (q && out->items[i].query && mdp_query_same(out->items[i].query, q))))
			return true;
	return false;
}

static void lost(struct following *w, const struct mdp_cover *cover)
{
	const struct mdp_lattice *t = w->x.t;
	const char *words = "";
	memset(&w->x.problem, 0, sizeof(w->x.problem));
	for (int i = 0; i < cover->nlost; i++) {
		const struct mdp_token *tok = &t->tokens[cover->lost[i]];
		words = mdp_arena_printf(w->x.a, "%s%s“%.*s”", words, *words ? ", " : "", (int)tok->surface.n,
					 tok->surface.p);
	}
	mdp_refuse(&w->x.problem, MDP_REASON_UNKNOWN_WORD, "it is not clear what %s %s to do with the answer before",
		   words, cover->nlost > 1 ? "have" : "has");
	mdp_error_hint(&w->x.problem, "say it in other words, or ask a whole question");
	mdp_error_span(&w->x.problem, t->tokens[cover->lost[0]].span);
}

static bool refuses(const struct mdp_cover *cover)
{
	for (int i = 0; i < cover->nclauses; i++)
		if (cover->clauses[i]->phrase && cover->clauses[i]->phrase->kind == MDP_PH_REFUSE)
			return true;
	return false;
}

static int try_cover(struct following *w, const struct mdp_cover *cover, int variant, struct mdp_turns *out)
{
	struct mdp_talk *t = MDP_NEW(w->x.a, struct mdp_talk);
	struct mdp_query *q = NULL;
	t->x = &w->x;
	t->last = w->last;
	t->said.x = &w->x;
	t->said.of = t->said.target.entity = t->said.target.column = -1;
	t->variant = variant;
	memset(&w->x.problem, 0, sizeof(w->x.problem));
	w->x.problem_tokens = 0;
	t->of = mdp_catalog_entity(t->x->c, mdp_str_of(w->last->query->of ? w->last->query->of : ""));
	int rc = cover->nlost ? -MDP_REFUSED : gather(t, cover);
	if (cover->nlost)
		lost(w, cover);
	else if (rc >= 0 && !says_something(t))
		rc = mdp_talk_refuse(t, MDP_REASON_NOT_A_QUESTION, "this says nothing about the answer before");
	if (rc >= 0) {
		t->cost += skipped(t, cover);
		t->act = act_of(t);
	}
	if (rc >= 0 && t->act != MDP_ACT_ASK && says_more(t))
		rc = mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				     "this says two things at once: say one after the other");
	if (rc >= 0 && t->act == MDP_ACT_ASK)
		rc = apply(t);
	if (rc >= 0 && t->act == MDP_ACT_ASK)
		rc = finish(t, cover, &q);
	/* a word of the grammar that is a value as well ("high") stands for it where another value of that is in force */
	t->cost -= rc >= 0 && t->replaces && cover->nclauses <= 2 && cover->cost > 0.8 ? 0.85 : 0;
	bool nothing = rc >= 0 && q && mdp_query_same(q, w->last->query);
	t->cost += nothing ? NOTHING_NEW : 0;
	if (nothing && t->nops == 1 && (mdp_talk_op(t, "t_who") || mdp_talk_op(t, "t_those")))
		rc = mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "it is not clear who or which is meant");
	if (mdp_trace_on("parse"))
		mdp_trace("parse", "%.2f follows %s: %s", cover->cost + t->cost, tree_of(cover, w->x.a),
			  rc < 0 ? w->x.problem.primary
			  : q    ? mdp_query_dump(w->x.a, q)
				 : "act");
	if (rc < 0) {
		if (w->x.problem.code == MDP_OK)
			mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "the answer before cannot be changed so");
		out->row = t->beyond > out->row ? t->beyond : out->row;
		double cost = cover->cost + t->cost - (t->final ? 1 : 0);
		if (refuses(cover))
			cost += 2; /* a word of an analysis may say something of the answer */
		if (cost < w->best_failed) {
			w->best_failed = cost;
			out->problem = w->x.problem;
		}
		return 1;
	}
	if (seen(out, q, t->act))
		return t->nvariants;
	struct mdp_turn *s = &out->items[out->n++];
	*s = (struct mdp_turn){ .query = q, .act = t->act, .changes = t->changes, .nchanges = t->nchanges };
	s->score = cover->cost + t->cost;
	s->tree = tree_of(cover, w->x.a);
	return t->nvariants;
}

static int by_score(const void *a, const void *b)
{
	double x = ((const struct mdp_turn *)a)->score, y = ((const struct mdp_turn *)b)->score;
	return x < y ? -1 : x > y;
}

/* Is the answer before about one thing, by its key or its name? */
static bool is_look_up(const struct mdp_phraser *x, const struct mdp_query *q)
{
	const struct mdp_pred *p = q->kind == MDP_Q_SELECT && !q->nby ? q->where : NULL;
	int of = p && q->of ? mdp_catalog_entity(x->c, mdp_str_of(q->of)) : -1;
	int column = of >= 0 && p->kind == MDP_P_CMP && p->cmp == MDP_CMP_EQ && p->left->kind == MDP_X_COLUMN
			     ? mdp_catalog_column(x->c, mdp_str_of(p->left->name))
			     : -1;
	const struct mdp_entity *e = of >= 0 ? &x->c->entities[of] : NULL;
	return column >= 0 && ((e->nkey == 1 && e->key[0] == column) || e->label == column);
}

/* "When was the last eye test?", with nothing said of whose. */
static bool asks_when(const struct mdp_cover *cover)
{
	const struct mdp_node *n = cover->nclauses == 1 && !cover->nlost ? cover->clauses[0] : NULL;
	const struct mdp_node *what = n && n->nargs == 1 ? n->args[0] : NULL;
	const struct mdp_node *of = what && what->nargs ? what->args[0] : NULL;
	return of && (mdp_node_is(what, "lasttime") || mdp_node_is(what, "firsttime")) && !mdp_node_is(of, "mod");
}

static int follow(const struct mdp_parser *p, struct mdp_str line, const struct mdp_shown *last, int64_t today,
		  struct mdp_arena *a, struct mdp_turns *out, struct mdp_error *err);

/* Words of the grammar are few, so one that is a letter off is meant; names of the data are others' to correct. */
static bool is_grammar(const struct mdp_parser *p, const char *word, struct mdp_arena *a)
{
	static const char *const CATS[] = { "talk", "order", "dir", "agg", "grain", "every", "month", "rel", "op" };
	struct mdp_lattice *t;
	if (mdp_lattice_make(p->l, mdp_str_of(word), a, &t, NULL) < 0 || t->ntokens != 1)
		return false;
	for (int i = 0; i < t->nedges; i++)
		for (size_t k = 0; k < sizeof(CATS) / sizeof(CATS[0]); k++)
			if (t->edges[i].meaning.kind == MDP_CAT_VALUE ||
			    (t->edges[i].meaning.kind == MDP_CAT_WORD && !strcmp(t->edges[i].meaning.cat, CATS[k])))
				return true;
	return false;
}

/* A word that nothing is called, and is near to several: the one of them with which the line says something about the answer. */
static void try_near(const struct mdp_parser *p, const struct mdp_lattice *t, const struct mdp_shown *last,
		     int64_t today, struct mdp_arena *a, struct mdp_turns *out)
{
	int unknown = -1, found = 0;
	const char *near[NEAR_WORDS];
	struct mdp_turns good = { 0 };
	for (int i = 0; i < t->ntokens; i++)
		if (t->tokens[i].kind == MDP_TOK_WORD && t->first[i] == t->first[i + 1]) {
			if (unknown >= 0)
				return;
			unknown = i;
		}
	if (unknown < 0 || mdp_lexicon_english(p->l, a, t->tokens[unknown].folded))
		return; /* a word of English is no slip of another */
	struct mdp_span span = t->tokens[unknown].span;
	int errors = t->tokens[unknown].folded.n < 8 ? 1 : 2; /* letters that may be wrong */
	int n = mdp_lexicon_near(p->l, a, t->tokens[unknown].folded, errors, near, NEAR_WORDS);
	for (int i = 0; i < n; i++) {
		struct mdp_turns again;
		const char *line = mdp_arena_printf(a, "%.*s%s%.*s", (int)span.start, t->question.p, near[i],
						    (int)(t->question.n - (size_t)(span.start + span.length)),
						    t->question.p + span.start + span.length);
		if (mdp_str_is(t->tokens[unknown].folded, near[i]) || !is_grammar(p, near[i], a) ||
		    follow(p, mdp_str_of(line), last, today, a, &again, NULL) < 0 || !again.n ||
		    again.kind != MDP_LINE_FRAGMENT)
			continue;
		found += !found || !again.items[0].query || !good.items[0].query ||
			 !mdp_query_same(good.items[0].query, again.items[0].query);
		good = again;
		for (int k = 0; k < good.n; k++) { /* told, as any typing error */
			struct mdp_change *more =
				MDP_NEW_ARRAY(a, (size_t)good.items[k].nchanges + 1, struct mdp_change);
			memcpy(more, good.items[k].changes, (size_t)good.items[k].nchanges * sizeof(*more));
			more[good.items[k].nchanges++] = (struct mdp_change){
				"read as", mdp_arena_strndup(a, t->question.p + span.start, (size_t)span.length),
				near[i]
			};
			good.items[k].changes = more;
		}
	}
	if (found == 1)
		*out = good;
}

int mdp_follow(const struct mdp_parser *p, struct mdp_str line, const struct mdp_shown *last, int64_t today,
	       struct mdp_arena *a, struct mdp_turns *out, struct mdp_error *err)
{
	struct mdp_lattice *t;
	int rc = follow(p, line, last, today, a, out, err);
	if (rc >= 0 && !out->n && out->kind == MDP_LINE_FRAGMENT && mdp_lattice_make(p->l, line, a, &t, err) >= 0)
		try_near(p, t, last, today, a, out);
	return rc;
}

static bool same_keys(const struct mdp_query *q, const struct mdp_query *r)
{
	if (!q || q->kind != r->kind || q->nby != r->nby)
		return false;
	for (int i = 0; i < q->nby; i++)
		if (!mdp_same_expr(q->by[i].expr, r->by[i].expr))
			return false;
	return true;
}

static int follow(const struct mdp_parser *p, struct mdp_str line, const struct mdp_shown *last, int64_t today,
		  struct mdp_arena *a, struct mdp_turns *out, struct mdp_error *err)
{
	struct mdp_lattice *t;
	struct mdp_cover *covers;
	int n;
	memset(out, 0, sizeof(*out));
	int rc = mdp_lattice_make(p->l, line, a, &t, err);
	if (rc < 0)
		return rc;
	struct following w = { .parser = p, .last = last, .best_failed = 1e9 };
	w.x = (struct mdp_phraser){ .c = mdp_lexicon_catalog(p->l),
				    .l = p->l,
				    .t = t,
				    .a = a,
				    .today = today,
				    .follow = true,
				    .shown = last->query };
	mdp_chart_cover(&p->rules, &w.x, &covers, &n);
	mdp_talk_classify(&w.x, covers, n, out);
	/* "which ones", of what is a list already */
	out->passes |= t->ntokens && mdp_talk_edge(t, 0, "talk", "which", NULL) && !mdp_talk_grouped(last->query);
	out->items = MDP_NEW_ARRAY(a, (size_t)n * VARIANTS + 1, struct mdp_turn);
	for (int i = 0; i < n; i++)
		for (int variant = 0, of = 1; variant < of && variant < VARIANTS; variant++)
			of = try_cover(&w, &covers[i], variant, out);
	if (out->n)
		qsort(out->items, (size_t)out->n, sizeof(*out->items), by_score);
	/* a cheaper way that cannot be is what was meant: a dearer one is no answer to it */
	if (out->n && !out->open && w.best_failed < out->items[0].score - mdp_lexicon_weight(p->l, "refusal_margin"))
		out->n = 0;
	/* "show me the orders": those behind the answer, or all that there are */
	if (out->bare && out->n && out->items[0].act == MDP_ACT_ASK && out->items[0].query->where &&
	    out->items[0].nchanges && !strcmp(out->items[0].changes[0].what, "listed"))
		out->kind = MDP_LINE_EITHER;
	/* "top 3 states" of what was by state; of anything else it can be a question as well */
	if (out->open && out->n && !same_keys(out->items[0].query, last->query))
		out->kind = MDP_LINE_EITHER;
	/* of one customer: that of the customer */
	if (out->n && n && asks_when(&covers[0]) && is_look_up(&w.x, last->query))
		out->kind = MDP_LINE_FRAGMENT;
	if (out->n == 0 && out->problem.code == MDP_OK)
		mdp_refuse(&out->problem, MDP_REASON_NOT_A_QUESTION, "this says nothing about the answer before");
	return 0;
}
