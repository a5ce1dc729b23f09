/*
 * Words of a trade that name nothing in the data: "pipeline", "backlog", "win rate". What each of them means is a phrase of plain English
 * (data/lexicon/en/concepts.lex), which is read here by the same rules as a question: the first of its phrases that this data can answer is
 * what is meant, and the answer's restatement says it. And words for what comes in ("sales", "takings") where no amount goes by one of
 * them: what things cost that are paid for (incomes.lex), unless they are paid for by the platform's own (outgoings.lex). Several such
 * amounts are readings of their own, which are offered.
 */
#include <string.h>

#include "parse/chart.h"
#include "parse/phrase.h"
#include "base/banned.h"

#define CHIEF 3 /* times as many: what the business lives on, beside what comes in as well */
#define INCOMES 4 /* amounts that are offered */
#define NAMED_COST 0.35 /* dearer ways of naming a thing are guesses */
#define SURE_COST 0.2 /* by its own words, and not by those that may stand for them */

/* What stands behind "sub:" in the file; false: it has no such line. */
static bool definitions(const struct mdp_phraser *x, const char *sub, struct mdp_str *out)
{
	struct mdp_str text, line, head;
	if (mdp_lexicon_file(x->l, "concepts.lex", &text) < 0)
		return false;
	while (mdp_str_next(&text, '\n', &line)) {
		if (line.n && line.p[0] != '#' && mdp_str_next(&line, ':', &head) && mdp_str_is(head, sub)) {
			*out = line;
			return true;
		}
	}
	return false;
}

bool mdp_concept_only(const struct mdp_phraser *x, const struct mdp_node *n)
{
	for (int i = x->t->first[n->from]; i < x->t->first[n->from + 1]; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		struct mdp_str text;
		if (e->to <= n->to && e->meaning.kind == MDP_CAT_WORD && !strcmp(e->meaning.cat, "concept") &&
		    definitions(x, e->meaning.sub, &text) && mdp_str_trim(text).n && mdp_str_trim(text).p[0] == '!')
			return true;
	}
	return false;
}

static const struct mdp_expr *written_out(const struct mdp_phraser *x, const struct mdp_expr *e)
{
	int m = e && e->kind == MDP_X_MEASURE ? mdp_catalog_measure(x->c, mdp_str_of(e->name)) : -1;
	return m >= 0 && !e->where ? x->c->measures[m].expr : e;
}

bool mdp_figures_alike(const struct mdp_phraser *x, const struct mdp_node *one, const struct mdp_node *other)
{
	const struct mdp_figure *f = mdp_node_figure(one), *g = mdp_node_figure(other);
	if (!f || !g || f->kind != MDP_FIG_AMOUNT || g->kind != MDP_FIG_AMOUNT || f->entity != g->entity ||
	    f->window != g->window || !mdp_same_pred(f->where, g->where))
		return false;
	return mdp_same_expr(written_out(x, f->expr), written_out(x, g->expr));
}

/* Of things that came to be what they are on a day ("closed deals"), that day: 1 + its column; 0. */
static int closed_on(const struct mdp_phraser *x, const struct mdp_expr *e)
{
	const struct mdp_expr *all = e->kind == MDP_X_OP && e->op == MDP_OP_DIV ? e->arg2 : NULL;
	const struct mdp_pred *p = all && all->kind == MDP_X_AGG ? all->where : NULL;
	if (!p || p->kind != MDP_P_CMP || p->left->kind != MDP_X_COLUMN)
		return 0;
	int column = mdp_catalog_column(x->c, mdp_str_of(p->left->name));
	return column < 0 || x->c->columns[column].role != MDP_ROLE_FLAG ? 0 : x->c->columns[column].since;
}

/* One definition, as a figure. Its own words are not those of the question: nothing may point at them. */
static bool read_definition(struct mdp_phraser *x, struct mdp_str text, struct mdp_figure *out)
{
	struct mdp_phraser sub = { .c = x->c, .l = x->l, .a = x->a, .today = x->today };
	struct mdp_lattice *t = NULL;
	struct mdp_error err = { 0 };
	const struct mdp_node *n = NULL;
	if (mdp_lattice_make(x->l, text, x->a, &t, &err) < 0)
		return false;
	sub.t = t;
	n = mdp_chart_whole(x->rules, &sub, "X", mdp_lexicon_weight(x->l, "definition_margin"));
	const struct mdp_figure *f = n ? mdp_node_figure(n) : NULL;
	if (!f || f->kind != MDP_FIG_AMOUNT || f->window || (f->set && f->set->pending))
		return false;
	*out = *f;
	out->set = NULL;
	out->edge = NULL;
	out->dated = out->dated ? out->dated : closed_on(x, f->expr);
	return true;
}

static const struct {
	char sign;
	enum mdp_op op;
	int binds;
} SIGNS[] = { { '+', MDP_OP_ADD, 1 }, { '-', MDP_OP_SUB, 1 }, { '*', MDP_OP_MUL, 2 }, { '/', MDP_OP_DIV, 2 } };
#define NSIGNS (int)(sizeof(SIGNS) / sizeof(SIGNS[0]))

/* Where the sign stands that is worked out last, and which it is; -1: none, or the parentheses are not whole. A sign stands apart. */
static int last_sign(struct mdp_str s, int *which)
{
	int depth = 0, found = -1;
	for (size_t i = 0; i < s.n; i++) {
		depth += (s.p[i] == '(') - (s.p[i] == ')');
		if (depth < 0)
			return -1;
		bool apart = i > 0 && i + 1 < s.n && (s.p[i - 1] == ' ' || s.p[i - 1] == ')') &&
			     (s.p[i + 1] == ' ' || s.p[i + 1] == '(');
		for (int k = 0; apart && !depth && k < NSIGNS; k++)
			if (s.p[i] == SIGNS[k].sign && (found < 0 || SIGNS[k].binds <= SIGNS[*which].binds)) {
				found = (int)i;
				*which = k;
			}
	}
	return depth ? -1 : found;
}

/* Does one pair of parentheses hold all of it? */
static bool is_wrapped(struct mdp_str s)
{
	int depth = 0;
	for (size_t i = 0; i < s.n; i++) {
		depth += (s.p[i] == '(') - (s.p[i] == ')');
		if (!depth)
			return i > 0 && i + 1 == s.n;
	}
	return false;
}

/* "(total revenue - total cost) / total cost * 100": each part is read by itself. */
static bool read_formula(struct mdp_phraser *x, struct mdp_str text, struct mdp_figure *out, int depth)
{
	struct mdp_figure l, r;
	double number;
	int which = 0;
	text = mdp_str_trim(text);
	if (depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	if (is_wrapped(text))
		return read_formula(x, (struct mdp_str){ text.p + 1, text.n - 2 }, out, depth + 1);
	int at = last_sign(text, &which);
	if (at < 0)
		return read_definition(x, text, out);
	struct mdp_str left = { text.p, (size_t)at },
		       right = mdp_str_trim((struct mdp_str){ text.p + at + 1, text.n - (size_t)at - 1 });
	enum mdp_op op = SIGNS[which].op;
	if (!read_formula(x, left, &l, depth + 1))
		return false;
	if (mdp_str_to_double(right, &number)) {
		*out = l;
		/* a part of a whole is shown in percent as it is */
		if (op == MDP_OP_MUL && number == 100 && l.unit && !strcmp(l.unit, "ratio"))
			return true;
		out->expr = mdp_expr_op(x->a, op, l.expr, mdp_phrase_number(x, number));
		out->measure = out->column = -1;
		out->counts = false;
		return true;
	}
	if (!read_formula(x, right, &r, depth + 1))
		return false;
	bool alike = l.unit && r.unit ? !strcmp(l.unit, r.unit) : !l.unit && !r.unit;
	return (alike || SIGNS[which].binds > 1) && mdp_figure_combine(x, op, &l, &r, out);
}

/* A name that the question itself explains. */
static const struct mdp_phrase *explained(struct mdp_phraser *x, const struct mdp_node *n, struct mdp_str text)
{
	struct mdp_figure f;
	struct mdp_str said = mdp_said(x, n->from, n->to);
	if (!read_formula(x, text, &f, 0)) {
		mdp_phraser_refuse(x, MDP_REASON_UNKNOWN_CONCEPT, n->from, n->to,
				   "what the question says “%.*s” is cannot be computed: %.*s", (int)said.n, said.p,
				   (int)text.n, text.p);
		return NULL;
	}
	const int date = n->args[0]->edge->meaning.column;
	if (date >= 0 && !mdp_entity_determines(x, f.entity, x->c->columns[date].entity))
		return NULL;
	f.dated = 1 + date;
	f.from = n->from;
	f.to = n->to;
	return mdp_figure_one(x, n, &f);
}

/* (concept WORD) */
static const struct mdp_phrase *op_concept(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	struct mdp_str rest, text;
	struct mdp_figure f;
	if (e && x->rules && !strcmp(e->meaning.sub, "="))
		return explained(x, n, mdp_str_of(e->meaning.text));
	if (!e || !x->rules || !definitions(x, e->meaning.sub, &rest))
		return NULL;
	rest = mdp_str_trim(rest);
	if (rest.n && rest.p[0] == '!')
		rest = (struct mdp_str){ rest.p + 1, rest.n - 1 };
	struct mdp_str first = mdp_str_trim(rest);
	while (mdp_str_next(&rest, '|', &text))
		if (read_definition(x, mdp_str_trim(text), &f))
			return mdp_figure_one(x, n, &f);
	struct mdp_str said = mdp_said(x, n->from, n->to);
	mdp_str_next(&first, '|', &text);
	text = mdp_str_trim(text);
	mdp_phraser_refuse(x, MDP_REASON_UNKNOWN_CONCEPT, n->from, n->to,
			   "this data does not say what “%.*s” is: it would be the %.*s, or the like", (int)said.n,
			   said.p, (int)text.n, text.p);
	return NULL;
}

/* Does the entity go by a line of the file? */
static bool goes_by(const struct mdp_phraser *x, int entity, const char *file, double cost)
{
	struct mdp_str text, line;
	if (mdp_lexicon_file(x->l, file, &text) < 0)
		return false;
	while (mdp_str_next(&text, '\n', &line)) {
		const char *stems = "";
		struct mdp_str word;
		int n = 0;
		line = mdp_str_trim(line);
		if (!line.n || line.p[0] == '#')
			continue;
		while (line.n && mdp_str_next(&line, ' ', &word))
			stems = mdp_arena_printf(x->a, "%s%s%s", stems, *stems ? " " : "",
						 mdp_lexicon_stem(x->l, x->a, word));
		const struct mdp_meaning *m = mdp_lexicon_find(x->l, mdp_str_of(stems), &n);
		for (int i = 0; i < n; i++)
			if (m[i].kind == MDP_CAT_ENTITY && m[i].id == entity && m[i].cost <= cost &&
			    !strcmp(m[i].sub, "noun"))
				return true;
	}
	return false;
}

bool mdp_entity_buys(const struct mdp_phraser *x, int entity)
{
	return goes_by(x, entity, "customers.lex", NAMED_COST);
}

bool mdp_entity_goes_out(struct mdp_phraser *x, int entity)
{
	bool from_supplier = false, to_customer = false;
	if (goes_by(x, entity, "outgoings.lex", SURE_COST))
		return true;
	for (int e = 0; e < x->c->nentities; e++) {
		if (e == entity || mdp_entity_links(x, entity, e) != 1)
			continue;
		from_supplier |= goes_by(x, e, "suppliers.lex", NAMED_COST);
		to_customer |= goes_by(x, e, "customers.lex", NAMED_COST);
	}
	return from_supplier && !to_customer;
}

bool mdp_edge_is_no_income(struct mdp_phraser *x, const struct mdp_edge *e)
{
	const struct mdp_meaning *m = &e->meaning;
	int entity = m->kind == MDP_CAT_MEASURE  ? x->c->measures[m->id].entity
		     : m->kind == MDP_CAT_ATTR   ? x->c->columns[m->id].entity
		     : m->kind == MDP_CAT_ENTITY ? m->id
						 : -1;
	return entity >= 0 && m->cost > SURE_COST && mdp_is_line_of(x, "takings.lex", mdp_edge_folded(x, e)) &&
	       mdp_entity_goes_out(x, entity);
}

/* Amounts of what is paid for by others; how many. */
static int incomes(struct mdp_phraser *x, int out[INCOMES])
{
	int n = 0;
	for (int e = 0; e < x->c->nentities && n < INCOMES; e++) {
		bool several, within = false;
		int m = x->c->entities[e].name ? mdp_entity_main(x, e, &several) : -1;
		if (m < 0 || several || mdp_entity_is_somebody(x, e) || !goes_by(x, e, "incomes.lex", NAMED_COST) ||
		    mdp_entity_goes_out(x, e))
			continue;
		/* an order's line is no other thing than the order */
		for (int i = 0; i < n && !within; i++) {
			int other = x->c->measures[out[i]].entity;
			if (other == e || (mdp_entity_determines(x, e, other) &&
					   mdp_words_begin(x->c->entities[e].name, x->c->entities[other].name)))
				within = true;
			else if (mdp_entity_determines(x, other, e) &&
				 mdp_words_begin(x->c->entities[other].name, x->c->entities[e].name)) {
				out[i] = m;
				within = true;
			}
		}
		if (!within)
			out[n++] = m;
	}
	return n;
}

int mdp_entity_income(struct mdp_phraser *x)
{
	int found[INCOMES];
	return incomes(x, found) == 1 ? found[0] : -1;
}

int mdp_entity_chief_income(struct mdp_phraser *x)
{
	int found[INCOMES], n = incomes(x, found), best = -1;
	for (int i = 0; i < n; i++) {
		bool chief = true;
		for (int k = 0; k < n; k++)
			chief &= k == i || x->c->entities[x->c->measures[found[i]].entity].count >=
						   CHIEF * x->c->entities[x->c->measures[found[k]].entity].count;
		best = chief ? found[i] : best;
	}
	return best;
}

/* (income NUMBER): the amount that is in that place among those that may be meant. */
static const struct mdp_phrase *op_income(struct mdp_phraser *x, const struct mdp_node *n)
{
	int found[INCOMES], count = incomes(x, found);
	int place = (int)mdp_node_word(n->args[0])[0] - '1';
	struct mdp_figure f;
	if (count == 0 && place == 0) {
		struct mdp_str said = mdp_said(x, n->from, n->to);
		mdp_phraser_refuse(x, MDP_REASON_UNKNOWN_CONCEPT, n->from, n->to,
				   "no amount in this data is known as “%.*s”: name one", (int)said.n, said.p);
	}
	if (place < 0 || place >= count)
		return NULL;
	mdp_figure_measure(x, found[place], &f);
	return mdp_figure_one(x, n, &f);
}

/* (didamount THING): "what did we invoice": what those come to. */
static const struct mdp_phrase *op_did_amount(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_edge *e = n->args[0]->edge;
	struct mdp_figure f;
	if (!e || e->meaning.kind != MDP_CAT_ENTITY || e->meaning.role ||
	    mdp_entity_is_somebody(x, e->meaning.id)) /* what customers come to is not what they hold */
		return NULL;
	struct mdp_set s = { .entity = e->meaning.id, .plural = true, .from = n->from, .to = n->to };
	if (!mdp_figure_main(x, &s, &f))
		return NULL;
	x->cost = 0; /* nothing else can be meant by how much */
	return mdp_figure_one(x, n, &f);
}

/* (didvalue VALS): the amount of what has that state; the state said as a verb: "refund" for refunded. */
static const struct mdp_phrase *op_did_value(struct mdp_phraser *x, const struct mdp_node *n)
{
	const struct mdp_node *vals = n->args[0];
	for (int i = 0; vals && i < vals->nargs; i++) {
		const struct mdp_edge *e = vals->args[i]->edge;
		const char *text = e && e->meaning.kind == MDP_CAT_VALUE ? e->meaning.text : NULL;
		if (!text || !mdp_str_ends(mdp_str_of(text), "ed") ||
		    x->c->columns[e->meaning.column].role == MDP_ROLE_NAME ||
		    x->c->columns[e->meaning.column].entity < 0)
			return NULL;
	}
	struct mdp_node eq = { .op = "eq", .args = n->args, .nargs = 1, .from = n->from, .to = n->to };
	const struct mdp_phrase *p = NULL;
	if (!mdp_phrase_apply(x, &eq, &p) || !p || p->cond->kind != MDP_COND_PRED || p->cond->compared)
		return NULL;
	struct mdp_set s = { .entity = p->cond->owner, .where = p->cond->pred, .from = n->from, .to = n->to };
	struct mdp_figure f;
	return mdp_figure_main(x, &s, &f) ? mdp_figure_one(x, n, &f) : NULL;
}

const struct mdp_operation mdp_concept_operations[] = {
	{ "concept", 1, op_concept },    { "income", 1, op_income }, { "didamount", 1, op_did_amount },
	{ "didvalue", 1, op_did_value }, { NULL, 0, NULL },
};
