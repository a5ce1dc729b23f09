/*
 * Arithmetic that the data obeys. Which columns are tried follows from their roles: a quantity times an amount of money, sums
 * of one entity's amounts against an amount of an entity it belongs to, and differences, products and ratios within a row.
 * Every row (or every instance of the coarse entity) is checked, to a cent; what holds but for one in a hundred is kept with
 * its exceptions.
 */
#include <string.h>

#include "base/buf.h"
#include "profile/prof.h"
#include "base/banned.h"

#define MAX_COLUMNS 12
#define MAX_TRIED 600
#define EXCEPTIONS 0.01

struct trial {
	enum mdp_identity_kind kind;
	int a, b, c;
};

static bool is_amount(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];

	/* What has decimals and may add up is one as well, whatever it is called. */
	return col->role == MDP_ROLE_MONEY || col->role == MDP_ROLE_LEVEL ||
	       (col->role == MDP_ROLE_NUMBER && col->additive == MDP_ADDITIVE_YES &&
		p->columns[column].class == PROF_NUMBER);
}

static bool is_quantity(const struct prof *p, int column)
{
	enum mdp_role r = p->c->columns[column].role;

	/* a stock of pieces */
	if (r == MDP_ROLE_LEVEL && !p->c->columns[column].unit)
		return true;
	return r == MDP_ROLE_QUANTITY || r == MDP_ROLE_COUNT || r == MDP_ROLE_DURATION || r == MDP_ROLE_NUMBER;
}

/*
 * Amounts that vary (or quantities, which may be one everywhere): the entity's own; with `not` also those of other entities than `not` that the table
 * repeats (the price of a product on every line).
 */
static int columns_of(const struct prof *p, int table, int entity, bool amounts, int not, int out[MAX_COLUMNS])
{
	const struct mdp_table *t = &p->c->tables[table];
	int n = 0;

	for (int i = 0; i < t->ncolumns && n < MAX_COLUMNS; i++) {
		int c = t->first_column + i;

		if ((p->c->columns[c].entity == entity || (not >= 0 && p->c->columns[c].entity != not )) &&
		    p->c->columns[c].distinct > (amounts ? 1 : 0) &&
		    (p->columns[c].class == PROF_NUMBER || p->columns[c].class == PROF_INTEGER) &&
		    (amounts ? is_amount(p, c) : is_quantity(p, c)))
			out[n++] = c;
	}
	return n;
}

/* What quantities times prices come to is money, though its name or its whole numbers did not say so. */
static void promote(struct mdp_column *total, const struct mdp_column *price)
{
	if (total->role == MDP_ROLE_MONEY || total->role == MDP_ROLE_LEVEL || price->role != MDP_ROLE_MONEY)
		return;
	total->role = MDP_ROLE_MONEY;
	total->role_how = "arithmetic";
	total->additive = MDP_ADDITIVE_YES;
	total->unit = price->unit;
}

/*
 * What the arithmetic says of amounts beats what their names say: a price that quantities times another price come to is a total of its
 * row, as is one whose sum is the order's total; and what a quantity is multiplied with is that of one piece, which does not add up.
 */
static void judge_prices(struct prof *p, const struct trial *t, bool several)
{
	struct mdp_column *total = &p->c->columns[t->kind == MDP_ID_SUM ? t->a : t->c], *piece;
	bool counts;

	if (t->kind != MDP_ID_PRODUCT && (t->kind != MDP_ID_SUM || !several))
		return;
	if (t->kind == MDP_ID_PRODUCT && p->c->columns[t->a].distinct < 2)
		return;
	if (total->role == MDP_ROLE_MONEY && total->additive == MDP_ADDITIVE_NO) {
		total->additive = MDP_ADDITIVE_YES;
		total->role_how = "arithmetic";
	}
	if (t->kind != MDP_ID_PRODUCT)
		return;
	piece = &p->c->columns[t->b];
	counts = p->c->columns[t->a].role == MDP_ROLE_QUANTITY || p->c->columns[t->a].role == MDP_ROLE_COUNT;
	if (counts && piece->role == MDP_ROLE_MONEY && piece->additive == MDP_ADDITIVE_YES &&
	    piece->entity == total->entity) {
		piece->additive = MDP_ADDITIVE_NO;
		piece->role_how = "arithmetic";
	}
}

static void keep(struct prof *p, const struct trial *t, int fine, int coarse, int64_t checked, int64_t exceptions)
{
	struct mdp_identity id = { .kind = t->kind, .a = t->a, .b = t->b, .c = t->c, .fine = fine, .coarse = coarse };

	id.checked = checked;
	id.exceptions = exceptions;
	if (checked < 5 || (double)exceptions > EXCEPTIONS * (double)checked)
		return;
	MDP_PUSH(&p->c->arena, p->c->identities, p->c->nidentities, p->cap_identities, id);
	judge_prices(p, t, checked < p->c->tables[p->c->columns[t->a].table].rows);
	if (t->kind == MDP_ID_SUM_PRODUCT || t->kind == MDP_ID_PRODUCT)
		promote(&p->c->columns[t->c], &p->c->columns[t->b]);
}

static const char *num(struct prof *p, const char *prefix, int column)
{
	return mdp_arena_printf(p->a, "CAST(%s AS DOUBLE)", mdp_prof_value(p, prefix, column));
}

/* Σ over the fine rows of one coarse key, against the coarse value: in the same table, or at the coarse entity's home. */
static int check_sums(struct prof *p, int site, struct trial *trials, int *ntrials, bool joined, int part)
{
	const struct mdp_site *s = &p->c->sites[site];
	const struct mdp_entity *coarse = &p->c->entities[s->entity];
	struct mdp_buf inner = MDP_BUF_INIT, outer = MDP_BUF_INIT, keys = MDP_BUF_INIT, on = MDP_BUF_INIT;
	struct mdp_result res;
	int fine = p->c->tables[s->table].row_entity, rc, n = *ntrials;
	const char *where = "";

	for (int k = 0; k < coarse->nkey; k++) {
		mdp_buf_printf(&keys, "%s%s", k ? ", " : "", mdp_prof_ident(p, s->key[k]));
		mdp_buf_printf(&inner, "%s%s AS k%d", k ? ", " : "", mdp_prof_ident(p, s->key[k]), k);
		mdp_buf_printf(&on, "%sf.k%d = h.%s", k ? " AND " : "", k, mdp_prof_ident(p, coarse->key[k]));
	}
	for (int i = 0; i < n; i++) {
		const struct trial *t = &trials[i];

		mdp_buf_printf(&inner, ", sum(%s%s%s) AS s%d", num(p, "", t->a), t->b >= 0 ? " * " : "",
			       t->b >= 0 ? num(p, "", t->b) : "", i);
		if (!joined)
			mdp_buf_printf(&inner, ", max(%s) AS c%d", num(p, "", t->c), i);
		mdp_buf_printf(&outer,
			       ", count(*) FILTER (WHERE abs(s%d - %s) > 0.0051 + 1e-9 * abs(s%d)), count(s%d - %s)", i,
			       joined ? num(p, "h.", t->c) : mdp_arena_printf(p->a, "c%d", i), i, i,
			       joined ? num(p, "h.", t->c) : mdp_arena_printf(p->a, "c%d", i));
	}
	if (part > 1)
		where = mdp_arena_printf(p->a, " WHERE hash(%s) %% %d = 0", mdp_buf_cstr(&keys), part);
	rc = mdp_prof_query(p, &res,
			    mdp_arena_printf(p->a,
					     "SELECT count(*)%s FROM (SELECT %s FROM %s%s GROUP BY %s) AS f%s%s%s%s",
					     mdp_buf_cstr(&outer), mdp_buf_cstr(&inner), p->tables[s->table].from,
					     where, mdp_buf_cstr(&keys), joined ? " JOIN " : "",
					     joined ? p->tables[coarse->table].from : "", joined ? " AS h ON " : "",
					     joined ? mdp_buf_cstr(&on) : ""));
	*ntrials = 0;
	for (int i = 0; !rc && i < n; i++) {
		int64_t bad = mdp_prof_int(&res, 0, 1 + 2 * i), checked = mdp_prof_int(&res, 0, 2 + 2 * i);

		if (part == 1)
			keep(p, &trials[i], fine, s->entity, checked, bad);
		else if (bad * 20 <= checked)
			trials[(*ntrials)++] = trials[i];
	}
	mdp_result_release(&res);
	mdp_buf_release(&inner);
	mdp_buf_release(&outer);
	mdp_buf_release(&keys);
	mdp_buf_release(&on);
	return rc;
}

static int sums(struct prof *p, int site)
{
	const struct mdp_site *s = &p->c->sites[site];
	const struct mdp_entity *coarse = &p->c->entities[s->entity];
	int fine = p->c->tables[s->table].row_entity, amounts[MAX_COLUMNS], quantities[MAX_COLUMNS],
	    totals[MAX_COLUMNS];
	bool joined = coarse->table != s->table;
	int na, nq, nt, n = 0;
	struct trial trials[MAX_TRIED];

	if (s->entity == fine || s->unique || !coarse->nkey || (joined && !coarse->own_table))
		return 0;
	na = columns_of(p, s->table, fine, true, s->entity, amounts);
	nq = columns_of(p, s->table, fine, false, -1, quantities);
	nt = columns_of(p, coarse->table, s->entity, true, -1, totals);
	for (int k = 0; k < nt; k++) {
		for (int i = 0; i < na && n < MAX_TRIED; i++) {
			if (p->c->columns[amounts[i]].entity == fine)
				trials[n++] = (struct trial){ MDP_ID_SUM, amounts[i], -1, totals[k] };
			for (int j = 0; j < nq && n < MAX_TRIED; j++)
				trials[n++] =
					(struct trial){ MDP_ID_SUM_PRODUCT, quantities[j], amounts[i], totals[k] };
		}
	}
	nt = columns_of(p, coarse->table, s->entity, false, -1, totals);
	for (int k = 0; k < nt; k++) {
		for (int j = 0; j < nq && n < MAX_TRIED; j++)
			trials[n++] = (struct trial){ MDP_ID_SUM, quantities[j], -1, totals[k] };
		/* an amount in whole numbers may have been taken for a quantity */
		for (int i = 0; i < na * nq && n < MAX_TRIED; i++)
			trials[n++] =
				(struct trial){ MDP_ID_SUM_PRODUCT, quantities[i % nq], amounts[i / nq], totals[k] };
	}
	/* In a large table a part of the groups tells which to check on all. */
	if (n && !p->tables[s->table].complete) {
		int64_t part = p->c->tables[s->table].rows / 50000;
		int rc = part > 1 ? check_sums(p, site, trials, &n, joined, (int)part) : 0;

		if (rc)
			return rc;
	}
	return n ? check_sums(p, site, trials, &n, joined, 1) : 0;
}

/* Keeps what holds on all rows, or with `sample` those trials that few rows of a part of the table refute. */
static int check_within(struct prof *p, int entity, struct trial *trials, int *ntrials, const char *sample)
{
	struct mdp_buf sql = MDP_BUF_INIT;
	struct mdp_result res;
	int rc, n = *ntrials;

	mdp_buf_puts(&sql, "SELECT count(*)");
	for (int i = 0; i < n; i++) {
		const char *value =
			mdp_arena_printf(p->a, "(%s %s %s)", num(p, "", trials[i].a),
					 trials[i].kind == MDP_ID_PRODUCT ? "*" : "-", num(p, "", trials[i].b));
		const char *c = num(p, "", trials[i].c);

		mdp_buf_printf(&sql, ", count(*) FILTER (WHERE abs(%s - %s) > 0.0051 + 1e-9 * abs(%s)), count(%s - %s)",
			       value, c, c, value, c);
	}
	mdp_buf_printf(&sql, " FROM %s%s", p->tables[p->c->entities[entity].table].from, sample);
	rc = mdp_prof_query(p, &res, mdp_buf_cstr(&sql));
	*ntrials = 0;
	for (int i = 0; !rc && i < n; i++) {
		int64_t bad = mdp_prof_int(&res, 0, 1 + 2 * i), checked = mdp_prof_int(&res, 0, 2 + 2 * i);

		if (!sample[0])
			keep(p, &trials[i], entity, entity, checked, bad);
		else if (bad * 20 <= checked)
			trials[(*ntrials)++] = trials[i];
	}
	mdp_result_release(&res);
	mdp_buf_release(&sql);
	return rc;
}

/* Products and differences of an entity's own columns. */
static int own_trials(struct prof *p, int table, int entity, struct trial *trials)
{
	int amounts[MAX_COLUMNS], quantities[MAX_COLUMNS], n = 0;
	int na = columns_of(p, table, entity, true, -1, amounts);
	int nq = columns_of(p, table, entity, false, -1, quantities);

	for (int i = 0; i < na; i++) {
		for (int k = 0; k < na; k++) {
			for (int j = 0; j < nq && i != k && n < MAX_TRIED; j++)
				trials[n++] = (struct trial){ MDP_ID_PRODUCT, quantities[j], amounts[i], amounts[k] };
			/* a − b = c and a − c = b are one fact. */
			for (int j = 0; j < k && n < MAX_TRIED; j++) {
				if (i != j && i != k)
					trials[n++] =
						(struct trial){ MDP_ID_DIFFERENCE, amounts[i], amounts[j], amounts[k] };
			}
		}
	}
	return n;
}

/* Of rows also quantities times amounts of what they refer to (the price of a product). */
static int row_trials(struct prof *p, int table, int entity, struct trial *trials, int n)
{
	int amounts[MAX_COLUMNS], quantities[MAX_COLUMNS], prices[MAX_COLUMNS];
	int na = columns_of(p, table, entity, true, -1, amounts);
	int nq = columns_of(p, table, entity, false, -1, quantities);
	int np = columns_of(p, table, entity, true, entity, prices);

	for (int i = 0; i < np; i++) {
		if (p->c->columns[prices[i]].entity == entity)
			continue;
		for (int k = 0; k < na; k++) {
			for (int j = 0; j < nq && n < MAX_TRIED; j++)
				trials[n++] = (struct trial){ MDP_ID_PRODUCT, quantities[j], prices[i], amounts[k] };
		}
	}
	return n;
}

static int within(struct prof *p, int table, int entity)
{
	struct trial trials[MAX_TRIED];
	int n = own_trials(p, table, entity, trials), rc = 0;

	if (entity == p->c->tables[table].row_entity)
		n = row_trials(p, table, entity, trials, n);
	if (n && !p->tables[table].complete)
		rc = check_within(p, entity, trials, &n, " TABLESAMPLE system(2%) REPEATABLE (11)");
	return !rc && n ? check_within(p, entity, trials, &n, "") : rc;
}

/* What is computed from amounts that cannot be added cannot be added either (margin = price − cost). */
static void spread_additivity(struct prof *p)
{
	for (int i = 0; i < p->c->nidentities; i++) {
		const struct mdp_identity *id = &p->c->identities[i];

		if (id->kind == MDP_ID_DIFFERENCE && (p->c->columns[id->a].additive == MDP_ADDITIVE_NO ||
						      p->c->columns[id->b].additive == MDP_ADDITIVE_NO)) {
			p->c->columns[id->a].additive = MDP_ADDITIVE_NO;
			p->c->columns[id->b].additive = MDP_ADDITIVE_NO;
			p->c->columns[id->c].additive = MDP_ADDITIVE_NO;
		}
	}
}

int mdp_prof_identities(struct prof *p)
{
	int rc = 0;

	for (int s = 0; !rc && s < p->c->nsites; s++)
		rc = sums(p, s);
	for (int e = 0; !rc && e < p->c->nentities; e++)
		rc = within(p, p->c->entities[e].table, e);
	if (!rc)
		spread_additivity(p);
	return rc;
}
