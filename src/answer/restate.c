/*
 * The query in regular English, from the query alone: what is shown, by what, of which rows, ordered how. The forms are
 * those that the rules of data/lexicon read, so that asking a restatement gives the same query. What a form implies when it
 * is read (a ranking leaves out groups without a name, a series is sorted by time) is not said again.
 */
#include <string.h>
#include "answer/analyses.h"
#include "answer/restate.h"
#include "answer/say.h"
#include "base/limits.h"
#include "base/banned.h"

static bool has_aggregate(const struct mdp_expr *x, int depth)
{
	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	return x->kind == MDP_X_AGG || x->kind == MDP_X_MEASURE || has_aggregate(x->arg, depth + 1) ||
	       has_aggregate(x->arg2, depth + 1);
}

bool mdp_query_is_grouped(const struct mdp_query *q)
{
	bool grouped = q->nby > 0;
	for (int i = 0; i < q->nshow; i++)
		grouped |= has_aggregate(q->show[i].expr, 0);
	return grouped;
}

/* Does some shown aggregate already name the entity the filters are on? Then "for orders" would say it twice. */
static bool names_entity(const struct mdp_sayer *r, const struct mdp_expr *x, int depth)
{
	if (!x || depth > MDP_LIMIT_QUERY_DEPTH)
		return false;
	if (x->kind == MDP_X_AGG && x->entity && !strcmp(x->entity, r->q->of) &&
	    (x->agg == MDP_AGG_COUNT || (x->arg && x->arg->kind == MDP_X_AGG)))
		return true;
	if (x->kind == MDP_X_MEASURE) {
		int m = mdp_catalog_measure(r->c, mdp_str_of(x->name));
		return m >= 0 && !strcmp(r->c->entities[r->c->measures[m].entity].name, r->q->of);
	}
	return names_entity(r, x->arg, depth + 1) || names_entity(r, x->arg2, depth + 1);
}

static void say_outs(struct mdp_sayer *r, const struct mdp_out *outs, int n)
{
	for (int i = 0; i < n; i++) {
		if (i)
			mdp_say(r, i + 1 < n ? ", " : " and ");
		mdp_say_expr(r, outs[i].expr, 1);
	}
}

static const struct mdp_out *find_out(const struct mdp_out *outs, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (!strcmp(outs[i].name, name))
			return &outs[i];
	return NULL;
}

static const struct mdp_expr *named(const struct mdp_query *q, const char *name)
{
	const struct mdp_out *out = find_out(q->show, q->nshow, name);
	if (!out)
		out = find_out(q->by, q->nby, name);
	return out ? out->expr : NULL;
}

static int column_of(const struct mdp_sayer *r, const struct mdp_expr *x)
{
	int id = x->kind == MDP_X_COLUMN ? mdp_catalog_column(r->c, mdp_str_of(x->name)) : -1;
	return id < 0 ? -1 : mdp_catalog_original(r->c, id);
}

/* The role of an entity in which a column stands: said, or that of the column as a reference to it. */
static const char *role_of(const struct mdp_sayer *r, const struct mdp_expr *x, int entity, bool *refers)
{
	int id = column_of(r, x);
	*refers = false;
	for (int i = 0; !x->role && id >= 0 && i < r->c->nsites && r->c->entities[entity].nkey == 1; i++) {
		const struct mdp_site *s = &r->c->sites[i];
		if (s->entity != entity || !s->role || s->key[0] != id)
			continue;
		*refers = true;
		return s->role;
	}
	return x->role;
}

/* The entity whose key is among the columns, all of them its own; -1 when they are not one thing. *role: in which it stands, or NULL. */
static int entity_of_columns(const struct mdp_sayer *r, const struct mdp_out *const *outs, int n, const char **role)
{
	for (int e = 0; e < r->c->nentities; e++) {
		const struct mdp_entity *entity = &r->c->entities[e];
		int keys = 0, others = 0;
		for (int i = 0; i < n; i++) {
			int id = column_of(r, outs[i]->expr);
			bool key;
			const char *its = role_of(r, outs[i]->expr, e, &key);
			for (int k = 0; k < entity->nkey; k++)
				key |= id >= 0 && mdp_catalog_original(r->c, entity->key[k]) == id;
			keys += key;
			others += !key && (id < 0 || (entity->label != id && r->c->columns[id].entity != e));
			if (i == 0)
				*role = its;
			others += (its == NULL) != (*role == NULL) || (its && strcmp(its, *role) != 0);
		}
		if (n && keys == entity->nkey && entity->nkey && !others)
			return e;
	}
	return -1;
}

static const char *singular_or_plural(const struct mdp_sayer *r, int e, bool plural)
{
	return plural ? r->c->entities[e].plural : r->c->entities[e].name;
}

/* What a ranking is over: an entity, else a single key. False when it has no such form. */
static bool say_target(struct mdp_sayer *r, const struct mdp_out *const *keys, int n, bool plural)
{
	const char *role;
	int e = entity_of_columns(r, keys, n, &role);
	if (e >= 0) {
		if (role)
			mdp_buf_printf(r->out, "%s ", role);
		mdp_say(r, singular_or_plural(r, e, plural));
		return true;
	}
	if (n != 1)
		return false;
	struct mdp_buf phrase = MDP_BUF_INIT, *out = r->out;
	r->out = &phrase;
	mdp_say_expr(r, keys[0]->expr, 1);
	r->out = out;
	const char *text = mdp_arena_strdup(r->a, mdp_buf_cstr(&phrase));
	mdp_buf_release(&phrase);
	mdp_say(r, plural && keys[0]->expr->kind == MDP_X_COLUMN ? mdp_words_plural(r->a, text) : text);
	return true;
}

static void say_within(struct mdp_sayer *r, const struct mdp_query *q)
{
	for (int i = 0; i < q->nwithin; i++) {
		const struct mdp_expr *x = named(q, q->within[i]);
		mdp_say(r, i ? " and " : " in each ");
		if (x)
			mdp_say_expr(r, x, 1);
	}
}

/* "top 5 products by revenue", "which state has the lowest revenue". False when the query has no such form. */
static bool say_ranking(struct mdp_sayer *r, const struct mdp_query *q)
{
	const struct mdp_out *keys[8], *ranked = NULL;
	bool descending = false;
	int n = 0;
	if (!q->limit || !q->nby || q->nby > 8 || q->nshow != 1 || q->having)
		return false;
	for (int i = 0; i < q->norder && !ranked; i++) {
		ranked = find_out(q->show, q->nshow, q->order[i].by);
		descending = q->order[i].descending;
	}
	const char *role;
	for (int i = 0; i < q->nby; i++) {
		bool within = false;
		for (int k = 0; k < q->nwithin; k++)
			within |= !strcmp(q->within[k], q->by[i].name);
		if (!within)
			keys[n++] = &q->by[i];
	}
	if (!ranked || !n || (n > 1 && entity_of_columns(r, keys, n, &role) < 0))
		return false;
	bool winner = q->limit == 1 && q->ties;
	if (winner) {
		mdp_say(r, "which ");
		say_target(r, keys, n, false);
		mdp_say(r, descending ? " has the highest " : " has the lowest ");
	} else {
		mdp_buf_printf(r->out, "%s %d ", descending ? "top" : "bottom", q->limit);
		say_target(r, keys, n, q->limit > 1);
		mdp_say(r, " by ");
	}
	/* "the highest price in each category": each product has one, which is its own greatest */
	bool own = q->nwithin && ranked->expr->kind == MDP_X_AGG && ranked->expr->arg &&
		   ranked->expr->agg == (descending ? MDP_AGG_MAX : MDP_AGG_MIN);
	mdp_say_expr(r, own ? ranked->expr->arg : ranked->expr, 1);
	say_within(r, q);
	mdp_say_where(r, q->where, q);
	return true;
}

/* "which 10 products have the highest margin": instances ranked by one of their own figures. */
static bool say_ranked_list(struct mdp_sayer *r, const struct mdp_query *q)
{
	const struct mdp_out *ranked = q->norder ? find_out(q->show, q->nshow, q->order[0].by) : NULL;
	if (!q->limit || !ranked || q->nby || q->nshow > 4)
		return false;
	const struct mdp_entity *e = mdp_say_entity(r, q->of);
	bool winner = q->limit == 1 && q->ties && e;
	mdp_say(r, "which ");
	if (q->limit > 1)
		mdp_buf_printf(r->out, "%d ", q->limit);
	mdp_say(r, winner ? e->name : mdp_say_plural(r, q->of));
	mdp_say(r, winner ? " has" : " have");
	mdp_say(r, q->order[0].descending ? " the highest " : " the lowest ");
	mdp_say_expr(r, ranked->expr, 1);
	mdp_say_where(r, q->where, q);
	return true;
}

static bool is_own_day(const struct mdp_expr *x, enum mdp_aggregate fn)
{
	return x->kind == MDP_X_AGG && x->agg == fn && !x->where && x->arg && x->arg->kind == MDP_X_TRUNC &&
	       x->arg->grain == MDP_GRAIN_DAY;
}

/* The first day, the last day, or both. */
static bool say_days(struct mdp_sayer *r, const struct mdp_query *q)
{
	if (q->nby || q->where || q->having)
		return false;
	if (q->nshow == 2 && is_own_day(q->show[0].expr, MDP_AGG_MIN) && is_own_day(q->show[1].expr, MDP_AGG_MAX)) {
		mdp_say(r, "available data range");
		return true;
	}
	bool first = q->nshow == 1 && is_own_day(q->show[0].expr, MDP_AGG_MIN);
	if (!first && (q->nshow != 1 || !is_own_day(q->show[0].expr, MDP_AGG_MAX)))
		return false;
	const struct mdp_entity *e = mdp_say_entity(r, q->of);
	mdp_buf_printf(r->out, "when was the %s %s", first ? "first" : "last", e ? e->name : q->of);
	return true;
}

/* A series is in the order of its time, and ties are broken by the keys, without a word. */
static bool order_is_implied(const struct mdp_query *q)
{
	for (int i = 0; i < q->norder; i++) {
		const struct mdp_expr *x = named(q, q->order[i].by);
		bool key = x && find_out(q->by, q->nby, q->order[i].by);
		if (!key || q->order[i].descending)
			return false;
	}
	return true;
}

static void say_order(struct mdp_sayer *r, const struct mdp_query *q)
{
	if (!order_is_implied(q)) {
		for (int i = 0; i < q->norder; i++) {
			const struct mdp_expr *x = named(q, q->order[i].by);
			if (!x)
				continue;
			mdp_say(r, i ? " and " : " sorted by ");
			mdp_say_expr(r, x, 1);
			mdp_say(r, q->order[i].descending ? " descending" : "");
		}
	}
	if (q->limit)
		mdp_buf_printf(r->out, ", first %d", q->limit);
	say_within(r, q);
}

/* Key and name of the entity itself are what a list of it shows without being asked. */
static bool shows_itself(const struct mdp_sayer *r, const struct mdp_query *q)
{
	const struct mdp_out *outs[8];
	if (!q->nshow || q->nshow > 8)
		return q->nshow == 0;
	for (int i = 0; i < q->nshow; i++)
		outs[i] = &q->show[i];
	const char *role;
	int e = entity_of_columns(r, outs, q->nshow, &role);
	if (e < 0 || role || strcmp(r->c->entities[e].name, q->of))
		return false;
	int known_by[MDP_KNOWN_BY], n = mdp_catalog_known_by(r->c, e, known_by), found = 0;
	if (n == 0 || r->c->entities[e].label >= 0)
		return q->nshow <= r->c->entities[e].nkey + 1;
	for (int i = 0; i < q->nshow; i++)
		for (int k = 0; k < n; k++)
			found += column_of(r, q->show[i].expr) == known_by[k];
	return found == n && q->nshow == r->c->entities[e].nkey + n;
}

/* All that is known of the things, as of one that is looked up. */
static bool shows_particulars(const struct mdp_sayer *r, const struct mdp_query *q)
{
	int columns[MDP_PARTICULARS], e = mdp_catalog_entity(r->c, mdp_str_of(q->of));
	int n = e < 0 ? 0 : mdp_catalog_particulars(r->c, e, columns, MDP_PARTICULARS);
	if (n < 3 || n != q->nshow || q->distinct)
		return false;
	for (int i = 0; i < n; i++) { /* in any order: names may stand first */
		bool there = false;
		int column = q->show[i].expr->kind == MDP_X_COLUMN && !q->show[i].expr->role
				     ? mdp_catalog_column(r->c, mdp_str_of(q->show[i].expr->name))
				     : -1;
		for (int k = 0; k < n; k++)
			there |= column >= 0 && columns[k] == column;
		if (!there)
			return false;
	}
	return true;
}

static void say_list(struct mdp_sayer *r, const struct mdp_query *q)
{
	bool whole = shows_particulars(r, q);
	bool named = !whole && !shows_itself(r, q), twice = named && q->nshow && !strncmp(q->show[0].name, "list ", 5);
	mdp_say(r, whole         ? "everything about "
		   : q->distinct ? "list distinct "
		   : twice       ? "show " /* a column "list price" */
				 : "list ");
	if (named) {
		say_outs(r, q->show, q->nshow);
		mdp_say(r, " of ");
	}
	mdp_say(r, mdp_say_plural(r, q->of));
}

static void say_groups(struct mdp_sayer *r, const struct mdp_query *q)
{
	bool entity_named = false;
	for (int i = 0; i < q->nshow; i++)
		entity_named |= names_entity(r, q->show[i].expr, 0);
	if (!q->nshow && q->having) { /* "list each state with revenue more than 1000" */
		mdp_say(r, "list each ");
		say_outs(r, q->by, q->nby);
		return;
	}
	say_outs(r, q->show, q->nshow);
	if (q->nby) {
		mdp_say(r, " by ");
		say_outs(r, q->by, q->nby);
	}
	if (!entity_named)
		mdp_buf_printf(r->out, " for %s", mdp_say_plural(r, q->of));
}

/* "days that have more than 20 orders": units of time of whose figure something is said. */
static bool say_periods(struct mdp_sayer *r, const struct mdp_query *q)
{
	const struct mdp_expr *key = q->nby == 1 ? q->by[0].expr : NULL, *left = q->having ? q->having->left : NULL;
	if (!key || !left || q->nshow != 1 || q->limit || !mdp_expr_same(left, q->show[0].expr) ||
	    (key->kind != MDP_X_TRUNC && (key->kind != MDP_X_PART || key->part != MDP_PART_YEAR)))
		return false;
	mdp_buf_printf(r->out, "%ss", key->kind == MDP_X_TRUNC ? mdp_grain_word(key->grain) : "year");
	mdp_say_where(r, q->having, NULL);
	mdp_say_where(r, q->where, NULL);
	return true;
}

static void say_select(struct mdp_sayer *r, const struct mdp_query *q)
{
	bool grouped = mdp_query_is_grouped(q);
	if (say_days(r, q) || say_ranking(r, q) || say_periods(r, q) || (!grouped && say_ranked_list(r, q)))
		return;
	if (grouped)
		say_groups(r, q);
	else
		say_list(r, q);
	mdp_say_where(r, q->where, NULL);
	if (q->having) {
		if (q->nshow)
			mdp_say(r, " having");
		mdp_say_where(r, q->having, NULL);
	}
	say_order(r, q);
}

/* Which of the compared groups are kept, and in what order. */
static void say_moved(struct mdp_sayer *r, const struct mdp_query *q)
{
	if (q->moved != MDP_MOVE_ANY)
		mdp_say(r, q->moved == MDP_MOVE_ROSE ? ", only what rose" : ", only what fell");
	for (int i = 0; i < q->norder; i++)
		mdp_buf_printf(r->out, ", by %s%s", q->order[i].by, q->order[i].descending ? " descending" : "");
	if (q->limit)
		mdp_buf_printf(r->out, ", first %d", q->limit);
}

static void say_query(struct mdp_sayer *r, const struct mdp_query *q, int depth)
{
	static const char *const set_words[] = { " or ", " and also ", " but not " };
	if (depth > MDP_LIMIT_QUERY_DEPTH)
		return;
	r->q = q;
	switch (q->kind) {
	case MDP_Q_SELECT:
		say_select(r, q);
		break;
	case MDP_Q_SET:
		for (int i = 0; i < q->nqueries; i++) {
			if (i)
				mdp_say(r, set_words[q->set_op]);
			say_query(r, q->queries[i], depth + 1);
		}
		break;
	case MDP_Q_COMPARE:
		mdp_say(r, "compare ");
		if (q->nqueries)
			say_query(r, q->queries[0], depth + 1);
		mdp_buf_printf(r->out, ", %s versus %s", q->label_b ? q->label_b : "b", q->label_a ? q->label_a : "a");
		say_moved(r, q);
		break;
	case MDP_Q_ANALYSIS:
		mdp_say_analysis(r, q);
		break;
	case MDP_Q_META:
		mdp_say(r, mdp_words_of_name(r->a, q->analysis ? q->analysis : ""));
		for (int i = 0; i < q->nparams; i++) {
			mdp_say(r, i ? " and " : " of ");
			mdp_say_expr(r, q->params[i].expr, 1);
		}
		break;
	}
}

const char *mdp_restate(const struct mdp_catalog *c, const struct mdp_query *q, struct mdp_arena *a)
{
	struct mdp_buf out = MDP_BUF_INIT;
	struct mdp_sayer r = { c, a, &out, q, false };
	say_query(&r, q, 0);
	const char *text = mdp_arena_strdup(a, mdp_buf_cstr(&out));
	mdp_buf_release(&out);
	return text;
}

static const char *taken(struct mdp_sayer *r)
{
	const char *text = mdp_arena_strdup(r->a, mdp_buf_cstr(r->out));
	mdp_buf_clear(r->out);
	return text;
}

void mdp_restate_parts(const struct mdp_catalog *c, const struct mdp_query *q, struct mdp_arena *a,
		       struct mdp_restated *parts)
{
	struct mdp_buf out = MDP_BUF_INIT;
	struct mdp_sayer r = { c, a, &out, q, true };
	const char **shown = MDP_NEW_ARRAY(a, (size_t)q->nshow + 1, const char *);
	for (int i = 0; i < q->nshow; i++) {
		mdp_say_expr(&r, q->show[i].expr, 1);
		shown[i] = taken(&r);
	}
	say_outs(&r, q->by, q->nby);
	const char *keys = taken(&r);
	mdp_say_where(&r, q->where, q);
	*parts = (struct mdp_restated){ shown, keys, taken(&r), mdp_say_plural(&r, q->of) };
	mdp_buf_release(&out);
}
