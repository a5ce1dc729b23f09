/*
 * What a column's values are for: a first guess from its name and type by the rules of data/lexicon/en/names/roles.tsv, then
 * what the data shows. Additivity and unit come with the role.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "catalog/units.h"
#include "catalog/words.h"
#include "profile/prof.h"
#include "base/banned.h"

#define MAX_WORDS 32

struct rule {
	struct mdp_str words, types, where, role, additive, unit;
};

static bool read_rule(const char *line, struct rule *r)
{
	struct mdp_str rest = mdp_str_of(line);

	if (line[0] == '#' || !line[0])
		return false;
	return mdp_str_next(&rest, '\t', &r->words) && mdp_str_next(&rest, '\t', &r->types) &&
	       mdp_str_next(&rest, '\t', &r->where) && mdp_str_next(&rest, '\t', &r->role) &&
	       mdp_str_next(&rest, '\t', &r->additive) && mdp_str_next(&rest, '\t', &r->unit);
}

static int split(const char *words, struct mdp_str out[MAX_WORDS])
{
	struct mdp_str rest = mdp_str_of(words);
	int n = 0;

	while (n < MAX_WORDS && rest.n && mdp_str_next(&rest, ' ', &out[n]))
		n++;
	return n;
}

static bool is_number_word(struct mdp_str w)
{
	for (size_t i = 0; i < w.n; i++) {
		if (w.p[i] < '0' || w.p[i] > '9')
			return false;
	}
	return w.n > 0;
}

/* The same word or its plural in -s; loosely, a longer word that ends in it ("unitprice"). */
static bool same_word(struct mdp_str have, struct mdp_str want, bool loose)
{
	size_t n = want.n;

	if (mdp_str_eq(have, want))
		return true;
	if (have.n == n + 1 && have.p[n] == 's' && memcmp(have.p, want.p, n) == 0)
		return true;
	return loose && n >= 5 && have.n > n + 2 && memcmp(have.p + have.n - n, want.p, n) == 0;
}

static bool phrase_at(const struct mdp_str *have, int nhave, int at, const struct mdp_str *want, int nwant, bool loose)
{
	if (at < 0 || at + nwant > nhave)
		return false;
	for (int i = 0; i < nwant; i++) {
		if (!same_word(have[at + i], want[i], loose))
			return false;
	}
	return true;
}

/* By the general rules of the language: no other form is its singular. */
static bool is_singular(struct mdp_str word)
{
	struct mdp_arena a;
	bool same;

	mdp_arena_init(&a);
	same = mdp_str_is(word, mdp_words_singular(&a, mdp_arena_strndup(&a, word.p, word.n)));
	mdp_arena_release(&a);
	return same;
}

static bool has_words(const struct rule *r, const struct mdp_str *have, int nhave, bool loose)
{
	struct mdp_str want[MAX_WORDS] = { { 0 } }, rest = r->words;
	int nwant = 0, last = nhave;

	if (mdp_str_is(r->words, "*"))
		return loose;
	while (nwant < MAX_WORDS && rest.n && mdp_str_next(&rest, ' ', &want[nwant]))
		nwant++;
	while (last > 1 && is_number_word(have[last - 1]) && !is_number_word(want[nwant - 1]))
		last--;
	if (mdp_str_is(r->where, "single"))
		return nhave > nwant && phrase_at(have, nhave, 0, want, nwant, false) && is_singular(have[nhave - 1]);
	if (mdp_str_is(r->where, "first"))
		return nhave > nwant && phrase_at(have, nhave, 0, want, nwant, loose);
	if (mdp_str_is(r->where, "last"))
		return phrase_at(have, last, last - nwant, want, nwant, loose);
	for (int at = 0; at + nwant <= nhave; at++) {
		if (phrase_at(have, nhave, at, want, nwant, loose))
			return true;
	}
	return false;
}

static bool has_type(const struct rule *r, enum prof_class class)
{
	static const char letters[][3] = {
		[PROF_NUMBER] = "n", [PROF_INTEGER] = "ni", [PROF_TEXT] = "t",
		[PROF_TIME] = "d",   [PROF_BOOL] = "b",     [PROF_NESTED] = "",
	};

	for (size_t i = 0; i < r->types.n; i++) {
		if (class != PROF_NESTED && (r->types.p[i] == '*' || strchr(letters[class], r->types.p[i])))
			return true;
	}
	return false;
}

static bool find_as(const char *words, enum prof_class class, bool loose, struct rule *out)
{
	struct mdp_str have[MAX_WORDS] = { { 0 } };
	int n = split(words, have);

	for (int i = 0; n && mdp_data_roles[i]; i++) {
		if (read_rule(mdp_data_roles[i], out) && has_type(out, class) && has_words(out, have, n, loose))
			return true;
	}
	return false;
}

bool mdp_prof_names_time(const char *words)
{
	struct rule r;

	return find_as(words, PROF_TIME, false, &r) && mdp_str_ends(r.role, "time") && !mdp_str_is(r.words, "*");
}

static bool find_exact(const char *words, enum prof_class class, struct rule *out)
{
	return find_as(words, class, false, out);
}

static bool find_rule(const char *words, enum prof_class class, struct rule *out)
{
	return find_as(words, class, false, out) || find_as(words, class, true, out);
}

static enum mdp_role role_of(struct mdp_str word)
{
	for (int r = 0; r <= MDP_ROLE_NESTED; r++) {
		if (mdp_str_is(word, mdp_role_word((enum mdp_role)r)))
			return (enum mdp_role)r;
	}
	return MDP_ROLE_UNKNOWN;
}

bool mdp_prof_is_id_word(struct mdp_str w)
{
	struct rule r;

	for (int i = 0; mdp_data_roles[i]; i++) {
		if (read_rule(mdp_data_roles[i], &r) && mdp_str_eq(r.words, w) &&
		    (mdp_str_is(r.role, "id") || mdp_str_is(r.role, "code")))
			return true;
	}
	return false;
}

/* Every word in the singular: "people addresses" → "person address". */
const char *mdp_prof_singular(struct mdp_arena *a, const char *words)
{
	struct mdp_str rest = mdp_str_of(words), w;
	const char *out = "";

	while (rest.n && mdp_str_next(&rest, ' ', &w))
		out = mdp_arena_printf(a, "%s%s%s", out, out[0] ? " " : "",
				       mdp_words_singular(a, mdp_arena_strndup(a, w.p, w.n)));
	return out;
}

/* "id customer", "cod produto": the word for an identifier stands first, and one thing after it. */
static const char *without_prefix(const char *words)
{
	const char *space = strchr(words, ' '), *last = strrchr(words, ' ');
	struct rule r;

	for (int i = 0; space && mdp_data_roles[i]; i++) {
		if (read_rule(mdp_data_roles[i], &r) && mdp_str_is(r.where, "single") &&
		    mdp_str_eq(r.words, (struct mdp_str){ words, (size_t)(space - words) }) &&
		    is_singular(mdp_str_of(last + 1)))
			return space + 1;
	}
	return words;
}

const char *mdp_prof_column_noun(struct mdp_arena *a, const char *words)
{
	char *out = mdp_arena_strdup(a, without_prefix(words));

	for (;;) {
		char *last = strrchr(out, ' ');

		if (!mdp_prof_is_id_word(mdp_str_of(last ? last + 1 : out)))
			return out;
		if (!last)
			return "";
		*last = '\0';
	}
}

static double number(const struct mdp_value *v)
{
	return v->type == MDP_T_NULL_ ? 0 : mdp_value_number(v);
}

static void set(struct mdp_column *col, enum mdp_role role, enum mdp_additivity additive, const char *unit)
{
	col->role = role;
	col->role_how = "values";
	col->additive = additive;
	col->unit = unit;
}

static bool begins_table(const struct prof *p, int table, struct mdp_str head)
{
	struct mdp_str rest = mdp_str_of(p->tables[table].noun), w;

	while (rest.n && mdp_str_next(&rest, ' ', &w)) {
		if (w.n >= head.n && memcmp(w.p, head.p, head.n) == 0)
			return true;
	}
	return false;
}

/* Is `head` the beginning of a word in the noun of some table? */
static bool begins_a_table(const struct prof *p, struct mdp_str head)
{
	for (int t = 0; t < p->c->ntables; t++) {
		if (begins_table(p, t, head))
			return true;
	}
	return false;
}

/*
 * "memberid", "dno": a word that ends in a word for identifiers is two words when what stands before is (the beginning of)
 * the noun of a table, or when it is a whole number that ends in "id".
 */
static void split_id(struct prof *p, int column)
{
	static const char *const tails[] = { "id", "no", "num", "number", "code", "key", NULL };
	struct mdp_column *col = &p->c->columns[column];
	const char *last = strrchr(col->words, ' ');
	struct mdp_str w = mdp_str_of(last ? last + 1 : col->words);
	struct rule r;

	if ((p->columns[column].class != PROF_INTEGER && p->columns[column].class != PROF_TEXT) || col->distinct < 3)
		return;
	for (int i = 0; tails[i]; i++) {
		size_t n = strlen(tails[i]);
		struct mdp_str head = { w.p, w.n > n ? w.n - n : 0 };

		if (!head.n || !mdp_str_ends(w, tails[i]))
			continue;
		if (find_exact(mdp_arena_strndup(p->a, w.p, w.n), p->columns[column].class, &r))
			return;
		if (begins_a_table(p, head) || (i == 0 && head.n > 1 && p->columns[column].class == PROF_INTEGER)) {
			col->words =
				mdp_arena_printf(&p->c->arena, "%.*s %s", (int)(w.p - col->words + (ptrdiff_t)head.n),
						 col->words, tails[i]);
			return;
		}
	}
}

/* "fname" beside "lname": parts of a person's name, whatever the table's first letter is. */
static bool has_sibling(const struct prof *p, int column, const char *tail)
{
	const struct mdp_table *t = &p->c->tables[p->c->columns[column].table];
	int n = 0;

	for (int i = 0; i < t->ncolumns; i++) {
		const char *name = p->c->columns[t->first_column + i].name;

		n += strlen(name) == strlen(tail) + 1 && strcasecmp(name + 1, tail) == 0;
	}
	return n > 1;
}

/* "dname" of departments: two words, there and wherever a column has that name. */
static void split_name(struct prof *p, int column)
{
	static const char *const tails[] = { "name", "title", NULL };
	struct mdp_column *col = &p->c->columns[column];
	struct rule r;

	if (p->columns[column].class != PROF_TEXT || strchr(col->words, ' ') || find_exact(col->words, PROF_TEXT, &r))
		return;
	for (int i = 0; tails[i]; i++) {
		struct mdp_str w = mdp_str_of(col->words);
		struct mdp_str head = { w.p, w.n > strlen(tails[i]) ? w.n - strlen(tails[i]) : 0 };
		bool own = false;

		if (!head.n || !mdp_str_ends(w, tails[i]))
			continue;
		for (int c = 0; c < p->c->ncolumns && !own; c++)
			own = strcasecmp(p->c->columns[c].name, col->name) == 0 &&
			      begins_table(p, p->c->columns[c].table, head) && !has_sibling(p, c, tails[i]);
		if (own)
			col->words = mdp_arena_printf(&p->c->arena, "%.*s %s", (int)head.n, head.p, tails[i]);
		return;
	}
}

/* "line no", "item number": its noun is one for parts of something. */
static bool numbers_parts(struct prof *p, int column)
{
	const char *noun = mdp_prof_singular(p->a, mdp_prof_column_noun(p->a, p->c->columns[column].words));

	return mdp_words_listed(mdp_data_parts, mdp_str_of(noun));
}

/* Has another table a first column of that name? Then both number the same things. */
static bool begins_other(const struct prof *p, const struct mdp_column *col)
{
	for (int c = 0; c < p->c->ncolumns; c++) {
		const struct mdp_column *other = &p->c->columns[c];

		if (other->table != col->table && other->ordinal == 0 && strcasecmp(other->name, col->name) == 0)
			return true;
	}
	return false;
}

/*
 * Large whole numbers that lie close together, as numbers that were given out do. Amounts may as well (bytes of messages, a
 * frequency): so they must also be different on each row and begin the table or follow each other, or the name must be that of a
 * thing. Not days (20240131).
 */
static bool is_numbered_alike(struct prof *p, const struct mdp_column *col, double lo, double hi)
{
	bool days = (lo >= 19000101 && hi <= 21001231) || (lo >= 190001 && hi <= 210012);
	int64_t rows = p->c->tables[col->table].rows - col->nulls;
	const char *last = strrchr(col->words, ' ');
	struct mdp_str head = mdp_str_of(mdp_prof_singular(p->a, last ? last + 1 : col->words));

	if (!(lo >= 10000 && hi - lo < lo / 20 && col->distinct > 20 && !days))
		return false;
	if (col->distinct * 100 >= rows * 97 && (col->ordinal == 0 || (double)col->distinct >= 0.9 * (hi - lo)))
		return true;
	return mdp_prof_is_kin_noun(mdp_arena_strndup(p->a, head.p, head.n)) ||
	       (head.n > 2 && begins_a_table(p, head)) || begins_other(p, col);
}

/* "active customer", of one, and not of many. */
static bool says_one(const char *words)
{
	const char *last = strrchr(words, ' ');

	return last && is_singular(mdp_str_of(last + 1));
}

static void by_data_number(struct prof *p, int column)
{
	struct mdp_column *col = &p->c->columns[column];
	double lo = number(&col->min), hi = number(&col->max);
	bool whole = p->columns[column].class == PROF_INTEGER;

	if (whole && lo == 0 && hi == 1 && col->distinct == 2 &&
	    (col->role == MDP_ROLE_UNKNOWN || (col->role == MDP_ROLE_LEVEL && says_one(col->words))))
		set(col, MDP_ROLE_FLAG, MDP_ADDITIVE_NO, NULL);
	/* A "discount" between 0 and 1 with parts is a share, not an amount. */
	if (!whole && p->columns[column].share && lo >= -1 && hi <= 1 && col->distinct > 1)
		set(col, MDP_ROLE_RATE, MDP_ADDITIVE_NO, NULL);
	/* "loss percent" of 0.12: parts of one, which no sign may follow as they are */
	if (!whole && col->role == MDP_ROLE_PERCENT && lo >= -1 && hi <= 1 && col->distinct > 5)
		set(col, MDP_ROLE_RATE, MDP_ADDITIVE_NO, NULL);
	/* -1, 0 and 9999 stand for a year that is not known */
	if (col->role == MDP_ROLE_YEAR &&
	    ((lo < 1000 && (lo < -1 || lo > 0)) || (hi > 2500 && (hi < 9999 || hi > 9999))))
		set(col, MDP_ROLE_QUANTITY, MDP_ADDITIVE_YES, NULL);
	/* Parts of one that nothing in the name speaks of. */
	if (!whole && col->role == MDP_ROLE_UNKNOWN && lo >= 0 && hi <= 1 && col->distinct > 5)
		set(col, MDP_ROLE_RATE, MDP_ADDITIVE_NO, NULL);
	/* A number of a line only counts them. */
	if (whole && col->role == MDP_ROLE_CODE && numbers_parts(p, column))
		set(col, MDP_ROLE_NUMBER, MDP_ADDITIVE_NO, NULL);
	if (whole && col->role_how && strcmp(col->role_how, "type") == 0 && is_numbered_alike(p, col, lo, hi))
		set(col, MDP_ROLE_ID, MDP_ADDITIVE_NO, NULL);
	/* It may add up; that it counts things is more than its name says. */
	if (col->role == MDP_ROLE_UNKNOWN) {
		set(col, MDP_ROLE_NUMBER, MDP_ADDITIVE_YES, NULL);
		p->columns[column].guessed = true;
	}
}

static bool has_digit(const struct mdp_value *v)
{
	return v->type == MDP_T_TEXT && v->s.p && strpbrk(v->s.p, "0123456789");
}

/* More values than days between the first and the last. */
static void by_data_time(struct prof *p, int column)
{
	const struct mdp_column *col = &p->c->columns[column];

	if (col->min.type == MDP_T_TIMESTAMP && col->max.type == MDP_T_TIMESTAMP)
		p->columns[column].clock =
			(double)col->distinct > ((double)col->max.i - (double)col->min.i) / 86400e6 + 1;
}

/* A month or a week that is text is a name for it, not an amount. */
static bool is_calendar(const struct rule *r)
{
	return mdp_str_is(r->role, "number") && mdp_str_is(r->unit, "-");
}

/* "total kg", "sum of litres": the unit of a whole that its name says nothing else of, and so no money; NULL. */
static const char *unit_of_whole(struct prof *p, const char *words)
{
	const char *last = strrchr(words, ' ');
	struct mdp_str rest = { words, last ? (size_t)(last - words) : 0 }, word;
	const char *unit = last ? mdp_unit_of_name(&p->c->arena, last + 1, false) : NULL;
	while (unit && rest.n && mdp_str_next(&rest, ' ', &word))
		if (!mdp_words_listed(mdp_data_wholes, word))
			return NULL;
	return unit && !mdp_unit_is_money(unit) ? unit : NULL;
}

/* "amount eur", "weight kg": the name says the unit, and of a number that it was money. */
static void by_unit_word(struct prof *p, int column)
{
	struct mdp_column *col = &p->c->columns[column];
	bool money = mdp_unit_is_vague(col->unit) || (col->role == MDP_ROLE_MONEY && !col->unit);
	bool plain = !col->unit && (col->role == MDP_ROLE_NUMBER || col->role == MDP_ROLE_QUANTITY ||
				    col->role == MDP_ROLE_LEVEL || col->role == MDP_ROLE_RATE);
	const char *unit = money || plain ? mdp_unit_of_name(&p->c->arena, col->words, money) : NULL;

	const char *whole = money ? unit_of_whole(p, col->words) : NULL;
	if (whole) {
		set(col, MDP_ROLE_QUANTITY, MDP_ADDITIVE_YES, whole);
		return;
	}
	if (!unit || (col->role == MDP_ROLE_RATE && !mdp_unit_is_money(unit)))
		return;
	if (!money && p->columns[column].guessed && mdp_unit_is_money(unit))
		set(col, MDP_ROLE_MONEY, MDP_ADDITIVE_YES, unit);
	else
		col->unit = unit;
}

/* The load date of loads is theirs; what begins with an underscore is of those who keep the tables. */
static bool is_stamp(const struct prof *p, int column, const struct rule *r)
{
	const struct mdp_column *col = &p->c->columns[column];

	if (col->name[0] == '_')
		return true;
	return mdp_str_is(r->unit, "load") && !begins_table(p, col->table, r->words);
}

void mdp_prof_role(struct prof *p, int column)
{
	struct mdp_column *col = &p->c->columns[column];
	struct prof_column *pc = &p->columns[column];
	struct rule r;

	split_id(p, column);
	split_name(p, column);
	col->role_how = "type";
	if (pc->class == PROF_NESTED)
		col->role = MDP_ROLE_NESTED;
	else if (find_rule(col->words, pc->class, &r)) {
		col->role = role_of(r.role);
		col->role_how = mdp_str_is(r.words, "*") ? "type" : "name";
		pc->event_only = mdp_str_is(r.additive, "event");
		pc->share = mdp_str_is(r.additive, "share");
		if (mdp_str_is(r.additive, "yes") || pc->share || pc->event_only)
			col->additive = MDP_ADDITIVE_YES;
		if (mdp_str_is(r.additive, "semi"))
			col->additive = MDP_ADDITIVE_SEMI;
		if (pc->class == PROF_TIME) {
			pc->secondary = mdp_str_is(r.unit, "secondary");
			pc->stamp = is_stamp(p, column, &r);
		} else if (!mdp_str_is(r.unit, "-"))
			col->unit = mdp_arena_strndup(&p->c->arena, r.unit.p, r.unit.n);
	}
	if (pc->class == PROF_NUMBER || pc->class == PROF_INTEGER) {
		by_data_number(p, column);
		by_unit_word(p, column);
	}
	if (pc->class == PROF_TEXT)
		mdp_prof_text_role(p, column);
	if (pc->class == PROF_TIME)
		by_data_time(p, column);
	/* order_date_id that is a date is one, whatever it refers to */
	if (pc->class == PROF_TIME && (col->role == MDP_ROLE_ID || col->role == MDP_ROLE_CODE)) {
		const char *noun = mdp_prof_column_noun(p->a, col->words);

		col->role = MDP_ROLE_TIME_EVENT;
		col->role_how = "type";
		if (find_rule(noun[0] ? noun : "date", PROF_TIME, &r)) {
			col->role = role_of(r.role);
			pc->secondary = mdp_str_is(r.unit, "secondary");
			pc->stamp = is_stamp(p, column, &r);
		}
	}
	pc->idlike = col->role == MDP_ROLE_ID;
	pc->amount = pc->class == PROF_TEXT && col->role != MDP_ROLE_ID && col->role != MDP_ROLE_CODE &&
		     !find_as(col->words, PROF_TEXT, false, &r) && find_as(col->words, PROF_NUMBER, false, &r) &&
		     !is_calendar(&r) && (has_digit(&col->min) || has_digit(&col->max));
	pc->keyable = pc->idlike || col->role == MDP_ROLE_CODE ||
		      (pc->class == PROF_TEXT && col->role != MDP_ROLE_TEXT && pc->length <= 60 && !pc->amount) ||
		      pc->class == PROF_TIME ||
		      (pc->class == PROF_INTEGER && (col->role == MDP_ROLE_YEAR || col->role == MDP_ROLE_QUANTITY ||
						     col->role == MDP_ROLE_NUMBER || col->role == MDP_ROLE_CATEGORY));
	pc->noun = mdp_prof_column_noun(p->a, col->words);
	pc->singular = mdp_prof_singular(p->a, pc->noun);
	pc->full = p->tables[col->table].prefix
			   ? mdp_arena_printf(p->a, "%s %s", p->tables[col->table].prefix, col->words)
			   : col->words;
}
