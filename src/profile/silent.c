/*
 * Whole numbers of whose name nothing is known (`basket`): a number of something, or an amount?
 */
#include "profile/hubs.h"
#include "base/banned.h"

#define SIZE_TELLS 0.5 /* correlation: then the one is computed from the other */

/*
 * Is there an amount, of nearly as many values as there are groups, that is the same in each and neither rises nor falls with the number? A tax
 * or a weight in other units would; what an order came to knows nothing of its number.
 */
int mdp_prof_free_amount(struct prof *p, const struct hub *h, bool *has)
{
	const struct mdp_table *t = &p->c->tables[h->table];
	struct prof_fd fd = { 0 };
	int rc = mdp_prof_fd_count(p, h->table, h->key, 1, NULL, &fd);

	*has = false;
	for (int i = 0; !rc && !*has && i < t->ncolumns; i++) {
		int c = t->first_column + i;
		const struct mdp_column *col = &p->c->columns[c];
		struct mdp_result res;

		if (c == h->key[0] || fd.bad[i] || p->columns[c].idlike || col->distinct * 2 < h->groups ||
		    (p->columns[c].class != PROF_NUMBER && p->columns[c].class != PROF_INTEGER) ||
		    mdp_prof_fd_bits(p, h->table, h->key, 1, NULL, 0, c) < PROF_HUB_BITS)
			continue;
		rc = mdp_prof_query(p, &res,
				    mdp_arena_printf(p->a,
						     "SELECT coalesce(abs(corr(CAST(%s AS DOUBLE), CAST(%s AS "
						     "DOUBLE))), 1) < %g FROM %s",
						     mdp_prof_ident(p, h->key[0]), mdp_prof_ident(p, c), SIZE_TELLS,
						     p->tables[h->table].from));
		*has = !rc && mdp_result_at(&res, 0, 0)->b;
		mdp_result_release(&res);
	}
	return rc;
}
