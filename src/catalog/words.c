/*
 * Words of names. Warehouses write names in many habits (member_state, memberState, "Member State",
 * MEMBER-STATE2); everything above works on words: folded, lower case, separated by single spaces. Nouns are
 * inflected by the general rules of English spelling, with a table of the exceptions from data/lexicon; only the last
 * word of a phrase is inflected.
 */
#include <ctype.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "catalog/catalog.h"
#include "catalog/words.h"
#include "base/banned.h"

/* Prefixes and suffixes by which tables tell their layer. */
static const char *const layers[] = {
	"stg", "staging", "raw", "src",  "int",    "dim",  "fct",    "fact", "mart", "marts",
	"rpt", "agg",     "vw",  "tbl",  "dw",     "dwh",  "ods",    "bi",   "edw",  "rel",
	"lnk", "ref",     "lkp", "lkup", "lookup", "mstr", "master", "xref", NULL,
};

static bool is_layer(struct mdp_str w)
{
	for (int i = 0; layers[i]; i++) {
		if (mdp_str_is(w, layers[i]))
			return true;
	}
	return false;
}

enum kind { SEP, LOWER, UPPER, DIGIT };

static enum kind kind_of(int32_t cp)
{
	if (cp < 128 && isupper((int)cp))
		return UPPER;
	if (cp >= 0 && mdp_utf8_is_digit(cp))
		return DIGIT;
	if (cp >= 0 && mdp_utf8_is_alpha(cp))
		return LOWER;
	return SEP;
}

/* An upper-case letter starts a word after a lower-case one ("customerState") or before one ("IDNumber" → "id number").
 */
static bool is_boundary(enum kind before, enum kind now, enum kind after, bool digits)
{
	if (digits && (now == DIGIT || before == DIGIT))
		return now != before;
	return now == UPPER && (before == LOWER || before == DIGIT || after == LOWER);
}

static const char *split(struct mdp_arena *a, const char *name, bool digits)
{
	struct mdp_str s = mdp_str_of(name);
	struct mdp_buf out = MDP_BUF_INIT;
	enum kind before = SEP;
	size_t i = 0;

	while (i < s.n) {
		size_t start = i, peek;
		enum kind now = kind_of(mdp_utf8_next(s, &i)), after;

		peek = i;
		after = peek < s.n ? kind_of(mdp_utf8_next(s, &peek)) : SEP;
		if (s.p[start] == '\'')
			continue;
		if (now != SEP) {
			if (out.n && (before == SEP || is_boundary(before, now, after, digits)))
				mdp_buf_putc(&out, ' ');
			mdp_buf_put(&out, s.p + start, i - start);
		}
		before = now;
	}
	struct mdp_str folded = mdp_utf8_fold(a, mdp_buf_view(&out));
	const char *words = mdp_arena_strndup(a, folded.p, folded.n);

	mdp_buf_release(&out);
	return words;
}

const char *mdp_words_as_written(struct mdp_arena *a, const char *name)
{
	return split(a, name, true);
}

const char *mdp_words_glued(struct mdp_arena *a, const char *name)
{
	const char *words = split(a, name, false);

	return strcmp(words, mdp_words_as_written(a, name)) ? words : NULL;
}

static const char *full_word(struct mdp_str w)
{
	for (int i = 0; mdp_data_short[i]; i++) {
		const char *tab = strchr(mdp_data_short[i], '\t');

		if (tab && mdp_str_eq(w, (struct mdp_str){ mdp_data_short[i], (size_t)(tab - mdp_data_short[i]) }))
			return tab + 1;
	}
	return NULL;
}

const char *mdp_words_of_name(struct mdp_arena *a, const char *name)
{
	const char *words = mdp_words_as_written(a, name), *out = "";
	struct mdp_str rest = mdp_str_of(words), w;
	bool any = false;

	while (rest.n && mdp_str_next(&rest, ' ', &w)) {
		const char *full = full_word(w);

		any |= full != NULL;
		out = full ? mdp_arena_printf(a, "%s%s%s", out, *out ? " " : "", full)
			   : mdp_arena_printf(a, "%s%s%.*s", out, *out ? " " : "", (int)w.n, w.p);
	}
	return any ? out : words;
}

const char *mdp_words_of_table(struct mdp_arena *a, const char *name)
{
	const char *words;
	const char *cut = name;
	struct mdp_str rest, w;

	/* "stg_shop__orders": what stands before a double underscore is the layer and the source. */
	for (const char *p = strstr(name, "__"); p && p[2]; p = strstr(p + 2, "__")) {
		if (p > name && p[2] != '_')
			cut = p + 2;
	}
	words = mdp_words_of_name(a, cut);
	rest = mdp_str_of(words);
	while (mdp_str_next(&rest, ' ', &w)) {
		if (!is_layer(w) || !rest.n)
			break;
		words = rest.p;
	}
	char *out = mdp_arena_strdup(a, words);

	for (char *last = strrchr(out, ' '); last && is_layer(mdp_str_of(last + 1)); last = strrchr(out, ' '))
		*last = '\0';
	return out;
}

const char *mdp_words_said(struct mdp_arena *a, const char *text)
{
	const char *sign = strchr(text, '%');

	for (int i = 0; sign && i < 8; i++, sign = strchr(text, '%'))
		text = mdp_arena_printf(a, "%.*s %s %s", (int)(sign - text), text, mdp_words_of_name(a, "pct"),
					sign + 1);
	return text;
}

bool mdp_words_have(const char *words, struct mdp_str word)
{
	struct mdp_str rest = mdp_str_of(words), w;
	while (rest.n && mdp_str_next(&rest, ' ', &w))
		if (mdp_str_eq(w, word))
			return true;
	return false;
}

bool mdp_words_listed(const char *const *list, struct mdp_str word)
{
	for (int i = 0; list[i]; i++)
		if (mdp_str_is(word, list[i]))
			return true;
	return false;
}

bool mdp_words_happen(const char *name)
{
	const char *last = name ? strrchr(name, ' ') : NULL;
	return mdp_words_listed(mdp_data_events, mdp_str_of(last ? last + 1 : name ? name : ""));
}

bool mdp_words_undone(struct mdp_str words)
{
	struct mdp_str word;
	while (words.n && mdp_str_next(&words, ' ', &word))
		if (mdp_words_listed(mdp_data_undone, word))
			return true;
	return false;
}

bool mdp_words_begin(const char *words, const char *name)
{
	size_t n = name ? strlen(name) : 0;
	return n && words && !strncmp(words, name, n) && words[n] == ' ';
}

const char *mdp_words_norm(struct mdp_arena *a, struct mdp_str text)
{
	struct mdp_str s = mdp_utf8_fold(a, text);
	char *out = mdp_arena_alloc(a, s.n + 1);
	size_t n = 0, i = 0;
	bool gap = false;

	while (i < s.n) {
		size_t start = i;

		if (s.p[start] == '\'') {
			i++;
			continue;
		}
		if (kind_of(mdp_utf8_next(s, &i)) == SEP) {
			gap = n > 0;
			continue;
		}
		if (gap)
			out[n++] = ' ';
		gap = false;
		memcpy(out + n, s.p + start, i - start);
		n += i - start;
	}
	out[n] = '\0';
	return out;
}

/* A line of the table of exceptions whose field `field` (0 singular, 1 plural) is `w`; NULL if none. */
static const char *exception(struct mdp_str w, int field)
{
	for (int i = 0; mdp_data_nouns[i]; i++) {
		const char *tab = strchr(mdp_data_nouns[i], '\t');

		if (!tab || mdp_data_nouns[i][0] == '#')
			continue;
		struct mdp_str one = { mdp_data_nouns[i], (size_t)(tab - mdp_data_nouns[i]) };

		if (mdp_str_eq(w, field ? mdp_str_of(tab + 1) : one))
			return mdp_data_nouns[i];
	}
	return NULL;
}

/* Spelling rules, first match wins: `ends` of the word, and how many bytes give way to `put`. */
struct rule {
	const char *ends;
	size_t drop;
	const char *put;
};

static const struct rule to_singular[] = {
	{ "ss", 0, "" },    { "us", 0, "" },     { "is", 0, "" },   { "sses", 2, "" }, { "ouses", 1, "" },
	{ "auses", 1, "" }, { "yses", 2, "is" }, { "uses", 2, "" }, { "shes", 2, "" }, { "ches", 2, "" },
	{ "xes", 2, "" },   { "oes", 2, "" },    { "eies", 1, "" }, { "aies", 1, "" }, { "ies", 3, "y" },
	{ "ses", 1, "" },   { "zes", 1, "" },    { "s", 1, "" },    { NULL, 0, NULL },
};

static const struct rule to_plural[] = {
	{ "s", 0, "es" }, { "x", 0, "es" }, { "z", 0, "es" }, { "ch", 0, "es" }, { "sh", 0, "es" }, { "ay", 0, "s" },
	{ "ey", 0, "s" }, { "oy", 0, "s" }, { "uy", 0, "s" }, { "y", 1, "ies" }, { "", 0, "s" },    { NULL, 0, NULL },
};

static const char *inflect(struct mdp_arena *a, const char *words, bool plural)
{
	const char *last = strrchr(words, ' ');
	struct mdp_str head, w;
	const char *line;

	last = last ? last + 1 : words;
	head = (struct mdp_str){ words, (size_t)(last - words) };
	w = mdp_str_of(last);
	if (!w.n || !isalpha((unsigned char)w.p[w.n - 1]) || exception(w, plural))
		return words;
	line = exception(w, !plural);
	if (line) {
		const char *tab = strchr(line, '\t');

		return mdp_arena_printf(a, "%.*s%.*s", (int)head.n, head.p,
					plural ? (int)strlen(tab + 1) : (int)(tab - line), plural ? tab + 1 : line);
	}
	if (w.n < 3)
		return plural ? mdp_arena_printf(a, "%ss", words) : words;
	for (const struct rule *r = plural ? to_plural : to_singular; r->ends; r++) {
		if (!mdp_str_ends(w, r->ends))
			continue;
		return mdp_arena_printf(a, "%.*s%.*s%s", (int)head.n, head.p, (int)(w.n - r->drop), w.p, r->put);
	}
	return words;
}

const char *mdp_words_singular(struct mdp_arena *a, const char *words)
{
	return inflect(a, words, false);
}

const char *mdp_words_plural(struct mdp_arena *a, const char *words)
{
	const char *last = strrchr(words, ' ');

	/* A word that is plural already ("order lines", "people") stays. */
	last = last ? last + 1 : words;
	if (exception(mdp_str_of(last), 1))
		return words;
	if (mdp_str_ends(mdp_str_of(last), "s") && strcmp(inflect(a, last, false), last) != 0)
		return words;
	return inflect(a, words, true);
}

static bool is_folded(const char *text, struct mdp_str lower)
{
	return strlen(text) == lower.n && strncasecmp(text, lower.p, lower.n) == 0;
}

const char *mdp_words_yes(const char *a, const char *b)
{
	for (int i = 0; mdp_data_flags[i]; i++) {
		struct mdp_str rest = mdp_str_of(mdp_data_flags[i]), yes, no;

		if (mdp_data_flags[i][0] == '#' || !mdp_str_next(&rest, '\t', &yes) || !mdp_str_next(&rest, '\t', &no))
			continue;
		if (is_folded(a, yes) && is_folded(b, no))
			return a;
		if (is_folded(b, yes) && is_folded(a, no))
			return b;
	}
	return NULL;
}
