/*
 * Conditions of a fragment: one replaces another on the same thing ("what about Florida?"), joins it when it was said to ("also refunded
 * ones"), and else comes on top.
 */
#include <string.h>

#include "parse/talk.h"
#include "base/banned.h"

int mdp_talk_conjuncts(const struct mdp_pred *p, const struct mdp_pred **out, int max)
{
	if (!p)
		return 0;
	if (p->kind != MDP_P_AND) {
		if (max < 1)
			return -1;
		out[0] = p;
		return 1;
	}
	int n = 0;
	for (int i = 0; i < p->nargs; i++) {
		int more = p->args[i]->kind == MDP_P_AND ? -1 : 1; /* canonical queries have them flat */
		if (more < 0 || n == max)
			return -1;
		out[n++] = p->args[i];
	}
	return n;
}

void mdp_talk_set_where(struct mdp_talk *t, const struct mdp_pred *const *list, int n)
{
	struct mdp_pred *all = NULL;
	for (int i = 0; i < n; i++)
		all = mdp_pred_and(t->x->a, all, (struct mdp_pred *)(uintptr_t)list[i]);
	t->q->where = all;
}

static const struct mdp_pred *core(const struct mdp_pred *p, bool *negated)
{
	*negated = false;
	for (int depth = 0; p->kind == MDP_P_NOT && depth < MDP_LIMIT_QUERY_DEPTH; depth++) {
		*negated = !*negated;
		p = p->args[0];
	}
	if (p->kind == MDP_P_CMP && p->cmp == MDP_CMP_NE)
		*negated = !*negated;
	return p;
}

const char *mdp_talk_subject(struct mdp_arena *a, const struct mdp_pred *p)
{
	bool negated;
	const struct mdp_pred *c = core(p, &negated);
	if (c->kind == MDP_P_CMP)
		return mdp_expr_dump(a, c->left);
	if (c->kind == MDP_P_EXISTS) {
		const struct mdp_pred *inner[MDP_TALK_CONJUNCTS];
		int n = mdp_talk_conjuncts(c->where, inner, MDP_TALK_CONJUNCTS);
		const char *of = n == 1 && inner[0]->kind == MDP_P_CMP ? mdp_expr_dump(a, inner[0]->left) : "";
		return n > 1 ? NULL : mdp_arena_printf(a, "exists %s %s", c->entity, of);
	}
	const char *all = NULL;
	for (int i = 0; i < c->nargs; i++) {
		const char *one = c->args[i]->kind == MDP_P_CMP ? mdp_expr_dump(a, c->args[i]->left) : NULL;
		if (!one || (all && strcmp(one, all) != 0))
			return NULL;
		all = one;
	}
	return all;
}

bool mdp_talk_is_during(const struct mdp_pred *p)
{
	bool open = p->kind == MDP_P_CMP && (p->cmp == MDP_CMP_LT || p->cmp == MDP_CMP_GE) && p->nright == 1 &&
		    p->right[0]->kind == MDP_X_VALUE && p->right[0]->value.type == MDP_T_DATE;
	return open || (p->kind == MDP_P_CMP && p->cmp == MDP_CMP_DURING && p->nright == 2);
}

int mdp_talk_dated_by(const struct mdp_talk *t, const struct mdp_pred *p)
{
	return mdp_talk_is_during(p) && p->left->kind == MDP_X_COLUMN
		       ? mdp_catalog_column(t->x->c, mdp_str_of(p->left->name))
		       : -1;
}

/* The column that a comparison is about, in words. */
static const char *column_words(const struct mdp_talk *t, const struct mdp_pred *p)
{
	bool negated;
	const struct mdp_pred *c = core(p, &negated);
	int column = c->kind == MDP_P_CMP && c->left->kind == MDP_X_COLUMN
			     ? mdp_catalog_column(t->x->c, mdp_str_of(c->left->name))
			     : -1;
	return column < 0 ? "only those" : mdp_phrase_label(&t->x->c->columns[column]);
}

static const char *values_text(struct mdp_talk *t, const struct mdp_pred *p)
{
	bool negated;
	const struct mdp_pred *c = core(p, &negated);
	const char *text = "";
	if (c->kind != MDP_P_CMP || !c->nright)
		return NULL;
	for (int i = 0; i < c->nright; i++) {
		if (c->right[i]->kind != MDP_X_VALUE)
			return NULL;
		text = mdp_arena_printf(t->x->a, "%s%s%s", text, i ? ", " : "",
					mdp_value_print(t->x->a, &c->right[i]->value));
	}
	const char *sign =
		c->cmp == MDP_CMP_EQ || c->cmp == MDP_CMP_IN || c->cmp == MDP_CMP_NE ? "" : mdp_cmp_word(c->cmp);
	return mdp_arena_printf(t->x->a, "%s%s%s%s", negated ? "not " : "", sign, *sign ? " " : "", text);
}

static bool is_values(const struct mdp_pred *p, bool *negated, const struct mdp_pred **c)
{
	*c = core(p, negated);
	return (*c)->kind == MDP_P_CMP &&
	       ((*c)->cmp == MDP_CMP_EQ || (*c)->cmp == MDP_CMP_IN || (*c)->cmp == MDP_CMP_NE);
}

static bool has_value(const struct mdp_pred *p, const struct mdp_expr *v)
{
	for (int i = 0; i < p->nright; i++)
		if (p->right[i]->kind == MDP_X_VALUE && v->kind == MDP_X_VALUE &&
		    mdp_value_eq(&p->right[i]->value, &v->value))
			return true;
	return false;
}

/* `keep` of the values of `base`, and `more` of those of another; NULL when none is left. */
static struct mdp_pred *values_of(struct mdp_talk *t, const struct mdp_pred *base, const struct mdp_pred *other,
				  bool add)
{
	struct mdp_pred *p = MDP_NEW(t->x->a, struct mdp_pred);
	*p = (struct mdp_pred){ .kind = MDP_P_CMP, .cmp = MDP_CMP_IN, .left = base->left };
	p->right = MDP_NEW_ARRAY(t->x->a, (size_t)(base->nright + other->nright) + 1, struct mdp_expr *);
	for (int i = 0; i < base->nright; i++)
		if (add || !has_value(other, base->right[i]))
			p->right[p->nright++] = base->right[i];
	for (int i = 0; add && i < other->nright; i++)
		if (!has_value(base, other->right[i]))
			p->right[p->nright++] = other->right[i];
	return p->nright ? p : NULL;
}

/* Values against values of the same column; *out NULL when the old condition is to go. */
static int merge(struct mdp_talk *t, const struct mdp_pred *old, const struct mdp_pred *new, bool replace,
		 const struct mdp_pred **out)
{
	bool was_not, is_not;
	const struct mdp_pred *was, *is;
	*out = new;
	if (!is_values(old, &was_not, &was) || !is_values(new, &is_not, &is))
		return 0;
	if (was_not && is_not) {
		*out = mdp_pred_not(t->x->a, values_of(t, was, is, true));
	} else if (is_not) {
		*out = values_of(t, was, is, false);
		/* "insured", then "and not insured?": the others */
		bool flag = was->nright == 1 && was->right[0]->kind == MDP_X_VALUE &&
			    was->right[0]->value.type == MDP_T_BOOL;
		if (!*out && (flag || t->goes_on || t->about))
			*out = new;
		if (!*out)
			return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
					       "without that, nothing of the answer before would be left");
	} else if (!replace && !was_not) {
		*out = values_of(t, was, is, true);
	} else if (!replace) {
		const struct mdp_pred *left = values_of(t, was, is, false);
		*out = left ? mdp_pred_not(t->x->a, (struct mdp_pred *)(uintptr_t)left) : NULL;
	}
	return 0;
}

int mdp_talk_add(struct mdp_talk *t, const struct mdp_pred *p, bool replace)
{
	const struct mdp_pred *list[MDP_TALK_CONJUNCTS + 1];
	int n = mdp_talk_conjuncts(t->q->where, list, MDP_TALK_CONJUNCTS), at = -1;
	const char *subject = mdp_talk_subject(t->x->a, p);
	if (n < 0)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "there are too many conditions already");
	for (int i = 0; i < n && at < 0 && subject; i++) {
		const char *its = mdp_talk_subject(t->x->a, list[i]);
		if (its && !strcmp(its, subject))
			at = i;
	}
	if (at < 0) {
		bool negated;
		const struct mdp_pred *c = core(p, &negated);
		bool of_nothing = t->also && !negated && c->kind == MDP_P_CMP && !mdp_talk_is_during(c);
		if (of_nothing)
			return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
					       "the answer before is not limited by %s, so there is nothing to add to",
					       column_words(t, p));
		list[n++] = p;
		t->cost += 0.05; /* what replaces is nearer than what comes on top */
	} else {
		const struct mdp_pred *merged, *old = list[at], *was, *is;
		bool was_not, is_not;
		int rc = merge(t, old, p, replace, &merged);
		/* "denied", then "approved?": another value of what was named is nearer than other things of that name */
		t->replaces = is_values(old, &was_not, &was) && is_values(p, &is_not, &is);
		t->cost -= t->replaces ? 0.2 : 0;
		if (rc < 0)
			return rc;
		if (!mdp_talk_is_during(p))
			mdp_talk_changed(t, column_words(t, p), values_text(t, old),
					 merged ? values_text(t, merged) : NULL);
		if (merged)
			list[at] = merged;
		else
			list[at] = list[--n];
	}
	if (at < 0 && !mdp_talk_is_during(p))
		mdp_talk_changed(t, column_words(t, p), NULL, values_text(t, p) ? values_text(t, p) : t->said_cond);
	mdp_talk_set_where(t, list, n);
	return 0;
}

int mdp_talk_attached(struct mdp_talk *t, bool period, const struct mdp_pred **list, int *n)
{
	struct mdp_frame f;
	struct mdp_query *q = MDP_NEW(t->x->a, struct mdp_query);
	if (!mdp_talk_frame(t, &f))
		return -MDP_REFUSED;
	f.q = q;
	f.created = t->said.created;
	f.dated = t->said.dated;
	f.time_role = t->said.time_role;
	if (period) {
		f.nperiods = 1;
		f.periods[0] = t->said.periods[0];
		f.period_nodes[0] = t->said.period_nodes[0];
	} else {
		f.created = false;
		f.nconds = t->said.nconds;
		memcpy(f.conds, t->said.conds, sizeof(f.conds));
	}
	int rc = mdp_frame_where(&f);
	t->cost += f.cost;
	if (rc < 0)
		return rc;
	*n = mdp_talk_conjuncts(q->where, list, MDP_TALK_CONJUNCTS);
	return *n < 0 ? -MDP_REFUSED : 0;
}

/* A thing named after "for" or "only" limits: "for high value customers"; nothing is said of plain ones. */
static int set_as_cond(struct mdp_talk *t)
{
	const struct mdp_set *s = t->said.listed;
	if (!s || !s->where || t->fresh)
		return 0;
	struct mdp_cond *c = MDP_NEW(t->x->a, struct mdp_cond);
	*c = (struct mdp_cond){
		.kind = MDP_COND_PRED, .pred = s->where, .owner = s->entity, .scope = -1, .from = s->from, .to = s->to
	};
	if (t->said.nconds == MDP_PHRASE_PARTS)
		return -MDP_REFUSED;
	t->said.conds[t->said.nconds++] = c;
	return 0;
}

/* Conditions that only a line like this has ("refunded ones"). */
static int said_conds(struct mdp_talk *t)
{
	for (int i = 0; i < t->nops; i++) {
		const struct mdp_cond *c = mdp_node_is(t->ops[i], "t_cond") ? mdp_node_cond(t->ops[i]->args[0]) : NULL;
		if (!mdp_node_is(t->ops[i], "t_cond"))
			continue;
		if (!c || t->said.nconds == MDP_PHRASE_PARTS)
			return -MDP_REFUSED;
		t->said.conds[t->said.nconds++] = c;
	}
	return set_as_cond(t);
}

/* What the rows are split by is nearer than other things that have such a value. */
static double of_a_key(struct mdp_talk *t, const struct mdp_pred *p)
{
	bool negated;
	const struct mdp_pred *c = core(p, &negated);
	int column = c->kind == MDP_P_CMP && c->left->kind == MDP_X_COLUMN
			     ? mdp_catalog_column(t->x->c, mdp_str_of(c->left->name))
			     : -1;
	for (int i = 0; i < t->q->nby && column >= 0; i++) {
		const struct mdp_expr *e = t->q->by[i].expr;
		int key = e->kind == MDP_X_COLUMN ? mdp_catalog_column(t->x->c, mdp_str_of(e->name)) : -1;
		if (key >= 0 && mdp_catalog_original(t->x->c, key) == mdp_catalog_original(t->x->c, column))
			return -0.2;
		if (key >= 0 && t->x->c->columns[key].entity == t->x->c->columns[column].entity)
			return -0.1;
	}
	return 0;
}

/* "web", then "vs ios": both, side by side. */
static int versus_values(struct mdp_talk *t, const struct mdp_pred *p)
{
	bool negated;
	const struct mdp_pred *c;
	if (!is_values(p, &negated, &c) || negated || c->left->kind != MDP_X_COLUMN || !mdp_talk_grouped(t->q))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "it is not clear what is compared with what");
	for (int i = 0; i < t->q->nby; i++)
		if (mdp_same_expr(t->q->by[i].expr, c->left))
			return 0;
	struct mdp_out *by = MDP_NEW_ARRAY(t->x->a, (size_t)t->q->nby + 1, struct mdp_out);
	for (int i = 0; i < t->q->nby; i++)
		by[i] = t->q->by[i];
	by[t->q->nby] = (struct mdp_out){ column_words(t, p), c->left, NULL };
	t->q->by = by;
	t->q->nby++;
	mdp_talk_changed(t, "split", NULL, column_words(t, p));
	return 0;
}

/* Several values of one thing in one line are any of them ("cats and dogs"), or none of them ("excluding cats and dogs"). */
static int several(struct mdp_talk *t, const struct mdp_pred **list, int n)
{
	int kept = 0;
	for (int i = 0; i < n; i++) {
		const char *a = mdp_talk_subject(t->x->a, list[i]);
		bool is_not, was_not, done = false;
		const struct mdp_pred *is, *was;
		for (int k = 0; k < kept && a && !done; k++) {
			const char *b = mdp_talk_subject(t->x->a, list[k]);
			if (!b || strcmp(a, b) != 0)
				continue;
			if (!is_values(list[i], &is_not, &is) || !is_values(list[k], &was_not, &was) ||
			    is_not != was_not)
				return -1;
			struct mdp_pred *both = values_of(t, was, is, true);
			list[k] = is_not ? mdp_pred_not(t->x->a, both) : both;
			done = true;
		}
		if (!done)
			list[kept++] = list[i];
	}
	return kept;
}

/* Does what is shown of several come to what is shown of each? */
static bool adds_up(const struct mdp_talk *t)
{
	for (int i = 0; i < t->q->nshow; i++) {
		const struct mdp_expr *e = t->q->show[i].expr;
		int m = e->kind == MDP_X_MEASURE ? mdp_catalog_measure(t->x->c, mdp_str_of(e->name)) : -1;
		e = m >= 0 ? t->x->c->measures[m].expr : e;
		if (mdp_talk_aggregate(e, 0) &&
		    (e->kind != MDP_X_AGG || (e->agg != MDP_AGG_SUM && e->agg != MDP_AGG_COUNT)))
			return false;
	}
	return true;
}

/* "in Zug and Davos" of an average: that of both together, or one of each. */
static bool one_of_each(const struct mdp_talk *t, const struct mdp_pred *p)
{
	bool negated;
	const struct mdp_pred *c;
	if (!is_values(p, &negated, &c) || negated || c->nright < 2 || t->q->nby || adds_up(t))
		return false;
	const struct mdp_lattice *l = t->x->t;
	for (int i = 0; i < l->nedges; i++) {
		const struct mdp_meaning *m = &l->edges[i].meaning;
		if (m->kind == MDP_CAT_WORD && !strcmp(m->cat, "conn") && m->sub && !strcmp(m->sub, "or"))
			return false;
	}
	return true;
}

int mdp_talk_conds(struct mdp_talk *t)
{
	const struct mdp_pred *list[MDP_TALK_CONJUNCTS];
	int n = 0, rc = said_conds(t);
	if (rc < 0 || !t->said.nconds)
		return rc;
	bool comparing = t->said.comparing && !t->said.nperiods && !t->said.versus;
	t->also |= comparing;
	for (int i = 0; i < t->said.nconds; i++) {
		const struct mdp_cond *c = t->said.conds[i];
		/* "orders" is a thing before it is what somebody does */
		t->cost += c->kind == MDP_COND_LINK && c->event && c->set && !c->set->where && !c->counted ? 0.3 : 0;
		t->said_cond = mdp_talk_words(t, c->from, c->to);
	}
	rc = mdp_talk_attached(t, false, list, &n);
	if (rc >= 0 && !n)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "this limits nothing of the answer before");
	if (rc >= 0 && t->said.nconds > 1)
		n = several(t, list, n);
	if (n < 0)
		return mdp_talk_refuse(t, MDP_REASON_AMBIGUOUS,
				       "two conditions on one thing: say “or”, or one after the other");
	for (int i = 0; i < n && rc >= 0; i++) {
		if (one_of_each(t, list[i])) {
			t->final = true;
			return mdp_talk_refuse(
				t, MDP_REASON_AMBIGUOUS,
				"this can be a figure of both together, or one of each: say “or”, or split it");
		}
		t->cost += of_a_key(t, list[i]);
		rc = mdp_talk_add(t, list[i], !t->also);
		if (rc >= 0 && comparing)
			rc = versus_values(t, list[i]);
	}
	return rc;
}

/* --- taking conditions away --- */

static bool about_column(const struct mdp_talk *t, const struct mdp_pred *p, const struct mdp_set *s)
{
	bool negated;
	const struct mdp_pred *c = core(p, &negated);
	if (c->kind == MDP_P_EXISTS)
		return !s->attr && c->entity && !strcmp(c->entity, t->x->c->entities[s->entity].name);
	if (c->kind != MDP_P_CMP)
		c = c->nargs && c->args[0]->kind == MDP_P_CMP ? c->args[0] : NULL;
	int column = c && c->left->kind == MDP_X_COLUMN ? mdp_catalog_column(t->x->c, mdp_str_of(c->left->name)) : -1;
	if (column < 0)
		return false;
	if (s->attr)
		return mdp_catalog_original(t->x->c, column) == mdp_catalog_original(t->x->c, s->attr->meaning.id);
	return t->x->c->columns[column].entity == s->entity && !mdp_talk_is_during(c);
}

int mdp_talk_drop_if(struct mdp_talk *t, bool all, const struct mdp_set *s, bool periods)
{
	const struct mdp_pred *list[MDP_TALK_CONJUNCTS], *kept[MDP_TALK_CONJUNCTS];
	int n = mdp_talk_conjuncts(t->q->where, list, MDP_TALK_CONJUNCTS), k = 0;
	for (int i = 0; i < n; i++) {
		bool during = mdp_talk_is_during(list[i]);
		bool go = periods ? during : !during && (all || about_column(t, list[i], s));
		if (!go)
			kept[k++] = list[i];
		else if (!during)
			mdp_talk_changed(t, column_words(t, list[i]), values_text(t, list[i]), NULL);
	}
	if (n < 0 || k == n)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the answer before has no such condition to take away");
	mdp_talk_set_where(t, kept, k);
	return 0;
}

int mdp_talk_drop_conds(struct mdp_talk *t)
{
	int rc = 0;
	for (int i = 0; i < t->nops && rc >= 0; i++) {
		const struct mdp_node *n = t->ops[i];
		if (mdp_node_is(n, "t_nofilter"))
			rc = mdp_talk_drop_if(t, true, NULL, false);
		else if (mdp_node_is(n, "t_any"))
			rc = mdp_node_set(n->args[0]) ? mdp_talk_drop_if(t, false, mdp_node_set(n->args[0]), false)
						      : -MDP_REFUSED;
		else if (mdp_node_is(n, "t_novalue")) {
			/* "drop Texas": what is limited to it is no longer; what is not, is without it */
			const struct mdp_cond *c = mdp_node_cond(n->args[0]);
			struct mdp_cond *not = MDP_NEW(t->x->a, struct mdp_cond);
			if (!c || t->said.nconds == MDP_PHRASE_PARTS)
				return -MDP_REFUSED;
			*not = (struct mdp_cond){
				.kind = MDP_COND_NOT, .args = { c, NULL }, .scope = -1, .from = n->from, .to = n->to
			};
			t->said.conds[t->said.nconds++] = not ;
		}
	}
	return rc;
}
