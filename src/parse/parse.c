/*
 * The parser's outside: lattice, phrases, covers, the query of each, scoring, and what to say when nothing can be understood. Readings are
 * compared as canonical queries, so two ways to the same query are one reading.
 */
#include "parse/parse.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "base/trace.h"
#include "parse/frame.h"
#include "parse/lost.h"
#include "parse/parser.h"
#include "parse/spoken.h"
#include "parse/trust.h"
#include "parse/two.h"
#include "base/banned.h"

int mdp_parser_make(struct mdp_parser **out, const struct mdp_lexicon *l, struct mdp_error *err)
{
	struct mdp_parser *p = calloc(1, sizeof(*p));
	if (!p)
		return mdp_fail(err, MDP_INTERNAL, "out of memory");
	p->l = l;
	int rc = mdp_rules_load(&p->rules, l, err);
	if (rc < 0) {
		free(p);
		return rc;
	}
	*out = p;
	return 0;
}

void mdp_parser_free(struct mdp_parser *p)
{
	if (!p)
		return;
	mdp_rules_release(&p->rules);
	free(p);
}

#define MDP_PARSE_VARIANTS 6 /* meanings of one cover, where references have several roles */

static const char *type_of(const struct mdp_edge *e)
{
	static const struct {
		const char *cat, *type;
	} TYPES[] = {
		{ "agg", "aggregate" }, { "dir", "direction" }, { "cmp", "comparator" },  { "conn", "connector" },
		{ "neg", "negation" },  { "grain", "grain" },   { "q", "question word" }, { "noise", "noise" },
		{ "op", "operator" },   { "rel", "period" },    { "month", "period" },    { "attr", "dimension" },
	};
	for (size_t i = 0; i < sizeof(TYPES) / sizeof(TYPES[0]); i++)
		if (!strcmp(e->meaning.cat, TYPES[i].cat))
			return TYPES[i].type;
	return e->meaning.kind == MDP_CAT_WORD ? "word" : e->meaning.cat;
}

static const char *meaning_of(const struct mdp_catalog *c, struct mdp_arena *a, const struct mdp_edge *e)
{
	const struct mdp_meaning *m = &e->meaning;
	switch (m->kind) {
	case MDP_CAT_MEASURE:
		return c->measures[m->id].name;
	case MDP_CAT_ATTR:
		return mdp_catalog_column_name(c, a, m->id);
	case MDP_CAT_ENTITY:
		return c->entities[m->id].name;
	case MDP_CAT_VALUE:
		return mdp_arena_printf(a, "%s = %s", mdp_catalog_column_name(c, a, m->column), m->text);
	case MDP_CAT_NUMBER:
		return mdp_arena_printf(a, "%g", e->number);
	default:
		return m->sub ? m->sub : "";
	}
}

struct collect {
	const struct mdp_catalog *c;
	const struct mdp_lattice *t;
	struct mdp_arena *a;
	struct mdp_understood *v;
	int n, cap;
};

static void collect_edge(struct collect *k, const struct mdp_edge *e)
{
	struct mdp_span first = k->t->tokens[e->from].span, last = k->t->tokens[e->to - 1].span;
	struct mdp_understood u = { .span = { first.start, last.start + last.length - first.start } };
	u.type = type_of(e);
	u.text = mdp_arena_strndup(k->a, k->t->question.p + u.span.start, (size_t)u.span.length);
	u.meaning = meaning_of(k->c, k->a, e);
	MDP_PUSH(k->a, k->v, k->n, k->cap, u);
}

/* Depth is bounded by the depth of rule trees, which grow with the tokens of a question (MDP_LIMIT_TOKENS). */
static void collect_node(struct collect *k, const struct mdp_node *n, int depth)
{
	if (!n || depth > MDP_LIMIT_TOKENS)
		return;
	if (n->edge) {
		collect_edge(k, n->edge);
		return;
	}
	if (n->phrase && n->phrase->kind == MDP_PH_COND && n->phrase->cond->kind == MDP_COND_PERIOD) {
		struct mdp_span first = k->t->tokens[n->from].span, last = k->t->tokens[n->to - 1].span;
		struct mdp_understood u = { .span = { first.start, last.start + last.length - first.start } };
		u.type = "period";
		u.text = mdp_arena_strndup(k->a, k->t->question.p + u.span.start, (size_t)u.span.length);
		u.meaning = n->phrase->cond->period.text;
		MDP_PUSH(k->a, k->v, k->n, k->cap, u);
		return;
	}
	for (int i = 0; i < n->nargs; i++)
		collect_node(k, n->args[i], depth + 1);
}

static int by_start(const void *a, const void *b)
{
	const struct mdp_understood *x = a, *y = b;
	return x->span.start != y->span.start ? x->span.start - y->span.start : x->span.length - y->span.length;
}

static void fill_understood(const struct mdp_phraser *x, const struct mdp_cover *cover, struct mdp_understood **out,
			    int *n)
{
	struct collect k = { x->c, x->t, x->a, NULL, 0, 0 };
	for (int i = 0; i < cover->nclauses; i++)
		collect_node(&k, cover->clauses[i], 0);
	for (int i = 0; i < cover->nnoise; i++)
		collect_edge(&k, cover->noise[i]);
	if (k.n)
		qsort(k.v, (size_t)k.n, sizeof(*k.v), by_start);
	*out = k.v;
	*n = k.n;
}

static const char *tree_of(const struct mdp_cover *cover, struct mdp_arena *a)
{
	const char *text = "";
	for (int i = 0; i < cover->nclauses; i++)
		text = mdp_arena_printf(a, "%s%s%s", text, *text ? " " : "", mdp_node_dump(cover->clauses[i], a));
	return text;
}

/* The column that a meaning is about; -1. */
static int column_of(const struct mdp_catalog *c, const struct mdp_meaning *m)
{
	if (m->kind == MDP_CAT_ATTR)
		return m->id;
	const struct mdp_expr *x = m->kind == MDP_CAT_MEASURE ? c->measures[m->id].expr : NULL;
	return x && x->arg && x->arg->kind == MDP_X_COLUMN ? mdp_catalog_column(c, mdp_str_of(x->arg->name)) : -1;
}

/* "paid amount" names a column outright: then its "amount" is no part of the name of another one. NULL: it is not so. */
static const struct mdp_edge *outright(const struct mdp_phraser *b, const struct mdp_edge *e)
{
	int column = column_of(b->c, &e->meaning);
	if (column < 0 || e->meaning.cost < mdp_lexicon_weight(b->l, "part"))
		return NULL;
	for (int i = 0; i < b->t->nedges; i++) {
		const struct mdp_edge *o = &b->t->edges[i];
		if (o->from <= e->from && o->to >= e->to && o->to - o->from > e->to - e->from && o->meaning.cost <= 0 &&
		    column_of(b->c, &o->meaning) >= 0 && column_of(b->c, &o->meaning) != column)
			return o;
	}
	return NULL;
}

/* Is there a value at these tokens that names such a thing, or is a part of its name? */
static bool named_at(const struct mdp_phraser *b, int from, int to, int entity)
{
	for (int i = b->t->first[from]; i < b->t->first[from + 1]; i++) {
		const struct mdp_edge *e = &b->t->edges[i];
		const struct mdp_column *col =
			e->meaning.kind == MDP_CAT_VALUE ? &b->c->columns[e->meaning.column] : NULL;
		if (col && e->to == to && col->entity == entity)
			return true;
	}
	return false;
}

/* "Ann Lee": a first and a last name that stand side by side are of one; NULL, or the value beside that another thing would have. */
static const struct mdp_edge *torn_from(const struct mdp_phraser *b, const struct mdp_edge *e)
{
	const struct mdp_column *col = e->meaning.kind == MDP_CAT_VALUE ? &b->c->columns[e->meaning.column] : NULL;
	if (!col || col->entity < 0 || !b->t->tokens[e->from].capital)
		return NULL;
	for (int i = 0; i < b->t->nedges; i++) {
		const struct mdp_edge *o = &b->t->edges[i];
		const struct mdp_column *other =
			(o->from == e->to || o->to == e->from) && o->meaning.kind == MDP_CAT_VALUE
				? &b->c->columns[o->meaning.column]
				: NULL;
		if (!other || other->role != MDP_ROLE_NAME || other->entity < 0 || other->entity == col->entity ||
		    !b->t->tokens[o->from].capital)
			continue;
		if (named_at(b, e->from, e->to, other->entity) && !named_at(b, o->from, o->to, col->entity))
			return o;
	}
	return NULL;
}

/* Refuses what gives the first name to one thing and the last name to another. Depth is bounded as that of collect_node. */
static int check_torn(struct mdp_phraser *b, const struct mdp_node *n, int depth)
{
	const struct mdp_edge *beside = n && n->edge ? torn_from(b, n->edge) : NULL;
	if (beside) {
		struct mdp_span first = b->t->tokens[n->edge->from].span, last = b->t->tokens[beside->from].span;
		int rc = mdp_refuse(&b->problem, MDP_REASON_UNSUPPORTED, "“%.*s %.*s” is one name, of one %s",
				    (int)n->edge->text.n, n->edge->text.p, (int)beside->text.n, beside->text.p,
				    mdp_entity_name(b, b->c->columns[beside->meaning.column].entity));
		mdp_error_span(&b->problem, first.start < last.start ? first : last);
		return rc;
	}
	for (int i = 0; n && i < n->nargs && depth < MDP_LIMIT_TOKENS; i++) {
		int rc = check_torn(b, n->args[i], depth + 1);
		if (rc < 0)
			return rc;
	}
	return 0;
}

/* Refuses what takes a name apart. Depth is bounded as that of collect_node. */
static int check_names(struct mdp_phraser *b, const struct mdp_node *n, int depth)
{
	const struct mdp_edge *o = n && n->edge ? outright(b, n->edge) : NULL;
	if (o) {
		const struct mdp_column *col = &b->c->columns[column_of(b->c, &o->meaning)];
		struct mdp_span first = b->t->tokens[o->from].span, last = b->t->tokens[o->to - 1].span;
		int rc = mdp_refuse(&b->problem, MDP_REASON_UNSUPPORTED,
				    "`%s` is %s (%s), and no part of something else", col->words,
				    col->type == MDP_T_TEXT ? "kept as text" : "a name of its own",
				    mdp_role_word(col->role));
		mdp_error_span(&b->problem, (struct mdp_span){ first.start, last.start + last.length - first.start });
		return rc;
	}
	for (int i = 0; n && i < n->nargs && depth < MDP_LIMIT_TOKENS; i++) {
		int rc = check_names(b, n->args[i], depth + 1);
		if (rc < 0)
			return rc;
	}
	return 0;
}

static bool seen(const struct mdp_readings *out, const char *text)
{
	for (int i = 0; i < out->n; i++)
		if (!strcmp(out->items[i].text, text))
			return true;
	return false;
}

/* How many of what is shown are measures that the catalog knows by name. */
static int named_measures(const struct mdp_query *q)
{
	int n = 0;
	for (int i = 0; i < q->nshow; i++)
		n += q->show[i].expr->kind == MDP_X_MEASURE;
	return n;
}

/* The likelier first. Of two that are as likely, the one that shows a measure, not the sum of its column, so that the order in which
   the words came decides nothing; then the one that was found first. */
static int by_score(const void *a, const void *b)
{
	const struct mdp_reading *x = a, *y = b;
	long long s = llround(x->score * 1e6), t = llround(y->score * 1e6);
	if (s != t)
		return s < t ? -1 : 1;
	int n = named_measures(x->query), m = named_measures(y->query);
	return n != m ? m - n : x->found - y->found;
}

struct parsing {
	const struct mdp_parser *parser;
	struct mdp_phraser x;
	double best_failed; /* cost of the cheapest cover that is no reading */
	const struct mdp_cover *failed; /* that one; NULL */
};

/* One variant of a cover becomes a reading, or what is wrong with it is kept; how many variants the cover has. */
static int read_cover(struct parsing *p, const struct mdp_cover *cover, int variant, struct mdp_readings *out)
{
	struct mdp_phraser *x = &p->x;
	struct mdp_frame f = { .x = x, .variant = variant };
	struct mdp_query *q = NULL;
	memset(&x->problem, 0, sizeof(x->problem));
	x->problem_tokens = 0;
	int rc = mdp_frame_query(&f, cover, &q);
	if (rc >= 0)
		rc = mdp_frame_amounts(&f, cover, &q);
	if (rc >= 0)
		mdp_frame_leave_undone(&f, &q);
	for (int i = 0; i < cover->nclauses && rc >= 0; i++)
		rc = check_names(x, cover->clauses[i], 0);
	for (int i = 0; i < cover->nclauses && rc >= 0; i++) {
		rc = check_torn(x, cover->clauses[i], 0);
		f.nothing |= rc < 0; /* stands in the way of no other */
	}
	/* a refusal by kind (a write, an opinion) stands whatever else was said */
	if (cover->nlost && (rc >= 0 || !f.final))
		mdp_lost_problem(x, cover, &x->problem);
	if (rc < 0 || cover->nlost) {
		if (mdp_trace_on("parse"))
			mdp_trace("parse", "     out: %s", x->problem.primary);
		/* what is no question at all stands in nobody's way; it is told where there is nothing else */
		if (f.nothing ? out->problem.code == MDP_OK : cover->cost < p->best_failed) {
			p->best_failed = f.nothing ? p->best_failed : cover->cost;
			out->problem = x->problem;
			p->failed = cover;
		}
		return 1;
	}
	const char *text = mdp_query_dump(x->a, mdp_query_canonical(x->a, q));
	if (seen(out, text))
		return f.nvariants;
	struct mdp_reading *r = &out->items[out->n++];
	r->query = q;
	r->text = text;
	r->found = out->n;
	r->score = cover->cost + f.cost;
	mdp_trace("parse", "     reading %.2f", r->score);
	r->tree = tree_of(cover, x->a);
	mdp_features_fill(x, cover, f.cost, q, r->features);
	fill_understood(x, cover, &r->understood, &r->nunderstood);
	return f.nvariants;
}

/* Is there a name of something else around it, or a better one in its place? */
static bool is_part_of_name(const struct mdp_lattice *t, const struct mdp_edge *e)
{
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_edge *o = &t->edges[i];
		bool around = o->from <= e->from && o->to >= e->to;
		bool names = o->meaning.kind == MDP_CAT_MEASURE || o->meaning.kind == MDP_CAT_ATTR ||
			     o->meaning.kind == MDP_CAT_ENTITY || o->meaning.kind == MDP_CAT_VALUE;
		if (names && around && (o->to - o->from > e->to - e->from || o->meaning.cost < e->meaning.cost))
			return true;
	}
	return false;
}

/* The name of a definition that cannot be computed, if the question has one: the longest. */
static bool is_withheld(const struct mdp_parser *p, const struct mdp_lattice *t, struct mdp_error *problem)
{
	const struct mdp_catalog *c = mdp_lexicon_catalog(p->l);
	const struct mdp_edge *best = NULL;
	for (int i = 0; i < t->nedges; i++) {
		const struct mdp_edge *e = &t->edges[i];
		if (e->meaning.kind == MDP_CAT_WORD && !strcmp(e->meaning.cat, "withheld") && !is_part_of_name(t, e) &&
		    (!best || e->to - e->from > best->to - best->from))
			best = e;
	}
	if (!best)
		return false;
	const struct mdp_finding *f = &c->findings[best->meaning.id];
	struct mdp_span first = t->tokens[best->from].span, last = t->tokens[best->to - 1].span;
	mdp_refuse(problem, MDP_REASON_UNSUPPORTED, "“%.*s” is defined, but cannot be computed here yet: %s",
		   (int)best->text.n, best->text.p, f->why);
	if (f->source.file)
		mdp_error_detail(problem, "%s:%d", f->source.file, f->source.line);
	mdp_error_span(problem, (struct mdp_span){ first.start, last.start + last.length - first.start });
	return true;
}

/* `unfit`: why the largest phrase is none. `whole`: all words were taken up, so that what was refused is what was asked. */
static void explain_refusal(const struct parsing *p, const struct mdp_error *unfit, bool whole,
			    struct mdp_readings *out)
{
	bool lost = p->failed && p->failed->nlost;
	if (unfit->code != MDP_OK && (out->problem.code == MDP_OK || !whole) &&
	    out->problem.reason != MDP_REASON_UNKNOWN_WORD) {
		out->problem = *unfit;
		lost = false;
	}
	if (out->problem.code == MDP_OK)
		mdp_refuse(&out->problem, MDP_REASON_NOT_A_QUESTION, "this is not a question that could be understood");
	if (lost && out->problem.reason == MDP_REASON_UNKNOWN_WORD)
		mdp_lost_hint(&p->x, &out->problem);
	mdp_lost_words(&p->x, lost ? p->failed : NULL, &out->words, &out->nwords);
	out->instead = out->problem.reason == MDP_REASON_OUTSIDE_DATA ? p->x.instead : NULL;
	if (p->failed)
		fill_understood(&p->x, p->failed, &out->understood, &out->nunderstood);
}

/* `said`: the question and the names that it explains. */
static int parse(const struct mdp_parser *p, const struct mdp_spoken *said, int64_t today, struct mdp_arena *a,
		 struct mdp_readings *out, struct mdp_error *err)
{
	struct mdp_lattice *t;
	struct mdp_cover *covers;
	int ncovers;
	memset(out, 0, sizeof(*out));
	int rc = mdp_lattice_make(p->l, said->text, a, &t, err);
	if (rc < 0)
		return rc;
	if (said->ndefined)
		mdp_spoken_names(t, said->defined, said->ndefined, a);
	if (is_withheld(p, t, &out->problem))
		return 0;
	struct parsing at = { .parser = p, .best_failed = 1e9 };
	at.x = (struct mdp_phraser){ .c = mdp_lexicon_catalog(p->l), .l = p->l, .t = t, .a = a, .today = today };
	mdp_scene(&at.x);
	mdp_chart_cover(&p->rules, &at.x, &covers, &ncovers);
	struct mdp_error unfit = at.x.problem; /* what kept the largest phrase from being one */
	out->items = MDP_NEW_ARRAY(a, (size_t)ncovers * MDP_PARSE_VARIANTS + 1, struct mdp_reading);
	for (int i = 0; i < ncovers; i++) {
		if (mdp_trace_on("parse"))
			mdp_trace("parse", "%.2f lost %d %s", covers[i].cost, covers[i].nlost, tree_of(&covers[i], a));
		for (int variant = 0, n = 1; variant < n && variant < MDP_PARSE_VARIANTS; variant++)
			n = read_cover(&at, &covers[i], variant, out);
	}
	qsort(out->items, (size_t)out->n, sizeof(*out->items), by_score);
	mdp_features_close(out->items, out->n);
	/* a cheaper reading that was refused is what was meant: a dearer one is no answer to it */
	if (out->n && at.best_failed < out->items[0].score - mdp_lexicon_weight(p->l, "refusal_margin"))
		out->n = 0;
	if (out->n == 0)
		explain_refusal(&at, &unfit, ncovers && !covers[0].nlost, out);
	return 0;
}

int mdp_parse(const struct mdp_parser *p, struct mdp_str question, int64_t today, struct mdp_arena *a,
	      struct mdp_readings *out, struct mdp_error *err)
{
	struct mdp_spoken said = { .text = question };
	const struct mdp_spoken as_it_is = said;
	struct mdp_lattice *t;
	int rc = mdp_lattice_make(p->l, question, a, &t, err);
	if (rc < 0)
		return rc;
	/* a term that the data define is that; where it cannot be computed, the note of it stands beside the answer */
	if (mdp_spoken_described(p->l, t, a, &said)) {
		rc = parse(p, &said, today, a, out, err);
		out->remarks = said.remarks;
		out->nremarks = said.nremarks;
		if (rc < 0 || out->n)
			return rc;
	}
	return parse(p, &as_it_is, today, a, out, err);
}

/* What was understood in words that were added to a question stands at its end. */
static void keep_within(struct mdp_readings *r, struct mdp_str question)
{
	for (int i = 0; i < r->n; i++)
		for (int k = 0; k < r->items[i].nunderstood; k++) {
			struct mdp_span *at = &r->items[i].understood[k].span;
			if (at->start + at->length > (int)question.n)
				*at = (struct mdp_span){ (int)question.n, 0 };
		}
}

/* Is the refusal about words that were taken out? */
static bool is_taken_out(struct mdp_str question, const struct mdp_spoken *said, const struct mdp_error *problem)
{
	struct mdp_span at = problem->span;
	if (at.length <= 0 || at.start < 0 || (size_t)at.start + (size_t)at.length > question.n)
		return false;
	for (int i = at.start; i < at.start + at.length; i++)
		if (said->text.p[i] != ' ' && said->text.p[i] == question.p[i])
			return false;
	return true;
}

/* The only reading of a part; NULL: it has none, or several as near. */
static struct mdp_reading *only_reading(struct mdp_phraser *x, struct mdp_readings *r, bool whether)
{
	double margin = mdp_lexicon_weight(x->l, "choice_margin");
	for (int i = 1; i < r->n && r->items[i].score <= r->items[0].score + margin; i++)
		if (!mdp_two_same(x, r->items[0].query, r->items[i].query, whether))
			return NULL;
	return r->n ? &r->items[0] : NULL;
}

/* Several questions about one thing, read one by one. False: they are not. */
static bool parse_two(const struct mdp_parser *p, const struct mdp_lattice *t, int64_t today, struct mdp_arena *a,
		      struct mdp_readings *out)
{
	struct mdp_phraser x = { .c = mdp_lexicon_catalog(p->l), .l = p->l, .t = t, .a = a, .today = today };
	struct mdp_reading *whole = NULL;
	struct mdp_two two;
	if (!mdp_two_apart(&x, &two))
		return false;
	for (int i = 0; i < two.n; i++) {
		struct mdp_readings *r = MDP_NEW(a, struct mdp_readings);
		struct mdp_error ignored = { 0 };
		mdp_trace("parse", "part: %.*s", (int)two.parts[i].n, two.parts[i].p);
		struct mdp_reading *it = mdp_parse(p, two.parts[i], today, a, r, &ignored) < 0
						 ? NULL
						 : only_reading(&x, r, two.yesno[i]);
		if (!it)
			return false;
		if (whole) {
			it->query = mdp_two_join(&x, whole->query, i == 1 && two.yesno[0], it->query, two.yesno[i]);
			if (!it->query)
				return false;
			/* as doubtful as the more doubtful of them */
			if (whole->score > it->score) {
				it->score = whole->score;
				memcpy(it->features, whole->features, sizeof(it->features));
			}
		}
		it->nunderstood = 0; /* its places are those of the part */
		whole = it;
	}
	memset(out, 0, sizeof(*out));
	out->items = whole;
	out->n = 1;
	if (two.lead.n) {
		struct mdp_remark *said = MDP_NEW(a, struct mdp_remark);
		said->code = "set_aside";
		said->text =
			mdp_arena_printf(a, "set aside, but for what it names: “%.*s”", (int)two.lead.n, two.lead.p);
		out->remarks = said;
		out->nremarks = 1;
	}
	return true;
}

int mdp_parse_spoken(const struct mdp_parser *p, struct mdp_str question, int64_t today, struct mdp_arena *a,
		     struct mdp_readings *out, struct mdp_error *err)
{
	struct mdp_lattice *t;
	struct mdp_spoken said;
	struct mdp_readings again;
	struct mdp_error ignored = { 0 };
	int rc = mdp_parse(p, question, today, a, out, err);
	if (rc < 0 || out->n || mdp_lattice_make(p->l, question, a, &t, &ignored) < 0 ||
	    parse_two(p, t, today, a, out) || !mdp_spoken_apart(p->l, t, a, &said))
		return rc;
	mdp_spoken_described(p->l, t, a, &said);
	/* two questions are none */
	if (said.lead.n && (mdp_parse(p, said.lead, today, a, &again, &ignored) < 0 || again.n))
		return rc;
	if (parse(p, &said, today, a, &again, &ignored) < 0)
		return rc;
	if (!again.n && !is_taken_out(question, &said, &out->problem))
		return rc;
	*out = again;
	if (!again.n)
		return rc;
	out->remarks = said.remarks;
	out->nremarks = said.nremarks;
	keep_within(out, question);
	return 0;
}
