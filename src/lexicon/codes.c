/*
 * Well-known codes: a column whose values are, nearly all, codes or names of one set (states, countries, sexes …) is also
 * found by the other ways of saying them. A file of codes/ is one set; a line is `code CA: california | calif`.
 */
#include "lexicon/lexicon_int.h"

#include <string.h>

#include "base/banned.h"

#define MOST 0.9 /* of a column's distinct values must belong to the set */

/* One thing of a set: all ways to say it, its code first. */
struct code_way {
	const char **says;
	int n, cap;
};

struct code_set {
	const char *file;
	struct mdp_map by; /* norm → struct code_way */
	struct code_way *last;
};

struct code_sets {
	struct code_set items[32];
	int n;
};

static void say(struct mdp_lexicon *l, struct code_set *set, struct mdp_str words)
{
	const char *norm = mdp_words_norm(&l->arena, words);
	if (mdp_map_get(&set->by, mdp_str_of(norm)))
		return;
	MDP_PUSH(&l->arena, set->last->says, set->last->n, set->last->cap, norm);
	mdp_map_set(&set->by, mdp_str_of(norm), set->last);
}

static int add_code(struct mdp_lexicon *l, const struct mdp_lex_item *item, void *data, struct mdp_error *err)
{
	struct code_sets *sets = data;
	if (strcmp(item->cat, "code") != 0 || !item->sub)
		return mdp_lex_fail(item, err, "expected `code XX: name | name`");
	if (sets->n == 0 || sets->items[sets->n - 1].file != item->file) {
		if (sets->n == (int)(sizeof(sets->items) / sizeof(*sets->items)))
			return mdp_lex_fail(item, err, "too many sets of codes");
		sets->items[sets->n].file = item->file;
		mdp_map_init(&sets->items[sets->n++].by);
	}
	struct code_set *set = &sets->items[sets->n - 1];
	if (item->first_of_line) {
		set->last = MDP_NEW(&l->arena, struct code_way);
		say(l, set, mdp_str_of(item->sub));
	}
	say(l, set, item->phrase);
	return 0;
}

static bool belongs(const struct code_set *set, const struct mdp_column *col)
{
	int misses = 0, allowed = (int)((1.0 - MOST) * col->nvalues);
	for (int i = 0; i < col->nvalues; i++)
		if (col->values[i].norm && !mdp_map_get(&set->by, mdp_str_of(col->values[i].norm)) &&
		    ++misses > allowed)
			return false;
	return true;
}

static void add_aliases(struct mdp_lexicon *l, const struct code_set *set, int column)
{
	const struct mdp_column *col = &l->catalog->columns[column];
	for (int i = 0; i < col->nvalues; i++) {
		const struct mdp_entry *e = &col->values[i];
		const struct code_way *code = e->norm ? mdp_map_get(&set->by, mdp_str_of(e->norm)) : NULL;
		struct mdp_meaning m = {
			.kind = MDP_CAT_VALUE, .cat = "value", .id = -1, .column = column, .text = e->text
		};
		m.cost = mdp_lexicon_weight(l, "code");
		m.how = mdp_arena_printf(&l->arena, "code %s", e->text);
		for (int k = 0; code && k < code->n; k++)
			if (strcmp(code->says[k], e->norm) != 0)
				mdp_lexicon_add(l, mdp_str_of(code->says[k]), m);
	}
}

int mdp_lexicon_add_codes(struct mdp_lexicon *l, struct mdp_error *err)
{
	struct code_sets sets = { .n = 0 };
	int rc = mdp_lex_read(l, "codes", false, add_code, &sets, err);
	for (int i = 0; rc == 0 && i < l->catalog->ncolumns; i++) {
		const struct mdp_column *col = &l->catalog->columns[i];
		if (!mdp_lexicon_sayable(col) || col->nvalues > 400)
			continue;
		for (int s = 0; s < sets.n; s++)
			if (belongs(&sets.items[s], col))
				add_aliases(l, &sets.items[s], i);
	}
	for (int s = 0; s < sets.n; s++)
		mdp_map_release(&sets.items[s].by);
	return rc;
}
