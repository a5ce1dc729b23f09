/*
 * Models that put an amount of something coarser into an amount of each row (the margin of a line from the total of its order). The
 * profile has proved the arithmetic; here it is found in the model's file, with what the sum of the column is and what the sum
 * of its parts is, each at its own grain.
 */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "base/buf.h"
#include "engine/engine.h"
#include "project/evidence.h"
#include "project/dbt.h"
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

static const char *ident(struct mdp_enrich *x, int column)
{
	return mdp_engine_ident(x->a, x->c->columns[column].name);
}

/* Σ of the column, and Σ of its parts at their own grain. False when they cannot be computed. */
static bool both_numbers(struct mdp_enrich *x, const struct mdp_identity *id, double *stored, double *apart)
{
	const struct mdp_catalog *c = x->c;
	const struct mdp_table *t = &c->tables[c->columns[id->c].table];
	const char *from =
		mdp_arena_printf(x->a, "%s.%s", mdp_engine_ident(x->a, t->schema), mdp_engine_ident(x->a, t->name));
	const char *rest = ident(x, id->terms[0].column);
	int site = mdp_catalog_site(c, id->coarse, c->columns[id->c].table, NULL);
	struct mdp_buf key = MDP_BUF_INIT;
	struct mdp_result res;
	bool ok;

	for (int i = 0; site >= 0 && i < c->entities[id->coarse].nkey; i++)
		mdp_buf_printf(&key, "%s%s", i ? ", " : "", ident(x, c->sites[site].key[i]));
	for (int i = 1; i < id->nterms; i++)
		rest = mdp_arena_printf(x->a, "%s * %s", rest, ident(x, id->terms[i].column));
	if (!key.n)
		return false;
	ok = !mdp_engine_query(x->e,
			       mdp_arena_printf(x->a,
						"select sum(%s)::double, (select sum(v)::double from (select "
						"any_value(%s) as v from %s group by "
						"%s)) %c sum(%s)::double from %s",
						ident(x, id->c), ident(x, id->a), from, mdp_buf_cstr(&key),
						id->terms[0].sign < 0 ? '-' : '+', rest, from),
			       NULL, 0, 1, &res, NULL) &&
	     res.nrows == 1 && mdp_value_is_number(mdp_result_at(&res, 0, 0)) &&
	     mdp_value_is_number(mdp_result_at(&res, 0, 1));
	if (ok) {
		*stored = mdp_value_number(mdp_result_at(&res, 0, 0));
		*apart = mdp_value_number(mdp_result_at(&res, 0, 1));
	}
	mdp_result_release(&res);
	mdp_buf_release(&key);
	return ok;
}

void mdp_enrich_mixed(struct mdp_enrich *x)
{
	for (int i = 0; i < x->c->nidentities; i++) {
		const struct mdp_identity *id = &x->c->identities[i];
		const struct mdp_column *col = &x->c->columns[id->c];
		const char *coarse, *part;
		double stored, apart;

		if (id->kind != MDP_ID_MIXED || !both_numbers(x, id, &stored, &apart) ||
		    fabs(stored - apart) <= 1e-9 * fabs(apart))
			continue;
		const struct mdp_dbt_model *m = model_of(x, col->table);

		coarse = x->c->entities[id->coarse].name;
		part = x->c->columns[id->a].name;
		mdp_enrich_finding(x, "mixed_grain", m ? m->file : NULL, m && m->sql ? line_of(m->sql, col->name) : 0,
				   "%s holds %s, an amount of the %s, on each %s: its sum is %.2f, where %s once per "
				   "%s gives %.2f",
				   col->name, part, coarse, x->c->entities[id->fine].name, stored, part, coarse, apart);
	}
}
