/*
 * Models that put an amount of something coarser into an amount of each row (the margin of a line from the total of its order). The
 * profile has proved the arithmetic; here it is found in the model's file, with what the sum of the column is and what the sum
 * of its parts is, each at its own grain.
 */
#include <ctype.h>
#include <string.h>

#include "project/evidence.h"
#include "project/dbt.h"
#include "project/numbers.h"
#include "project/words.h"
#include "base/banned.h"

/* The line of the text where the name last stands as a word: in a select, an alias comes after what it names. 1 if nowhere. */
static int line_of(const char *text, const char *name)
{
	size_t n = strlen(name);
	int line = 1, found = 1;

	for (const char *p = text; *p; p++) {
		bool begins = p == text || !(isalnum((unsigned char)p[-1]) || p[-1] == '_');

		line += *p == '\n';
		if (begins && !strncmp(p, name, n) && !isalnum((unsigned char)p[n]) && p[n] != '_')
			found = line;
	}
	return found;
}

static const struct mdp_dbt_model *model_of(const struct mdp_enrich *x, int table)
{
	for (int i = 0; i < x->dbt->nmodels; i++)
		if (mdp_enrich_table_of(x, &x->dbt->models[i]) == table)
			return &x->dbt->models[i];
	return NULL;
}

/* Σ of the column, and Σ of its parts at their own grain. False when they cannot be computed. */
static bool both_numbers(struct mdp_enrich *x, const struct mdp_identity *id, double *stored, double *apart)
{
	int table = x->c->columns[id->c].table;
	struct mdp_expr *rest = mdp_enrich_column(x, id->terms[0].column);
	double rows, once, others;

	for (int i = 1; i < id->nterms; i++)
		rest = mdp_expr_op(x->a, MDP_OP_MUL, rest, mdp_enrich_column(x, id->terms[i].column));
	if (!x->c->entities[id->coarse].nkey ||
	    !mdp_number_both(x, MDP_AGG_SUM, mdp_enrich_column(x, id->c), id->fine, table, stored, &rows) ||
	    !mdp_number_both(x, MDP_AGG_SUM, mdp_enrich_column(x, id->a), id->coarse, table, &rows, &once) ||
	    !mdp_number_both(x, MDP_AGG_SUM, rest, id->fine, table, &others, &rows))
		return false;
	*apart = once + (id->terms[0].sign < 0 ? -others : others);
	return true;
}

void mdp_enrich_mixed(struct mdp_enrich *x)
{
	for (int i = 0; i < x->c->nidentities; i++) {
		const struct mdp_identity *id = &x->c->identities[i];
		const struct mdp_column *col = &x->c->columns[id->c];
		double stored, apart;

		if (id->kind != MDP_ID_MIXED || !both_numbers(x, id, &stored, &apart) ||
		    !mdp_numbers_differ(stored, apart))
			continue;
		const struct mdp_dbt_model *m = model_of(x, col->table);
		const char *coarse = x->c->entities[id->coarse].name, *part = x->c->columns[id->a].name;
		struct mdp_finding *f = mdp_enrich_finding(
			x, "mixed_grain", m ? m->file : NULL, m && m->sql ? line_of(m->sql, col->name) : 0,
			"%s holds %s, an amount of the %s, on each %s: its sum is %s, where %s once per %s gives %s",
			col->name, part, coarse, x->c->entities[id->fine].name, mdp_number_figure(x->a, stored), part,
			coarse, mdp_number_figure(x->a, apart));
		mdp_numbers_of_finding(f, stored, apart);
	}
}
