/*
 * Amounts that are made of others (a = b + c + d − e), whatever they are called. For each amount of
 * an entity, sums of the entity's other amounts with coefficients +1, −1 or 0 are tried on a sample of instances, a trial
 * ending with the first rows that do not fit, so that some ten thousand trials cost little. The best one (fewest rows that do not
 * fit, then fewest terms) is checked on every instance, to a cent. An empty part counts as 0. Kept is what has a main
 * part: an added one that is at least half of the whole.
 */
#include <math.h>

#include "base/buf.h"
#include "profile/prof.h"
#include "base/banned.h"

#define AMOUNTS 8 /* 3^7 combinations of signs for each whole */
#define SAMPLE 300
#define SAMPLE_EXCEPTIONS 6
#define SAMPLE_OF_EACH 5 /* rows of each pattern of charged parts, fewer than what may be exceptions */
#define CENT 0.0051

struct linear {
	int columns[AMOUNTS], n;
	double rows[SAMPLE][AMOUNTS];
	bool null[SAMPLE][AMOUNTS];
	int nrows;
};

struct fit {
	int signs[AMOUNTS]; /* 0: not a part */
	int misses, terms;
};

/* What may be added to each other: money and numbers with decimals, durations, counts. */
enum sort { MONEY, DURATIONS, COUNTS, SORTS };

static enum sort sort_of(const struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];

	switch (col->role) {
	case MDP_ROLE_MONEY:
		return MONEY;
	case MDP_ROLE_LEVEL:
		return p->columns[column].class == PROF_INTEGER && !col->unit ? COUNTS : MONEY;
	case MDP_ROLE_DURATION:
		return DURATIONS;
	case MDP_ROLE_QUANTITY:
	case MDP_ROLE_COUNT:
		return COUNTS;
	case MDP_ROLE_NUMBER:
		if (col->additive == MDP_ADDITIVE_YES)
			return p->columns[column].class == PROF_NUMBER ? MONEY : COUNTS;
		return SORTS;
	default:
		return SORTS;
	}
}

static void amounts(const struct prof *p, int entity, enum sort sort, struct linear *l)
{
	const struct mdp_catalog *c = p->c;
	const struct mdp_table *t = &c->tables[c->entities[entity].table];

	for (int i = t->first_column; i < t->first_column + t->ncolumns && l->n < AMOUNTS; i++) {
		const struct mdp_column *col = &c->columns[i];
		bool number = p->columns[i].class == PROF_NUMBER || p->columns[i].class == PROF_INTEGER;

		if (col->entity == entity && col->mirror < 0 && number && col->distinct > 1 && sort_of(p, i) == sort)
			l->columns[l->n++] = i;
	}
}

/* One row an instance: its key, then the amounts as doubles. Of every `part`th instance, by hash. */
static const char *instances(struct prof *p, int entity, const struct linear *l, int64_t part)
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
	for (int i = 0; i < e->nkey; i++)
		mdp_buf_printf(&b, " %s %s IS NOT NULL", i ? "AND" : "WHERE", mdp_prof_ident(p, e->key[i]));
	if (part > 1)
		mdp_buf_printf(&b, " %s hash(%s) %% %lld = 0", e->nkey ? "AND" : "WHERE",
			       mdp_prof_ident(p, e->nkey ? e->key[0] : l->columns[0]), (long long)part);
	sql = mdp_arena_strdup(p->a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return sql;
}

static int sample(struct prof *p, int entity, struct linear *l)
{
	struct mdp_result res;
	/* By hash of the amounts: the same rows each time, and not only the oldest ones. A part that is seldom charged is in it too. */
	int64_t part =
		p->tables[p->c->entities[entity].table].complete ? 1 : p->c->entities[entity].count / (SAMPLE * 100);
	const char *charged = "a0 <> 0";
	int rc;

	for (int k = 1; k < l->n; k++)
		charged = mdp_arena_printf(p->a, "%s, a%d <> 0", charged, k);
	rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(
			p->a,
			"SELECT * FROM (%s) AS i ORDER BY row_number() OVER (PARTITION BY %s ORDER BY hash(a0, a1), "
			"a0, a1, a2) > %d, hash(a0, a1), a0, a1, a2 LIMIT %d",
			instances(p, entity, l, part), charged, SAMPLE_OF_EACH, SAMPLE));
	for (int64_t r = 0; !rc && r < res.nrows && r < SAMPLE; r++, l->nrows++) {
		for (int k = 0; k < l->n; k++) {
			const struct mdp_value *v = mdp_result_at(&res, r, k);

			l->null[r][k] = v->type == MDP_T_NULL_;
			l->rows[r][k] = l->null[r][k] ? 0 : mdp_value_number(v);
		}
	}
	mdp_result_release(&res);
	return rc;
}

/* Rows that do not fit, at most one more than `most`. */
static int misses(const struct linear *l, int whole, const int *signs, int most)
{
	int n = 0;

	for (int r = 0; r < l->nrows && n <= most; r++) {
		double sum = 0;

		if (l->null[r][whole])
			continue;
		for (int k = 0; k < l->n; k++)
			sum += signs[k] * l->rows[r][k];
		n += fabs(sum - l->rows[r][whole]) > CENT + 1e-9 * fabs(sum);
	}
	return n;
}

static bool search(const struct linear *l, int whole, struct fit *best)
{
	int combinations = 1;
	bool found = false;

	for (int i = 0; i < l->n; i++)
		combinations *= 3;
	for (int c = 0; c < combinations; c++) {
		struct fit f = { .signs = { 0 } };
		int rest = c, added = 0;

		for (int k = 0; k < l->n; k++, rest /= 3) {
			f.signs[k] = rest % 3 == 2 ? -1 : rest % 3;
			f.terms += f.signs[k] != 0;
			added += f.signs[k] > 0;
		}
		if (f.signs[whole] || f.terms < 2 || f.terms > MDP_IDENTITY_TERMS || !added)
			continue;
		f.misses = misses(l, whole, f.signs, found ? best->misses : SAMPLE_EXCEPTIONS);
		if (f.misses > SAMPLE_EXCEPTIONS)
			continue;
		if (!found || f.misses < best->misses || (f.misses == best->misses && f.terms < best->terms))
			*best = f;
		found = true;
	}
	return found;
}

static void add_terms(struct mdp_identity *id, const struct linear *l, const struct fit *f,
		      const struct mdp_result *res)
{
	double whole = mdp_value_number(mdp_result_at(res, 0, 2));

	for (int k = 0; k < l->n; k++) {
		struct mdp_term t = { l->columns[k], f->signs[k],
				      mdp_value_number(mdp_result_at(res, 0, 3 + k)) / whole };
		int at = id->nterms;

		if (!f->signs[k])
			continue;
		for (; at > 0 && id->terms[at - 1].share < t.share; at--)
			id->terms[at] = id->terms[at - 1];
		id->terms[at] = t;
		id->nterms++;
	}
}

static int added(const struct mdp_identity *id)
{
	int n = 0;

	for (int i = 0; i < id->nterms; i++)
		n += id->terms[i].sign > 0;
	return n;
}

static bool mentions(const struct mdp_identity *id, int column)
{
	bool found = id->c == column;

	for (int i = 0; i < id->nterms; i++)
		found |= id->terms[i].column == column;
	return found;
}

/* Is the amount itself the sum of something finer? Then it is rather a part than the whole. */
static bool is_built(const struct prof *p, int column)
{
	for (int i = 0; i < p->c->nidentities; i++) {
		const struct mdp_identity *id = &p->c->identities[i];

		if ((id->kind == MDP_ID_SUM_PRODUCT || id->kind == MDP_ID_SUM) && id->c == column)
			return true;
	}
	return false;
}

static bool is_better(const struct prof *p, const struct mdp_identity *id, const struct mdp_identity *old)
{
	if (added(id) != added(old))
		return added(id) > added(old);
	return is_built(p, old->c) && !is_built(p, id->c);
}

/* Adds the identity, unless the same amounts are already known in a better form; takes the place of a worse one. */
static void keep(struct prof *p, const struct mdp_identity *id)
{
	for (int i = 0; i < p->c->nidentities; i++) {
		struct mdp_identity *old = &p->c->identities[i];
		bool same = old->kind == MDP_ID_LINEAR && old->nterms == id->nterms && mentions(old, id->c);

		for (int k = 0; same && k < id->nterms; k++)
			same = mentions(old, id->terms[k].column);
		if (!same)
			continue;
		if (is_better(p, id, old))
			*old = *id;
		return;
	}
	MDP_PUSH(&p->c->arena, p->c->identities, p->c->nidentities, p->cap_identities, *id);
}

static int verify(struct prof *p, int entity, const struct linear *l, int whole, const struct fit *f, bool *kept)
{
	struct mdp_identity id = {
		.kind = MDP_ID_LINEAR, .a = -1, .b = -1, .c = l->columns[whole], .fine = entity, .coarse = entity
	};
	struct mdp_buf sum = MDP_BUF_INIT, sql = MDP_BUF_INIT;
	struct mdp_result res;
	int rc;

	for (int k = 0; k < l->n; k++)
		if (f->signs[k])
			mdp_buf_printf(&sum, " %c coalesce(a%d, 0)", f->signs[k] > 0 ? '+' : '-', k);
	mdp_buf_printf(&sql,
		       "SELECT count(a%d), count(*) FILTER (WHERE abs(0%s - a%d) > %g + 1e-9 * abs(a%d)), sum(a%d)",
		       whole, mdp_buf_cstr(&sum), whole, CENT, whole, whole);
	for (int k = 0; k < l->n; k++)
		mdp_buf_printf(&sql, ", coalesce(sum(a%d), 0)", k);
	mdp_buf_printf(&sql, " FROM (%s) AS i", instances(p, entity, l, 1));
	rc = mdp_prof_query(p, &res, mdp_buf_cstr(&sql));
	if (!rc) {
		id.checked = mdp_prof_int(&res, 0, 0);
		id.exceptions = mdp_prof_int(&res, 0, 1);
		if (id.checked >= 20 && id.exceptions * 100 <= id.checked)
			add_terms(&id, l, f, &res);
		if (id.nterms && id.terms[0].sign > 0 && id.terms[0].share >= 0.5 && id.terms[0].share <= 1.25) {
			keep(p, &id);
			*kept = true;
		}
	}
	mdp_result_release(&res);
	mdp_buf_release(&sum);
	mdp_buf_release(&sql);
	return rc;
}

/* An equation in the form that has `whole` alone on its side. */
struct equation {
	struct fit fit;
	int whole;
	bool done;
};

/* The columns of an equation, whichever of them is the whole. */
static unsigned columns_of(const struct equation *q)
{
	unsigned set = 1u << q->whole;

	for (int k = 0; k < AMOUNTS; k++)
		set |= q->fit.signs[k] ? 1u << k : 0;
	return set;
}

static int added_terms(const struct fit *f)
{
	int n = 0;

	for (int k = 0; k < AMOUNTS; k++)
		n += f->signs[k] > 0;
	return n;
}

/*
 * Of two forms of an equation: more added parts, then not the one whose whole is the sum of something finer, then the one whose whole
 * stands last, as results do.
 */
static bool is_likelier(const struct prof *p, const struct linear *l, const struct equation *a,
			const struct equation *b)
{
	int more = added_terms(&a->fit) - added_terms(&b->fit);
	int x = l->columns[a->whole], y = l->columns[b->whole];

	if (more || is_built(p, x) != is_built(p, y))
		return more ? more > 0 : is_built(p, y);
	return x > y;
}

/* a = b + c − d is also b = a + d − c: every form, of equations that are not there yet. */
static void add_forms(struct equation *all, int *n, const struct fit *f, int whole, int amounts)
{
	struct equation first = { *f, whole, false };

	for (int i = 0; i < *n; i++) {
		if (columns_of(&all[i]) == columns_of(&first))
			return;
	}
	all[(*n)++] = first;
	for (int k = 0; k < amounts; k++) {
		struct equation q = { { .terms = f->terms, .misses = f->misses }, k, false };

		if (!f->signs[k])
			continue;
		for (int i = 0; i < amounts; i++)
			q.fit.signs[i] = i == k ? 0 : i == whole ? f->signs[k] : -f->signs[i] * f->signs[k];
		if (added_terms(&q.fit))
			all[(*n)++] = q;
	}
}

/* The likeliest form of an equation is read on all instances first, the rest only if it fails. */
static int verify_all(struct prof *p, int entity, const struct linear *l, struct equation *all, int n)
{
	int rc = 0;

	for (int turn = 0; !rc && turn < n; turn++) {
		bool kept = false;
		int best = -1;

		for (int i = 0; i < n; i++) {
			if (!all[i].done && (best < 0 || is_likelier(p, l, &all[i], &all[best])))
				best = i;
		}
		if (best < 0)
			break;
		rc = verify(p, entity, l, all[best].whole, &all[best].fit, &kept);
		all[best].done = true;
		for (int i = 0; kept && i < n; i++)
			all[i].done |= columns_of(&all[i]) == columns_of(&all[best]);
	}
	return rc;
}

static int find(struct prof *p, int entity, enum sort sort)
{
	struct linear *l = MDP_NEW(p->a, struct linear);
	struct equation all[AMOUNTS * (MDP_IDENTITY_TERMS + 1)];
	int n = 0, rc;

	amounts(p, entity, sort, l);
	if (l->n < 3)
		return 0;
	rc = sample(p, entity, l);
	for (int k = 0; !rc && l->nrows >= 20 && k < l->n; k++) {
		struct fit f = { .signs = { 0 } };

		if (search(l, k, &f))
			add_forms(all, &n, &f, k, l->n);
	}
	return rc ? rc : verify_all(p, entity, l, all, n);
}

static bool is_stock(const struct prof *p, int column)
{
	return column >= 0 && p->c->columns[column].additive == MDP_ADDITIVE_SEMI;
}

/* Available = on hand − reserved; value = on hand × cost of one. */
static bool is_made_of_stocks(const struct prof *p, const struct mdp_identity *id)
{
	bool stocks = id->nterms > 0;

	if (id->kind == MDP_ID_DIFFERENCE)
		return is_stock(p, id->a) && is_stock(p, id->b);
	if (id->kind == MDP_ID_PRODUCT)
		return id->a >= 0 && id->b >= 0 &&
		       ((is_stock(p, id->a) && p->c->columns[id->b].additive == MDP_ADDITIVE_NO) ||
			(is_stock(p, id->b) && p->c->columns[id->a].additive == MDP_ADDITIVE_NO));
	for (int k = 0; stocks && k < id->nterms; k++)
		stocks = is_stock(p, id->terms[k].column);
	return stocks && id->kind == MDP_ID_LINEAR;
}

static void spread_stocks(struct prof *p)
{
	bool more = true;

	for (int pass = 0; more && pass < p->c->nidentities; pass++) {
		more = false;
		for (int i = 0; i < p->c->nidentities; i++) {
			const struct mdp_identity *id = &p->c->identities[i];
			struct mdp_column *whole = id->c < 0 ? NULL : &p->c->columns[id->c];

			if (!whole || whole->additive != MDP_ADDITIVE_YES || !is_made_of_stocks(p, id))
				continue;
			whole->additive = MDP_ADDITIVE_SEMI;
			whole->role = MDP_ROLE_LEVEL;
			whole->role_how = "made of stocks";
			more = true;
		}
	}
}

int mdp_prof_linear(struct prof *p)
{
	int rc = 0;

	for (int e = 0; !rc && e < p->c->nentities; e++) {
		for (enum sort sort = MONEY; !rc && sort < SORTS; sort++)
			rc = find(p, e, sort);
	}
	spread_stocks(p);
	return rc;
}
