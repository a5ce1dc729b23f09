/*
 * Question text → tokens. Each keeps its bytes in the question. Names typed as in the warehouse fall into their words at
 * underscores; contractions and abbreviations become the words they stand for, which then share one span. Nothing is an
 * error here but what is no text: whatever is not understood stays a token, and is accounted for later.
 */
#include "parse/lattice.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/limits.h"
#include "base/utf8.h"

#include "base/banned.h"

struct scanner {
	const struct mdp_lexicon *l;
	struct mdp_arena *a;
	struct mdp_str text;
	size_t at;
	struct mdp_token *tokens;
	int n, cap;
	bool too_many;
};

static int32_t peek(const struct scanner *s, size_t at, size_t *next)
{
	if (at >= s->text.n) {
		*next = at;
		return 0;
	}
	*next = at;
	return mdp_utf8_next(s->text, next);
}

static bool is_letter_at(const struct scanner *s, size_t at)
{
	size_t next;
	return at < s->text.n && mdp_utf8_is_alpha(peek(s, at, &next));
}

static bool is_digit_at(const struct scanner *s, size_t at)
{
	return at < s->text.n && s->text.p[at] >= '0' && s->text.p[at] <= '9';
}

/* Bytes of an apostrophe at `at`: ' or ’; 0 if there is none. */
static size_t apostrophe(const struct scanner *s, size_t at)
{
	if (at < s->text.n && s->text.p[at] == '\'')
		return 1;
	return at + 3 <= s->text.n && memcmp(s->text.p + at, "\xe2\x80\x99", 3) == 0 ? 3 : 0;
}

static struct mdp_str slice(const struct scanner *s, size_t from, size_t to)
{
	return (struct mdp_str){ s->text.p + from, to - from };
}

static struct mdp_token *push(struct scanner *s, enum mdp_token_kind kind, size_t from, size_t to)
{
	static struct mdp_token scrap;
	if (s->n == MDP_LIMIT_TOKENS) {
		s->too_many = true;
		return &scrap;
	}
	struct mdp_token t = { .kind = kind, .span = { (int)from, (int)(to - from) }, .surface = slice(s, from, to) };
	t.folded = mdp_utf8_fold(s->a, t.surface);
	MDP_PUSH(s->a, s->tokens, s->n, s->cap, t);
	return &s->tokens[s->n - 1];
}

static void set_word(struct scanner *s, struct mdp_token *t, struct mdp_str folded)
{
	size_t next = 0;
	t->folded = folded;
	t->stem = mdp_lexicon_stem(s->l, s->a, folded);
	int32_t first = mdp_utf8_next(t->surface, &next);
	struct mdp_str head = { t->surface.p, next };
	t->capital = first > 0 && !mdp_str_eq(mdp_utf8_fold(s->a, head), head) && mdp_utf8_is_alpha(first);
}

/* Words that stand for the text from..to. */
static void push_words(struct scanner *s, const char *words, size_t from, size_t to)
{
	struct mdp_str rest = mdp_str_of(words), word;
	while (mdp_str_next(&rest, ' ', &word))
		if (word.n)
			set_word(s, push(s, MDP_TOK_WORD, from, to), word);
}

static bool expand(struct scanner *s, size_t from, size_t to)
{
	struct mdp_str folded = mdp_utf8_fold(s->a, slice(s, from, to));
	char *plain = mdp_arena_strndup(s->a, folded.p, folded.n), *quote;
	while ((quote = strstr(plain, "\xe2\x80\x99"))) {
		*quote = '\'';
		memmove(quote + 1, quote + 3, strlen(quote + 3) + 1);
	}
	const char *words = mdp_lexicon_expand(s->l, mdp_str_of(plain));
	if (words)
		push_words(s, words, from, to);
	return words != NULL;
}

static const struct mdp_meaning *meanings(const struct scanner *s, struct mdp_str folded, int *n)
{
	return mdp_lexicon_find(s->l, mdp_str_of(mdp_lexicon_stem(s->l, s->a, folded)), n);
}

static bool has_word(const struct scanner *s, struct mdp_str folded, const char *cat, const char *sub)
{
	int n;
	const struct mdp_meaning *m = meanings(s, folded, &n);
	for (int i = 0; i < n; i++)
		if (m[i].kind == MDP_CAT_WORD && strcmp(m[i].cat, cat) == 0 && m[i].sub && strcmp(m[i].sub, sub) == 0)
			return true;
	return false;
}

static size_t end_of_letters(const struct scanner *s, size_t at)
{
	size_t next;
	while (is_letter_at(s, at)) {
		peek(s, at, &next);
		at = next;
	}
	return at;
}

static size_t end_of_alnum(const struct scanner *s, size_t at)
{
	size_t next;
	while (is_letter_at(s, at) || is_digit_at(s, at)) {
		peek(s, at, &next);
		at = next;
	}
	return at;
}

static void push_plain_word(struct scanner *s, size_t from, size_t to)
{
	if (to <= from || expand(s, from, to))
		return;
	struct mdp_token *t = push(s, MDP_TOK_WORD, from, to);
	set_word(s, t, t->folded);
}

/* What follows an apostrophe: "what's", "doesn't", "customers'", "O'Neill". */
static void scan_after_apostrophe(struct scanner *s, size_t from, size_t quote)
{
	size_t after = quote + apostrophe(s, quote), to = end_of_letters(s, after);
	s->at = to;
	if (to > after && expand(s, from, to))
		return;
	struct mdp_str tail = mdp_utf8_fold(s->a, slice(s, after, to));
	if (mdp_str_is(tail, "t") && quote > from + 1 && (s->text.p[quote - 1] | 32) == 'n') {
		push_plain_word(s, from, quote - 1);
		const char *not_word = mdp_lexicon_expand(s->l, mdp_str_of("n't"));
		push_words(s, not_word ? not_word : "not", quote - 1, to);
		return;
	}
	push_plain_word(s, from, quote);
	if (to == after || mdp_str_is(tail, "s")) {
		struct mdp_token *t = push(s, MDP_TOK_PUNCT, quote, to);
		t->folded = mdp_str_of("'s");
		return;
	}
	if (!expand(s, quote, to))
		s->at = after; /* "O'Neill": two words */
}

static bool scan_email(struct scanner *s, size_t from)
{
	size_t i = from, at = 0, dot = 0;
	while (i < s->text.n && (unsigned char)s->text.p[i] > ' ' && !strchr(",;\"()<>?!", s->text.p[i])) {
		if (s->text.p[i] == '@')
			at = i;
		if (s->text.p[i] == '.' && at && i > at + 1)
			dot = i;
		i++;
	}
	while (i > from && s->text.p[i - 1] == '.')
		i--;
	if (at <= from || !dot || dot + 1 >= i)
		return false;
	struct mdp_token *t = push(s, MDP_TOK_WORD, from, i);
	t->stem = mdp_arena_strndup(s->a, t->folded.p, t->folded.n);
	s->at = i;
	return true;
}

static void scan_word(struct scanner *s)
{
	size_t from = s->at, letters = end_of_letters(s, from), to = end_of_alnum(s, from);
	if (scan_email(s, from))
		return;
	s->at = to;
	if (to > letters && is_digit_at(s, letters)) {
		/* "fy24", "top10": two words written as one */
		struct mdp_str head = mdp_utf8_fold(s->a, slice(s, from, letters));
		if (has_word(s, head, "glue", "prefix")) {
			push_plain_word(s, from, letters);
			s->at = letters;
			return;
		}
	}
	size_t hyphen = to < s->text.n && s->text.p[to] == '-' ? end_of_letters(s, to + 1) : to;
	if (hyphen > to + 1 && expand(s, from, hyphen)) {
		s->at = hyphen;
		return;
	}
	if (apostrophe(s, to)) {
		size_t after = to + apostrophe(s, to);
		bool code = to != letters; /* "A1's": nothing but the possessive follows it */
		if (code && (after >= s->text.n || s->text.p[after] != 's' || is_letter_at(s, after + 1) ||
			     is_digit_at(s, after + 1))) {
			push_plain_word(s, from, to);
			return;
		}
		bool plural = s->text.p[to - 1] == 's' && !is_letter_at(s, after) && !is_digit_at(s, after);
		if (is_letter_at(s, after) || plural) {
			scan_after_apostrophe(s, from, to);
			return;
		}
	}
	push_plain_word(s, from, to);
}

/* ---- numbers ---- */

static size_t digits(const struct scanner *s, size_t at)
{
	while (is_digit_at(s, at))
		at++;
	return at;
}

static int small_int(const struct scanner *s, size_t from, size_t to)
{
	int v = 0;
	for (size_t i = from; i < to && i < from + 6; i++)
		v = v * 10 + (s->text.p[i] - '0');
	return v;
}

static bool real_date(int y, int m, int d)
{
	return y >= 1 && y <= 9999 && m >= 1 && m <= 12 && d >= 1 && d <= mdp_date_month_days(y, m);
}

/* 2024-03-15, 2024/3/15, 3/15/2024, 15.3.2024, 2024-03. An impossible date stays numbers. */
static bool scan_date(struct scanner *s, size_t from)
{
	size_t a = digits(s, from);
	char sep = a < s->text.n ? s->text.p[a] : 0;
	if ((sep != '-' && sep != '/' && sep != '.') || !is_digit_at(s, a + 1))
		return false;
	size_t b = digits(s, a + 1), c = b;
	int x = small_int(s, from, a), y = small_int(s, a + 1, b), z = 0, year, month, day;
	bool whole = b < s->text.n && s->text.p[b] == sep && is_digit_at(s, b + 1);
	if (whole) {
		c = digits(s, b + 1);
		z = small_int(s, b + 1, c);
	}
	bool month_only = !whole && sep == '-' && a - from == 4 && b - a == 3;
	if (whole && a - from == 4) {
		year = x, month = y, day = z;
	} else if (whole && c - b == 5) {
		bool day_first = sep == '.' || x > 12;
		year = z, month = day_first ? y : x, day = day_first ? x : y;
	} else if (month_only) {
		year = x, month = y, day = 1;
	} else {
		return false;
	}
	if (!real_date(year, month, day) || is_digit_at(s, c) || (is_letter_at(s, c) && s->text.p[c] != 'T'))
		return false;
	struct mdp_token *t = push(s, MDP_TOK_NUMBER, from, c);
	t->unit = whole ? "date" : "yearmonth";
	t->days = mdp_date_days(year, month, day);
	t->number = (double)t->days;
	t->stem = mdp_arena_strndup(s->a, t->folded.p, t->folded.n);
	s->at = c;
	return true;
}

static bool scan_clock(struct scanner *s, size_t from)
{
	size_t a = digits(s, from), b = digits(s, a + 1);
	if (a - from > 2 || a >= s->text.n || s->text.p[a] != ':' || b != a + 3)
		return false;
	int hour = small_int(s, from, a), minute = small_int(s, a + 1, b);
	if (hour > 24 || minute > 59)
		return false;
	if (b < s->text.n && s->text.p[b] == ':' && digits(s, b + 1) == b + 3)
		b += 3;
	struct mdp_token *t = push(s, MDP_TOK_NUMBER, from, b);
	t->unit = "time";
	t->number = hour * 60 + minute;
	s->at = b;
	return true;
}

/* Digits with thousands separators and a decimal part: where they end and their value. */
static size_t scan_decimal(struct scanner *s, size_t from, double *value)
{
	char plain[64];
	size_t n = 0, i = from;
	while (i < s->text.n && n + 1 < sizeof(plain)) {
		bool group = s->text.p[i] == ',' && i > from && digits(s, i + 1) == i + 4;
		bool point = s->text.p[i] == '.' && is_digit_at(s, i + 1) && !memchr(plain, '.', n);
		if (!is_digit_at(s, i) && !group && !point)
			break;
		if (!group)
			plain[n++] = s->text.p[i];
		i++;
	}
	*value = 0;
	mdp_str_to_double((struct mdp_str){ plain, n }, value);
	return i;
}

static const char *year_like(size_t ndigits, double v)
{
	return ndigits == 4 && v >= 1900 && v <= 2100 ? "year-like" : NULL;
}

/* Letters right after the digits: "5th", "1.5k", "1990s", "30d". False when the whole is a word ("320i"). */
static bool scan_number_tail(struct scanner *s, size_t from, size_t *end, double *value, const char **unit)
{
	size_t to = end_of_alnum(s, *end);
	struct mdp_str tail = mdp_utf8_fold(s->a, slice(s, *end, to));
	int n;
	if (tail.n == 0)
		return true;
	if (has_word(s, tail, "glue", "ordinal")) {
		*unit = "ordinal";
		*end = to;
		return true;
	}
	if (mdp_str_is(tail, "s") && (*end - from == 4 || *end - from == 2) && fmod(*value, 10) == 0) {
		*unit = "decade";
		if (*value < 100)
			*value += *value < 30 ? 2000 : 1900;
		*end = to;
		return true;
	}
	const struct mdp_meaning *m = meanings(s, tail, &n);
	for (int i = 0; i < n; i++) {
		double scale;
		if (m[i].kind != MDP_CAT_WORD || strcmp(m[i].cat, "glue") != 0)
			continue;
		if (mdp_str_to_double(mdp_str_of(m[i].sub), &scale)) {
			*value *= scale;
			*unit = NULL;
			*end = to;
			return true;
		}
		return true; /* a word of its own follows: "30days" */
	}
	return false;
}

/* "10 percent", "10 per cent": *to becomes the end of the word. */
static bool says_percent(struct scanner *s, size_t from, size_t *to)
{
	size_t end = from;
	for (int words = 0; words < 2; words++) {
		size_t next = end_of_alnum(s, end);
		if (has_word(s, mdp_utf8_fold(s->a, slice(s, from, next)), "glue", "percent")) {
			*to = next;
			return true;
		}
		end = next < s->text.n && s->text.p[next] == ' ' ? next + 1 : next;
	}
	return false;
}

static bool scan_number(struct scanner *s)
{
	size_t from = s->at, start = from, next;
	double value, sign = 1;
	const char *unit = NULL;
	if (s->text.p[start] == '-' && (start == 0 || s->text.p[start - 1] == ' ' || s->text.p[start - 1] == '(')) {
		sign = -1;
		start++;
	}
	int32_t c = peek(s, start, &next);
	if (c == '$' || c == 0x20AC || c == 0xA3 || c == 0xA5 || c == 0x20B9) {
		unit = "currency";
		start = next;
	}
	if (!is_digit_at(s, start))
		return false;
	if (start == from && (scan_date(s, from) || scan_clock(s, from)))
		return true;
	size_t to = scan_decimal(s, start, &value);
	const char *kind = year_like(to - start, value);
	if (!scan_number_tail(s, start, &to, &value, &kind))
		return false;
	if (!unit)
		unit = kind;
	size_t percent = to;
	while (percent < s->text.n && s->text.p[percent] == ' ')
		percent++;
	if (percent < s->text.n && s->text.p[percent] == '%') {
		unit = "percent";
		to = percent + 1;
	} else if (percent > to && says_percent(s, percent, &to)) {
		unit = "percent";
	}
	struct mdp_token *t = push(s, MDP_TOK_NUMBER, from, to);
	t->number = sign * value;
	t->unit = unit;
	t->stem = mdp_arena_strndup(s->a, t->folded.p, t->folded.n);
	s->at = to;
	return true;
}

/* ---- quotes and the rest ---- */

static const char *const quotes[][2] = {
	{ "\"", "\"" },
	{ "\xe2\x80\x9c", "\xe2\x80\x9d" }, /* “ ” */
	{ "\xe2\x80\x9e", "\xe2\x80\x9c" }, /* „ “ */
	{ "\xc2\xab", "\xc2\xbb" }, /* « » */
	{ "`", "`" },
	{ "'", "'" },
	{ "\xe2\x80\x98", "\xe2\x80\x99" }, /* ‘ ’ */
};

static bool scan_quoted(struct scanner *s)
{
	size_t from = s->at;
	for (size_t q = 0; q < sizeof(quotes) / sizeof(*quotes); q++) {
		size_t open = strlen(quotes[q][0]), close = strlen(quotes[q][1]);
		if (from + open > s->text.n || memcmp(s->text.p + from, quotes[q][0], open) != 0)
			continue;
		for (size_t i = from + open + 1; i + close <= s->text.n; i++) {
			/* an apostrophe inside a word closes nothing */
			if (memcmp(s->text.p + i, quotes[q][1], close) != 0 || is_letter_at(s, i + close))
				continue;
			struct mdp_str inside = mdp_str_trim(slice(s, from + open, i));
			if (inside.n == 0)
				break;
			struct mdp_token *t = push(s, MDP_TOK_QUOTED, from, i + close);
			t->text = inside;
			s->at = i + close;
			return true;
		}
	}
	return false;
}

/* '24 */
static bool scan_short_year(struct scanner *s)
{
	size_t at = s->at + apostrophe(s, s->at), to = digits(s, at);
	if (at == s->at || to != at + 2 || is_letter_at(s, to))
		return false;
	int year = small_int(s, at, to);
	struct mdp_token *t = push(s, MDP_TOK_NUMBER, s->at, to);
	t->number = year + (year < 70 ? 2000 : 1900);
	t->unit = "year-like";
	t->stem = mdp_arena_printf(s->a, "%d", (int)t->number);
	s->at = to;
	return true;
}

static void scan_one(struct scanner *s)
{
	size_t next;
	int32_t c = peek(s, s->at, &next);
	if (c <= ' ' || c == 0xA0 || c == '_') {
		s->at = next;
		return;
	}
	if (scan_short_year(s) || scan_quoted(s) || scan_number(s))
		return;
	if (mdp_utf8_is_alpha(c) || is_digit_at(s, s->at)) {
		scan_word(s);
		return;
	}
	/* "%" after a name is a word of it, and not to be passed over */
	if (c != '%' || !expand(s, s->at, next))
		push(s, MDP_TOK_PUNCT, s->at, next);
	s->at = next;
}

int mdp_tokens_make(const struct mdp_lexicon *l, struct mdp_str question, struct mdp_arena *a, struct mdp_token **out,
		    int *n, struct mdp_error *err)
{
	struct scanner s = { .l = l, .a = a, .text = question };
	size_t bad_at;
	if (question.n > MDP_LIMIT_QUESTION_BYTES)
		return mdp_refuse(err, MDP_REASON_NOT_A_QUESTION, "the question is longer than %d bytes",
				  MDP_LIMIT_QUESTION_BYTES);
	if (!mdp_utf8_valid(question, &bad_at)) {
		int rc = mdp_refuse(err, MDP_REASON_NOT_A_QUESTION, "the question is not valid UTF-8 at byte %zu",
				    bad_at);
		mdp_error_span(err, (struct mdp_span){ (int)bad_at, 1 });
		return rc;
	}
	while (s.at < question.n && !s.too_many)
		scan_one(&s);
	if (s.too_many)
		return mdp_refuse(err, MDP_REASON_NOT_A_QUESTION, "the question has more than %d words",
				  MDP_LIMIT_TOKENS);
	if (s.n == 0)
		return mdp_refuse(err, MDP_REASON_NOT_A_QUESTION, "the question is empty");
	*out = s.tokens;
	*n = s.n;
	return 0;
}

static const char *const kind_words[] = { "word", "number", "quoted", "punct" };

const char *mdp_tokens_dump(const struct mdp_lattice *t, struct mdp_arena *a)
{
	char *all = mdp_arena_strdup(a, "");
	for (int i = 0; i < t->ntokens; i++) {
		const struct mdp_token *k = &t->tokens[i];
		char day[MDP_DATE_TEXT];
		const char *what = "";
		if (k->kind == MDP_TOK_WORD)
			what = mdp_arena_printf(a, " %s%s%s", k->stem, k->corrected ? " for " : "",
						k->corrected ? k->corrected : "");
		else if (k->kind == MDP_TOK_QUOTED)
			what = mdp_arena_printf(a, " %.*s", (int)k->text.n, k->text.p);
		else if (k->kind == MDP_TOK_NUMBER && k->unit &&
			 (!strcmp(k->unit, "date") || !strcmp(k->unit, "yearmonth")))
			what = mdp_arena_printf(a, " %s %s", k->unit, mdp_date_print(k->days, day));
		else if (k->kind == MDP_TOK_NUMBER)
			what = mdp_arena_printf(a, " %.15g%s%s", k->number, k->unit ? " " : "", k->unit ? k->unit : "");
		all = mdp_arena_printf(a, "%s%d %d+%d %s `%.*s`%s\n", all, i, k->span.start, k->span.length,
				       kind_words[k->kind], (int)k->folded.n, k->folded.p, what);
	}
	return all;
}
