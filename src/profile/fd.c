/*
 * Functional dependencies: does a key determine a column? Rows are grouped by the key and a group with two values of a
 * column is an exception (null counts as a value). On the sample this is array work on codes; where the sample is not
 * the whole table, columns that survive it are counted once more over all rows by the engine, in one statement a key.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "profile/prof.h"
#include "base/banned.h"

static uint32_t *scratch(size_t n)
{
	uint32_t *p = calloc(n ? n : 1, sizeof(*p));

	if (!p)
		abort();
	return p;
}

/* Renumbers (group, code) pairs densely. */
static uint32_t refine(uint32_t *groups, const uint32_t *codes, size_t n)
{
	size_t slots = 16;
	uint32_t *table, next = 0;
	uint64_t *pairs;

	while (slots < n * 2)
		slots *= 2;
	table = scratch(slots);
	pairs = calloc(n + 1, sizeof(*pairs));
	if (!pairs)
		abort();
	for (size_t r = 0; r < n; r++) {
		uint64_t pair = (uint64_t)groups[r] << 32 | codes[r];
		size_t s;

		if (!groups[r] || !codes[r]) {
			groups[r] = 0;
			continue;
		}
		s = (size_t)((pair * UINT64_C(0x9e3779b97f4a7c15)) >> 20) & (slots - 1);
		while (table[s] && pairs[table[s]] != pair)
			s = (s + 1) & (slots - 1);
		if (!table[s]) {
			table[s] = ++next;
			pairs[next] = pair;
		}
		groups[r] = table[s];
	}
	free(table);
	free(pairs);
	return next;
}

uint32_t mdp_prof_groups(struct prof *p, int table, const int *key, int nkey, uint32_t *groups)
{
	size_t n = (size_t)p->tables[table].nsample;
	uint32_t ngroups = p->columns[key[0]].ncodes;

	memcpy(groups, p->columns[key[0]].codes, n * sizeof(*groups));
	for (int k = 1; k < nkey; k++)
		ngroups = refine(groups, p->columns[key[k]].codes, n);
	return ngroups;
}

static void init_fd(struct prof *p, int table, struct prof_fd *out)
{
	size_t ncolumns = (size_t)p->c->tables[table].ncolumns;

	if (!out->bad)
		out->bad = MDP_NEW_ARRAY(p->a, ncolumns, int64_t);
	for (size_t i = 0; i < ncolumns; i++)
		out->bad[i] = -1;
	out->rows = out->groups = out->multi = 0;
}

static int64_t count_bad(const uint32_t *groups, const uint32_t *codes, size_t n, uint32_t *first)
{
	const uint32_t bad = UINT32_MAX;
	int64_t count = 0;

	/* first[g]: code + 1 of the group's first row. */
	for (size_t r = 0; r < n; r++) {
		uint32_t g = groups[r], v = codes[r] + 1;

		if (!g || first[g] == bad)
			continue;
		if (!first[g])
			first[g] = v;
		else if (first[g] != v) {
			first[g] = bad;
			count++;
		}
	}
	return count;
}

void mdp_prof_fd_sample(struct prof *p, int table, const int *key, int nkey, const bool *want, struct prof_fd *out)
{
	const struct mdp_table *t = &p->c->tables[table];
	size_t n = (size_t)p->tables[table].nsample;
	uint32_t *groups = scratch(n), *first, ngroups;

	init_fd(p, table, out);
	ngroups = mdp_prof_groups(p, table, key, nkey, groups);
	first = scratch((size_t)ngroups + 1);
	for (size_t r = 0; r < n; r++) {
		if (!groups[r])
			continue;
		out->rows++;
		out->groups += first[groups[r]] == 0;
		out->multi += first[groups[r]]++ == 1;
	}
	for (int i = 0; i < t->ncolumns; i++) {
		if (want && !want[i])
			continue;
		memset(first, 0, ((size_t)ngroups + 1) * sizeof(*first));
		out->bad[i] = count_bad(groups, p->columns[t->first_column + i].codes, n, first);
	}
	free(groups);
	free(first);
}

static const char *key_list(struct prof *p, const int *key, int nkey, const char *between)
{
	struct mdp_buf b = MDP_BUF_INIT;
	const char *out;

	for (int k = 0; k < nkey; k++)
		mdp_buf_printf(&b, "%s%s", k ? between : "", mdp_prof_ident(p, key[k]));
	out = mdp_arena_strdup(p->a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return out;
}

static const char *not_null(struct prof *p, const int *key, int nkey)
{
	return mdp_arena_printf(p->a, "%s IS NOT NULL", key_list(p, key, nkey, " IS NOT NULL AND "));
}

/* Enough exceptions in what was looked at: no dependency, not even a slightly dirty one. */
static bool is_hopeless(const struct prof_fd *fd, int i)
{
	return fd->bad[i] * 5 > fd->multi;
}

#define WHOLE_GROUPS 500 /* of several rows, in a sample that can refute anything */
#define PART_ROWS 100000

/* Exceptions column by column, in the groups of `from` that `where` keeps, for columns not refuted yet. */
static int count_columns(struct prof *p, int table, const int *key, int nkey, const char *where, struct prof_fd *out)
{
	const struct mdp_table *t = &p->c->tables[table];
	struct mdp_buf inner = MDP_BUF_INIT, outer = MDP_BUF_INIT;
	struct mdp_result res;
	int rc, at = 1;

	for (int i = 0; i < t->ncolumns; i++) {
		const char *c = mdp_prof_ident(p, t->first_column + i);

		if (out->bad[i] < 0 || is_hopeless(out, i))
			continue;
		mdp_buf_printf(&inner, ", CAST(min(hash(%s)) <> max(hash(%s)) AS INTEGER) AS v%d", c, c, i);
		mdp_buf_printf(&outer, ", coalesce(sum(v%d), 0)", i);
	}
	rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a,
				 "SELECT count(*) FILTER (WHERE n > 1)%s FROM (SELECT count(*) AS n%s FROM %s WHERE %s "
				 "AND %s GROUP BY %s)",
				 mdp_buf_cstr(&outer), mdp_buf_cstr(&inner), p->tables[table].from,
				 not_null(p, key, nkey), where, key_list(p, key, nkey, ", ")));
	if (!rc) {
		struct prof_fd before = *out;

		out->multi = mdp_prof_int(&res, 0, 0);
		for (int i = 0; i < t->ncolumns; i++) {
			if (out->bad[i] >= 0)
				out->bad[i] = out->bad[i] * 5 > before.multi ? out->multi : mdp_prof_int(&res, 0, at++);
		}
	}
	mdp_result_release(&res);
	mdp_buf_release(&inner);
	mdp_buf_release(&outer);
	return rc;
}

/*
 * One hash over all columns that may still depend on the key tells the groups that hold exceptions from the rest with two
 * aggregates instead of two a column; only those groups (few, after the sample) are then looked at column by column.
 */
static int count_all(struct prof *p, int table, const int *key, int nkey, struct prof_fd *out)
{
	const struct mdp_table *t = &p->c->tables[table];
	const char *keys = key_list(p, key, nkey, ", "), *from = p->tables[table].from, *some = not_null(p, key, nkey),
		   *hash;
	struct mdp_buf columns = MDP_BUF_INIT;
	struct mdp_result res;
	int64_t groups = 0, rows = 0, multi = 0, broken = 0;
	bool *alive = MDP_NEW_ARRAY(p->a, (size_t)t->ncolumns, bool);
	int rc, n = 0;

	for (int i = 0; i < t->ncolumns; i++) {
		alive[i] = out->bad[i] >= 0 && !is_hopeless(out, i);
		if (alive[i])
			mdp_buf_printf(&columns, "%s%s", n++ ? ", " : "", mdp_prof_ident(p, t->first_column + i));
	}
	hash = mdp_arena_printf(p->a, "hash(%s)", n ? mdp_buf_cstr(&columns) : "0");
	mdp_buf_release(&columns);
	rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(
			p->a,
			"SELECT count(*), sum(n), count(*) FILTER (WHERE n > 1), count(*) FILTER (WHERE lo <> hi) "
			"FROM (SELECT count(*) AS n, min(h) AS lo, max(h) AS hi FROM (SELECT %s, %s AS h FROM %s "
			"WHERE %s) GROUP BY %s)",
			keys, hash, from, some, keys));
	if (!rc) {
		groups = mdp_prof_int(&res, 0, 0);
		rows = mdp_prof_int(&res, 0, 1);
		multi = mdp_prof_int(&res, 0, 2);
		broken = mdp_prof_int(&res, 0, 3);
	}
	mdp_result_release(&res);
	if (!rc && broken)
		rc = count_columns(
			p, table, key, nkey,
			mdp_arena_printf(p->a,
					 "(%s) IN (SELECT %s FROM %s WHERE %s GROUP BY %s HAVING min(%s) <> max(%s))",
					 keys, nkey > 1 ? mdp_arena_printf(p->a, "(%s)", keys) : keys, from, some, keys,
					 hash, hash),
			out);
	for (int i = 0; !rc && i < t->ncolumns; i++) {
		if (out->bad[i] >= 0 && !alive[i])
			out->bad[i] = multi;
		else if (out->bad[i] >= 0 && !broken)
			out->bad[i] = 0;
	}
	out->groups = groups;
	out->rows = rows;
	out->multi = multi;
	return rc;
}

static const struct prof_fd *recall(const struct prof *p, int table, const int *key, int nkey)
{
	for (int i = 0; i < p->nmemos; i++) {
		const struct prof_memo *m = &p->memos[i];

		if (m->table == table && m->nkey == nkey && memcmp(m->key, key, (size_t)nkey * sizeof(*key)) == 0)
			return m->fd;
	}
	return NULL;
}

static void remember(struct prof *p, int table, const int *key, int nkey, const struct prof_fd *fd)
{
	size_t n = (size_t)p->c->tables[table].ncolumns;
	struct prof_memo m = { .table = table, .nkey = nkey, .fd = MDP_NEW(p->a, struct prof_fd) };

	memcpy(m.key, key, (size_t)nkey * sizeof(*key));
	*m.fd = *fd;
	m.fd->bad = MDP_NEW_ARRAY(p->a, n, int64_t);
	memcpy(m.fd->bad, fd->bad, n * sizeof(*fd->bad));
	MDP_PUSH(p->a, p->memos, p->nmemos, p->cap_memos, m);
}

int mdp_prof_fd_count(struct prof *p, int table, const int *key, int nkey, const bool *want, struct prof_fd *out)
{
	int64_t part = p->c->tables[table].rows / PART_ROWS;
	const struct prof_fd *known = p->tables[table].complete ? NULL : recall(p, table, key, nkey);
	int rc = 0;

	if (known) {
		init_fd(p, table, out);
		memcpy(out->bad, known->bad, (size_t)p->c->tables[table].ncolumns * sizeof(*out->bad));
		out->rows = known->rows;
		out->groups = known->groups;
		out->multi = known->multi;
		return 0;
	}
	mdp_prof_fd_sample(p, table, key, nkey, want, out);
	if (p->tables[table].complete)
		return 0;
	/* Keys of many rows far apart are broken by a sample of rows: then a part of the keys, with all of their rows. */
	if (out->groups > 4 * WHOLE_GROUPS && out->multi < WHOLE_GROUPS && part > 1)
		rc = count_columns(
			p, table, key, nkey,
			mdp_arena_printf(p->a, "hash(%s) %% %lld = 0", key_list(p, key, nkey, ", "), (long long)part),
			out);
	if (!rc)
		rc = count_all(p, table, key, nkey, out);
	if (!rc && !want)
		remember(p, table, key, nkey, out);
	return rc;
}

int mdp_prof_distinct(struct prof *p, int table, const int *key, int nkey, int64_t *distinct, int64_t *rows)
{
	struct mdp_result res;
	int rc;

	if (p->tables[table].complete) {
		size_t n = (size_t)p->tables[table].nsample;
		uint32_t *groups = scratch(n);

		*distinct = mdp_prof_groups(p, table, key, nkey, groups);
		*rows = 0;
		for (size_t r = 0; r < n; r++)
			*rows += groups[r] != 0;
		free(groups);
		return 0;
	}
	rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(p->a,
				 "SELECT count(*), sum(n) FROM (SELECT count(*) AS n FROM %s WHERE %s GROUP BY %s)",
				 p->tables[table].from, not_null(p, key, nkey), key_list(p, key, nkey, ", ")));
	*distinct = rc ? 0 : mdp_prof_int(&res, 0, 0);
	*rows = rc ? 0 : mdp_prof_int(&res, 0, 1);
	mdp_result_release(&res);
	return rc;
}

/*
 * If the column had nothing to do with the key, each further row of a group would repeat the group's first value with the
 * chance that two rows agree at all. Rows that are known to come in lumps (lines of one order) count once a lump: `unit`.
 */
double mdp_prof_fd_bits(struct prof *p, int table, const int *key, int nkey, const int *unit, int nunit, int column)
{
	const struct prof_column *pc = &p->columns[column];
	size_t n = (size_t)p->tables[table].nsample;
	uint32_t *groups = scratch(n), *units = scratch(n), *seen, *seen_group, *count;
	uint32_t ngroups = mdp_prof_groups(p, table, key, nkey, groups), nunits = 0;
	double rows = 0, repeats = 0, agree = 0;

	if (nunit)
		nunits = mdp_prof_groups(p, table, unit, nunit, units);
	seen = scratch((size_t)nunits + 1);
	seen_group = scratch((size_t)ngroups + 1);
	count = scratch((size_t)pc->ncodes + 1);
	for (size_t r = 0; r < n; r++) {
		if (!groups[r] || (nunit && units[r] && seen[units[r]]++))
			continue;
		rows++;
		count[pc->codes[r]]++;
		repeats += seen_group[groups[r]]++ > 0;
	}
	for (uint32_t v = 0; v <= pc->ncodes; v++)
		agree += (double)count[v] * (double)count[v];
	free(groups);
	free(units);
	free(seen);
	free(seen_group);
	free(count);
	if (rows < 2)
		return 0;
	agree /= rows * rows;
	return agree >= 1 ? 0 : -repeats * log2(agree);
}

#define BY_CHANCE 0.2 /* no more than this share of the groups that would disagree by chance */
#define STRIDE 1000003

bool mdp_prof_fd_nearly(struct prof *p, int table, const int *key, int nkey, const struct prof_fd *fd, int position,
			double most)
{
	size_t n = (size_t)p->tables[table].nsample, stride = n % STRIDE ? STRIDE : STRIDE + 2;
	const uint32_t *codes = p->columns[p->c->tables[table].first_column + position].codes;
	uint32_t *groups, *first, *shuffled, *sizes, ngroups;
	int64_t bad, multi = 0;

	if (fd->bad[position] <= 0 || (double)fd->bad[position] > most * (double)fd->multi || n < 2)
		return false;
	groups = scratch(n);
	shuffled = scratch(n);
	ngroups = mdp_prof_groups(p, table, key, nkey, groups);
	first = scratch((size_t)ngroups + 1);
	sizes = scratch((size_t)ngroups + 1);
	for (size_t r = 0; r < n; r++) {
		shuffled[r] = codes[r * stride % n];
		multi += groups[r] && sizes[groups[r]]++ == 1;
	}
	bad = count_bad(groups, shuffled, n, first);
	free(groups);
	free(first);
	free(shuffled);
	free(sizes);
	return multi > 0 && (double)fd->bad[position] / (double)fd->multi <= BY_CHANCE * (double)bad / (double)multi;
}
