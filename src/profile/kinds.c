/*
 * References that are called after a kind of what they refer to: the advertiser of a deal is an account, of which some are of the type
 * "Advertiser". The name is believed where (nearly) all rows refer to things of that very kind, which no chance brings about.
 */
#include <string.h>

#include "base/buf.h"
#include "catalog/words.h"
#include "profile/prof.h"
#include "base/banned.h"

#define KINDS_MOST 50 /* values of a column that tells kinds */
#define OF_KIND 0.95 /* of the rows */

/* Which kinds there are in the table, by the columns that tell them. */
static int learn(struct prof *p, int table)
{
	struct prof_table *t = &p->tables[table];
	const struct mdp_table *ct = &p->c->tables[table];
	int rc = 0;
	t->kinds_known = true;
	for (int c = ct->first_column; !rc && c < ct->first_column + ct->ncolumns; c++) {
		const struct mdp_column *col = &p->c->columns[c];
		struct mdp_result res;
		if (p->columns[c].class != PROF_TEXT ||
		    (col->role != MDP_ROLE_CATEGORY && col->role != MDP_ROLE_CODE) || col->distinct < 2 ||
		    col->distinct > KINDS_MOST)
			continue;
		rc = mdp_prof_query(p, &res,
				    mdp_arena_printf(p->a,
						     "SELECT DISTINCT CAST(%s AS VARCHAR) FROM %s WHERE %s IS NOT NULL",
						     mdp_prof_ident(p, c), t->from, mdp_prof_ident(p, c)));
		for (int64_t i = 0; !rc && i < res.nrows; i++) {
			struct prof_kind k = { .column = c };
			k.text = mdp_arena_strndup(p->a, res.values[i].s.p, res.values[i].s.n);
			k.words = mdp_prof_singular(p->a, mdp_words_norm(p->a, res.values[i].s));
			MDP_PUSH(p->a, t->kinds, t->nkinds, t->capkinds, k);
		}
		mdp_result_release(&res);
	}
	return rc;
}

/* Are the things that the rows refer to of that kind? */
static int refer_to_kind(struct prof *p, int column, int target, const struct prof_kind *k, bool *is)
{
	struct mdp_result res;
	int from = p->c->columns[column].table, to = p->c->columns[target].table;
	int rc = mdp_prof_query(
		p, &res,
		mdp_arena_printf(
			p->a,
			"SELECT count(*), count(*) FILTER (WHERE CAST(t.%s AS VARCHAR) = %s) FROM %s AS f JOIN %s AS t "
			"ON CAST(f.%s AS VARCHAR) = CAST(t.%s AS VARCHAR)",
			mdp_prof_ident(p, k->column), mdp_engine_literal(p->a, k->text), p->tables[from].from,
			p->tables[to].from, mdp_prof_ident(p, column), mdp_prof_ident(p, target)));
	double rows = rc ? 0 : (double)mdp_prof_int(&res, 0, 0);
	*is = rows > 0 && (double)mdp_prof_int(&res, 0, 1) >= OF_KIND * rows;
	mdp_result_release(&res);
	return rc;
}

int mdp_prof_called_after_kind(struct prof *p, int column, int target, bool *is)
{
	int table = p->c->columns[target].table, rc = 0;
	const char *noun = p->columns[column].singular;
	*is = false;
	if (!p->columns[column].idlike || !noun[0] || p->c->columns[column].table == table ||
	    p->columns[column].class != p->columns[target].class)
		return 0;
	if (!p->tables[table].kinds_known)
		rc = learn(p, table);
	for (int i = 0; !rc && !*is && i < p->tables[table].nkinds; i++)
		if (!strcmp(p->tables[table].kinds[i].words, noun))
			rc = refer_to_kind(p, column, target, &p->tables[table].kinds[i], is);
	return rc;
}
