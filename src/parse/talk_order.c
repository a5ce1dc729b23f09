/* In which order, and how many of them. */
#include <string.h>

#include "catalog/words.h"
#include "parse/talk.h"
#include "base/banned.h"

static const char *main_shown(const struct mdp_talk *t)
{
	for (int i = 0; i < t->q->norder; i++)
		for (int k = 0; k < t->q->nshow; k++)
			if (!strcmp(t->q->order[i].by, t->q->show[k].name) &&
			    (mdp_talk_aggregate(t->q->show[k].expr, 0) || !mdp_talk_grouped(t->q)))
				return t->q->show[k].name;
	for (int k = 0; k < t->q->nshow && mdp_talk_grouped(t->q); k++)
		if (mdp_talk_aggregate(t->q->show[k].expr, 0))
			return t->q->show[k].name;
	return NULL;
}

static bool ordered_by(const struct mdp_talk *t, const char *name, bool *descending)
{
	for (int i = 0; i < t->q->norder; i++)
		if (!strcmp(t->q->order[i].by, name)) {
			*descending = t->q->order[i].descending;
			return true;
		}
	return false;
}

static void order_by(struct mdp_talk *t, const char *name, bool descending, bool break_ties)
{
	struct mdp_query *q = t->q;
	struct mdp_order *order = MDP_NEW_ARRAY(t->x->a, (size_t)q->nby + (size_t)q->nwithin + 2, struct mdp_order);
	int n = 0;
	for (int i = 0; i < q->nwithin; i++)
		order[n++] = (struct mdp_order){ q->within[i], false };
	order[n++] = (struct mdp_order){ name, descending };
	for (int i = 0; i < q->nby && break_ties; i++) {
		bool there = !strcmp(q->by[i].name, name);
		for (int k = 0; k < q->nwithin; k++)
			there |= !strcmp(q->within[k], q->by[i].name);
		if (!there)
			order[n++] = (struct mdp_order){ q->by[i].name, false };
	}
	q->order = order;
	q->norder = n;
}

/* A group that wins must be a group. */
static void leave_out_null(struct mdp_talk *t)
{
	for (int i = 0; i < t->q->nby; i++) {
		const struct mdp_expr *e = t->q->by[i].expr;
		int column = e->kind == MDP_X_COLUMN ? mdp_catalog_column(t->x->c, mdp_str_of(e->name)) : -1;
		if (column < 0 || t->x->c->columns[column].nulls == 0)
			continue;
		struct mdp_pred *known = mdp_pred_known(t->x->a, (struct mdp_expr *)(uintptr_t)e);
		t->q->where = mdp_pred_and(t->x->a, t->q->where, known);
	}
}

static const char *number_text(const struct mdp_talk *t, int n)
{
	return n ? mdp_arena_printf(t->x->a, "%d", n) : "all";
}

/* n 0: not said. dir NULL: as it is sorted, else the most first. */
static int top(struct mdp_talk *t, const struct mdp_node *dir, double n)
{
	struct mdp_query *q = t->q;
	const char *by = main_shown(t);
	bool descending = true;
	if (!q->nby && mdp_talk_grouped(q))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the answer before is one number: there is nothing to take the first of");
	if (n < 0 || n > 1e6 || (n > 0 && n != (double)(int)n))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "%g is no number of rows", n);
	bool sorted = by && ordered_by(t, by, &descending);
	const char *was = number_text(t, q->limit);
	if (!dir && !sorted && q->norder) { /* the first of a series are its first */
		q->limit = (int)n;
		q->ties = false;
		mdp_talk_changed(t, "rows", was, number_text(t, q->limit));
		return 0;
	}
	if (dir && dir->edge && !strcmp(dir->edge->meaning.cat, "adj") && n <= 0)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "it is not clear what the answer before has to do with this");
	if (!by && dir)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "it is not said by what to rank these");
	bool wants = dir ? strncmp(mdp_node_word(dir), "asc", 3) != 0 : descending;
	int limit = n > 0 ? (int)n : q->limit ? q->limit : MDP_TALK_TOP;
	bool winner = n <= 0 &&
		      (!q->limit || (q->limit == 1 && q->ties)); /* "and the lowest?" is that one, with all that tie */
	limit = winner ? 1 : limit;
	if (dir && sorted && wants != descending)
		mdp_talk_changed(t, "order", descending ? "highest first" : "lowest first",
				 wants ? "highest first" : "lowest first");
	if (limit != q->limit)
		mdp_talk_changed(t, "rows", was, number_text(t, limit));
	q->limit = limit;
	q->ties = winner;
	if (by) {
		leave_out_null(t);
		order_by(t, by, wants, !winner);
	}
	return 0;
}

/* "Biggest first", of a list of things: by what each of them comes to, which is shown beside; NULL when nothing tells. */
static const char *by_amount(struct mdp_talk *t)
{
	bool several = true;
	int m = mdp_talk_grouped(t->q) || t->q->limit || t->q->distinct ? -1 : mdp_entity_main(t->x, t->of, &several);
	int column = m < 0 || several ? -1 : mdp_catalog_aggregated(t->x->c, t->x->c->measures[m].expr);
	struct mdp_figure f;
	if (column < 0 || t->x->c->columns[column].entity != t->of)
		return NULL;
	mdp_figure_column(t->x, column, NULL, &f);
	for (int i = 0; i < t->q->nshow; i++)
		if (mdp_same_expr(t->q->show[i].expr, f.expr))
			return t->q->show[i].name;
	return mdp_talk_show(t, &f, true) < 0 ? NULL : f.name;
}

static int sort(struct mdp_talk *t, bool said, bool descending)
{
	const char *by = main_shown(t);
	if (!t->q->nby && mdp_talk_grouped(t->q))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the answer before is one number: there is nothing to sort");
	bool was = true;
	if (!by && said && !t->q->norder)
		by = by_amount(t);
	if (!by && !(t->q->norder && (by = t->q->order[0].by)))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "it is not said by what to sort these");
	bool sorted = ordered_by(t, by, &was);
	if (!said)
		descending = sorted ? !was : true;
	order_by(t, by, descending, t->q->limit > 0 && !t->q->ties);
	mdp_talk_changed(t, "order", sorted ? (was ? "highest first" : "lowest first") : NULL,
			 descending ? "highest first" : "lowest first");
	return 0;
}

/* By what the things go by: the first text among keys and shown columns. */
static int sort_by_name(struct mdp_talk *t)
{
	const struct mdp_out *outs[2] = { t->q->by, t->q->show };
	int counts[2] = { t->q->nby, t->q->nshow };
	for (int pass = 0; pass < 2; pass++)
		for (int k = 0; k < 2; k++)
			for (int i = 0; i < counts[k]; i++) {
				const struct mdp_expr *e = outs[k][i].expr;
				int column =
					e->kind == MDP_X_COLUMN ? mdp_catalog_column(t->x->c, mdp_str_of(e->name)) : -1;
				if (column < 0 || (pass == 0 && t->x->c->columns[column].role != MDP_ROLE_NAME) ||
				    t->x->c->columns[column].type != MDP_T_TEXT)
					continue;
				if (t->q->limit)
					break;
				order_by(t, outs[k][i].name, false, false);
				mdp_talk_changed(t, "order", NULL, mdp_arena_printf(t->x->a, "by %s", outs[k][i].name));
				return 0;
			}
	return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
			       t->q->limit ? "these are the first by a figure: sorted by name they would be others"
					   : "the answer before has no names to sort by");
}

static bool said_ascending(const struct mdp_talk *t)
{
	const struct mdp_lattice *l = t->x->t;
	for (int i = 0; i < l->nedges; i++) {
		const struct mdp_meaning *m = &l->edges[i].meaning;
		if (m->kind == MDP_CAT_WORD && !strcmp(m->cat, "order") && m->sub && !strcmp(m->sub, "asc"))
			return true;
	}
	return false;
}

/* "cheapest first", "lowest first": of an amount, rather than by name. */
static bool says_quality(const struct mdp_talk *t)
{
	const struct mdp_lattice *l = t->x->t;
	for (int i = 0; i < l->ntokens; i++)
		if (mdp_talk_edge(l, i, "dir", NULL, NULL) || mdp_talk_edge(l, i, "adj", NULL, NULL))
			return true;
	return false;
}

static int said_orders(struct mdp_talk *t)
{
	struct mdp_frame f;
	for (int i = 0; i < t->said.norders; i++)
		if (!t->said.orders[i].by) {
			if (t->q->nby == 0 && !mdp_talk_grouped(t->q) && !main_shown(t) && says_quality(t))
				return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
						       "it is not said by what to sort these");
			bool name = t->q->nby == 0 && !mdp_talk_grouped(t->q);
			return name && !t->q->norder && !t->said.orders[i].descending
				       ? sort_by_name(t)
				       : sort(t, true, t->said.orders[i].descending);
		}
	if (!t->q->nby && mdp_talk_grouped(t->q))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED,
				       "the answer before is one number: there is nothing to sort");
	if (!mdp_talk_frame(t, &f))
		return -MDP_REFUSED;
	memcpy(f.orders, t->said.orders, sizeof(f.orders));
	f.norders = t->said.norders;
	const char *first = f.orders[0].by->name;
	for (int i = 0; i < f.norders && t->q->nby; i++) {
		struct mdp_figure *by = MDP_NEW(t->x->a, struct mdp_figure);
		*by = *f.orders[i].by;
		mdp_figure_as_total(t->x, by);
		/* a figure is sorted with the most first, unless it was said otherwise */
		f.orders[i].descending |= by->kind == MDP_FIG_AMOUNT && !said_ascending(t);
		f.orders[i].by = by;
	}
	t->q->order = NULL;
	t->q->norder = 0;
	f.q = t->q;
	int rc = mdp_frame_orders(&f);
	mdp_talk_changed(t, "order", NULL, mdp_arena_printf(t->x->a, "by %s", first));
	return rc;
}

/* "sort by orders": by their number, shown beside. */
static int sort_by_count(struct mdp_talk *t, const struct mdp_node *n)
{
	const struct mdp_figure *f = mdp_node_figure(n->args[0]);
	const char *word = n->nargs > 1 ? mdp_node_word(n->args[1]) : "";
	if (!f || t->q->limit || (!t->q->nby && mdp_talk_grouped(t->q)))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "the answer before cannot be sorted by that");
	int rc = 0;
	const char *name = f->name;
	for (int i = 0; i < t->q->nshow; i++)
		if (mdp_same_expr(t->q->show[i].expr, f->expr))
			name = t->q->show[i].name;
	if (name == f->name)
		rc = mdp_talk_show(t, f, true);
	order_by(t, name, strncmp(word, "asc", 3) != 0, false);
	mdp_talk_changed(t, "order", NULL, mdp_arena_printf(t->x->a, "by %s", name));
	return rc;
}

static double number_of(const struct mdp_node *n)
{
	return n && n->edge && n->edge->meaning.kind == MDP_CAT_NUMBER ? n->edge->number : 0;
}

/* Is a row of the answer, of which this column is shown, one of these? A state is of a customer, and a row by state is no customer. */
static bool shows(const struct mdp_talk *t, int column, const struct mdp_set *s)
{
	const struct mdp_catalog *c = t->x->c;
	column = mdp_catalog_original(c, column);
	if (s->attr)
		return column == mdp_catalog_original(c, s->attr->meaning.id);
	const struct mdp_entity *e = &c->entities[s->entity];
	if (!mdp_talk_grouped(t->q))
		return c->columns[column].entity == s->entity;
	bool names = e->label >= 0 && column == mdp_catalog_original(c, e->label);
	for (int i = 0; i < e->nkey && e->nkey == 1; i++)
		names |= column == mdp_catalog_original(c, e->key[i]);
	return names;
}

bool mdp_talk_rows_are(const struct mdp_talk *t, const struct mdp_set *s)
{
	bool same = false;
	for (int i = 0; i < t->q->nby + t->q->nshow; i++) {
		const struct mdp_expr *e = i < t->q->nby ? t->q->by[i].expr : t->q->show[i - t->q->nby].expr;
		int column = e->kind == MDP_X_COLUMN ? mdp_catalog_column(t->x->c, mdp_str_of(e->name)) : -1;
		same |= column >= 0 && shows(t, column, s);
	}
	return same;
}

/* "top 3 products" where products are ranked: so many of them, else a question of its own. */
static int topof(struct mdp_talk *t, const struct mdp_node *n)
{
	const struct mdp_set *s = mdp_node_set(n->args[2]);
	if (!s || s->where || s->extreme)
		return -MDP_REFUSED;
	if (t->said.listed || t->said.nfigures)
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "this is a question of its own");
	if (!mdp_talk_rows_are(t, s))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "this is a question of its own");
	return top(t, n->args[0], number_of(n->args[1]));
}

/* "which month was the busiest", "which one sold least": among the groups of the answer. */
static int peak(struct mdp_talk *t, const struct mdp_node *n)
{
	struct mdp_key *keys = MDP_NEW_ARRAY(t->x->a, MDP_PHRASE_PARTS, struct mdp_key);
	int nkeys = n->nargs == 2 ? mdp_talk_node_keys(n->args[1], keys) : 0;
	bool fits = t->nops == 1 && !t->said.nfigures && !t->said.listed && !t->said.nperiods && !t->said.nconds &&
		    (n->nargs != 2 || nkeys > 0);
	for (int i = 0; i < t->q->nby && n->nargs > 2; i++) { /* "who" is somebody */
		const struct mdp_expr *e = t->q->by[i].expr;
		int column = e->kind == MDP_X_COLUMN ? mdp_catalog_column(t->x->c, mdp_str_of(e->name)) : -1;
		fits &= column >= 0 && t->x->c->columns[column].entity >= 0 &&
			mdp_entity_is_somebody(t->x, t->x->c->columns[column].entity);
	}
	bool split = fits && nkeys == 1 && !t->q->nby && mdp_talk_grouped(t->q) && !t->q->having && keys[0].n &&
		     keys[0].entity >= 0 && mdp_entity_determines(t->x, t->of, keys[0].entity);
	if (split) { /* "which country has most of those", of one number */
		t->q->by = keys[0].outs;
		t->q->nby = keys[0].n;
		mdp_talk_changed(t, "split", NULL, keys[0].outs[0].name);
	}
	for (int i = 0; i < nkeys; i++)
		fits &= split || mdp_talk_splits(t->q, &keys[i]);
	if (!fits || !t->q->nby || !mdp_talk_grouped(t->q))
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "this is a question of its own");
	const char *noun = strchr(mdp_node_word(n->args[0]), ':'), *by = main_shown(t);
	if (noun && (!by || !mdp_words_have(by, mdp_str_of(noun + 1)))) /* "the most expensive" is by a price */
		return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "this is a question of its own");
	t->q->limit = 0; /* the first of those that were shown, by the same figure */
	return top(t, n->args[0], 0);
}

/* "cheapest", rather than "lowest": of some amount of its own. */
static bool is_quality(const struct mdp_node *n)
{
	return n && n->edge && !strcmp(n->edge->meaning.cat, "adj");
}

int mdp_talk_order(struct mdp_talk *t)
{
	int rc = 0;
	for (int i = 0; i < t->nops && rc >= 0; i++) {
		const struct mdp_node *n = t->ops[i];
		if (mdp_node_is(n, "t_top")) {
			bool alone = t->nops == 1 && !t->said.nfigures && !t->said.listed && !t->said.norders;
			if (!n->args[1] && !alone)
				t->cost += 0.3; /* "highest" of another clause */
			if (!n->args[1] && t->peak)
				continue;
			rc = top(t, n->args[0], number_of(n->args[1]));
		} else if (mdp_node_is(n, "t_peak"))
			rc = peak(t, n);
		else if (mdp_node_is(n, "t_topof"))
			rc = topof(t, n);
		else if (mdp_node_is(n, "t_more"))
			rc = t->q->limit ? top(t, NULL, t->q->limit + number_of(n->args[0])) : -MDP_REFUSED;
		else if (mdp_node_is(n, "t_sort") && is_quality(n->args[0]) && !main_shown(t))
			return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "it is not said by what to sort these");
		else if (mdp_node_is(n, "t_sort"))
			rc = sort(t, true, strncmp(mdp_node_word(n->args[0]), "asc", 3) != 0);
		else if (mdp_node_is(n, "t_reverse"))
			rc = sort(t, false, false);
		else if (mdp_node_is(n, "t_sortby"))
			rc = sort_by_count(t, n);
		else if (mdp_node_is(n, "t_byname"))
			rc = sort_by_name(t);
		else if (mdp_node_is(n, "t_all")) {
			if (!t->q->limit)
				return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "the answer before is whole already");
			mdp_talk_changed(t, "rows", number_text(t, t->q->limit), "all");
			mdp_talk_no_limit(t);
		}
	}
	if (rc >= 0 && t->said.norders) {
		rc = said_orders(t);
		const struct mdp_figure *by = t->said.orders[0].by;
		t->final |= rc < 0 && by &&
			    (by->kind == MDP_FIG_AMOUNT ||
			     (by->column >= 0 && mdp_column_is_number(&t->x->c->columns[by->column])));
	}
	if (rc >= 0 && (t->said.extreme || t->said.ranked))
		rc = mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "this is a question of its own");
	if (rc >= 0 && t->said.rank_by) { /* "by revenue" of a ranking */
		const struct mdp_figure *f = t->said.rank_by;
		if (!t->q->limit || f->entity != t->of)
			return mdp_talk_refuse(t, MDP_REASON_UNSUPPORTED, "an amount is nothing to split by");
		const char *was = main_shown(t);
		rc = mdp_talk_show(t, f, t->also);
		bool descending = true;
		if (was)
			ordered_by(t, f->name, &descending);
		order_by(t, f->name, descending, !t->q->ties);
		mdp_talk_changed(t, "order", was, f->name);
	}
	return rc;
}
