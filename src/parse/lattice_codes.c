/*
 * Codes of single things ("R83400", "LT-206123"): more of them than values are kept, so that they are known by their form. A word of
 * letters and digits is a value of the one column that tells things apart and whose first and last values have that form.
 */
#include <ctype.h>
#include <string.h>

#include "parse/lattice_maker.h"
#include "base/banned.h"

#define CODE_TOKENS 5 /* "INV-2025-07705" */
#define CODE_MAX 40

/* Letters as they are, digits of one kind. */
static bool same_form(struct mdp_str code, struct mdp_str value)
{
	if (code.n != value.n)
		return false;
	for (size_t i = 0; i < code.n; i++) {
		unsigned char a = (unsigned char)code.p[i], b = (unsigned char)value.p[i];
		if (isdigit(a) ? !isdigit(b) : tolower(a) != tolower(b))
			return false;
	}
	return true;
}

static bool is_code(struct mdp_str s)
{
	int digits = 0, letters = 0;
	for (size_t i = 0; i < s.n; i++) {
		digits += isdigit((unsigned char)s.p[i]) != 0;
		letters += isalpha((unsigned char)s.p[i]) != 0;
	}
	return digits >= 3 && letters >= 1 && s.n <= CODE_MAX;
}

/* The column that has values of that form, which is of things that it tells apart; -1: none, or several. */
static int column_of_form(const struct mdp_catalog *c, struct mdp_str code)
{
	int found = -1;
	for (int i = 0; i < c->ncolumns; i++) {
		const struct mdp_column *col = &c->columns[i];
		if (col->hidden || col->mirror >= 0 || col->type != MDP_T_TEXT || col->entity < 0 || col->read_as ||
		    col->min.type != MDP_T_TEXT || col->max.type != MDP_T_TEXT ||
		    col->distinct < c->entities[col->entity].count || mdp_catalog_original(c, i) != i ||
		    !same_form(code, col->min.s) || !same_form(code, col->max.s))
			continue;
		if (found >= 0)
			return -1;
		found = i;
	}
	return found;
}

static bool is_value(const struct mdp_lattice *t, int from, int to)
{
	for (int i = 0; i < t->nedges; i++)
		if (t->edges[i].from <= from && t->edges[i].to >= to && t->edges[i].meaning.kind == MDP_CAT_VALUE)
			return true;
	return false;
}

void mdp_lattice_codes(struct mdp_lattice_maker *m)
{
	const struct mdp_catalog *c = mdp_lexicon_catalog(m->l);
	const struct mdp_lattice *t = m->t;
	for (int from = 0; c && from < t->ntokens; from++) {
		for (int to = from + 1; to <= t->ntokens && to - from <= CODE_TOKENS; to++) {
			struct mdp_span first = t->tokens[from].span, last = t->tokens[to - 1].span;
			struct mdp_str said = { t->question.p + first.start,
						(size_t)(last.start + last.length - first.start) };
			if (memchr(said.p, ' ', said.n))
				break;
			if (!is_code(said) || is_value(t, from, to))
				continue;
			int column = column_of_form(c, said);
			if (column < 0)
				continue;
			/* as it is written in the data: its letters are those of the first value */
			char *text = mdp_arena_strndup(m->a, said.p, said.n);
			for (size_t i = 0; i < said.n; i++)
				if (!isdigit((unsigned char)text[i]))
					text[i] = c->columns[column].min.s.p[i];
			struct mdp_edge e = { .from = from, .to = to, .text = said };
			e.meaning = (struct mdp_meaning){ .kind = MDP_CAT_VALUE,
							  .cat = "value",
							  .id = -1,
							  .column = column,
							  .text = text,
							  .how = "code" };
			e.meaning.cost = mdp_lexicon_weight(m->l, "code");
			mdp_lattice_add(m, e);
		}
	}
}
