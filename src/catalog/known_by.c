/* By which columns people know a thing, beside its key. */
#include <string.h>

#include "base/str.h"
#include "catalog/catalog.h"
#include "base/banned.h"

static bool is_in_key(const struct mdp_entity *e, int column)
{
	for (int i = 0; i < e->nkey; i++)
		if (e->key[i] == column)
			return true;
	return false;
}

static bool is_shared_name(const struct mdp_column *c)
{
	struct mdp_str words = mdp_str_of(c->words ? c->words : "");
	return mdp_str_ends(words, " name") || mdp_str_is(words, "name");
}

static bool is_code(const struct mdp_entity *e, const struct mdp_column *c)
{
	return c->distinct >= e->count && c->nulls == 0 && mdp_words_begin(c->words, e->name);
}

int mdp_catalog_known_by(const struct mdp_catalog *c, int entity, int out[MDP_KNOWN_BY])
{
	const struct mdp_entity *e = &c->entities[entity];
	const struct mdp_table *t = &c->tables[e->table];
	int n = 0;
	if (e->label >= 0) {
		out[0] = e->label;
		return 1;
	}
	for (int codes = 0; codes < 2 && n == 0; codes++)
		for (int i = t->first_column; i < t->first_column + t->ncolumns && n < (codes ? 1 : MDP_KNOWN_BY);
		     i++) {
			const struct mdp_column *col = &c->columns[i];
			bool own = col->entity == entity && !col->hidden && col->mirror < 0 &&
				   col->type == MDP_T_TEXT && !is_in_key(e, i);
			if (own && (codes ? is_code(e, col) : is_shared_name(col)))
				out[n++] = i;
		}
	return n;
}
