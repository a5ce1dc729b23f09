/*
 * Tables that are aggregates of others: sums, counts of rows and counts of different things, by the columns of their own key. What they
 * hold is what the finer table holds once more, so it is asked of the finer one and is no second measure beside it. A count of
 * different things of each row does not add up where one thing is counted in several rows. Not the heads of lines (orders): a table
 * that the finer one refers to by its own key is a thing, whose total is an amount of it.
 */
#include <string.h>

#include "base/buf.h"
#include "profile/prof.h"
#include "base/banned.h"

#define COLUMNS_MOST 12 /* of each sort, of one table */
#define WAYS_MOST 3 /* times of the finer table that a day of the aggregate may be of */
#define GROUPS_LEAST 5
#define GROUPS_SHARE 0.9 /* of the aggregate's rows must be groups of the finer table */
#define EQUAL_SHARE 0.98 /* of them must be equal */
#define ROWS_MOST 20000000 /* of the finer table: else it takes longer than a question */
#define HEADS_LINES 50 /* of what may be both a thing and an aggregate: fewer are lines of a head */
#define LINES_MOST 12 /* of one head, on average */
#define NODES_MOST 8
#define KEYS_MOST 3 /* unique columns beside the key */
#define FINER 1.15 /* times as many rows, at least */

/* A table that rows of the finer one lead to, by references; the first is the finer one itself. */
struct node {
	int table, parent;
	const char *alias, *on;
	bool used;
};

/* How the columns of the aggregate's key are made from the finer table and what it refers to. */
struct way {
	const char *exprs[MDP_LIMIT_KEY_COLUMNS];
	struct node nodes[NODES_MOST];
	int nnodes;
};

struct match {
	int table, base;
	const int *key;
	int nkey;
	bool head; /* the finer one refers to it, as lines to their order */
	struct way way;
	int totals[COLUMNS_MOST], ntotals; /* of the aggregate */
	int parts[COLUMNS_MOST], nparts; /* amounts of the finer table */
	int things[COLUMNS_MOST], nthings; /* of which it may count the different ones */
	const char *exprs[COLUMNS_MOST];
};

static int named_like(const struct prof *p, int table, int column)
{
	const struct mdp_table *t = &p->c->tables[table];

	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++) {
		if (strcasecmp(p->c->columns[c].name, p->c->columns[column].name) == 0 &&
		    p->columns[c].class == p->columns[column].class)
			return c;
	}
	return -1;
}

static const char *of(struct prof *p, const char *alias, int column)
{
	return mdp_prof_value(p, mdp_arena_printf(p->a, "%s.", alias), column);
}

/* The same thing as the aggregate's column refers to, or is the key of, in the table of a node. */
static int same_thing(const struct prof *p, int table, int column)
{
	const struct mdp_catalog *c = p->c;

	for (int s = 0; s < c->nsites; s++) {
		if (c->entities[c->sites[s].entity].nkey != 1 || c->sites[s].key[0] != column)
			continue;
		for (int o = 0; o < c->nsites; o++) {
			if (c->sites[o].table == table && c->sites[o].entity == c->sites[s].entity &&
			    p->columns[c->sites[o].key[0]].class == p->columns[column].class)
				return c->sites[o].key[0];
		}
	}
	return -1;
}

static bool has_node(const struct way *w, int table)
{
	for (int i = 0; i < w->nnodes; i++) {
		if (w->nodes[i].table == table)
			return true;
	}
	return false;
}

/* What rows of the finer table lead to: one row each of other tables, once, breadth first. */
static void find_nodes(struct prof *p, const struct match *m, struct way *w)
{
	const struct mdp_catalog *c = p->c;

	w->nodes[0] = (struct node){ .table = m->base, .parent = -1, .alias = "b", .used = true };
	w->nnodes = 1;
	for (int i = 0; i < w->nnodes; i++) {
		for (int s = 0; s < c->nsites && w->nnodes < NODES_MOST; s++) {
			const struct mdp_entity *e = &c->entities[c->sites[s].entity];
			struct node *n = &w->nodes[w->nnodes];

			if (c->sites[s].table != w->nodes[i].table || e->nkey != 1 || !e->own_table ||
			    e->table == m->table || has_node(w, e->table))
				continue;
			*n = (struct node){ .table = e->table, .parent = i };
			n->alias = mdp_arena_printf(p->a, "j%d", w->nnodes);
			n->on = mdp_arena_printf(p->a, "%s = %s", of(p, n->alias, e->key[0]),
						 of(p, w->nodes[i].alias, c->sites[s].key[0]));
			w->nnodes++;
		}
	}
}

static const char *use(struct prof *p, struct way *w, int node, int column)
{
	for (int i = node; i >= 0 && !w->nodes[i].used; i = w->nodes[i].parent)
		w->nodes[i].used = true;
	return of(p, w->nodes[node].alias, column);
}

static const char *joins(struct prof *p, const struct way *w)
{
	const char *out = "";

	for (int i = 1; i < w->nnodes; i++) {
		if (w->nodes[i].used)
			out = mdp_arena_printf(p->a, "%s LEFT JOIN %s AS %s ON %s", out,
					       p->tables[w->nodes[i].table].from, w->nodes[i].alias, w->nodes[i].on);
	}
	return out;
}

/* The n-th time of the finer table and what it leads to, of the grain of the aggregate's column. */
static const char *time_expr(struct prof *p, struct way *w, const char *call, int nth)
{
	for (int i = 0; i < w->nnodes; i++) {
		const struct mdp_table *t = &p->c->tables[w->nodes[i].table];

		for (int c = t->first_column; c < t->first_column + t->ncolumns; c++) {
			if (p->columns[c].class == PROF_TIME && !p->columns[c].secondary && nth-- == 0)
				return mdp_prof_filled(p->a, call, use(p, w, i, c));
		}
	}
	return NULL;
}

static const char *calendar_call(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];

	if (p->columns[column].class == PROF_TIME) {
		switch (col->coverage.grain) {
		case MDP_GRAIN_WEEK:
			return "CAST(date_trunc('week', {}) AS DATE)";
		case MDP_GRAIN_MONTH:
			return "CAST(date_trunc('month', {}) AS DATE)";
		case MDP_GRAIN_QUARTER:
			return "CAST(date_trunc('quarter', {}) AS DATE)";
		case MDP_GRAIN_YEAR:
			return "CAST(date_trunc('year', {}) AS DATE)";
		default:
			return "CAST({} AS DATE)";
		}
	}
	if (p->columns[column].class != PROF_INTEGER)
		return NULL;
	if (col->role == MDP_ROLE_YEAR)
		return "year({})";
	return strcmp(col->words, "month") == 0     ? "month({})"
	       : strcmp(col->words, "quarter") == 0 ? "quarter({})"
						    : NULL;
}

static const char *key_expr(struct prof *p, int column, int nth, struct way *w)
{
	const char *call = calendar_call(p, column);

	for (int pass = 0; pass < 2 && p->columns[column].class != PROF_TIME; pass++) {
		for (int i = 0; i < w->nnodes; i++) {
			int there = pass ? same_thing(p, w->nodes[i].table, column)
					 : named_like(p, w->nodes[i].table, column);

			if (there >= 0)
				return use(p, w, i, there);
		}
	}
	return call ? time_expr(p, w, call, nth) : NULL;
}

static bool find_way(struct prof *p, struct match *m, int nth)
{
	bool timed = false;

	find_nodes(p, m, &m->way);
	for (int k = 0; k < m->nkey; k++) {
		m->way.exprs[k] = key_expr(p, m->key[k], nth, &m->way);
		if (!m->way.exprs[k])
			return false;
		timed |= p->columns[m->key[k]].class == PROF_TIME || p->c->columns[m->key[k]].role == MDP_ROLE_YEAR;
	}
	return timed || nth == 0;
}

static bool is_number(const struct prof *p, int column)
{
	return (p->columns[column].class == PROF_NUMBER || p->columns[column].class == PROF_INTEGER) &&
	       !p->c->columns[column].hidden;
}

static bool in_key(const struct match *m, int column)
{
	for (int k = 0; k < m->nkey; k++) {
		if (m->key[k] == column)
			return true;
	}
	return false;
}

static bool is_site(const struct prof *p, int table, int column)
{
	for (int s = 0; s < p->c->nsites; s++) {
		if (p->c->sites[s].table == table && p->c->entities[p->c->sites[s].entity].nkey == 1 &&
		    p->c->sites[s].key[0] == column)
			return true;
	}
	return false;
}

static bool is_thing(const struct prof *p, int column)
{
	return is_site(p, p->c->columns[column].table, column) || p->columns[column].idlike;
}

static void collect(struct prof *p, struct match *m)
{
	const struct mdp_table *t = &p->c->tables[m->table], *b = &p->c->tables[m->base];

	m->ntotals = m->nparts = 0;
	for (int c = t->first_column; c < t->first_column + t->ncolumns && m->ntotals < COLUMNS_MOST; c++) {
		if (is_number(p, c) && !in_key(m, c) && p->c->columns[c].distinct > 1 && !p->columns[c].idlike)
			m->totals[m->ntotals++] = c;
	}
	for (int c = b->first_column; c < b->first_column + b->ncolumns; c++) {
		if (!is_thing(p, c) && is_number(p, c) && p->c->columns[c].additive != MDP_ADDITIVE_NO &&
		    m->nparts < COLUMNS_MOST)
			m->parts[m->nparts++] = c;
	}
}

/* What the rows name, directly or by what they lead to, several of them the same one. */
static void collect_things(struct prof *p, struct match *m)
{
	m->nthings = 0;
	for (int i = 0; i < m->way.nnodes; i++) {
		const struct mdp_table *t = &p->c->tables[m->way.nodes[i].table];

		for (int c = t->first_column; c < t->first_column + t->ncolumns && m->way.nodes[i].used; c++) {
			if (!is_thing(p, c) || m->nthings == COLUMNS_MOST ||
			    p->c->columns[c].distinct >= p->c->tables[m->base].rows)
				continue;
			m->exprs[m->nthings] = of(p, m->way.nodes[i].alias, c);
			m->things[m->nthings++] = c;
		}
	}
}

/*
 * Is the key of `table` what the finer one refers to, the table being the home of that thing? Of a key of several columns none may be a
 * time, and the thing has few rows of the finer table each.
 */
static bool is_head(const struct prof *p, const struct match *m)
{
	int e = p->c->tables[m->table].row_entity;

	if (e < 0 || mdp_catalog_site(p->c, e, m->base, NULL) < 0)
		return false;
	for (int k = 0; k < m->nkey; k++) {
		if (p->columns[m->key[k]].class == PROF_TIME || p->c->columns[m->key[k]].role == MDP_ROLE_YEAR)
			return false;
	}
	return m->nkey == 1 || p->c->tables[m->table].rows * LINES_MOST > p->c->tables[m->base].rows;
}

static const char *statement(struct prof *p, const struct match *m)
{
	struct mdp_buf inner = MDP_BUF_INIT, outer = MDP_BUF_INIT, on = MDP_BUF_INIT, total = MDP_BUF_INIT;
	const char *sql;

	for (int k = 0; k < m->nkey; k++) {
		mdp_buf_printf(&inner, "%s AS k%d, ", m->way.exprs[k], k);
		mdp_buf_printf(&on, "%st.%s = g.k%d", k ? " AND " : "", mdp_prof_ident(p, m->key[k]), k);
	}
	mdp_buf_puts(&inner, "count(*) AS n");
	for (int i = 0; i < m->nparts; i++)
		mdp_buf_printf(&inner, ", sum(CAST(%s AS DOUBLE)) AS s%d", of(p, "b", m->parts[i]), i);
	for (int i = 0; i < m->nthings; i++) {
		mdp_buf_printf(&inner, ", count(DISTINCT %s) AS d%d", m->exprs[i], i);
		mdp_buf_printf(&total, ", sum(d%d) > (SELECT count(DISTINCT %s) FROM %s AS b%s)", i, m->exprs[i],
			       p->tables[m->base].from, joins(p, &m->way));
	}
	for (int i = 0; i < m->ntotals; i++) {
		const char *have = mdp_arena_printf(p->a, "coalesce(CAST(%s AS DOUBLE), 0)", of(p, "t", m->totals[i]));

		for (int k = 0; k < m->nparts; k++)
			mdp_buf_printf(
				&outer,
				", count(*) FILTER (WHERE abs(%s - coalesce(s%d, 0)) <= 0.0051 + 1e-9 * abs(%s))", have,
				k, have);
		mdp_buf_printf(&outer, ", count(*) FILTER (WHERE %s = n)", have);
		for (int k = 0; k < m->nthings; k++)
			mdp_buf_printf(&outer, ", count(*) FILTER (WHERE %s = d%d)", have, k);
	}
	sql = mdp_arena_printf(
		p->a, "SELECT count(*)%s%s FROM %s AS t JOIN (SELECT %s FROM %s AS b%s GROUP BY ALL) AS g ON %s",
		mdp_buf_cstr(&total), mdp_buf_cstr(&outer), p->tables[m->table].from, mdp_buf_cstr(&inner),
		p->tables[m->base].from, joins(p, &m->way), mdp_buf_cstr(&on));
	mdp_buf_release(&inner);
	mdp_buf_release(&outer);
	mdp_buf_release(&on);
	mdp_buf_release(&total);
	return sql;
}

/* A sum, or a count of rows, that is asked of the finer table. */
static void is_part_of(struct prof *p, const struct match *m, int column, const char *how)
{
	struct mdp_column *col = &p->c->columns[column];

	col->hidden = true;
	col->role_how = how;
	p->c->tables[m->table].aggregate_of = m->base;
}

/* Counts of different things of each row: of a thing that is known they are asked of it, and never added up. */
static void is_count_of(struct prof *p, const struct match *m, int column, int thing, bool shared)
{
	struct mdp_column *col = &p->c->columns[column];

	if (shared) {
		col->role = MDP_ROLE_COUNT;
		col->additive = MDP_ADDITIVE_NO;
		col->role_how = mdp_arena_printf(&p->c->arena, "counts the different %s of each row",
						 p->c->columns[thing].name);
	}
	if (is_site(p, p->c->columns[thing].table, thing))
		col->hidden = true;
	p->c->tables[m->table].aggregate_of = m->base;
}

/* Of few groups sums may be equal by chance, unless both columns have one name. */
static bool is_namesake(const struct prof *p, const struct match *m, int total, int part)
{
	return part < m->nparts && strcasecmp(p->c->columns[total].name, p->c->columns[m->parts[part]].name) == 0;
}

/* Is every number of the table a sum or count of the finer one, but for averages and shares? And there is nothing else in it. */
static bool is_all_explained(const struct prof *p, const struct match *m, const struct mdp_result *res)
{
	const struct mdp_table *t = &p->c->tables[m->table];
	double least = EQUAL_SHARE * (double)mdp_prof_int(res, 0, 0);
	int at = 1 + m->nthings, width = m->nparts + 1 + m->nthings, n = 0;

	for (int c = t->first_column; c < t->first_column + t->ncolumns; c++) {
		bool total = false;

		for (int i = 0; i < m->ntotals; i++)
			total |= m->totals[i] == c;
		if (!total && !in_key(m, c) && p->c->columns[c].additive != MDP_ADDITIVE_NO)
			return false;
	}
	for (int i = 0; i < m->ntotals; i++) {
		bool found = p->c->columns[m->totals[i]].additive == MDP_ADDITIVE_NO;

		for (int k = 0; k < width; k++) {
			bool equal = (double)mdp_prof_int(res, 0, at + i * width + k) >= least;

			found |= equal;
			n += equal;
		}
		if (!found)
			return false;
	}
	return n > 1;
}

static bool judge(struct prof *p, const struct match *m, const struct mdp_result *res)
{
	int64_t groups = mdp_prof_int(res, 0, 0);
	double rows = (double)p->c->tables[m->table].rows, least = EQUAL_SHARE * (double)groups;
	int at = 1 + m->nthings, width = m->nparts + 1 + m->nthings;
	bool sums = false;

	if (groups < 2 || (double)groups < GROUPS_SHARE * rows || (m->head && !is_all_explained(p, m, res)))
		return false;
	/* one sum or count of rows must hold, else equal counts may be chance */
	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; i < m->ntotals; i++) {
			bool found = false;

			for (int k = 0; k <= m->nparts && !found && pass == 0; k++) {
				if (groups < GROUPS_LEAST && !is_namesake(p, m, m->totals[i], k))
					continue;
				if ((double)mdp_prof_int(res, 0, at + i * width + k) < least)
					continue;
				is_part_of(p, m, m->totals[i],
					   k == m->nparts ? "counts the rows of a finer table"
							  : "sums of a finer table");
				sums = found = true;
			}
			for (int k = 0; k < m->nthings && pass == 1 && sums && !p->c->columns[m->totals[i]].hidden;
			     k++) {
				const struct mdp_value *shared = mdp_result_at(res, 0, 1 + k);

				if ((double)mdp_prof_int(res, 0, at + i * width + m->nparts + 1 + k) < least)
					continue;
				is_count_of(p, m, m->totals[i], m->things[k], shared->type == MDP_T_BOOL && shared->b);
				break;
			}
		}
	}
	return sums;
}

/* What cannot be compared is no aggregate; the rest of the profile goes on. */
static int ask(struct prof *p, const char *sql, struct mdp_result *res, bool *answered)
{
	struct mdp_error why = { 0 };
	int rc = mdp_engine_query(p->e, sql, NULL, 0, 0, res, &why);

	*answered = rc == 0;
	return rc && why.code == MDP_CANCELLED ? mdp_fail(p->err, MDP_CANCELLED, "%s", why.primary) : 0;
}

/* Are nearly all rows of the aggregate groups of the finer table? Asked first, since it costs little beside the sums. */
static int covers(struct prof *p, const struct match *m, bool *out)
{
	const char *keys = "", *on = "";
	struct mdp_result res = { 0 };
	bool answered;
	int rc;

	for (int k = 0; k < m->nkey; k++) {
		keys = mdp_arena_printf(p->a, "%s%s%s AS k%d", keys, k ? ", " : "", m->way.exprs[k], k);
		on = mdp_arena_printf(p->a, "%s%st.%s = g.k%d", on, k ? " AND " : "", mdp_prof_ident(p, m->key[k]), k);
	}
	rc = ask(p,
		 mdp_arena_printf(p->a,
				  "SELECT count(*) FROM %s AS t JOIN (SELECT DISTINCT %s FROM %s AS b%s) AS g ON %s",
				  p->tables[m->table].from, keys, p->tables[m->base].from, joins(p, &m->way), on),
		 &res, &answered);
	*out = !rc && answered &&
	       (double)mdp_prof_int(&res, 0, 0) >= GROUPS_SHARE * (double)p->c->tables[m->table].rows;
	mdp_result_release(&res);
	return rc;
}

static int try_base(struct prof *p, struct match *m, bool *found)
{
	struct mdp_result res;
	bool covered = false;
	int rc = 0;

	for (int nth = 0; !rc && !*found && nth < WAYS_MOST; nth++) {
		if (!find_way(p, m, nth))
			break;
		rc = covers(p, m, &covered);
		if (rc || !covered)
			continue;
		collect_things(p, m);
		res = (struct mdp_result){ 0 };
		rc = ask(p, statement(p, m), &res, &covered);
		if (!rc && covered)
			*found = judge(p, m, &res);
		mdp_result_release(&res);
	}
	return rc;
}

static int try_key(struct prof *p, int table, const int *key, int nkey, bool *found)
{
	struct match m = { .table = table, .key = key, .nkey = nkey };
	int rc = 0;

	for (int b = 0; !rc && !*found && nkey && b < p->c->ntables; b++) {
		double rows = (double)p->c->tables[b].rows;

		m.base = b;
		if (b == table || rows < FINER * (double)p->c->tables[table].rows || rows > ROWS_MOST)
			continue;
		m.head = is_head(p, &m);
		if (m.head && rows < HEADS_LINES * (double)p->c->tables[table].rows)
			continue;
		collect(p, &m);
		if (m.ntotals)
			rc = try_base(p, &m, found);
	}
	return rc;
}

/* Its rows' key; of a small table a number may have been taken for it, where it is a time or a text that is unique as well. */
int mdp_prof_rollups(struct prof *p)
{
	int rc = 0;

	for (int table = 0; !rc && table < p->c->ntables; table++) {
		const struct prof_key *key = &p->tables[table].key;
		const struct mdp_table *t = &p->c->tables[table];
		bool found = false;
		int tried = 0;

		rc = try_key(p, table, key->columns, key->n, &found);
		for (int c = t->first_column; !rc && !found && c < t->first_column + t->ncolumns && tried < KEYS_MOST;
		     c++) {
			bool other = p->columns[c].unique &&
				     (p->columns[c].class == PROF_TIME || p->columns[c].class == PROF_TEXT) &&
				     !(key->n == 1 && key->columns[0] == c);

			tried += other;
			if (other)
				rc = try_key(p, table, &c, 1, &found);
		}
	}
	return rc;
}
