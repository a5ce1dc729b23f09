/*
 * Hierarchies: dimensions of one entity that lie above each other (city, state, country; day, month). A value of the finer
 * one must lie in one value of the coarser one. A few instances may disagree (two cities of one name), by far fewer than if the
 * two had nothing to do with each other; values of the finer one that do are counted, with an example. As for owners, the
 * agreement must be more than chance, in bits. Names that say which of two is above the other (data/lexicon/en/names/levels.tsv)
 * need less of it. Missing values say nothing. Pairs are judged on the sample, and what is left is counted on all rows.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "catalog/words.h"
#include "profile/prof.h"
#include "base/banned.h"

#define MAX_COLUMNS 32
#define BITS 20
#define BITS_NAMED 4
#define BITS_EXCEPTION 16 /* what an instance that disagrees takes away */
#define DISSENT 0.03 /* of the instances */
#define GROUPS 0.10 /* of the finer one's values */
#define BY_CHANCE 0.2
#define FINER 1.2 /* times as many values as the coarser one, unless names tell; nearly as many are other names of it */

struct pair {
	int fine, coarse; /* columns */
	int64_t values, exceptions;
	const char *example;
	bool kept;
};

struct levels {
	int entity, columns[MAX_COLUMNS], n;
	struct pair pairs[MAX_COLUMNS * MAX_COLUMNS];
	int npairs;
};

static bool may_be_fine(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];

	switch (p->columns[column].class) {
	case PROF_TEXT:
		return col->role == MDP_ROLE_CATEGORY || col->role == MDP_ROLE_GEO || col->role == MDP_ROLE_CODE ||
		       col->role == MDP_ROLE_NAME;
	case PROF_INTEGER:
		return col->additive == MDP_ADDITIVE_NO &&
		       (col->role == MDP_ROLE_YEAR || col->role == MDP_ROLE_NUMBER || col->role == MDP_ROLE_GEO ||
			col->role == MDP_ROLE_CODE);
	case PROF_TIME:
		return true;
	default:
		return false;
	}
}

static int find_columns(const struct prof *p, int entity, int out[MAX_COLUMNS])
{
	const struct mdp_table *t = &p->c->tables[p->c->entities[entity].table];
	int n = 0;

	for (int i = 0; i < t->ncolumns && n < MAX_COLUMNS; i++) {
		int c = t->first_column + i;
		const struct mdp_column *col = &p->c->columns[c];

		if (col->entity == entity && col->mirror < 0 && !col->hidden && col->distinct > 1 && may_be_fine(p, c))
			out[n++] = c;
	}
	return n;
}

/* Where the last word of the column's name stands in a line of levels; -1 when it does not. */
static int rank_in(const char *line, const char *words)
{
	const char *last = strrchr(words, ' ');
	struct mdp_str rest = mdp_str_of(line), group, w;

	for (int rank = 0; rest.n && mdp_str_next(&rest, '\t', &group); rank++) {
		while (group.n && mdp_str_next(&group, ' ', &w)) {
			if (mdp_str_is(w, last ? last + 1 : words))
				return rank;
		}
	}
	return -1;
}

/* 1: the names say that `coarse` lies above `fine`; -1: below; 0: nothing. */
static int order_of_names(const struct prof *p, int fine, int coarse)
{
	for (int i = 0; mdp_data_levels[i]; i++) {
		int a = rank_in(mdp_data_levels[i], p->c->columns[fine].words),
		    b = rank_in(mdp_data_levels[i], p->c->columns[coarse].words);

		if (mdp_data_levels[i][0] != '#' && a >= 0 && b >= 0 && a != b)
			return a < b ? 1 : -1;
	}
	return 0;
}

/* A number or a time is above another column only if it is called so: else it is an attribute of the finer thing. */
static bool may_be_above(const struct prof *p, int fine, int coarse)
{
	enum prof_class c = p->columns[coarse].class;
	int named = order_of_names(p, fine, coarse);

	if (named < 0 || p->c->columns[fine].distinct < p->c->columns[coarse].distinct)
		return false;
	if (named == 0 && (double)p->c->columns[fine].distinct < FINER * (double)p->c->columns[coarse].distinct)
		return false;
	/* What happened at one time agrees by itself: of times only what is called a part of the calendar. */
	if (c == PROF_TIME || c == PROF_INTEGER || p->columns[fine].class == PROF_TIME)
		return named > 0;
	return true;
}

static uint32_t *numbers(size_t n)
{
	uint32_t *out = calloc(n + 1, sizeof(*out));

	if (!out)
		abort();
	return out;
}

/* Rows of the sample whose coarse value is not the most frequent one of their fine value; of how many that have both. */
static int64_t dissent(struct prof *p, int table, int fine, int coarse, int64_t *of, double *by_chance)
{
	size_t n = (size_t)p->tables[table].nsample;
	const uint32_t *f = p->columns[fine].codes, *c = p->columns[coarse].codes;
	uint32_t *pairs = numbers(n), npairs, *count, *most = numbers(p->columns[fine].ncodes),
		 *all = numbers(p->columns[coarse].ncodes), top = 0;
	int key[2] = { fine, coarse };
	int64_t agree = 0;

	npairs = mdp_prof_groups(p, table, key, 2, pairs);
	count = numbers(npairs);
	*of = 0;
	for (size_t r = 0; r < n; r++) {
		if (!pairs[r])
			continue;
		(*of)++;
		if (++count[pairs[r]] > most[f[r]])
			most[f[r]] = count[pairs[r]];
		if (++all[c[r]] > top)
			top = all[c[r]];
	}
	for (uint32_t v = 1; v <= p->columns[fine].ncodes; v++)
		agree += most[v];
	*by_chance = *of ? 1 - (double)top / (double)*of : 0;
	free(pairs);
	free(count);
	free(most);
	free(all);
	return *of - agree;
}

static bool is_level(struct prof *p, int entity, int fine, int coarse)
{
	const struct mdp_entity *e = &p->c->entities[entity];
	int64_t of, against;
	double by_chance, bits;

	against = dissent(p, e->table, fine, coarse, &of, &by_chance);
	if (of < 2 || (double)against > DISSENT * (double)of || (double)against > BY_CHANCE * by_chance * (double)of)
		return false;
	bits = e->own_table || !e->nkey ? mdp_prof_fd_bits(p, e->table, &fine, 1, NULL, 0, coarse)
					: mdp_prof_fd_bits(p, e->table, &fine, 1, e->key, e->nkey, coarse);
	bits -= BITS_EXCEPTION * (double)against;
	return bits >= (order_of_names(p, fine, coarse) > 0 ? BITS_NAMED : BITS);
}

/* Counts the exceptions of all pairs of one fine column on all rows; those with too many are not kept. */
static int count_exceptions(struct prof *p, int table, struct pair *pairs, int n)
{
	const char *fine = mdp_prof_ident(p, pairs[0].fine);
	struct mdp_buf inner = MDP_BUF_INIT, outer = MDP_BUF_INIT;
	struct mdp_result res;
	int rc;

	for (int i = 0; i < n; i++) {
		const char *c = mdp_prof_ident(p, pairs[i].coarse);

		mdp_buf_printf(&inner,
			       ", min(hash(%s)) FILTER (WHERE %s IS NOT NULL) <> max(hash(%s)) FILTER "
			       "(WHERE %s IS NOT NULL) AS b%d",
			       c, c, c, c, i);
		mdp_buf_printf(&outer,
			       ", count(*) FILTER (WHERE b%d), min(left(CAST(v AS VARCHAR), 60)) FILTER (WHERE b%d)", i,
			       i);
	}
	rc = mdp_prof_query(p, &res,
			    mdp_arena_printf(p->a,
					     "SELECT count(*)%s FROM (SELECT %s AS v%s FROM %s WHERE %s IS NOT NULL "
					     "GROUP BY 1)",
					     mdp_buf_cstr(&outer), fine, mdp_buf_cstr(&inner), p->tables[table].from,
					     fine));
	for (int i = 0; !rc && i < n; i++) {
		const struct mdp_value *v = mdp_result_at(&res, 0, 2 + 2 * i);

		pairs[i].values = mdp_prof_int(&res, 0, 0);
		pairs[i].exceptions = mdp_prof_int(&res, 0, 1 + 2 * i);
		pairs[i].example = v->type == MDP_T_TEXT ? mdp_arena_strndup(&p->c->arena, v->s.p, v->s.n) : NULL;
		pairs[i].kept = (double)pairs[i].exceptions <= GROUPS * (double)pairs[i].values + 1;
	}
	mdp_result_release(&res);
	mdp_buf_release(&inner);
	mdp_buf_release(&outer);
	return rc;
}

static int find_pairs(struct prof *p, struct levels *l)
{
	const struct mdp_table *t = &p->c->tables[p->c->entities[l->entity].table];
	int table = p->c->entities[l->entity].table, rc = 0;
	struct prof_fd fd = { 0 };

	for (int i = 0; !rc && i < l->n; i++) {
		bool *want = MDP_NEW_ARRAY(p->a, (size_t)t->ncolumns, bool);
		int first = l->npairs;

		for (int k = 0; k < l->n; k++)
			want[l->columns[k] - t->first_column] = k != i;
		mdp_prof_fd_sample(p, table, &l->columns[i], 1, want, &fd);
		for (int k = 0; k < l->n; k++) {
			struct pair pair = { .fine = l->columns[i], .coarse = l->columns[k] };

			/* Missing values make most exceptions here; what has many more is hopeless. */
			if (k != i && may_be_above(p, pair.fine, pair.coarse) &&
			    fd.bad[pair.coarse - t->first_column] * 2 <= fd.multi + 1 &&
			    is_level(p, l->entity, pair.fine, pair.coarse))
				l->pairs[l->npairs++] = pair;
		}
		if (l->npairs > first)
			rc = count_exceptions(p, table, l->pairs + first, l->npairs - first);
	}
	return rc;
}

static bool is_pair(const struct levels *l, int fine, int coarse)
{
	for (int i = 0; i < l->npairs; i++) {
		if (l->pairs[i].kept && l->pairs[i].fine == fine && l->pairs[i].coarse == coarse)
			return true;
	}
	return false;
}

/* Is there a level between the two? */
static bool is_far(const struct levels *l, const struct pair *pair)
{
	for (int k = 0; k < l->n; k++) {
		int c = l->columns[k];

		if (c != pair->fine && c != pair->coarse && is_pair(l, pair->fine, c) && is_pair(l, c, pair->coarse))
			return true;
	}
	return false;
}

int mdp_prof_levels(struct prof *p)
{
	struct levels *l = MDP_NEW(p->a, struct levels);
	int rc = 0;

	for (int e = 0; !rc && e < p->c->nentities; e++) {
		l->entity = e;
		l->npairs = 0;
		l->n = find_columns(p, e, l->columns);
		if (l->n > 1)
			rc = find_pairs(p, l);
		for (int i = 0; !rc && i < l->npairs; i++) {
			const struct pair *pair = &l->pairs[i];
			struct mdp_level level = {
				e, pair->fine, pair->coarse, pair->example, { .how = "functional dependency" }
			};

			if (!pair->kept || is_far(l, pair))
				continue;
			if (order_of_names(p, pair->fine, pair->coarse) > 0)
				level.evidence.how = "name and functional dependency";
			level.evidence.rows = pair->values;
			level.evidence.exceptions = pair->exceptions;
			MDP_PUSH(&p->c->arena, p->c->levels, p->c->nlevels, p->cap_levels, level);
		}
	}
	return rc;
}
