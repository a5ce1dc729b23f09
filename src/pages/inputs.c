/*
 * A query file: title, question, inputs, and a logical query in which {"input": NAME} stands where a value would. Here those
 * are replaced by the sample of the input, marked with its name when the query is to stay open: the planner then makes
 * in the statement what it else makes of the value itself, and the writer puts the text of a template where the mark is.
 *
 * A range is two days, the last one included, as people choose them; the query has half-open periods. Which of its days a mark
 * means follows the name: "range:start".
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/buf.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "pages/private.h"
#include "base/banned.h"

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

/* Quotes with a tag: a value may hold any quote of its own. */
#define Q "$text$"

static const struct page_kind kinds[] = {
	{ "dropdown", PAGE_ONE, Q "${inputs.", ".value}" Q, PAGE_ANY, true },
	{ "multi-select", PAGE_LIST, "${inputs.", ".value}", PAGE_ANY, true },
	{ "button group", PAGE_ONE, Q "${inputs.", "}" Q, PAGE_ANY, true },
	/* this one doubles quotes itself */
	{ "text", PAGE_ONE, "'${inputs.", "}'", PAGE_ANY, true },
	{ "date range", PAGE_RANGE, "cast('${inputs.", "}' as date)", PAGE_DAY, false },
	{ "date", PAGE_ONE, "cast('${inputs.", ".value}' as date)", PAGE_DAY, false },
	{ "slider", PAGE_ONE, "${inputs.", "}", PAGE_NUMBER, false },
	{ "page parameter", PAGE_ONE, Q "${params.", "}" Q, PAGE_ANY, false },
};

/* The days of a query that a range gives, as SQL of its first (F) and last (L) day. The end is not included. */
static const struct range_days {
	const char *period, *mark[2], *sql[2];
} range_days[] = {
	{ NULL, { "start", "end" }, { "F", "L + 1" } },
	{ "previous", { "previous_start", "start" }, { "F - cast(date_diff('day', F, L) + 1 as integer)", "F" } },
	{ "year before",
	  { "year_before_start", "year_before_end" },
	  { "cast(F - interval 1 year as date)", "cast(L + 1 - interval 1 year as date)" } },
};

__attribute__((format(printf, 3, 4))) static int fail_at(struct page_file *f, const char *place, const char *fmt, ...)
{
	char text[300];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return mdp_fail(f->err, MDP_USAGE, "%s: %s", place, text);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

static bool is_identifier(const char *s)
{
	for (const char *p = s; *p; p++) {
		bool letter = (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || *p == '_';
		if (!letter && (p == s || *p < '0' || *p > '9'))
			return false;
	}
	return *s && strlen(s) < 60;
}

static int unknown(struct page_file *f, const char *place, const char *what, const char *word, const char *const *known,
		   int n)
{
	int best = -1, least = 4;
	struct mdp_buf list = MDP_BUF_INIT;
	for (int i = 0; i < n; i++) {
		int d = mdp_utf8_distance(mdp_str_of(word), mdp_str_of(known[i]), least);
		if (d < least) {
			least = d;
			best = i;
		}
		mdp_buf_printf(&list, "%s%s", i ? ", " : "", known[i]);
	}
	int rc = mdp_fail(f->err, MDP_USAGE, "%s: unknown %s '%.60s'", place, what, word);
	mdp_error_detail(f->err, n ? "known: %.400s" : "there are none", mdp_buf_cstr(&list));
	if (best >= 0)
		mdp_error_hint(f->err, "did you mean '%s'?", known[best]);
	mdp_buf_release(&list);
	return rc;
}

static int check_members(struct page_file *f, const json_t *o, const char *place, const char *const *known, int n)
{
	const char *key;
	json_t *v;
	if (!json_is_object(o))
		return fail_at(f, place, "an object is wanted here");
	json_object_foreach((json_t *)(uintptr_t)o, key, v)
	{
		bool found = false;
		for (int i = 0; i < n; i++)
			found |= !strcmp(known[i], key);
		if (!found)
			return unknown(f, place, "member", key, known, n);
	}
	return 0;
}

static int read_text(struct page_file *f, const json_t *o, const char *name, const char *place, const char **out)
{
	const json_t *j = json_object_get(o, name);
	if (!j)
		return 0;
	if (!json_is_string(j) || !json_string_length(j) || strlen(json_string_value(j)) != json_string_length(j))
		return fail_at(f, place, "'%s' is a text", name);
	*out = mdp_arena_strdup(f->a, json_string_value(j));
	return 0;
}

static bool is_day(const json_t *j, int64_t *day)
{
	return json_is_string(j) && mdp_date_parse(mdp_str_of(json_string_value(j)), day);
}

static bool fits(const struct page_kind *k, const json_t *j)
{
	int64_t day;
	if (k->value == PAGE_DAY)
		return is_day(j, &day);
	return json_is_number(j) || (k->value == PAGE_ANY && (json_is_string(j) || json_is_boolean(j)));
}

static int check_sample(struct page_file *f, const struct page_input *in, const char *place)
{
	static const char *const wanted[] = { "a text, number or boolean", "a day (YYYY-MM-DD)", "a number" };
	const struct page_kind *k = in->kind;
	const json_t *j = in->sample;
	int64_t first = 0, last = 0;
	if (!j)
		return fail_at(f, place, "member 'sample' is missing: a value that the input can have");
	if (k->shape == PAGE_ONE)
		return fits(k, j) ? 0 : fail_at(f, place, "'sample' is %s", wanted[k->value]);
	size_t n = json_array_size(j);
	if (!json_is_array(j) || n == 0 || (k->shape == PAGE_RANGE && n != 2))
		return fail_at(f, place, "'sample' is a list of %s", k->shape == PAGE_RANGE ? "two days" : "values");
	for (size_t i = 0; i < n; i++)
		if (!fits(k, json_array_get(j, i)))
			return fail_at(f, place, "an item of 'sample' is not %s", wanted[k->value]);
	if (k->shape == PAGE_RANGE && is_day(json_array_get(j, 0), &first) && is_day(json_array_get(j, 1), &last) &&
	    last < first)
		return fail_at(f, place, "the period of 'sample' ends before it starts");
	return 0;
}

static int read_input(struct page_file *f, const char *name, const json_t *o)
{
	static const char *const members[] = { "kind", "sample", "all" };
	const char *words[COUNT(kinds)], *kind = NULL, *place = mdp_arena_printf(f->a, "$.inputs.%.60s", name);
	struct page_input in = { .name = mdp_arena_strdup(f->a, name) };
	if (f->ninputs == PAGE_INPUTS)
		return fail_at(f, "$.inputs", "too many inputs");
	if (!is_identifier(name))
		return fail_at(f, place, "a name has letters, digits and _ alone");
	TRY(check_members(f, o, place, members, COUNT(members)));
	TRY(read_text(f, o, "kind", place, &kind));
	/* an empty text box */
	if (json_string_length(json_object_get(o, "all")) == 0 && json_is_string(json_object_get(o, "all")))
		in.all = "";
	else
		TRY(read_text(f, o, "all", place, &in.all));
	for (int i = 0; i < COUNT(kinds); i++) {
		words[i] = kinds[i].word;
		if (kind && !strcmp(kind, kinds[i].word))
			in.kind = &kinds[i];
	}
	if (!in.kind)
		return kind ? unknown(f, place, "kind", kind, words, COUNT(kinds))
			    : fail_at(f, place, "member 'kind' is missing");
	if (in.all && !in.kind->all)
		return fail_at(f, place, "a %s has no choice for all", in.kind->word);
	in.sample = json_object_get(o, "sample");
	TRY(check_sample(f, &in, place));
	f->inputs[f->ninputs++] = in;
	return 0;
}

int mdp_page_file_open(struct page_file *f, struct mdp_arena *a, struct mdp_str text, struct mdp_error *err)
{
	static const char *const members[] = { "title", "question", "inputs", "query" };
	json_error_t where;
	const char *name;
	json_t *input;
	*f = (struct page_file){ .a = a, .err = err };
	f->root = json_loadb(text.p, text.n, JSON_REJECT_DUPLICATES, &where);
	if (!f->root) {
		int rc = mdp_fail(err, MDP_USAGE, "not JSON: %s", where.text);
		mdp_error_at(err, NULL, where.line);
		return rc;
	}
	TRY(check_members(f, f->root, "$", members, COUNT(members)));
	TRY(read_text(f, f->root, "title", "$", &f->title));
	TRY(read_text(f, f->root, "question", "$", &f->question));
	if (!f->title)
		return fail_at(f, "$", "member 'title' is missing");
	if (!json_is_object(json_object_get(f->root, "query")))
		return fail_at(f, "$", "member 'query' is missing: a logical query");
	const json_t *inputs = json_object_get(f->root, "inputs");
	if (inputs && !json_is_object(inputs))
		return fail_at(f, "$.inputs", "an object is wanted here");
	json_object_foreach((json_t *)(uintptr_t)inputs, name, input) TRY(read_input(f, name, input));
	return 0;
}

void mdp_page_file_close(struct page_file *f)
{
	json_decref(f->root);
	f->root = NULL;
}

/* --- filling in --------------------------------------------------------------------------------------------------- */

struct page_input *mdp_page_input_of(struct page_file *f, const char *name)
{
	for (int i = 0; name && i < f->ninputs; i++)
		if (!strcmp(f->inputs[i].name, name))
			return &f->inputs[i];
	return NULL;
}

/* The sample, or in the other turn a value that no sample is. */
static json_t *turned(const struct page_file *f, const struct page_kind *k, const json_t *sample)
{
	char day[MDP_DATE_TEXT];
	int64_t days;
	if (k->value == PAGE_DAY && is_day(sample, &days))
		return json_pack("{s:s}", "date", mdp_date_print(days + 403 * f->turn, day));
	if (!f->turn || json_is_boolean(sample))
		return f->turn ? json_boolean(!json_is_true(sample)) : json_deep_copy(sample);
	if (json_is_integer(sample))
		return json_integer(json_integer_value(sample) + 1);
	if (json_is_real(sample))
		return json_real(json_real_value(sample) + 1.5);
	return json_sprintf("%s again", json_string_value(sample));
}

static json_t *literal(const struct page_file *f, json_t *value, const char *mark)
{
	if (f->how != MDP_PAGE_OPEN)
		return value;
	json_t *o = json_pack("{s:o, s:s}", "value", value, "input", mark);
	return o;
}

json_t *mdp_page_input_value(struct page_file *f, const struct page_input *in)
{
	return literal(f, turned(f, in->kind, in->sample), in->name);
}

/* Always two values when open, so that the statement does not depend on how many the sample has. */
static json_t *list_value(struct page_file *f, const struct page_input *in)
{
	json_t *list = json_array();
	size_t n = json_array_size(in->sample);
	for (size_t i = 0; i < n && (f->how != MDP_PAGE_OPEN || i < 2); i++)
		json_array_append_new(list, literal(f, turned(f, in->kind, json_array_get(in->sample, i)), in->name));
	if (f->how == MDP_PAGE_OPEN && n == 1) {
		struct page_file other = { .how = f->how, .turn = f->turn + 1 };
		json_t *more = turned(&other, in->kind, json_array_get(in->sample, 0));
		if (f->turn && json_is_string(more))
			more = (json_decref(more), json_string("one more"));
		json_array_append_new(list, literal(f, more, in->name));
	}
	return list;
}

static json_t *range_value(struct page_file *f, const struct page_input *in, const char *period)
{
	const struct range_days *r = NULL;
	const char *words[COUNT(range_days)];
	int64_t day[2] = { 0, 0 }, first, last;
	char text[MDP_DATE_TEXT];
	for (int i = 0; i < COUNT(range_days); i++) {
		words[i] = range_days[i].period ? range_days[i].period : "";
		if (!strcmp(words[i], period ? period : ""))
			r = &range_days[i];
	}
	if (!r) {
		unknown(f, f->place, "period", period, words + 1, COUNT(range_days) - 1);
		return NULL;
	}
	for (size_t i = 0; i < 2; i++)
		is_day(json_array_get(in->sample, i), &day[i]);
	/* a range of another length as well */
	first = day[0] + 403 * f->turn;
	last = day[1] + 434 * f->turn;
	if (r == &range_days[1]) {
		int64_t length = last - first + 1;
		last = first - 1;
		first -= length;
	} else if (r == &range_days[2]) {
		first = mdp_date_add(first, MDP_GRAIN_YEAR, -1);
		last = mdp_date_add(last + 1, MDP_GRAIN_YEAR, -1) - 1;
	}
	json_t *list = json_array();
	int64_t ends[2] = { first, last + 1 };
	for (int i = 0; i < 2; i++) {
		json_t *value = json_pack("{s:s}", "date", mdp_date_print(ends[i], text));
		json_array_append_new(list, literal(f, value, mdp_arena_printf(f->a, "%s:%s", in->name, r->mark[i])));
	}
	return list;
}

/* What stands for {"input": …} as the right side of a comparison (cmp) or anywhere else (NULL); NULL: failed. */
static json_t *value_of(struct page_file *f, const json_t *ref, const char *cmp)
{
	static const char *const members[] = { "input", "period" };
	const char *names[PAGE_INPUTS], *name = json_string_value(json_object_get(ref, "input"));
	const char *period = json_string_value(json_object_get(ref, "period"));
	struct page_input *in = mdp_page_input_of(f, name);
	if (check_members(f, ref, f->place, members, COUNT(members)))
		return NULL;
	for (int i = 0; i < f->ninputs; i++)
		names[i] = f->inputs[i].name;
	if (!in) {
		unknown(f, f->place, "input", name ? name : "", names, f->ninputs);
		return NULL;
	}
	in->used = true;
	enum page_shape wanted = cmp && !strcmp(cmp, "during") ? PAGE_RANGE
				 : cmp && !strcmp(cmp, "in")   ? PAGE_LIST
							       : PAGE_ONE;
	if (in->kind->shape != wanted || (period && wanted != PAGE_RANGE)) {
		static const char *const where[] = { "where one value stands", "as the right side of 'in'",
						     "as the right side of 'during'" };
		mdp_fail(f->err, MDP_USAGE, "%s: the input '%s' is a %s", f->place, in->name, in->kind->word);
		mdp_error_hint(f->err, "it can stand %s", where[in->kind->shape]);
		return NULL;
	}
	return wanted == PAGE_RANGE  ? range_value(f, in, period)
	       : wanted == PAGE_LIST ? list_value(f, in)
				     : mdp_page_input_value(f, in);
}

static bool is_reference(const json_t *j)
{
	return json_is_object(j) && json_object_get(j, "input") && !json_object_get(j, "value");
}

static int fill(struct page_file *f, json_t *j, int depth);

/* One member (key) or item (at) of `j`: a reference to an input gives way to its value. */
static int fill_one(struct page_file *f, json_t *j, json_t *v, const char *key, size_t at, int depth)
{
	size_t up = strlen(f->place);
	const char *cmp = json_string_value(json_object_get(j, "cmp"));
	if (key)
		snprintf(f->place + up, sizeof(f->place) - up, ".%s", key);
	else
		snprintf(f->place + up, sizeof(f->place) - up, "[%zu]", at);
	if (!is_reference(v)) {
		TRY(fill(f, v, depth - 1));
	} else {
		json_t *value = value_of(f, v, cmp && key && !strcmp(key, "right") ? cmp : NULL);
		if (!value)
			return -MDP_USAGE;
		if (key)
			json_object_set_new(j, key, value);
		else
			json_array_set_new(j, at, value);
	}
	f->place[up] = '\0';
	return 0;
}

/* Replaces the references below `j`. */
static int fill(struct page_file *f, json_t *j, int depth)
{
	const char *key;
	json_t *v;
	size_t i;
	void *next;
	if (depth <= 0)
		return mdp_fail(f->err, MDP_LIMIT, "$.query: nested too deep");
	json_object_foreach_safe(j, next, key, v) TRY(fill_one(f, j, v, key, 0, depth));
	json_array_foreach(j, i, v) TRY(fill_one(f, j, v, NULL, i, depth));
	return 0;
}

static int fill_and_load(struct page_file *f, json_t *query, struct mdp_query **out)
{
	TRY(mdp_page_optional(f, query));
	snprintf(f->place, sizeof(f->place), "$.query");
	TRY(fill(f, query, 2 * MDP_LIMIT_QUERY_DEPTH));
	char *text = json_dumps(query, JSON_COMPACT);
	if (!text)
		return mdp_fail(f->err, MDP_INTERNAL, "$.query: cannot be written");
	int rc = mdp_query_load(f->a, mdp_str_of(text), out, f->err);
	free(text);
	return rc;
}

int mdp_page_file_query(struct page_file *f, enum mdp_page_inputs how, int turn, struct mdp_query **out)
{
	json_t *query = json_deep_copy(json_object_get(f->root, "query"));
	f->how = how;
	f->turn = turn;
	int rc = fill_and_load(f, query, out);
	json_decref(query);
	for (int i = 0; rc == 0 && how == MDP_PAGE_OPEN && i < f->ninputs; i++)
		if (!f->inputs[i].used)
			rc = mdp_fail(f->err, MDP_USAGE, "$.inputs.%s: the query does not use it", f->inputs[i].name);
	return rc;
}

/* --- text --------------------------------------------------------------------------------------------------------- */

static const char *day_text(struct mdp_arena *a, const struct page_input *in, const char *sql)
{
	struct mdp_buf b = MDP_BUF_INIT;
	for (const char *p = sql; *p; p++)
		if (*p == 'F' || *p == 'L')
			mdp_buf_printf(&b, "%s%s%s%s", in->kind->before, in->name, *p == 'F' ? ".start" : ".end",
				       in->kind->after);
		else
			mdp_buf_putc(&b, *p);
	const char *out = mdp_arena_strdup(a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return out;
}

const char *mdp_page_input_text(void *file, const char *name)
{
	struct page_file *f = file;
	const char *mark = strchr(name, ':');
	const struct page_input *in =
		mdp_page_input_of(f, mark ? mdp_arena_strndup(f->a, name, (size_t)(mark - name)) : name);
	if (!in)
		return "null"; /* never: a mark is made from an input */
	if (!mark)
		return mdp_arena_printf(f->a, "%s%s%s", in->kind->before, in->name, in->kind->after);
	for (int i = 0; i < COUNT(range_days); i++)
		for (int k = 0; k < 2; k++)
			if (!strcmp(mark + 1, range_days[i].mark[k]))
				return day_text(f->a, in, range_days[i].sql[k]);
	return "null";
}

static void put_sample(struct mdp_buf *b, const json_t *j)
{
	char *text = json_is_string(j) ? NULL : json_dumps(j, JSON_ENCODE_ANY);
	mdp_buf_puts(b, text ? text : json_string_value(j));
	free(text);
}

const char *mdp_page_input_words(struct page_file *f)
{
	struct mdp_buf b = MDP_BUF_INIT;
	for (int i = 0; i < f->ninputs; i++) {
		const struct page_input *in = &f->inputs[i];
		mdp_buf_printf(&b, "%s%s = ", i ? ", " : "", in->name);
		if (!json_is_array(in->sample))
			put_sample(&b, in->sample);
		for (size_t k = 0; k < json_array_size(in->sample); k++) {
			if (k)
				mdp_buf_puts(&b, in->kind->shape == PAGE_RANGE ? " to " : " or ");
			put_sample(&b, json_array_get(in->sample, k));
		}
	}
	const char *out = b.n ? mdp_arena_strdup(f->a, mdp_buf_cstr(&b)) : NULL;
	mdp_buf_release(&b);
	return out;
}
