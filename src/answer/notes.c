/*
 * What a careful analyst adds on seeing the result: a period that the data do not fill, groups that have no name or are spelled in several ways. Notes on the way the figures were made (grain, substitution, nulls) come with the plan.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include "answer/notes.h"
#include "base/date.h"
#include "base/banned.h"

#define SPELLINGS_AMONG 500 /* rows */

static const char *day_text(struct mdp_arena *a, int64_t day)
{
	struct mdp_value v = mdp_value_date(day);
	return mdp_value_human(a, &v, NULL);
}

/* A period that goes beyond the data. */
static void note_partial_period(const struct mdp_catalog *c, struct mdp_answer *ans, struct mdp_arena *a)
{
	int column = ans->period_column ? mdp_catalog_column(c, mdp_str_of(ans->period_column)) : -1;
	int64_t first, last, from, to;
	if (column < 0 || !mdp_catalog_period(c, column, &first, &last))
		return;
	if (ans->period_from && mdp_date_parse(mdp_str_of(ans->period_from), &from) && from < first)
		mdp_answer_caveat(ans, a, "partial_period", "the data begin on %s, inside the period",
				  day_text(a, first));
	if (ans->period_to && mdp_date_parse(mdp_str_of(ans->period_to), &to) && to > last)
		mdp_answer_caveat(ans, a, "partial_period", "the data end on %s, inside the period", day_text(a, last));
}

/* Groups that have no name. */
static void note_missing_keys(struct mdp_answer *ans, struct mdp_arena *a)
{
	const struct mdp_result *res = &ans->result;
	for (int i = 0; ans->columns && i < res->ncolumns; i++) {
		if (!ans->columns[i].key)
			continue;
		for (int64_t r = 0; r < res->nrows; r++) {
			if (mdp_result_at(res, r, i)->type != MDP_T_NULL_)
				continue;
			mdp_answer_caveat(ans, a, "missing_key", "(none) is what has no %s", ans->columns[i].name);
			break;
		}
	}
}

/* The same but for case and blanks at the ends. */
static bool is_spelled_alike(struct mdp_str x, struct mdp_str y)
{
	x = mdp_str_trim(x);
	y = mdp_str_trim(y);
	return x.n && x.n == y.n && !strncasecmp(x.p, y.p, x.n);
}

/* The only column that groups go by; -1 where there are several: then a name may be that of several things. */
static int only_key(const struct mdp_answer *ans)
{
	int key = -1;
	for (int i = 0; ans->columns && i < ans->result.ncolumns; i++) {
		if (ans->columns[i].key && key >= 0)
			return -1;
		key = ans->columns[i].key ? i : key;
	}
	return key;
}

/* Groups that are one thing, as it is spelled in several ways. */
static void note_spellings(struct mdp_answer *ans, struct mdp_arena *a)
{
	const struct mdp_result *res = &ans->result;
	int key = only_key(ans);
	for (int64_t r = 1; key >= 0 && r < res->nrows && r < SPELLINGS_AMONG; r++) {
		const struct mdp_value *v = mdp_result_at(res, r, key);
		for (int64_t o = 0; v->type == MDP_T_TEXT && o < r; o++) {
			const struct mdp_value *w = mdp_result_at(res, o, key);
			if (w->type != MDP_T_TEXT || mdp_str_eq(v->s, w->s) || !is_spelled_alike(v->s, w->s))
				continue;
			mdp_answer_caveat(ans, a, "spellings",
					  "\"%.*s\" and \"%.*s\" differ by case or blanks alone; each spelling of %s "
					  "stands by itself",
					  (int)w->s.n, w->s.p, (int)v->s.n, v->s.p, ans->columns[key].name);
			return;
		}
	}
}

static int64_t days_of(const char *iso)
{
	int64_t day;
	return iso && mdp_date_parse(mdp_str_of(iso), &day) ? day : INT64_MAX;
}

/* "3 days", "5 hours": how long ago, cut to one unit. */
static const char *span_text(struct mdp_arena *a, int64_t seconds)
{
	long long hours = (long long)(seconds / 3600), n = hours < 48 ? hours : hours / 24;
	return mdp_arena_printf(a, "%lld %s%s", n, hours < 48 ? "hour" : "day", n == 1 ? "" : "s");
}

/*
 * A load that is due and has not come. What happened before the last load is as complete as it was then, so an answer about a period
 * that ended earlier has nothing to be told.
 */
static void note_late_data(const struct mdp_catalog *c, struct mdp_answer *ans, int64_t now, struct mdp_arena *a)
{
	for (int t = 0; t < c->ntables && ans->sql.reads; t++) {
		struct mdp_freshness fresh = mdp_catalog_freshness(c, t, now);
		char loaded[MDP_TIME_TEXT];
		if (fresh.state != MDP_FRESH_LATE || !ans->sql.reads[t])
			continue;
		if (days_of(ans->period_to) < fresh.feed->loaded / 86400)
			continue;
		mdp_answer_caveat(ans, a, "late_data", "the data of %s are late: last loaded %s%s, %s ago; expected %s",
				  c->tables[t].name, fresh.feed->at_latest ? "before " : "",
				  mdp_time_print(fresh.feed->loaded, loaded), span_text(a, now - fresh.feed->loaded),
				  mdp_catalog_expected(a, fresh.feed));
	}
}

/* Does the text hold these words, as whole words and in whatever case? */
static bool says(const char *text, const char *words, size_t n)
{
	for (const char *p = text; p && *p; p++)
		if (!strncasecmp(p, words, n) && !isalnum((unsigned char)p[n]) &&
		    (p == text || !isalnum((unsigned char)p[-1])))
			return true;
	return false;
}

/* "Revenue is …": how many bytes of the sentence are the words that it defines, of which there are at most three; 0 = it defines none. */
static size_t defined_words(const char *sentence)
{
	static const char *const VERBS[] = { " is ", " are ", " = ", " means " };
	size_t n = 0;
	for (size_t i = 0; i < sizeof(VERBS) / sizeof(VERBS[0]); i++) {
		const char *at = strstr(sentence, VERBS[i]);
		if (at && (!n || (size_t)(at - sentence) < n))
			n = (size_t)(at - sentence);
	}
	int words = n > 0;
	for (size_t i = 0; i < n; i++) {
		if (!isalpha((unsigned char)sentence[i]) && sentence[i] != ' ' && sentence[i] != '-')
			return 0;
		words += sentence[i] == ' ';
	}
	return n < 4 || words > 3 ? 0 : n;
}

/* Does a file define an amount of that name? */
static bool is_defined(const struct mdp_catalog *c, const char *words, size_t n, struct mdp_arena *a)
{
	int measure = mdp_catalog_measure(c, mdp_str_of(mdp_words_said(a, mdp_arena_strndup(a, words, n))));
	return measure >= 0 && c->measures[measure].source.file;
}

/* Was the question read by what this sentence says? */
static bool is_read_so(const struct mdp_answer *ans, const char *sentence, size_t n, struct mdp_arena *a)
{
	const char *text = mdp_arena_strndup(a, sentence, n);
	for (int i = 0; i < ans->nremarks; i++)
		if (!strcmp(ans->remarks[i].code, "described") && strstr(ans->remarks[i].text, text))
			return true;
	return false;
}

/* A word of the question that the description of a column explains and no definition has: both are to be compared. */
static void note_described(const struct mdp_catalog *c, struct mdp_answer *ans, struct mdp_arena *a)
{
	for (int i = 0; i < c->ncolumns; i++) {
		const struct mdp_column *k = &c->columns[i];
		const char *next = k->hidden || k->mirror >= 0 ? NULL : k->description;
		while (next && *next) {
			size_t length = strcspn(next, ".;\n"), n = defined_words(next);
			if (n && n < length && says(ans->question, next, n) && !is_defined(c, next, n, a) &&
			    !is_read_so(ans, next, length, a))
				mdp_answer_caveat(
					ans, a, "described",
					"the description of %s says: “%.*s”; compare it with what was understood",
					mdp_catalog_column_name(c, a, i), (int)length, next);
			next += length;
			next += strspn(next, ".;\n ");
		}
	}
}

void mdp_answer_notes(const struct mdp_catalog *c, struct mdp_answer *ans, int64_t now, struct mdp_arena *a)
{
	if (!ans->query)
		return;
	mdp_answer_dates(c, ans, a);
	if (ans->query->kind != MDP_Q_SELECT && ans->query->kind != MDP_Q_ANALYSIS)
		return;
	note_partial_period(c, ans, a);
	note_missing_keys(ans, a);
	note_spellings(ans, a);
	note_late_data(c, ans, now, a);
	note_described(c, ans, a);
}
