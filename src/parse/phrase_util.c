/* What the operations on phrases share: making and reading phrases, words of the question, names and values of the catalog. */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "parse/phrase.h"
#include "base/banned.h"

struct mdp_phrase *mdp_phrase_new(struct mdp_phraser *x, const struct mdp_node *n, enum mdp_phrase_kind kind)
{
	struct mdp_phrase *p = MDP_NEW(x->a, struct mdp_phrase);
	p->kind = kind;
	p->from = n->from;
	p->to = n->to;
	p->node = n;
	return p;
}

struct mdp_span mdp_said_span(const struct mdp_phraser *x, int from, int to)
{
	struct mdp_span s = { 0, 0 };
	if (to > from) {
		struct mdp_span first = x->t->tokens[from].span, last = x->t->tokens[to - 1].span;
		s.start = first.start;
		s.length = last.start + last.length - first.start;
	}
	return s;
}

struct mdp_str mdp_said(const struct mdp_phraser *x, int from, int to)
{
	struct mdp_span s = mdp_said_span(x, from, to);
	return (struct mdp_str){ x->t->question.p + s.start, (size_t)s.length };
}

int mdp_phraser_vrefuse(struct mdp_phraser *x, enum mdp_reason why, const char *fmt, va_list ap)
{
	char text[512];
	vsnprintf(text, sizeof(text), fmt, ap);
	memset(&x->problem, 0, sizeof(x->problem));
	mdp_refuse(&x->problem, why, "%s", text);
	return -MDP_REFUSED;
}

/* Of several reasons the one about most of the question is told. */
int mdp_phraser_refuse(struct mdp_phraser *x, enum mdp_reason why, int from, int to, const char *fmt, ...)
{
	va_list ap;
	if (x->problem.code != MDP_OK && to - from <= x->problem_tokens)
		return -MDP_REFUSED;
	va_start(ap, fmt);
	mdp_phraser_vrefuse(x, why, fmt, ap);
	va_end(ap);
	mdp_error_span(&x->problem, mdp_said_span(x, from, to));
	x->problem_tokens = to - from;
	return -MDP_REFUSED;
}

const struct mdp_set *mdp_node_set(const struct mdp_node *n)
{
	return n && n->phrase && n->phrase->kind == MDP_PH_SET ? n->phrase->set : NULL;
}

const struct mdp_figure *mdp_node_figure(const struct mdp_node *n)
{
	bool one = n && n->phrase && n->phrase->kind == MDP_PH_FIGURES && n->phrase->nfigures == 1;
	return one ? &n->phrase->figures[0] : NULL;
}

const struct mdp_cond *mdp_node_cond(const struct mdp_node *n)
{
	return n && n->phrase && n->phrase->kind == MDP_PH_COND ? n->phrase->cond : NULL;
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

bool mdp_said_plural(const struct mdp_phraser *x, int from, int to)
{
	char word[128];
	if (to <= from)
		return false;
	const struct mdp_token *tok = &x->t->tokens[to - 1];
	snprintf(word, sizeof(word), "%.*s", (int)tok->folded.n, tok->folded.p);
	return strcmp(mdp_words_singular(x->a, word), word) != 0;
}

bool mdp_says_date(const struct mdp_phraser *x, int from, int to)
{
	for (int i = x->t->first[from]; i < x->t->first[from + 1]; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		if ((to < 0 || e->to == to) && e->meaning.kind == MDP_CAT_WORD && !strcmp(e->meaning.cat, "dating") &&
		    e->meaning.sub && !strcmp(e->meaning.sub, "event"))
			return true;
	}
	return false;
}

bool mdp_also(const struct mdp_phraser *x, const struct mdp_edge *e, enum mdp_cat kind, const char *cat)
{
	for (int i = x->t->first[e->from]; i < x->t->first[e->from + 1]; i++) {
		const struct mdp_edge *o = &x->t->edges[i];
		if (o->to == e->to && o->meaning.kind == kind && (!cat || !strcmp(o->meaning.cat, cat)))
			return true;
	}
	return false;
}

bool mdp_node_rows(struct mdp_phraser *x, const struct mdp_node *n, const struct mdp_node *number, double *out)
{
	const struct mdp_edge *e = number ? number->edge : NULL;
	*out = e ? e->number : 0;
	if (!e || !e->unit || strcmp(e->unit, "ordinal") != 0 || e->number <= 1)
		return true;
	mdp_phraser_refuse(x, MDP_REASON_UNSUPPORTED, n->from, n->to,
			   "one place of a ranking alone cannot be told yet: ask for the top %g", e->number);
	return false;
}

const char *mdp_phrase_colname(struct mdp_phraser *x, int column)
{
	return mdp_catalog_column_name(x->c, x->a, column);
}

struct mdp_expr *mdp_phrase_column(struct mdp_phraser *x, int column)
{
	return mdp_expr_column(x->a, mdp_phrase_colname(x, column));
}

const char *mdp_phrase_role_words(struct mdp_phraser *x, const char *role, const char *words)
{
	return role ? mdp_arena_printf(x->a, "%s %s", role, words) : words;
}

const char *mdp_phrase_label(const struct mdp_column *c)
{
	return c->label ? c->label : c->words;
}

struct mdp_expr *mdp_phrase_number(struct mdp_phraser *x, double d)
{
	if (floor(d) == d && fabs(d) < 9e15)
		return mdp_expr_value(x->a, mdp_value_int((int64_t)d));
	return mdp_expr_value(x->a, mdp_value_double(d));
}

/* A stored value in the type of its column. */
struct mdp_expr *mdp_phrase_stored(struct mdp_phraser *x, int column, const char *text)
{
	const struct mdp_column *c = &x->c->columns[column];
	long long i;
	double d;
	struct mdp_str s = mdp_str_of(text);
	if (c->type == MDP_T_INT && mdp_str_to_i64(s, &i))
		return mdp_expr_value(x->a, mdp_value_int(i));
	if ((c->type == MDP_T_DOUBLE || c->type == MDP_T_DECIMAL) && mdp_str_to_double(s, &d))
		return mdp_expr_value(x->a, mdp_value_double(d));
	if (c->type == MDP_T_BOOL)
		return mdp_expr_value(x->a, mdp_value_bool(!strcmp(text, "true")));
	return mdp_expr_value(x->a, mdp_value_text(s));
}

bool mdp_column_is_number(const struct mdp_column *c)
{
	return c->type == MDP_T_INT || c->type == MDP_T_DOUBLE || c->type == MDP_T_DECIMAL;
}

bool mdp_column_is_time(const struct mdp_column *c)
{
	return c->type == MDP_T_DATE || c->type == MDP_T_TIMESTAMP;
}
