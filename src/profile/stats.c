/*
 * What the values of a table look like, in two statements a table: aggregates over all rows, and a sample of hashes from
 * which this file makes dense codes (0 = null). A table that fits the sample is complete: everything later is then
 * computed on the codes, without another statement. Of larger tables whole blocks of rows are sampled, so that rows
 * that were written together stay together.
 */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/date.h"
#include "base/trace.h"
#include "profile/prof.h"
#include "base/banned.h"

#define SAMPLE_CELLS 1500000
#define SAMPLE_ROWS_LEAST 1000

#define COPY_CELLS 60000000 /* of views */

#define SLOW_MS 250

void mdp_prof_tell(struct prof *p, const char *what)
{
	p->told++;
	if (p->hints && p->hints->told)
		p->hints->told(p->hints->told_data, what, p->told, p->nsteps + p->c->ntables);
}

void mdp_prof_blame(struct prof *p, const char *sql)
{
	for (int t = 0; p->tables && t < p->c->ntables; t++) {
		if (p->tables[t].from && strstr(sql, p->tables[t].from) &&
		    (p->failed < 0 || p->c->tables[t].rows > p->c->tables[p->failed].rows))
			p->failed = t;
	}
}

int mdp_prof_query(struct prof *p, struct mdp_result *res, const char *sql)
{
	double start = mdp_clock_ms();
	int rc = mdp_engine_query(p->e, sql, NULL, 0, 0, res, p->err);

	if (rc)
		mdp_prof_blame(p, sql);
	if (mdp_clock_ms() - start > SLOW_MS)
		mdp_trace("profile", "  %.0f ms: %.160s", mdp_clock_ms() - start, sql);
	return rc;
}

int64_t mdp_prof_int(const struct mdp_result *res, int64_t row, int column)
{
	const struct mdp_value *v = mdp_result_at(res, row, column);

	if (v->type == MDP_T_INT)
		return v->i;
	return mdp_value_is_number(v) ? (int64_t)mdp_value_number(v) : 0;
}

const char *mdp_prof_ident(struct prof *p, int column)
{
	return mdp_engine_ident(p->a, p->c->columns[column].name);
}

void mdp_prof_finding(struct prof *p, const char *code, const char *text)
{
	struct mdp_finding f = { .code = code, .text = mdp_arena_strdup(&p->c->arena, text) };

	MDP_PUSH(&p->c->arena, p->c->findings, p->c->nfindings, p->cap_findings, f);
}

/* Views are computed once, into a temporary table, unless they are so large that the copy would cost more. */
static int copy_view(struct prof *p, int table, struct mdp_error *why)
{
	const struct mdp_table *t = &p->c->tables[table];
	struct prof_table *pt = &p->tables[table];
	const char *sql = mdp_arena_printf(p->a, "CREATE OR REPLACE TEMP TABLE mdp_profile_%d AS SELECT * FROM %s",
					   p->ncopies, pt->from);
	int rc = t->rows <= COPY_CELLS / (t->ncolumns + 1) ? mdp_engine_script(p->e, sql, why) : 1;

	if (!rc)
		pt->from = mdp_arena_printf(p->a, "temp.mdp_profile_%d", p->ncopies++);
	return rc < 0 ? rc : 0;
}

static const struct prof_lost *find_lost(const struct prof *p, const struct mdp_table *t)
{
	for (int i = 0; i < p->nlost; i++) {
		if (!strcmp(p->lost[i].schema, t->schema) && !strcmp(p->lost[i].name, t->name))
			return &p->lost[i];
	}
	return NULL;
}

static int count_rows(struct prof *p, int table, struct mdp_error *why)
{
	const struct prof_lost *lost = find_lost(p, &p->c->tables[table]);
	struct mdp_result res;
	int rc;

	if (lost)
		return mdp_fail(why, MDP_WAREHOUSE, "%s", lost->why);
	rc = mdp_engine_query(p->e, mdp_arena_printf(p->a, "SELECT count(*) FROM %s", p->tables[table].from), NULL, 0,
			      0, &res, why);
	p->c->tables[table].rows = rc ? 0 : mdp_prof_int(&res, 0, 0);
	mdp_result_release(&res);
	return rc;
}

/* A table or view that cannot be read is a finding, and looks empty; what reads other files or databases never runs here. */
static int unreadable(struct prof *p, int table, const struct mdp_error *why)
{
	struct mdp_table *t = &p->c->tables[table];

	if (why->code == MDP_CANCELLED)
		return mdp_fail(p->err, MDP_CANCELLED, "%s", why->primary);
	t->rows = 0;
	mdp_prof_finding(p, MDP_FINDING_CANNOT_READ,
			 mdp_arena_printf(p->a, "%s.%s cannot be read: %s", t->schema, t->name,
					  mdp_prof_why_unreadable(p->a, why->primary)));
	for (int i = 0; i < t->ncolumns; i++)
		p->c->columns[t->first_column + i].hidden = true;
	return 1;
}

static int open_table(struct prof *p, int table)
{
	struct mdp_table *t = &p->c->tables[table];
	struct mdp_error why = { 0 };
	int rc = count_rows(p, table, &why);

	if (!rc && t->view)
		rc = copy_view(p, table, &why);
	return rc ? unreadable(p, table, &why) : 0;
}

static bool has_order(const struct prof *p, int column)
{
	return p->columns[column].class != PROF_NESTED;
}

/* min, max, and where the sample will not tell: count and approximate count of distinct values. */
static int aggregate(struct prof *p, int table, bool complete)
{
	struct mdp_table *t = &p->c->tables[table];
	struct mdp_buf sql = MDP_BUF_INIT;
	struct mdp_result res;
	int rc, at = 1;

	mdp_buf_puts(&sql, "SELECT count(*)");
	for (int i = 0; i < t->ncolumns; i++) {
		int c = t->first_column + i;
		const char *name = mdp_prof_ident(p, c);
		bool text = p->columns[c].class == PROF_TEXT;

		if (has_order(p, c))
			mdp_buf_printf(&sql,
				       text ? ", min(left(CAST(%s AS VARCHAR), 80)), max(left(CAST(%s AS VARCHAR), 80))"
					    : ", min(%s), max(%s)",
				       name, name);
		if (text)
			mdp_buf_printf(&sql, ", avg(length(CAST(%s AS VARCHAR)))", name);
		if (!complete)
			mdp_buf_printf(&sql, ", count(%s), approx_count_distinct(%s)", name, name);
	}
	mdp_buf_printf(&sql, " FROM %s", p->tables[table].from);
	rc = mdp_prof_query(p, &res, mdp_buf_cstr(&sql));
	for (int i = 0; !rc && i < t->ncolumns; i++) {
		struct mdp_column *col = &p->c->columns[t->first_column + i];
		struct prof_column *pc = &p->columns[t->first_column + i];

		if (has_order(p, t->first_column + i)) {
			for (int k = 0; k < 2; k++) {
				struct mdp_value v = *mdp_result_at(&res, 0, at++);

				if (v.s.p)
					v.s.p = mdp_arena_strndup(&p->c->arena, v.s.p, v.s.n);
				*(k ? &col->max : &col->min) = v;
			}
		}
		if (pc->class == PROF_TEXT) {
			const struct mdp_value *v = mdp_result_at(&res, 0, at++);

			pc->length = v->type == MDP_T_NULL_ ? 0 : mdp_value_number(v);
		}
		if (!complete) {
			col->nulls = t->rows - mdp_prof_int(&res, 0, at++);
			col->distinct = mdp_prof_int(&res, 0, at++);
		}
	}
	mdp_result_release(&res);
	mdp_buf_release(&sql);
	return rc;
}

static uint64_t spread(uint64_t v)
{
	v ^= v >> 31;
	v *= UINT64_C(0x7fb5d329728ea185);
	return v ^ (v >> 27);
}

/* Dense codes of one column of a fetched sample. */
static void encode(struct prof *p, int column, const struct mdp_result *res, int at)
{
	struct prof_column *pc = &p->columns[column];
	size_t slots = 16, n = (size_t)res->nrows;
	uint32_t *table;
	int cap = 0, nhashes = 1;

	while (slots < n * 2)
		slots *= 2;
	table = calloc(slots, sizeof(*table));
	if (!table)
		abort();
	pc->codes = MDP_NEW_ARRAY(p->a, n + 1, uint32_t);
	pc->hashes = mdp_arena_grow(p->a, NULL, 0, &cap, sizeof(*pc->hashes));
	pc->hashes[0] = 0;
	for (int64_t r = 0; r < res->nrows; r++) {
		const struct mdp_value *v = mdp_result_at(res, r, at);
		uint64_t h = (uint64_t)v->i;
		size_t s = spread(h) & (slots - 1);

		if (v->type == MDP_T_NULL_)
			continue;
		while (table[s] && pc->hashes[table[s]] != h)
			s = (s + 1) & (slots - 1);
		if (!table[s]) {
			table[s] = (uint32_t)nhashes;
			MDP_PUSH(p->a, pc->hashes, nhashes, cap, h);
		}
		pc->codes[r] = table[s];
	}
	pc->ncodes = (uint32_t)nhashes - 1;
	free(table);
}

static const char *hash_of(struct prof *p, int column)
{
	const char *name = mdp_prof_ident(p, column);
	bool cast = p->columns[column].class == PROF_INTEGER ||
		    strncmp(p->c->columns[column].sql_type, "ENUM", 4) == 0 ||
		    strcmp(p->c->columns[column].sql_type, "UUID") == 0;

	/* As text where values may have to be compared across tables whose types differ. */
	return mdp_arena_printf(
		p->a, cast ? "CAST(hash(CAST(%s AS VARCHAR)) >> 1 AS BIGINT)" : "CAST(hash(%s) >> 1 AS BIGINT)", name);
}

static int sample(struct prof *p, int table)
{
	struct mdp_table *t = &p->c->tables[table];
	struct prof_table *pt = &p->tables[table];
	struct mdp_buf sql = MDP_BUF_INIT;
	struct mdp_result res;
	int rc;

	mdp_buf_puts(&sql, "SELECT ");
	for (int i = 0; i < t->ncolumns; i++) {
		int c = t->first_column + i;

		mdp_buf_printf(&sql, "%sif(%s IS NULL, NULL, %s)", i ? ", " : "", mdp_prof_ident(p, c), hash_of(p, c));
	}
	mdp_buf_printf(&sql, " FROM %s", pt->from);
	if (!pt->complete) {
		int64_t rows = SAMPLE_CELLS / t->ncolumns;
		double percent;

		if (rows < SAMPLE_ROWS_LEAST)
			rows = SAMPLE_ROWS_LEAST;
		percent = 100.0 * (double)rows / (double)t->rows;
		mdp_buf_printf(&sql, " TABLESAMPLE system(%.6f%%) REPEATABLE (7) LIMIT %lld",
			       percent > 90 ? 100.0 : percent * 1.1, (long long)rows * 2);
	}
	rc = mdp_prof_query(p, &res, mdp_buf_cstr(&sql));
	if (!rc) {
		pt->nsample = res.nrows;
		for (int i = 0; i < t->ncolumns; i++)
			encode(p, t->first_column + i, &res, i);
	}
	mdp_result_release(&res);
	mdp_buf_release(&sql);
	return rc;
}

static void from_codes(struct prof *p, int column, int64_t rows)
{
	struct mdp_column *col = &p->c->columns[column];
	const struct prof_column *pc = &p->columns[column];

	col->distinct = pc->ncodes;
	col->nulls = 0;
	for (int64_t r = 0; r < rows; r++)
		col->nulls += pc->codes[r] == 0;
}

static void no_values(struct prof *p, const struct mdp_table *t)
{
	for (int i = 0; i < t->ncolumns; i++) {
		struct prof_column *pc = &p->columns[t->first_column + i];

		pc->codes = MDP_NEW_ARRAY(p->a, 1, uint32_t);
		pc->ncodes = 0;
	}
}

/* What a view that is not copied computes may fail as late as here. */
static int look_at(struct prof *p, int table)
{
	struct mdp_error why = { 0 }, *err = p->err;
	bool view = p->c->tables[table].view;
	int rc;

	p->err = view ? &why : err;
	rc = aggregate(p, table, p->tables[table].complete);
	if (!rc)
		rc = sample(p, table);
	p->err = err;
	return rc && view ? unreadable(p, table, &why) : rc;
}

int mdp_prof_stats(struct prof *p, int table)
{
	struct mdp_table *t = &p->c->tables[table];
	struct prof_table *pt = &p->tables[table];
	int rc = open_table(p, table);

	pt->complete = true;
	if (!rc && t->ncolumns) {
		pt->complete = t->rows * t->ncolumns <= SAMPLE_CELLS || t->rows <= SAMPLE_ROWS_LEAST;
		rc = look_at(p, table);
	}
	if (rc < 0)
		return rc;
	if (rc || !t->ncolumns) {
		pt->complete = true;
		pt->nsample = 0;
		no_values(p, t);
		return 0;
	}
	for (int i = 0; i < t->ncolumns; i++) {
		int c = t->first_column + i;
		struct prof_column *pc = &p->columns[c];

		if (pt->complete)
			from_codes(p, c, pt->nsample);
		pc->distinct_exact = pt->complete;
		pc->comparable = pc->class == PROF_INTEGER || pc->class == PROF_TEXT;
		pc->unique =
			pt->complete && t->rows > 0 && !p->c->columns[c].nulls && p->c->columns[c].distinct == t->rows;
	}
	return 0;
}

static int by_hash(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

#define DOMAIN_LARGEST 200000

int mdp_prof_domain(struct prof *p, int column)
{
	struct prof_column *pc = &p->columns[column];
	const struct mdp_column *col = &p->c->columns[column];
	struct mdp_result res;
	int rc = 0;

	if (pc->domain)
		return 0;
	pc->every = 1;
	if (p->tables[col->table].complete) {
		pc->ndomain = pc->ncodes;
		pc->domain = MDP_NEW_ARRAY(p->a, (size_t)pc->ndomain + 1, uint64_t);
		if (pc->ncodes)
			memcpy(pc->domain, pc->hashes + 1, pc->ncodes * sizeof(uint64_t));
	} else {
		/* The same part of the hashes on both sides, so that shares stay true. */
		while (col->distinct / pc->every > DOMAIN_LARGEST)
			pc->every *= 2;
		rc = mdp_prof_query(
			p, &res,
			mdp_arena_printf(p->a,
					 "SELECT DISTINCT h FROM (SELECT %s AS h FROM %s WHERE %s IS NOT NULL) "
					 "WHERE h %% %lld = 0",
					 hash_of(p, column), p->tables[col->table].from, mdp_prof_ident(p, column),
					 (long long)pc->every));
		pc->ndomain = rc ? 0 : res.nrows;
		pc->domain = MDP_NEW_ARRAY(p->a, (size_t)pc->ndomain + 1, uint64_t);
		for (int64_t r = 0; r < pc->ndomain; r++)
			pc->domain[r] = (uint64_t)mdp_result_at(&res, r, 0)->i;
		mdp_result_release(&res);
	}
	qsort(pc->domain, (size_t)pc->ndomain, sizeof(uint64_t), by_hash);
	return rc;
}
