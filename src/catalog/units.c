/*
 * Which column says what another is counted in. A currency column governs the amounts of its own table, or those alone whose name holds
 * the words before it (price currency, price); an amount whose name says its own unit, or that it was converted, is governed by none.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "catalog/units.h"
#include "catalog/words.h"
#include "base/banned.h"

#define MAX_UNITS 64 /* values of a column that are looked at */
#define MAX_WORD 48

struct unit_line {
	struct mdp_str kind, unit, words;
};

/* --- the table of units --- */

static bool read_line(const char *text, struct unit_line *l)
{
	struct mdp_str rest = mdp_str_of(text);

	return text[0] && text[0] != '#' && mdp_str_next(&rest, '\t', &l->kind) &&
	       mdp_str_next(&rest, '\t', &l->unit) && mdp_str_next(&rest, '\t', &l->words);
}

/* "money?" are codes that are words as well: only of what is known to be money. */
static bool is_kind(const struct unit_line *l, const char *kind)
{
	size_t n = l->kind.n && l->kind.p[l->kind.n - 1] == '?' ? l->kind.n - 1 : l->kind.n;

	return strlen(kind) == n && memcmp(l->kind.p, kind, n) == 0;
}

static bool same(struct mdp_str a, struct mdp_str b)
{
	return a.n == b.n && strncasecmp(a.p, b.p, a.n) == 0;
}

/* Finds the line of one kind that has the word. */
static bool find(struct mdp_str word, const char *kind, struct unit_line *l)
{
	for (int i = 0; mdp_data_units[i]; i++) {
		struct mdp_str one, rest;

		if (!read_line(mdp_data_units[i], l) || !is_kind(l, kind))
			continue;
		rest = l->words;
		while (rest.n && mdp_str_next(&rest, '|', &one)) {
			if (same(one, word))
				return true;
		}
	}
	return false;
}

static bool is_unit(const char *unit, const char *kind)
{
	struct unit_line l;

	for (int i = 0; unit && mdp_data_units[i]; i++) {
		if (read_line(mdp_data_units[i], &l) && is_kind(&l, kind) && mdp_str_is(l.unit, unit))
			return true;
	}
	return false;
}

bool mdp_unit_is_vague(const char *unit)
{
	return unit && strcmp(unit, "currency") == 0;
}

bool mdp_unit_is_money(const char *unit)
{
	return mdp_unit_is_vague(unit) || is_unit(unit, "money") || is_unit(unit, "minor");
}

bool mdp_unit_is_minor(const char *unit)
{
	return is_unit(unit, "minor");
}

bool mdp_unit_is_measure(const char *unit)
{
	return is_unit(unit, "measure");
}

static const char *known(struct mdp_arena *a, struct mdp_str word, const char *kind)
{
	struct unit_line l;

	return find(word, kind, &l) ? mdp_arena_strndup(a, l.unit.p, l.unit.n) : NULL;
}

const char *mdp_unit_of_value(struct mdp_arena *a, const char *text)
{
	struct mdp_str word = mdp_str_trim(mdp_str_of(text));
	const char *unit = known(a, word, "money");

	return unit ? unit : known(a, word, "measure");
}

/* --- names and texts --- */

/* The last `n` words; all of them where there are fewer. */
static struct mdp_str last_words(struct mdp_str s, int n)
{
	size_t at = s.n;

	while (at > 0 && n > 0) {
		at--;
		if (s.p[at] == ' ' && --n == 0)
			return (struct mdp_str){ s.p + at + 1, s.n - at - 1 };
	}
	return s;
}

static struct mdp_str first_word(struct mdp_str s)
{
	const char *space = memchr(s.p, ' ', s.n);

	return (struct mdp_str){ s.p, space ? (size_t)(space - s.p) : s.n };
}

static const char *named(struct mdp_arena *a, struct mdp_str word, bool money)
{
	struct unit_line l;

	if (find(word, "minor", &l) && (money || !memchr(l.kind.p, '?', l.kind.n)))
		return mdp_arena_strndup(a, l.unit.p, l.unit.n);
	if (find(word, "money", &l) && (money || (word.n == 3 && !memchr(l.kind.p, '?', l.kind.n))))
		return mdp_arena_strndup(a, l.unit.p, l.unit.n);
	return money ? NULL : known(a, word, "named");
}

const char *mdp_unit_of_name(struct mdp_arena *a, const char *words, bool money)
{
	struct mdp_str all = mdp_str_of(words), one = last_words(all, 1);
	const char *unit = named(a, one, money);

	if (!unit && one.n < all.n)
		unit = named(a, last_words(all, 2), money);
	return unit || one.n == all.n ? unit : named(a, first_word(all), money);
}

bool mdp_unit_is_rate(const char *words)
{
	struct mdp_str rest = mdp_str_of(words);
	struct unit_line l;

	for (size_t i = 0; i < rest.n; i++) {
		struct mdp_str from = { rest.p + i, rest.n - i };

		if (i && rest.p[i - 1] != ' ')
			continue;
		if (find(first_word(from), "rate", &l))
			return true;
		for (size_t k = i; k <= rest.n; k++) {
			if ((k == rest.n || rest.p[k] == ' ') && find((struct mdp_str){ from.p, k - i }, "rate", &l))
				return true;
		}
	}
	return false;
}

static bool is_part(char ch)
{
	return isalnum((unsigned char)ch) || (unsigned char)ch >= 0x80 || ch == '$';
}

const char *mdp_unit_in_text(struct mdp_arena *a, const char *text)
{
	const char *found = NULL;

	for (const char *p = text; p && *p;) {
		size_t n = 0, letters = 0;
		const char *unit;

		while (p[n] && is_part(p[n])) {
			letters += (size_t)(isupper((unsigned char)p[n]) != 0);
			n++;
		}
		if (!n) {
			p++;
			continue;
		}
		unit = known(a, (struct mdp_str){ p, n }, "money");
		/* a code in capitals, a symbol, or its name: "try" and "cop" are words */
		if (unit && n == 3 && letters != 3 && isalpha((unsigned char)p[0]))
			unit = NULL;
		if (unit && found && strcmp(unit, found) != 0)
			return NULL;
		found = unit ? unit : found;
		p += n;
	}
	return found;
}

const char *mdp_unit_of_format(struct mdp_arena *a, const char *format)
{
	size_t n = 0;

	while (isalpha((unsigned char)format[n]) && n < 3)
		n++;
	if (n < 3)
		n = strcspn(format, "#0123456789., ");
	return n ? known(a, (struct mdp_str){ format, n }, "money") : NULL;
}

/* --- columns that say units --- */

enum says { SAYS_NOTHING, SAYS_CURRENCY, SAYS_MEASURE };

/* "price currency": it ends in a phrase for a column of currencies; what stands before is its prefix. */
static enum says by_name(const char *words, struct mdp_str *prefix)
{
	struct mdp_str all = mdp_str_of(words);
	struct unit_line l;

	for (int n = 3; n >= 1; n--) {
		struct mdp_str tail = last_words(all, n);
		bool money = find(tail, "says-money", &l);

		if (!money && !find(tail, "says-measure", &l))
			continue;
		*prefix = (struct mdp_str){ all.p, tail.n < all.n ? all.n - tail.n - 1 : 0 };
		return money ? SAYS_CURRENCY : SAYS_MEASURE;
	}
	*prefix = (struct mdp_str){ all.p, 0 };
	return SAYS_NOTHING;
}

/* Its units, each once, as far as its values are known; -1 when some value is none. */
static int units_in(const struct mdp_column *col, const char *kind, struct mdp_str units[MAX_UNITS])
{
	int n = 0;

	for (int i = 0; i < col->nvalues; i++) {
		struct unit_line l;
		int k = 0;

		if (!find(mdp_str_trim(mdp_str_of(col->values[i].text)), kind, &l))
			return -1;
		while (k < n && !mdp_str_eq(units[k], l.unit))
			k++;
		if (k == n && n < MAX_UNITS)
			units[n++] = l.unit;
	}
	return n;
}

/* All values are codes of currencies, written so: "USD", "EUR". */
static bool holds_codes(const struct mdp_column *col)
{
	struct mdp_str units[MAX_UNITS];

	if (!col->all_values || col->nvalues < 2 || units_in(col, "money", units) < 2)
		return false;
	for (int i = 0; i < col->nvalues; i++) {
		const char *t = col->values[i].text;

		if (strlen(t) != 3 || !isupper((unsigned char)t[0]))
			return false;
	}
	return true;
}

static enum says says_units(const struct mdp_column *col, struct mdp_str *prefix)
{
	enum says says = by_name(col->words, prefix);
	struct mdp_str units[MAX_UNITS];

	if (says == SAYS_CURRENCY && (col->type == MDP_T_TEXT || col->type == MDP_T_INT))
		return col->additive == MDP_ADDITIVE_YES ? SAYS_NOTHING : says;
	if (col->type != MDP_T_TEXT)
		return SAYS_NOTHING;
	if (says == SAYS_MEASURE && (!col->nvalues || units_in(col, "measure", units) < 1))
		return SAYS_NOTHING;
	return says == SAYS_NOTHING && holds_codes(col) ? SAYS_CURRENCY : says;
}

int mdp_catalog_unit_count(const struct mdp_catalog *c, int unit_column)
{
	const struct mdp_column *col = &c->columns[unit_column];
	struct mdp_str units[MAX_UNITS];
	int n = col->all_values ? units_in(col, "money", units) : -1;

	if (n < 1 && col->all_values)
		n = units_in(col, "measure", units);
	return n >= 1 ? n : (int)(col->distinct > 1000 ? 1000 : col->distinct);
}

static bool has_word(const char *words, struct mdp_str w)
{
	struct mdp_str rest = mdp_str_of(words), one;

	while (rest.n && mdp_str_next(&rest, ' ', &one)) {
		if (same(one, w))
			return true;
	}
	return false;
}

static bool has_all_words(const char *words, struct mdp_str of)
{
	struct mdp_str one;

	while (of.n && mdp_str_next(&of, ' ', &one)) {
		if (one.n && !has_word(words, one))
			return false;
	}
	return true;
}

static bool is_converted(const char *words)
{
	struct mdp_str rest = mdp_str_of(words), one;
	struct unit_line l;

	while (rest.n && mdp_str_next(&rest, ' ', &one)) {
		if (find(one, "converted", &l))
			return true;
	}
	return false;
}

/* May a column of units be about it: money of no known currency, or a quantity of no known unit? */
static bool is_open(const struct mdp_column *col, enum says says)
{
	bool number = col->type == MDP_T_INT || col->type == MDP_T_DOUBLE || col->type == MDP_T_DECIMAL;
	bool loose = !col->unit && (col->role == MDP_ROLE_NUMBER || col->role == MDP_ROLE_LEVEL);

	if (!number)
		return false;
	if (says == SAYS_CURRENCY)
		return mdp_unit_is_vague(col->unit) || is_unit(col->unit, "minor") ||
		       (!col->unit && col->role == MDP_ROLE_MONEY) || (loose && col->type != MDP_T_INT);
	return loose || (!col->unit && (col->role == MDP_ROLE_QUANTITY || col->role == MDP_ROLE_UNKNOWN));
}

/* "value" or "amount" is money by its name alone: not where it is all that a column of measures can be about. */
static bool is_only_figure(const struct mdp_catalog *c, const struct mdp_column *col)
{
	const struct mdp_table *t = &c->tables[col->table];

	for (int i = t->first_column; i < t->first_column + t->ncolumns; i++) {
		const struct mdp_column *other = &c->columns[i];

		if (other != col && (is_open(other, SAYS_MEASURE) || mdp_unit_is_money(other->unit)))
			return false;
	}
	return mdp_unit_is_vague(col->unit);
}

/* Does some open amount of the table bear the words? */
static bool bears(const struct mdp_catalog *c, int table, struct mdp_str words, enum says says)
{
	const struct mdp_table *t = &c->tables[table];

	for (int i = t->first_column; words.n && i < t->first_column + t->ncolumns; i++) {
		if (is_open(&c->columns[i], says) && has_all_words(c->columns[i].words, words))
			return true;
	}
	return false;
}

/* The column of a table that governs an amount by this name; the one with the most words of it. */
static int governs(const struct mdp_catalog *c, int table, const struct mdp_column *col, bool *own)
{
	const struct mdp_table *t = &c->tables[table];
	int best = -1;
	size_t most = 0;

	for (int i = t->first_column; i < t->first_column + t->ncolumns; i++) {
		struct mdp_str prefix;
		enum says says = says_units(&c->columns[i], &prefix);
		bool its;

		if (says == SAYS_NOTHING || (!is_open(col, says) && (says == SAYS_CURRENCY || !is_only_figure(c, col))))
			continue;
		its = prefix.n && has_all_words(col->words, prefix);
		if (!its && (bears(c, table, prefix, says) || is_converted(col->words)))
			continue;
		/* a base or reporting currency is that of what was converted */
		if (!its && prefix.n && is_converted(c->columns[i].words))
			continue;
		if (best < 0 || (its && prefix.n > most)) {
			best = i;
			most = its ? prefix.n : 0;
			*own = its || !prefix.n;
		}
	}
	return best;
}

/* Of a thing one link away. A country or the like has a currency whatever the amount is in. */
static int governs_afar(const struct mdp_catalog *c, const struct mdp_column *col, bool *sure)
{
	for (int i = 0; i < c->nlinks; i++) {
		const struct mdp_entity *to = &c->entities[c->links[i].to];
		bool own = false, place = false;
		int found;

		if (c->links[i].from != col->entity || to->table == col->table || to->table < 0)
			continue;
		found = governs(c, to->table, col, &own);
		if (found < 0 || mdp_catalog_original(c, found) != found)
			continue;
		for (int k = 0; k < to->nkey; k++)
			place |= c->columns[to->key[k]].role == MDP_ROLE_GEO;
		place |= to->label >= 0 && c->columns[to->label].role == MDP_ROLE_GEO;
		*sure = own && !place;
		return found;
	}
	return -1;
}

int mdp_catalog_unit_column(const struct mdp_catalog *c, int column, bool *sure)
{
	const struct mdp_column *col = &c->columns[column];
	int original = mdp_catalog_original(c, column), found;
	bool own;

	*sure = true;
	found = governs(c, col->table, col, &own);
	if (found < 0 && original != column)
		found = governs(c, c->columns[original].table, &c->columns[original], &own);
	return found >= 0 ? found : governs_afar(c, &c->columns[original], sure);
}

const char *mdp_catalog_unit(const struct mdp_catalog *c, struct mdp_arena *a, int column)
{
	const struct mdp_column *col = &c->columns[mdp_catalog_original(c, column)];
	const char *said = NULL;
	bool sure;
	int by;

	if (col->unit && !mdp_unit_is_vague(col->unit))
		return col->unit;
	by = mdp_catalog_unit_column(c, column, &sure);
	if (by >= 0 && mdp_catalog_unit_count(c, by) == 1 && c->columns[by].nvalues)
		return mdp_unit_of_value(a, c->columns[by].values[0].text);
	if (!col->unit || by >= 0)
		return col->unit;
	said = col->description ? mdp_unit_in_text(a, col->description) : NULL;
	if (!said && c->columns[column].description)
		said = mdp_unit_in_text(a, c->columns[column].description);
	return said ? said : c->currency ? c->currency : col->unit;
}
