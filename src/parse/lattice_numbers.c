/* Numbers of the lattice: digits, words ("twenty-fifth", "two hundred and five"), and amounts of money in words. */
#include <string.h>

#include "parse/lattice_maker.h"

#include "base/banned.h"

/* "500 dollars", "99 cents": what follows says that it is money, or a hundredth of it; NULL where it does not. */
static const char *money_unit(const struct mdp_lattice_maker *m, int token)
{
	const struct mdp_token *t = token < m->t->ntokens ? &m->t->tokens[token] : NULL;
	int n = 0;
	if (!t || t->kind != MDP_TOK_WORD || !t->stem)
		return NULL;
	const struct mdp_meaning *found = mdp_lexicon_find(m->l, mdp_str_of(t->stem), &n);
	for (int i = 0; i < n; i++)
		if (found[i].kind == MDP_CAT_WORD && !strcmp(found[i].cat, "money"))
			return found[i].sub && !strcmp(found[i].sub, "minor") ? "minor" : "currency";
	return NULL;
}

static void add_number(struct mdp_lattice_maker *m, int from, int to, double number, const char *unit, int64_t days)
{
	struct mdp_edge e = { .from = from, .to = to, .number = number, .unit = unit, .days = days };
	e.meaning = (struct mdp_meaning){
		.kind = MDP_CAT_NUMBER, .cat = "number", .sub = unit, .id = -1, .column = -1, .how = "number"
	};
	const struct mdp_span a = m->t->tokens[from].span, b = m->t->tokens[to - 1].span;
	e.text = (struct mdp_str){ m->t->question.p + a.start, (size_t)(b.start + b.length - a.start) };
	mdp_lattice_add(m, e);
}

/* What a word adds to a number: kind 'u'nit, 't'een, 'T'ens, 's'cale, 'o'rdinal; 0 = nothing. */
static char number_word(const struct mdp_lattice_maker *m, int token, double *value)
{
	const struct mdp_token *t = &m->t->tokens[token];
	int n;
	if (t->kind != MDP_TOK_WORD || !t->stem)
		return 0;
	const struct mdp_meaning *found = mdp_lexicon_find(m->l, mdp_str_of(t->stem), &n);
	for (int i = 0; i < n; i++) {
		if (found[i].kind != MDP_CAT_WORD || strcmp(found[i].cat, "num") != 0)
			continue;
		if (found[i].exact && !mdp_str_is(t->folded, found[i].surface))
			continue;
		const char *colon = strchr(found[i].sub, ':');
		if (colon && mdp_str_to_double(mdp_str_of(colon + 1), value))
			return strncmp(found[i].sub, "tens", 4) == 0 ? 'T' : found[i].sub[0];
	}
	return 0;
}

/* The longest number in words that starts at `from`: "two hundred and five", "twenty-fifth", "a dozen"; its end, or `from`. */
static int read_number_words(const struct mdp_lattice_maker *m, int from, double *number, const char **unit)
{
	double total = 0, group = 0, v = 0;
	int end = from;
	char before = 0;
	const struct mdp_token *tokens = m->t->tokens;
	int at = from;
	if (tokens[at].kind == MDP_TOK_NUMBER && !tokens[at].unit) {
		group = tokens[at].number;
		before = 'n';
		at++;
	} else if (mdp_str_is(tokens[at].folded, "a") && at + 1 < m->t->ntokens && number_word(m, at + 1, &v) == 's') {
		group = 1;
		before = 'n';
		at++;
	}
	while (at < m->t->ntokens) {
		bool joined = before && (mdp_str_is(tokens[at].folded, "-") || mdp_str_is(tokens[at].folded, "and"));
		if (joined && mdp_str_is(tokens[at].folded, "and") && before != 's')
			break;
		char kind = at + joined < m->t->ntokens ? number_word(m, at + joined, &v) : 0;
		bool small = kind == 'u' || kind == 't' || kind == 'o';
		if (!kind || (small && before && before != 'T' && before != 's') || (kind == 't' && before == 'T') ||
		    (kind == 'T' && before && before != 's') || (kind == 's' && !before && v < 12))
			break;
		if (kind == 's') {
			group = (group == 0 && !before ? 1 : group) * v;
			if (v >= 1000) {
				total += group;
				group = 0;
			}
		} else {
			group += v;
		}
		at += joined + 1;
		end = at;
		before = kind;
		if (kind == 'o')
			break;
	}
	*number = total + group;
	*unit = before == 'o' ? "ordinal" : NULL;
	return end;
}

void mdp_lattice_numbers(struct mdp_lattice_maker *m)
{
	for (int i = 0; i < m->t->ntokens;) {
		const struct mdp_token *t = &m->t->tokens[i];
		double number;
		const char *unit;
		int end = read_number_words(m, i, &number, &unit);
		if (end > i) {
			add_number(m, i, end, number, unit, 0);
			const char *money = unit ? NULL : money_unit(m, end);
			if (money)
				add_number(m, i, end + 1, number, money, 0);
			i = end;
			continue;
		}
		if (t->kind == MDP_TOK_NUMBER)
			add_number(m, i, i + 1, t->number, t->unit, t->days);
		bool bare = t->kind == MDP_TOK_NUMBER && (!t->unit || !strcmp(t->unit, "year-like"));
		const char *money = bare ? money_unit(m, i + 1) : NULL;
		if (money)
			add_number(m, i, i + 2, t->number, money, 0);
		i++;
	}
}
