#include "parse/two.h"

#include "parse/spoken.h"

#include <string.h>

#include "base/banned.h"

/* --- taking apart --- */

static bool is_mark(const struct mdp_token *t)
{
	return t->kind == MDP_TOK_PUNCT &&
	       (mdp_str_is(t->surface, "?") || mdp_str_is(t->surface, ".") || mdp_str_is(t->surface, "!") ||
		mdp_str_is(t->surface, "-") || mdp_str_is(t->surface, "\xe2\x80\x93") || mdp_str_is(t->surface, ":"));
}

static bool is_and(const struct mdp_phraser *x, int at)
{
	return mdp_begins_with(x, at, "conn", "and", "and") || mdp_str_is(x->t->tokens[at].folded, ",") ||
	       mdp_str_is(x->t->tokens[at].folded, "also");
}

static bool asks_whether(const struct mdp_phraser *x, int at)
{
	return mdp_begins_with(x, at, "q", "whether", "whether");
}

static bool asks(const struct mdp_phraser *x, int at)
{
	return mdp_begins_with(x, at, "q", "what", "when") || mdp_begins_with(x, at, "q", "who", "which") ||
	       mdp_begins_with(x, at, "q", "where", "howmuch") || mdp_begins_with(x, at, "q", "howmany", "howlong");
}

static const char *text_of(const struct mdp_phraser *x, int from, int to)
{
	struct mdp_str s = mdp_said(x, from, to);
	return mdp_arena_strndup(x->a, s.p, s.n);
}

/* Where the thing is named, with the noun before it ("order B-1042"): [*from, *to). False: none is, or several are. */
static bool only_thing(struct mdp_phraser *x, int *from, int *to)
{
	const struct mdp_edge *found = NULL;
	for (int at = 0; at < x->t->ntokens; at++) {
		const struct mdp_edge *e = mdp_thing_at(x, at);
		if (e && found)
			return false;
		found = e ? e : found;
		at = e ? e->to - 1 : at;
	}
	if (!found)
		return false;
	*from = found->from;
	*to = found->to;
	int entity = found->meaning.kind == MDP_CAT_VALUE ? x->c->columns[found->meaning.column].entity : -1;
	for (int i = 0; i < x->t->nedges; i++) {
		const struct mdp_edge *e = &x->t->edges[i];
		if (e->meaning.kind == MDP_CAT_ENTITY && e->meaning.id == entity && e->to == found->from &&
		    e->from < *from)
			*from = e->from;
	}
	return true;
}

/* The words there, of which the first or the last is a verb of one thing, where it was of "they". */
static const char *of_one_thing(const struct mdp_phraser *x, int from, int to, bool first)
{
	static const char *const VERBS[][2] = {
		{ "are", "is" }, { "were", "was" }, { "have", "has" }, { "do", "does" }
	};
	int at = first ? from : to - 1;
	for (size_t i = 0; i < sizeof(VERBS) / sizeof(VERBS[0]); i++) {
		if (!mdp_str_is(x->t->tokens[at].folded, VERBS[i][0]))
			continue;
		const char *rest =
			first ? (at + 1 < to ? text_of(x, at + 1, to) : "") : (at > from ? text_of(x, from, at) : "");
		return first ? mdp_arena_printf(x->a, "%s %s", VERBS[i][1], rest)
			     : mdp_arena_printf(x->a, "%s %s", rest, VERBS[i][1]);
	}
	return text_of(x, from, to);
}

/* A part with the thing in it: where it stands, where a word points at it, or behind "the outcome". NULL: it is not about it. */
static const char *with_thing(const struct mdp_phraser *x, int from, int to, int thing, int thing_to, bool pointed)
{
	const struct mdp_lattice *t = x->t;
	const char *name = text_of(x, thing, thing_to);
	if (thing >= from && thing_to <= to)
		return text_of(x, from, to);
	for (int at = from; at < to; at++) {
		bool its = mdp_begins_with(x, at, "thing", "its", "its");
		if (!its && !mdp_begins_with(x, at, "thing", "it", "it") && !mdp_str_is(t->tokens[at].folded, "they"))
			continue;
		const char *before = at > from ? of_one_thing(x, from, at, false) : "",
			   *behind = at + 1 < to ? of_one_thing(x, at + 1, to, true) : "";
		return its ? mdp_arena_printf(x->a, "%s the %s of %s", before, behind, name)
			   : mdp_arena_printf(x->a, "%s %s %s", before, name, behind);
	}
	for (int at = from; pointed && at + 1 < to && at < from + 3; at++)
		if (mdp_str_is(t->tokens[at].folded, "the"))
			return mdp_arena_printf(x->a, "%s of %s", text_of(x, from, to), name);
	return NULL;
}

/* Does the sentence do no more than name the thing ("Customer on the phone about it.")? Nothing of the data is told there. */
static bool only_names(struct mdp_phraser *x, int from, int to, int thing, int thing_to)
{
	if (thing < from || thing_to > to || asks(x, from) || asks_whether(x, from))
		return false;
	for (int at = from; at < to; at++) {
		int talk = mdp_spoken_phrase(x->l, x->t, "asks", at, to);
		talk = talk ? talk : mdp_spoken_phrase(x->l, x->t, "somebody", at, to);
		if (talk || (at >= thing && at < thing_to)) {
			at += talk ? talk - 1 : 0;
			continue;
		}
		if (x->t->tokens[at].kind == MDP_TOK_NUMBER || x->t->tokens[at].kind == MDP_TOK_QUOTED)
			return false;
		for (int i = x->t->first[at]; i < x->t->first[at + 1]; i++) {
			const struct mdp_meaning *m = &x->t->edges[i].meaning;
			bool somebody = m->kind == MDP_CAT_ENTITY && mdp_also_word(x, at, "human");
			bool about = !strcmp(m->cat, "cmp") && m->sub && !strcmp(m->sub, "approx");
			if ((m->kind != MDP_CAT_WORD && !somebody) || !strcmp(m->cat, "neg") ||
			    !strcmp(m->cat, "set") || !strcmp(m->cat, "dir") || (!strcmp(m->cat, "cmp") && !about))
				return false;
		}
	}
	return true;
}

bool mdp_two_apart(struct mdp_phraser *x, struct mdp_two *out)
{
	int thing = 0, thing_to = 0, from = 0, n = x->t->ntokens;
	int begins[MDP_TWO_PARTS] = { 0 }, ends[MDP_TWO_PARTS] = { 0 };
	bool pointed = false;
	memset(out, 0, sizeof(*out));
	if (!only_thing(x, &thing, &thing_to))
		return false;
	for (int at = 0; at < n; at++) {
		bool mark = is_mark(&x->t->tokens[at]), last = at + 1 == n;
		if (mark && !out->n && only_names(x, from, at, thing, thing_to)) {
			out->lead = mdp_said(x, from, at);
			from = at + 1;
			continue;
		}
		int next = at + 1;
		while (next < n && is_and(x, next))
			next++;
		bool joins = is_and(x, at) && at > from && next < n && (asks(x, next) || asks_whether(x, next));
		bool stops = mark && (mdp_str_is(x->t->tokens[at].surface, "?") || last);
		if (!joins && !stops && !last)
			continue;
		if (out->n == MDP_TWO_PARTS)
			return false;
		begins[out->n] = from;
		ends[out->n++] = joins || mark ? at : n;
		from = next;
		at = next - 1;
	}
	for (int i = 0; i < out->n; i++)
		for (int at = begins[i]; at < ends[i]; at++)
			pointed |= mdp_begins_with(x, at, "thing", "it", "its");
	for (int i = 0; i < out->n; i++) {
		const char *text = begins[i] < ends[i] ? with_thing(x, begins[i], ends[i], thing, thing_to,
								    out->lead.n && (pointed || out->n == 1))
						       : NULL;
		if (!text)
			return false;
		out->parts[i] = mdp_str_of(text);
		out->yesno[i] = asks_whether(x, begins[i]);
	}
	return out->n > 1 || (out->n == 1 && out->lead.n);
}

/* --- putting together --- */

/* The only way from one kind of thing to another leads over one link, or none: nothing has to be told apart. */
static bool leads_to(const struct mdp_catalog *c, int from, int to)
{
	int n = 0;
	for (int i = 0; i < c->nlinks; i++)
		n += c->links[i].from == from && c->links[i].to == to;
	return from == to || n == 1;
}

/* What is asked of one thing, told by a comparison of a column of its own. */
struct asked {
	int entity;
	const struct mdp_pred *which;
	struct mdp_out *shows;
	int n;
};

static bool is_which(const struct mdp_phraser *x, const struct mdp_pred *p, int entity)
{
	if (!p || p->kind != MDP_P_CMP || p->cmp != MDP_CMP_EQ || p->nright != 1 || p->left->kind != MDP_X_COLUMN)
		return false;
	int column = mdp_catalog_column(x->c, mdp_str_of(p->left->name));
	return column >= 0 && x->c->columns[column].entity == entity &&
	       x->c->columns[column].distinct >= x->c->entities[entity].count;
}

/* An amount of one thing is what its column holds. */
static struct mdp_expr *of_one(const struct mdp_phraser *x, const struct mdp_expr *e, int entity)
{
	int m = e->kind == MDP_X_MEASURE ? mdp_catalog_measure(x->c, mdp_str_of(e->name)) : -1;
	const struct mdp_expr *sum = m >= 0 && !e->where ? x->c->measures[m].expr : e;
	if (sum->kind == MDP_X_AGG && sum->agg == MDP_AGG_SUM && !sum->where && sum->arg &&
	    sum->arg->kind == MDP_X_COLUMN && sum->entity &&
	    mdp_catalog_entity(x->c, mdp_str_of(sum->entity)) == entity)
		return sum->arg;
	return e->kind == MDP_X_COLUMN ? mdp_expr_column(x->a, e->name) : NULL;
}

/* The query as what it shows of one thing; false: it is of no such kind. */
static bool of_thing(struct mdp_phraser *x, const struct mdp_query *q, bool whether, struct asked *out)
{
	int entity = q->of ? mdp_catalog_entity(x->c, mdp_str_of(q->of)) : -1;
	if (q->kind != MDP_Q_SELECT || entity < 0 || !q->where || q->nby || q->having || q->limit)
		return false;
	out->entity = entity;
	out->shows = MDP_NEW_ARRAY(x->a, (size_t)q->nshow + 1, struct mdp_out);
	const struct mdp_pred *which = q->where, *other = NULL;
	if (which->kind == MDP_P_EXISTS && which->where && !(which->at_least > 1)) {
		out->entity = mdp_catalog_entity(x->c, mdp_str_of(which->entity));
		which = which->where;
		if (out->entity < 0 || !leads_to(x->c, out->entity, entity))
			return false;
	} else if (whether && which->kind == MDP_P_AND && which->nargs == 2) {
		int k = is_which(x, which->args[0], entity) ? 0 : 1;
		other = which->args[1 - k];
		which = which->args[k];
	}
	out->which = which;
	if (!is_which(x, which, out->entity))
		return false;
	if (other) { /* whether it is so: what it is */
		if (other->kind != MDP_P_CMP || other->left->kind != MDP_X_COLUMN)
			return false;
		int column = mdp_catalog_column(x->c, mdp_str_of(other->left->name));
		if (column < 0 || x->c->columns[column].entity != entity)
			return false;
		out->shows[out->n++] =
			(struct mdp_out){ x->c->columns[column].words, mdp_expr_column(x->a, other->left->name), NULL };
		return true;
	}
	if (whether)
		return false;
	for (int i = 0; i < q->nshow; i++) {
		struct mdp_expr *e = of_one(x, q->show[i].expr, out->entity);
		if (!e)
			return false;
		out->shows[out->n++] = (struct mdp_out){ q->show[i].name, e, q->show[i].unit };
	}
	return out->n > 0;
}

static bool has_name(const struct mdp_query *q, const char *name)
{
	for (int i = 0; i < q->nshow; i++)
		if (!strcmp(q->show[i].name, name))
			return true;
	return false;
}

static void show(struct mdp_phraser *x, struct mdp_query *q, const struct asked *it)
{
	for (int i = 0; i < it->n; i++) {
		bool there = false;
		for (int k = 0; k < q->nshow; k++)
			there |= mdp_expr_same(q->show[k].expr, it->shows[i].expr);
		if (there)
			continue;
		struct mdp_out o = it->shows[i];
		for (int n = 2; has_name(q, o.name); n++)
			o.name = mdp_arena_printf(x->a, "%s %d", it->shows[i].name, n);
		q->show[q->nshow++] = o;
	}
}

bool mdp_two_same(struct mdp_phraser *x, const struct mdp_query *one, const struct mdp_query *other, bool whether)
{
	struct asked a = { .n = 0 }, b = { .n = 0 };
	if (!of_thing(x, one, whether, &a) || !of_thing(x, other, whether, &b) || a.entity != b.entity || a.n != b.n ||
	    !mdp_pred_same(a.which, b.which))
		return false;
	for (int i = 0; i < a.n; i++)
		if (!mdp_expr_same(a.shows[i].expr, b.shows[i].expr))
			return false;
	return true;
}

struct mdp_query *mdp_two_join(struct mdp_phraser *x, const struct mdp_query *one, bool whether,
			       const struct mdp_query *two, bool whether_two)
{
	struct asked a = { .n = 0 }, b = { .n = 0 };
	if (!of_thing(x, one, whether, &a) || !of_thing(x, two, whether_two, &b) || a.entity != b.entity ||
	    !mdp_pred_same(a.which, b.which))
		return NULL;
	struct mdp_query *q = MDP_NEW(x->a, struct mdp_query);
	q->kind = MDP_Q_SELECT;
	q->of = x->c->entities[a.entity].name;
	q->where = (struct mdp_pred *)(uintptr_t)a.which;
	q->show = MDP_NEW_ARRAY(x->a, (size_t)(a.n + b.n) + 1, struct mdp_out);
	show(x, q, &a);
	show(x, q, &b);
	return mdp_query_canonical(x->a, q);
}
