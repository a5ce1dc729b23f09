/*
 * From when to when the times of a column really run. Systems write 1900-01-01 or 9999-12-31 for "unknown" and "for ever",
 * and clocks go wrong; a few such values would make "the last day with data" meaningless. Months without any row tell: a
 * few rows far away from all others are set aside, and a finding says how many. Nothing is changed in the data.
 */
#include <string.h>

#include "base/date.h"
#include "profile/prof.h"
#include "base/banned.h"

#define FEW 0.05 /* of the rows may lie apart … */
#define GAP_LEAST 24 /* … behind at least so many empty months, and half as many as the rest spans */
#define GAP_SENTINEL 600 /* half a century apart is no time at all, however often it occurs */
#define MANY 0.9

struct span {
	int64_t lo, hi; /* rows of the histogram that stay */
	int64_t apart;
};

static int64_t month(const struct mdp_result *res, int64_t r)
{
	return mdp_prof_int(res, r, 0);
}

static int64_t rows_between(const struct mdp_result *res, int64_t from, int64_t to)
{
	int64_t n = 0;

	for (int64_t r = from; r <= to; r++)
		n += mdp_prof_int(res, r, 1);
	return n;
}

static bool is_apart(int64_t gap, int64_t body, int64_t tail_rows, int64_t rows)
{
	double share = (double)tail_rows / (double)rows;

	if (gap >= GAP_SENTINEL && share <= MANY)
		return true;
	return gap >= GAP_LEAST && gap * 2 >= body && share <= FEW;
}

/* Times before 1902 or after 2900, all in one month, are written for "unknown" or "for ever", however many rows have them. */
static bool is_no_time(const struct mdp_result *res, int64_t from, int64_t to)
{
	return from == to && (month(res, from) < (1902 - 1970) * 12 || month(res, from) > (2900 - 1970) * 12);
}

/* The widest gap decides first; then what is left is looked at again, at most a few times. */
static struct span find_body(const struct mdp_result *res)
{
	struct span s = { 0, res->nrows - 1, 0 };
	int64_t rows = rows_between(res, 0, res->nrows - 1);

	for (int pass = 0; pass < 4; pass++) {
		int64_t at = -1, gap = 0, below, above;

		for (int64_t r = s.lo; r < s.hi; r++) {
			if (month(res, r + 1) - month(res, r) > gap) {
				gap = month(res, r + 1) - month(res, r);
				at = r;
			}
		}
		if (at < 0)
			break;
		below = rows_between(res, s.lo, at);
		above = rows_between(res, at + 1, s.hi);
		if (gap >= GAP_SENTINEL && (is_no_time(res, s.lo, at) || is_no_time(res, at + 1, s.hi))) {
			bool past = is_no_time(res, s.lo, at);

			s.apart += past ? below : above;
			*(past ? &s.lo : &s.hi) = past ? at + 1 : at;
			continue;
		}
		if (below <= above && is_apart(gap, month(res, s.hi) - month(res, at + 1) + 1, below, rows))
			s.lo = at + 1;
		else if (above < below && is_apart(gap, month(res, at) - month(res, s.lo) + 1, above, rows))
			s.hi = at;
		else
			break;
		s.apart += below <= above ? below : above;
	}
	return s;
}

static int narrow(struct prof *p, int column, const struct mdp_result *histogram, const struct span *s)
{
	struct mdp_column *col = &p->c->columns[column];
	const char *name = mdp_prof_value(p, "", column);
	struct mdp_value *ends[2] = { &col->min, &col->max };
	struct mdp_result res;
	int rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a,
				 "SELECT min(%s), max(%s) FROM %s WHERE isfinite(CAST(%s AS DATE)) AND "
				 "datediff('month', DATE '1970-01-01', CAST(%s AS DATE)) BETWEEN %lld AND %lld",
				 name, name, p->tables[col->table].from, name, name, (long long)month(histogram, s->lo),
				 (long long)month(histogram, s->hi)));

	for (int i = 0; !rc && i < 2; i++) {
		struct mdp_value v = *mdp_result_at(&res, 0, i);

		if (v.s.p)
			v.s.p = mdp_arena_strndup(&p->c->arena, v.s.p, v.s.n);
		if (v.type == col->type)
			*ends[i] = v;
	}
	mdp_result_release(&res);
	return rc;
}

/* The rows apart, with the value that most of them have. */
static int tell_apart(struct prof *p, int column, const struct mdp_result *histogram, const struct span *s)
{
	const struct mdp_column *col = &p->c->columns[column];
	const char *name = mdp_prof_value(p, "", column);
	struct mdp_result res;
	int rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a,
				 "SELECT CAST(%s AS VARCHAR) AS v FROM %s WHERE isfinite(CAST(%s AS DATE)) AND "
				 "datediff('month', DATE '1970-01-01', CAST(%s AS DATE)) NOT BETWEEN %lld AND %lld "
				 "GROUP BY v ORDER BY count(*) DESC, v LIMIT 1",
				 name, p->tables[col->table].from, name, name, (long long)month(histogram, s->lo),
				 (long long)month(histogram, s->hi)));

	if (!rc && res.nrows)
		mdp_prof_add_oddity(
			p, column, MDP_ODD_APART,
			mdp_arena_strndup(p->a, mdp_result_at(&res, 0, 0)->s.p, mdp_result_at(&res, 0, 0)->s.n),
			s->apart, "months without any row between these and all others",
			"kept; left out of the column's period");
	mdp_result_release(&res);
	return rc;
}

static int check(struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	const struct mdp_table *t = &p->c->tables[col->table];
	const char *name = mdp_prof_value(p, "", column);
	struct mdp_result res;
	struct span s;
	int rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a,
				 "SELECT datediff('month', DATE '1970-01-01', CAST(%s AS DATE)) AS m, count(*) FROM %s "
				 "WHERE isfinite(CAST(%s AS DATE)) GROUP BY m ORDER BY m",
				 name, p->tables[col->table].from, name));

	if (!rc && res.nrows > 1) {
		s = find_body(&res);
		if (s.apart) {
			rc = narrow(p, column, &res, &s);
			if (!rc)
				rc = tell_apart(p, column, &res, &s);
			mdp_prof_finding(
				p, "times_apart",
				mdp_arena_printf(
					p->a,
					"%s.%s: %lld of %lld rows lie far from all others and are left out of the "
					"column's period",
					t->name, col->name, (long long)s.apart, (long long)t->rows));
		}
	}
	mdp_result_release(&res);
	return rc;
}

int mdp_prof_period(struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];
	int64_t first, last;

	if ((col->type != MDP_T_DATE && col->type != MDP_T_TIMESTAMP) || p->c->tables[col->table].rows < 20 ||
	    (mdp_catalog_period(p->c, column, &first, &last) && (last - first) / 30 <= GAP_LEAST))
		return 0;
	return check(p, column);
}

int mdp_prof_periods(struct prof *p)
{
	int rc = 0;

	for (int c = 0; !rc && c < p->c->ncolumns; c++)
		rc = mdp_prof_period(p, c);
	return rc;
}
