/*
 * Columns that are one amount over another (clicks by impressions, cost by click), perhaps in percent or per thousand. Such a
 * column must not be added or averaged: it is computed anew from its two parts. For each number with decimals of an entity,
 * all pairs of the entity's other amounts are tried on a sample of instances, a trial ending with the first rows that do not
 * fit; what is left is checked on every instance. Stored ratios are rounded, so that the tolerance is half of the
 * last decimal that the column shows, and the column must vary much more than that.
 */
#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "profile/prof.h"
#include "base/banned.h"

#define COLUMNS 24
#define SAMPLE 300
#define SAMPLE_LEAST 20
#define MISSES 3 /* of the sample */
#define EXCEPTIONS 0.01
#define VARIES 40 /* times the tolerance, at least: from the first to the ninth tenth of the sample */
#define DECIMALS 10
#define WHOLE 0.01 /* from a whole number, at most: what doubles leave */

struct ratios {
	int columns[COLUMNS], n;
	double rows[SAMPLE][COLUMNS];
	bool null[SAMPLE][COLUMNS];
	int nrows;
};

static const double factors[] = { 1, 100, 1000 };

static bool is_part(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];

	return col->additive != MDP_ADDITIVE_NO;
}

/* What may be a ratio: no identifier or year, and with enough values to tell. */
static bool is_ratio(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	bool named = col->role == MDP_ROLE_RATE || col->role == MDP_ROLE_PERCENT || col->role == MDP_ROLE_SCORE;

	return col->distinct >= 10 && col->role != MDP_ROLE_ID && col->role != MDP_ROLE_CODE &&
	       col->role != MDP_ROLE_YEAR && col->role != MDP_ROLE_GEO &&
	       (p->columns[column].class == PROF_NUMBER || named);
}

static void find_columns(const struct prof *p, int entity, struct ratios *l)
{
	const struct mdp_table *t = &p->c->tables[p->c->entities[entity].table];
	int parts = 0, ratios = 0;

	for (int i = 0; i < t->ncolumns && l->n < COLUMNS; i++) {
		int c = t->first_column + i;
		const struct mdp_column *col = &p->c->columns[c];
		bool number = p->columns[c].class == PROF_NUMBER || p->columns[c].class == PROF_INTEGER;

		if (col->entity != entity || col->mirror >= 0 || col->hidden || !number || col->distinct < 2 ||
		    (!is_part(p, c) && !is_ratio(p, c)))
			continue;
		parts += is_part(p, c);
		ratios += is_ratio(p, c);
		l->columns[l->n++] = c;
	}
	if (parts < 2 || !ratios || l->n < 3)
		l->n = 0;
}

static const char *instances(struct prof *p, int entity, const struct ratios *l)
{
	const struct mdp_entity *e = &p->c->entities[entity];
	struct mdp_buf b = MDP_BUF_INIT;
	const char *sql;

	mdp_buf_printf(&b, "SELECT %s", e->nkey && !e->own_table ? "DISTINCT " : "");
	for (int i = 0; i < l->n; i++)
		mdp_buf_printf(&b, "%sCAST(%s AS DOUBLE) AS a%d", i ? ", " : "", mdp_prof_value(p, "", l->columns[i]),
			       i);
	for (int i = 0; i < e->nkey; i++)
		mdp_buf_printf(&b, ", %s", mdp_prof_ident(p, e->key[i]));
	mdp_buf_printf(&b, " FROM %s", p->tables[e->table].from);
	sql = mdp_arena_strdup(p->a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return sql;
}

static int sample(struct prof *p, int entity, struct ratios *l)
{
	bool complete = p->tables[p->c->entities[entity].table].complete;
	struct mdp_result res;
	int rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a, "SELECT * FROM (%s%s) AS i ORDER BY hash(a0, a1, a2), a0, a1, a2 LIMIT %d",
				 instances(p, entity, l), complete ? "" : " TABLESAMPLE system(2%) REPEATABLE (13)",
				 SAMPLE));

	for (int64_t r = 0; !rc && r < res.nrows; r++, l->nrows++) {
		for (int k = 0; k < l->n; k++) {
			const struct mdp_value *v = mdp_result_at(&res, r, k);

			l->null[r][k] = v->type == MDP_T_NULL_;
			l->rows[r][k] = l->null[r][k] ? 0 : mdp_value_number(v);
		}
	}
	mdp_result_release(&res);
	return rc;
}

/* Half of the last decimal that the column shows in the sample. */
static double tolerance(const struct ratios *l, int c)
{
	double unit = 1;
	int d = 0;

	for (; d < DECIMALS; d++, unit /= 10) {
		bool whole = true;

		for (int r = 0; r < l->nrows && whole; r++) {
			double v = l->rows[r][c] / unit;

			whole = l->null[r][c] || fabs(v - round(v)) < fmin(WHOLE, 1e-6 * (1 + fabs(v)));
		}
		if (whole)
			break;
	}
	return d == DECIMALS ? 0 : 0.5 * unit;
}

/* How far the middle eight tenths of the column reach; of 0 and nulls nothing is said. */
static double reach(const struct ratios *l, int c)
{
	double values[SAMPLE];
	int n = 0;

	for (int r = 0; r < l->nrows; r++) {
		int at = n;

		if (l->null[r][c] || fabs(l->rows[r][c]) < 1e-12)
			continue;
		for (; at > 0 && values[at - 1] > l->rows[r][c]; at--)
			values[at] = values[at - 1];
		values[at] = l->rows[r][c];
		n++;
	}
	return n < SAMPLE_LEAST ? 0 : values[n * 9 / 10] - values[n / 10];
}

/* Nothing over whatever is nothing, which says of neither that the other is meant. */
static bool fits(const struct ratios *l, int a, int b, int c, double factor, double slack)
{
	int misses = 0, checked = 0;

	for (int r = 0; r < l->nrows && misses <= MISSES; r++) {
		double v;

		if (l->null[r][a] || l->null[r][b] || l->null[r][c] || fabs(l->rows[r][b]) < 1e-12)
			continue;
		v = factor * l->rows[r][a] / l->rows[r][b];
		checked += fabs(l->rows[r][a]) > 1e-12;
		misses += fabs(v - l->rows[r][c]) > slack + 1e-6 * fabs(v);
	}
	return misses <= MISSES && checked >= SAMPLE_LEAST;
}

static bool is_known(const struct prof *p, int a, int b, int c)
{
	for (int i = 0; i < p->c->nidentities; i++) {
		const struct mdp_identity *id = &p->c->identities[i];

		/* a × b = c is the same fact as c ÷ a = b. */
		if (id->kind == MDP_ID_PRODUCT && id->c == a &&
		    ((id->a == b && id->b == c) || (id->a == c && id->b == b)))
			return true;
	}
	return false;
}

static int verify(struct prof *p, int entity, const struct ratios *l, struct mdp_identity *id, double slack, bool *kept)
{
	int at[3] = { 0 };
	const int of[3] = { id->a, id->b, id->c };
	struct mdp_result res;
	int rc;

	for (int k = 0; k < l->n; k++) {
		for (int j = 0; j < 3; j++)
			at[j] = l->columns[k] == of[j] ? k : at[j];
	}
	rc = mdp_prof_query(p, &res,
			    mdp_arena_printf(p->a,
					     "SELECT count(v - a%d) FILTER (WHERE v <> 0), count(*) FILTER (WHERE "
					     "abs(v - a%d) > %.9f + 1e-6 * abs(v)) FROM "
					     "(SELECT a%d, %.0f * a%d / nullif(a%d, 0) AS v FROM (%s))",
					     at[2], at[2], slack, at[2], id->factor, at[0], at[1],
					     instances(p, entity, l)));
	id->checked = rc ? 0 : mdp_prof_int(&res, 0, 0);
	id->exceptions = rc ? 0 : mdp_prof_int(&res, 0, 1);
	mdp_result_release(&res);
	*kept = !rc && id->checked >= SAMPLE_LEAST && (double)id->exceptions <= EXCEPTIONS * (double)id->checked;
	return rc;
}

static void believe(struct prof *p, const struct mdp_identity *id)
{
	struct mdp_column *c = &p->c->columns[id->c];

	c->additive = MDP_ADDITIVE_NO;
	if (id->factor > 99 && id->factor < 101) {
		c->role = MDP_ROLE_PERCENT;
		c->unit = "percent";
	} else if (c->role != MDP_ROLE_PERCENT && c->role != MDP_ROLE_MONEY) {
		c->role = MDP_ROLE_RATE;
		c->unit = p->c->columns[id->b].unit ? NULL : p->c->columns[id->a].unit;
	}
	MDP_PUSH(&p->c->arena, p->c->identities, p->c->nidentities, p->cap_identities, *id);
}

/* The first pair that holds: parts of one column in the order of the table. */
static int find_ratio(struct prof *p, int entity, const struct ratios *l, int c)
{
	double slack = tolerance(l, c);
	bool kept = false;
	int rc = 0;

	if (reach(l, c) < VARIES * slack || reach(l, c) <= 0)
		return 0;
	for (int a = 0; a < l->n && !kept; a++) {
		for (int b = 0; b < l->n && !kept; b++) {
			for (size_t f = 0; f < sizeof(factors) / sizeof(factors[0]) && !rc && !kept; f++) {
				struct mdp_identity id = { .kind = MDP_ID_RATIO,
							   .a = l->columns[a],
							   .b = l->columns[b],
							   .c = l->columns[c],
							   .fine = entity,
							   .coarse = entity,
							   .factor = factors[f] };

				if (a == b || a == c || b == c || !is_part(p, id.a) || !is_part(p, id.b) ||
				    !fits(l, a, b, c, factors[f], slack) || is_known(p, id.a, id.b, id.c))
					continue;
				rc = verify(p, entity, l, &id, slack, &kept);
				if (kept)
					believe(p, &id);
			}
		}
	}
	return rc;
}

int mdp_prof_ratios(struct prof *p)
{
	int rc = 0;

	for (int e = 0; !rc && e < p->c->nentities; e++) {
		struct ratios *l;

		if (p->c->tables[p->c->entities[e].table].rows < SAMPLE_LEAST)
			continue;
		l = MDP_NEW(p->a, struct ratios);
		find_columns(p, e, l);
		if (!l->n)
			continue;
		rc = sample(p, e, l);
		for (int c = 0; !rc && l->nrows >= SAMPLE_LEAST && c < l->n; c++) {
			if (is_ratio(p, l->columns[c]))
				rc = find_ratio(p, e, l, c);
		}
	}
	return rc;
}
