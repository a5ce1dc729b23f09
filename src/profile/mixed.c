/*
 * Amounts of a row that hold an amount of something coarser: margin = total − quantity × cost, where the total is of the order
 * and stands on each of its lines. Such an amount looks like one of the row, differs from row to row, and its sum counts
 * the order's amount once per line. Found by arithmetic: what is left of it without the coarse amount must be, but for its
 * sign, another amount or a quantity times one. Tried on whole groups of a part of the table; what holds there is read again on
 * all rows of the instances that have several, since in the others nothing is repeated.
 */
#include "base/buf.h"
#include "profile/prof.h"
#include "base/banned.h"

#define MAX_COLUMNS 10
#define MAX_TRIED 600
#define PART_ROWS 2000
#define CENT 0.0051
#define ENOUGH 20 /* rows */

struct trial {
	int fine, coarse, amount, quantity; /* columns; quantity -1 = none */
	int entity; /* of `coarse` */
};

struct columns {
	int at[MAX_COLUMNS], n;
};

static bool is_varied(const struct prof *p, int column)
{
	return p->c->columns[column].distinct > 1 &&
	       (p->columns[column].class == PROF_NUMBER || p->columns[column].class == PROF_INTEGER);
}

static void add(struct columns *list, int column)
{
	if (list->n < MAX_COLUMNS)
		list->at[list->n++] = column;
}

/* The table's amounts: of its rows, of instances that it repeats, any; and the quantities of its rows. */
static void sort_columns(const struct prof *p, int table, struct columns *fine, struct columns *coarse,
			 struct columns *amounts, struct columns *quantities)
{
	const struct mdp_table *t = &p->c->tables[table];

	for (int i = t->first_column; i < t->first_column + t->ncolumns; i++) {
		const struct mdp_column *col = &p->c->columns[i];
		bool own = col->entity == t->row_entity;

		if (!is_varied(p, i))
			continue;
		if (own && (col->role == MDP_ROLE_QUANTITY || col->role == MDP_ROLE_COUNT))
			add(quantities, i);
		if (col->role != MDP_ROLE_MONEY)
			continue;
		add(amounts, i);
		if (own && col->mirror < 0)
			add(fine, i);
		if (!own && col->entity >= 0 && col->additive == MDP_ADDITIVE_YES)
			add(coarse, i);
	}
}

/* The site by which an entity is repeated in the table; -1 when it is not, or not by a key. */
static int repeated_site(const struct prof *p, int table, int entity)
{
	for (int s = 0; s < p->c->nsites; s++) {
		const struct mdp_site *site = &p->c->sites[s];

		if (site->table == table && site->entity == entity && !site->unique && p->c->entities[entity].nkey)
			return s;
	}
	return -1;
}

static const char *number(struct prof *p, int column)
{
	return mdp_arena_printf(p->a, "CAST(%s AS DOUBLE)", mdp_prof_value(p, "", column));
}

static const char *product(struct prof *p, const struct trial *t)
{
	return t->quantity < 0 ? number(p, t->amount)
			       : mdp_arena_printf(p->a, "%s * %s", number(p, t->amount), number(p, t->quantity));
}

static const char *key_list(struct prof *p, int site)
{
	const struct mdp_site *s = &p->c->sites[site];
	const char *list = mdp_prof_ident(p, s->key[0]);

	for (int k = 1; k < p->c->entities[s->entity].nkey; k++)
		list = mdp_arena_printf(p->a, "%s, %s", list, mdp_prof_ident(p, s->key[k]));
	return list;
}

/* Keeps of the trials those that hold on nearly all rows of a part of the instances. */
static int prune(struct prof *p, int table, int site, struct trial *trials, int *n)
{
	int64_t part = p->c->tables[table].rows / PART_ROWS;
	struct mdp_buf sql = MDP_BUF_INIT;
	struct mdp_result res;
	int rc, kept = 0;

	for (int i = 0; i < *n; i++) {
		const char *rest =
			mdp_arena_printf(p->a, "(%s - %s)", number(p, trials[i].fine), number(p, trials[i].coarse));
		const char *other = product(p, &trials[i]);

		mdp_buf_printf(&sql, "%scount(%s + %s), count(*) FILTER (WHERE abs(abs(%s) - abs(%s)) > %g)",
			       i ? ", " : "SELECT ", rest, other, rest, other, CENT);
	}
	mdp_buf_printf(&sql, " FROM %s", p->tables[table].from);
	if (part > 1)
		mdp_buf_printf(&sql, " WHERE hash(%s) %% %lld = 0", key_list(p, site), (long long)part);
	rc = mdp_prof_query(p, &res, mdp_buf_cstr(&sql));
	for (int i = 0; !rc && i < *n; i++) {
		int64_t checked = mdp_prof_int(&res, 0, 2 * i), bad = mdp_prof_int(&res, 0, 2 * i + 1);

		if (checked >= ENOUGH && bad * 20 <= checked)
			trials[kept++] = trials[i];
	}
	*n = kept;
	mdp_result_release(&res);
	mdp_buf_release(&sql);
	return rc;
}

static void keep(struct prof *p, int table, const struct trial *t, int sign, int64_t checked, int64_t exceptions)
{
	struct mdp_identity id = { .kind = MDP_ID_MIXED, .a = t->coarse, .b = -1, .c = t->fine };

	id.fine = p->c->tables[table].row_entity;
	id.coarse = t->entity;
	id.checked = checked;
	id.exceptions = exceptions;
	id.terms[id.nterms++] = (struct mdp_term){ .column = t->amount, .sign = sign };
	if (t->quantity >= 0)
		id.terms[id.nterms++] = (struct mdp_term){ .column = t->quantity, .sign = sign };
	MDP_PUSH(&p->c->arena, p->c->identities, p->c->nidentities, p->cap_identities, id);
}

/* On all rows of instances that have several. *found: it holds. */
static int verify(struct prof *p, int table, int site, const struct trial *t, bool *found)
{
	const char *rest = mdp_arena_printf(p->a, "(%s - %s)", number(p, t->fine), number(p, t->coarse));
	const char *other = product(p, t);
	struct mdp_result res;
	int rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(
			p->a,
			"SELECT count(r + o), count(*) FILTER (WHERE abs(r - o) > %g), count(*) FILTER (WHERE abs(r + "
			"o) > %g) "
			"FROM (SELECT %s AS r, %s AS o, count(*) OVER (PARTITION BY %s) AS n FROM %s) AS g WHERE n > 1",
			CENT, CENT, rest, other, key_list(p, site), p->tables[table].from));
	int64_t checked = rc ? 0 : mdp_prof_int(&res, 0, 0);

	for (int i = 0; !rc && !*found && i < 2 && checked >= ENOUGH; i++) {
		int64_t bad = mdp_prof_int(&res, 0, 1 + i);

		*found = bad * 100 <= checked;
		if (*found)
			keep(p, table, t, i ? -1 : 1, checked, bad);
	}
	mdp_result_release(&res);
	return rc;
}

/* One coarse amount: what it may be part of. */
static int try_amount(struct prof *p, int table, int coarse, const struct columns *fine, const struct columns *amounts,
		      const struct columns *quantities)
{
	int entity = p->c->columns[coarse].entity, site = repeated_site(p, table, entity), n = 0, rc;
	struct trial trials[MAX_TRIED];
	bool found = false;

	for (int f = 0; site >= 0 && f < fine->n; f++) {
		for (int i = 0; i < amounts->n; i++) {
			for (int q = -1; q < quantities->n && n < MAX_TRIED; q++) {
				struct trial t = { fine->at[f], coarse, amounts->at[i], q < 0 ? -1 : quantities->at[q],
						   entity };

				if (t.amount != t.fine && t.amount != coarse)
					trials[n++] = t;
			}
		}
	}
	rc = n ? prune(p, table, site, trials, &n) : 0;
	for (int i = 0; !rc && !found && i < n; i++)
		rc = verify(p, table, site, &trials[i], &found);
	return rc;
}

int mdp_prof_mixed(struct prof *p)
{
	int rc = 0;

	for (int t = 0; !rc && t < p->c->ntables; t++) {
		struct columns fine = { .n = 0 }, coarse = { .n = 0 }, amounts = { .n = 0 }, quantities = { .n = 0 };

		sort_columns(p, t, &fine, &coarse, &amounts, &quantities);
		for (int i = 0; !rc && fine.n && i < coarse.n; i++)
			rc = try_amount(p, t, coarse.at[i], &fine, &amounts, &quantities);
	}
	return rc;
}
