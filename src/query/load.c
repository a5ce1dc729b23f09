/*
 * JSON to expressions and predicates. Strict: a member, word or type that the form does not know is an error that names
 * the place ($.where.and[1].cmp) and the nearest known word; nothing is ignored, because an ignored filter is a wrong
 * number. Every kind of object is told by its first member's name, from a table. Depth and number of nodes are bounded
 * before anything is allocated for them.
 */
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "base/limits.h"
#include "base/utf8.h"
#include "query/load.h"
#include "base/banned.h"

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

int mdp_load_fail(struct loader *l, const char *fmt, ...)
{
	char text[400];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return mdp_fail(l->err, MDP_USAGE, "query: %s: %s", l->path, text);
}

size_t mdp_load_down(struct loader *l, const char *name, int index)
{
	size_t n = strlen(l->path);
	if (index < 0)
		snprintf(l->path + n, sizeof(l->path) - n, ".%s", name);
	else
		snprintf(l->path + n, sizeof(l->path) - n, "[%d]", index);
	return n;
}

void mdp_load_up(struct loader *l, size_t length)
{
	l->path[length] = '\0';
}

int mdp_load_enter(struct loader *l)
{
	if (++l->nodes > MDP_LIMIT_QUERY_NODES)
		return mdp_load_fail(l, "more than %d parts", MDP_LIMIT_QUERY_NODES);
	if (++l->depth > MDP_LIMIT_QUERY_DEPTH)
		return mdp_load_fail(l, "nested more than %d deep", MDP_LIMIT_QUERY_DEPTH);
	return 0;
}

int mdp_load_unknown(struct loader *l, const char *what, const char *word, const char *const *known, int nknown)
{
	int best = -1, least = 4;
	for (int i = 0; i < nknown; i++) {
		int d = known[i] ? mdp_utf8_distance(mdp_str_of(word), mdp_str_of(known[i]), least) : least;
		if (d < least) {
			least = d;
			best = i;
		}
	}
	int rc = mdp_load_fail(l, "unknown %s '%.60s'", what, word);
	char list[480] = "";
	size_t n = 0;
	for (int i = 0; i < nknown; i++)
		if (known[i] && n + strlen(known[i]) + 3 < sizeof(list))
			n += (size_t)snprintf(list + n, sizeof(list) - n, "%s%s", n ? ", " : "", known[i]);
	mdp_error_detail(l->err, "known: %s", list);
	if (best >= 0)
		mdp_error_hint(l->err, "did you mean '%s'?", known[best]);
	return rc;
}

int mdp_load_members(struct loader *l, const json_t *o, const struct member_rule *rules, int nrules)
{
	const char *known[24] = { NULL };
	for (int i = 0; i < nrules && i < COUNT(known); i++)
		known[i] = rules[i].name;
	const char *key;
	json_t *v;
	json_object_foreach((json_t *)(uintptr_t)o, key, v)
	{
		bool found = false;
		for (int i = 0; i < nrules; i++)
			found |= strcmp(rules[i].name, key) == 0;
		if (!found)
			return mdp_load_unknown(l, "member", key, known, nrules);
	}
	for (int i = 0; i < nrules; i++)
		if (rules[i].required && !json_object_get(o, rules[i].name))
			return mdp_load_fail(l, "member '%s' is missing", rules[i].name);
	return 0;
}

int mdp_load_text(struct loader *l, const json_t *o, const char *name, const char **out)
{
	const json_t *j = json_object_get(o, name);
	if (!j)
		return 0;
	size_t up = mdp_load_down(l, name, -1);
	if (!json_is_string(j))
		return mdp_load_fail(l, "text is wanted here");
	if (json_string_length(j) == 0)
		return mdp_load_fail(l, "the text is empty");
	*out = mdp_arena_strndup(l->a, json_string_value(j), json_string_length(j));
	mdp_load_up(l, up);
	return 0;
}

int mdp_load_bool(struct loader *l, const json_t *o, const char *name, bool *out)
{
	const json_t *j = json_object_get(o, name);
	if (!j)
		return 0;
	size_t up = mdp_load_down(l, name, -1);
	if (!json_is_boolean(j))
		return mdp_load_fail(l, "true or false is wanted here");
	*out = json_is_true(j);
	mdp_load_up(l, up);
	return 0;
}

int mdp_load_number(struct loader *l, const json_t *o, const char *name, double lo, double hi, double *out)
{
	const json_t *j = json_object_get(o, name);
	if (!j)
		return 0;
	size_t up = mdp_load_down(l, name, -1);
	if (!json_is_number(j))
		return mdp_load_fail(l, "a number is wanted here");
	double d = json_number_value(j);
	if (!(d >= lo && d <= hi))
		return mdp_load_fail(l, "%g is not between %g and %g", d, lo, hi);
	*out = d;
	mdp_load_up(l, up);
	return 0;
}

int mdp_load_expr_in(struct loader *l, const json_t *o, const char *name, struct mdp_expr **out)
{
	const json_t *j = json_object_get(o, name);
	*out = NULL;
	if (!j)
		return 0;
	size_t up = mdp_load_down(l, name, -1);
	TRY(mdp_load_expr(l, j, out));
	mdp_load_up(l, up);
	return 0;
}

int mdp_load_pred_in(struct loader *l, const json_t *o, const char *name, struct mdp_pred **out)
{
	const json_t *j = json_object_get(o, name);
	*out = NULL;
	if (!j)
		return 0;
	size_t up = mdp_load_down(l, name, -1);
	TRY(mdp_load_pred(l, j, out));
	mdp_load_up(l, up);
	return 0;
}

/* --- expressions ------------------------------------------------------------------------------------------------ */

typedef int load_kind(struct loader *l, const json_t *o, struct mdp_expr *x);

static int load_date(struct loader *l, const json_t *o, struct mdp_expr *x)
{
	static const struct member_rule rules[] = { { "date", true } };
	const char *s = "";
	int64_t days;
	TRY(mdp_load_members(l, o, rules, COUNT(rules)));
	TRY(mdp_load_text(l, o, "date", &s));
	if (!mdp_date_parse(mdp_str_of(s), &days))
		return mdp_load_fail(l, "'%.40s' is not a date (YYYY-MM-DD)", s);
	x->value = mdp_value_date(days);
	return 0;
}

/* Two digits at p, at most `max`; -1 if not. */
static int two_digits(const char *p, int max)
{
	if (p[0] < '0' || p[0] > '9' || p[1] < '0' || p[1] > '9')
		return -1;
	int v = (p[0] - '0') * 10 + (p[1] - '0');
	return v <= max ? v : -1;
}

/* YYYY-MM-DD, then blank or T, HH:MM:SS, then up to six decimals. */
static bool parse_timestamp(const char *s, int64_t *micros)
{
	size_t n = strlen(s);
	int64_t days, fraction = 0;
	if (n < 19 || (s[10] != ' ' && s[10] != 'T') || s[13] != ':' || s[16] != ':')
		return false;
	int h = two_digits(s + 11, 23), m = two_digits(s + 14, 59), sec = two_digits(s + 17, 59);
	if (!mdp_date_parse((struct mdp_str){ s, 10 }, &days) || h < 0 || m < 0 || sec < 0)
		return false;
	if (n > 19) {
		if (s[19] != '.' || n == 20 || n > 26)
			return false;
		int64_t unit = 100000;
		for (size_t i = 20; i < n; i++, unit /= 10) {
			if (s[i] < '0' || s[i] > '9')
				return false;
			fraction += (s[i] - '0') * unit;
		}
	}
	*micros = ((days * 24 + h) * 60 + m) * 60000000 + sec * (int64_t)1000000 + fraction;
	return true;
}

static int load_timestamp(struct loader *l, const json_t *o, struct mdp_expr *x)
{
	static const struct member_rule rules[] = { { "timestamp", true } };
	const char *s = "";
	int64_t micros;
	TRY(mdp_load_members(l, o, rules, COUNT(rules)));
	TRY(mdp_load_text(l, o, "timestamp", &s));
	if (!parse_timestamp(s, &micros))
		return mdp_load_fail(l, "'%.40s' is not a time stamp (YYYY-MM-DD HH:MM:SS)", s);
	x->value = mdp_value_timestamp(micros);
	return 0;
}

static int load_decimal(struct loader *l, const json_t *o, struct mdp_expr *x)
{
	static const struct member_rule rules[] = { { "decimal", true } };
	const char *s = "";
	double d;
	TRY(mdp_load_members(l, o, rules, COUNT(rules)));
	TRY(mdp_load_text(l, o, "decimal", &s));
	if (!mdp_str_to_double(mdp_str_of(s), &d) || strspn(s, "+-0123456789.") != strlen(s))
		return mdp_load_fail(l, "'%.40s' is not a decimal number", s);
	x->value = mdp_value_double(d);
	x->value.type = MDP_T_DECIMAL;
	x->value.s = mdp_str_of(s);
	return 0;
}

static int load_column(struct loader *l, const json_t *o, struct mdp_expr *x)
{
	static const struct member_rule rules[] = { { "column", true }, { "role", false } };
	x->kind = MDP_X_COLUMN;
	TRY(mdp_load_members(l, o, rules, COUNT(rules)));
	TRY(mdp_load_text(l, o, "column", &x->name));
	return mdp_load_text(l, o, "role", &x->role);
}

static int load_measure(struct loader *l, const json_t *o, struct mdp_expr *x)
{
	static const struct member_rule rules[] = { { "measure", true }, { "where", false } };
	x->kind = MDP_X_MEASURE;
	TRY(mdp_load_members(l, o, rules, COUNT(rules)));
	TRY(mdp_load_text(l, o, "measure", &x->name));
	return mdp_load_pred_in(l, o, "where", &x->where);
}

#define W(name, word) word,
static const char *const aggregate_words[] = { MDP_AGGREGATES(W) };
static const char *const window_words[] = { MDP_WINDOWS(W) };
static const char *const part_words[] = { MDP_PARTS(W) };
static const char *const grain_words[] = { MDP_GRAINS(W) };
static const char *const cmp_words[] = { MDP_CMPS(W) };
#undef W
static const char *const op_words[] = { "add", "sub", "mul", "div" };

static int load_aggregate(struct loader *l, const json_t *o, struct mdp_expr *x)
{
	static const struct member_rule rules[] = { { "aggregate", true }, { "of", true },     { "expr", false },
						    { "with", false },     { "where", false }, { "p", false },
						    { "total", false },    { "role", false } };
	const char *word = "";
	x->kind = MDP_X_AGG;
	TRY(mdp_load_members(l, o, rules, COUNT(rules)));
	TRY(mdp_load_text(l, o, "aggregate", &word));
	if (!mdp_aggregate_from_word(mdp_str_of(word), &x->agg))
		return mdp_load_unknown(l, "aggregate", word, aggregate_words, COUNT(aggregate_words));
	TRY(mdp_load_text(l, o, "of", &x->entity));
	TRY(mdp_load_text(l, o, "role", &x->role));
	TRY(mdp_load_expr_in(l, o, "expr", &x->arg));
	TRY(mdp_load_expr_in(l, o, "with", &x->arg2));
	TRY(mdp_load_pred_in(l, o, "where", &x->where));
	TRY(mdp_load_bool(l, o, "total", &x->total));
	if (!x->arg && x->agg != MDP_AGG_COUNT)
		return mdp_load_fail(l, "'%s' needs an expr", word);
	if ((x->agg == MDP_AGG_CORR) != (x->arg2 != NULL))
		return mdp_load_fail(l, x->arg2 ? "only 'corr' takes 'with'" : "'corr' needs 'with', the other expr");
	if ((x->agg == MDP_AGG_PERCENTILE) != (json_object_get(o, "p") != NULL))
		return mdp_load_fail(l, "'p' goes with 'percentile', and only with it");
	return mdp_load_number(l, o, "p", 0, 1, &x->p);
}

/* An array of exactly two expressions as member `name`. */
static int load_pair(struct loader *l, const json_t *o, const char *name, struct mdp_expr *x)
{
	const json_t *pair = json_object_get(o, name);
	size_t up = mdp_load_down(l, name, -1);
	if (!json_is_array(pair) || json_array_size(pair) != 2)
		return mdp_load_fail(l, "two expressions are wanted here");
	struct mdp_expr **to[2] = { &x->arg, &x->arg2 };
	for (int i = 0; i < 2; i++) {
		size_t back = mdp_load_down(l, NULL, i);
		TRY(mdp_load_expr(l, json_array_get(pair, (size_t)i), to[i]));
		mdp_load_up(l, back);
	}
	mdp_load_up(l, up);
	return 0;
}

static int load_op(struct loader *l, const json_t *o, struct mdp_expr *x)
{
	static const struct member_rule rules[] = { { "op", true }, { "args", true } };
	const char *word = "";
	x->kind = MDP_X_OP;
	TRY(mdp_load_members(l, o, rules, COUNT(rules)));
	TRY(mdp_load_text(l, o, "op", &word));
	for (int i = 0; i < COUNT(op_words); i++)
		if (strcmp(word, op_words[i]) == 0)
			x->op = (enum mdp_op)(i + 1);
	if (x->op == MDP_OP_NONE)
		return mdp_load_unknown(l, "op", word, op_words, COUNT(op_words));
	return load_pair(l, o, "args", x);
}

static int load_days_between(struct loader *l, const json_t *o, struct mdp_expr *x)
{
	static const struct member_rule rules[] = { { "days_between", true }, { "unit", false } };
	static const char *const units[] = { "seconds", "minutes", "hours", "weeks" };
	const char *unit = NULL;
	x->kind = MDP_X_DAYS_BETWEEN;
	TRY(mdp_load_members(l, o, rules, COUNT(rules)));
	TRY(mdp_load_text(l, o, "unit", &unit));
	x->n = unit ? mdp_span_seconds(mdp_str_of(unit)) : 0;
	if (x->n < 0)
		return mdp_load_unknown(l, "unit", unit, units, COUNT(units));
	return load_pair(l, o, "days_between", x);
}

static int load_trunc(struct loader *l, const json_t *o, struct mdp_expr *x)
{
	static const struct member_rule rules[] = { { "trunc", true }, { "expr", true } };
	const char *word = "";
	x->kind = MDP_X_TRUNC;
	TRY(mdp_load_members(l, o, rules, COUNT(rules)));
	TRY(mdp_load_text(l, o, "trunc", &word));
	if (!mdp_grain_from_word(mdp_str_of(word), &x->grain))
		return mdp_load_unknown(l, "grain", word, grain_words, COUNT(grain_words));
	return mdp_load_expr_in(l, o, "expr", &x->arg);
}

static int load_part(struct loader *l, const json_t *o, struct mdp_expr *x)
{
	static const struct member_rule rules[] = { { "part", true }, { "expr", true } };
	const char *word = "";
	x->kind = MDP_X_PART;
	TRY(mdp_load_members(l, o, rules, COUNT(rules)));
	TRY(mdp_load_text(l, o, "part", &word));
	if (!mdp_part_from_word(mdp_str_of(word), &x->part))
		return mdp_load_unknown(l, "part", word, part_words, COUNT(part_words));
	return mdp_load_expr_in(l, o, "expr", &x->arg);
}

static int load_bucket(struct loader *l, const json_t *o, struct mdp_expr *x)
{
	static const struct member_rule rules[] = { { "bucket", true }, { "expr", true } };
	x->kind = MDP_X_BUCKET;
	TRY(mdp_load_members(l, o, rules, COUNT(rules)));
	TRY(mdp_load_number(l, o, "bucket", 1e-9, 1e15, &x->n));
	return mdp_load_expr_in(l, o, "expr", &x->arg);
}

static int load_window(struct loader *l, const json_t *o, struct mdp_expr *x)
{
	static const struct member_rule rules[] = {
		{ "window", true }, { "expr", true }, { "along", false }, { "within", false }, { "n", false }
	};
	const char *word = "";
	x->kind = MDP_X_WINDOW;
	TRY(mdp_load_members(l, o, rules, COUNT(rules)));
	TRY(mdp_load_text(l, o, "window", &word));
	if (!mdp_window_from_word(mdp_str_of(word), &x->window))
		return mdp_load_unknown(l, "window", word, window_words, COUNT(window_words));
	TRY(mdp_load_expr_in(l, o, "expr", &x->arg));
	TRY(mdp_load_text(l, o, "along", &x->along));
	TRY(mdp_load_text(l, o, "within", &x->within));
	TRY(mdp_load_number(l, o, "n", 1, 100000, &x->n));
	bool lengthy = x->window == MDP_WIN_ROLLING || x->window == MDP_WIN_MOVING_AVERAGE;
	if (lengthy != (x->n > 0))
		return mdp_load_fail(l, lengthy ? "'%s' needs n, the number of periods" : "'%s' takes no n", word);
	return 0;
}

static int load_value(struct loader *l, const json_t *o, struct mdp_expr *x)
{
	static const struct member_rule rules[] = { { "value", true }, { "input", false } };
	TRY(mdp_load_members(l, o, rules, COUNT(rules)));
	TRY(mdp_load_text(l, o, "input", &x->name));
	struct mdp_expr *inner = NULL;
	TRY(mdp_load_expr_in(l, o, "value", &inner));
	if (!inner || inner->kind != MDP_X_VALUE)
		return mdp_load_fail(l, "a literal is wanted here");
	x->value = inner->value;
	return 0;
}

static const struct {
	const char *member;
	load_kind *load;
} kinds[] = {
	{ "value", load_value },         { "date", load_date },     { "timestamp", load_timestamp },
	{ "decimal", load_decimal },     { "column", load_column }, { "measure", load_measure },
	{ "aggregate", load_aggregate }, { "op", load_op },         { "days_between", load_days_between },
	{ "trunc", load_trunc },         { "part", load_part },     { "bucket", load_bucket },
	{ "window", load_window },
};

static int load_object(struct loader *l, const json_t *j, struct mdp_expr *x)
{
	for (int i = 0; i < COUNT(kinds); i++)
		if (json_object_get(j, kinds[i].member))
			return kinds[i].load(l, j, x);
	const char *known[COUNT(kinds)];
	for (int i = 0; i < COUNT(kinds); i++)
		known[i] = kinds[i].member;
	const char *first = json_object_iter_key(json_object_iter((json_t *)(uintptr_t)j));
	return mdp_load_unknown(l, "kind of expression", first ? first : "{}", known, COUNT(known));
}

int mdp_load_expr(struct loader *l, const json_t *j, struct mdp_expr **out)
{
	TRY(mdp_load_enter(l));
	struct mdp_expr *x = MDP_NEW(l->a, struct mdp_expr);
	x->kind = MDP_X_VALUE;
	switch (json_typeof(j)) {
	case JSON_NULL:
		x->value = mdp_value_null();
		break;
	case JSON_TRUE:
	case JSON_FALSE:
		x->value = mdp_value_bool(json_is_true(j));
		break;
	case JSON_INTEGER:
		x->value = mdp_value_int(json_integer_value(j));
		break;
	case JSON_REAL:
		x->value = mdp_value_double(json_real_value(j));
		break;
	case JSON_STRING:
		x->value = mdp_value_text((struct mdp_str){
			mdp_arena_strndup(l->a, json_string_value(j), json_string_length(j)), json_string_length(j) });
		break;
	case JSON_OBJECT:
		TRY(load_object(l, j, x));
		break;
	case JSON_ARRAY:
		return mdp_load_fail(l, "an expression is wanted here, not a list");
	}
	l->depth--;
	*out = x;
	return 0;
}

/* --- predicates ------------------------------------------------------------------------------------------------- */

static int load_list(struct loader *l, const json_t *o, const char *name, struct mdp_pred *p)
{
	const struct member_rule rules[] = { { name, true } };
	TRY(mdp_load_members(l, o, rules, 1));
	const json_t *list = json_object_get(o, name);
	size_t up = mdp_load_down(l, name, -1);
	size_t n = json_array_size(list);
	if (!json_is_array(list) || n < 2)
		return mdp_load_fail(l, "a list of two or more conditions is wanted here");
	if (n > MDP_LIMIT_QUERY_NODES)
		return mdp_load_fail(l, "more than %d parts", MDP_LIMIT_QUERY_NODES);
	p->args = MDP_NEW_ARRAY(l->a, n, struct mdp_pred *);
	p->nargs = (int)n;
	for (int i = 0; i < p->nargs; i++) {
		size_t back = mdp_load_down(l, NULL, i);
		TRY(mdp_load_pred(l, json_array_get(list, (size_t)i), &p->args[i]));
		mdp_load_up(l, back);
	}
	mdp_load_up(l, up);
	return 0;
}

/* In `during` a bare text is a date: nothing else can stand there. */
static int load_right(struct loader *l, const json_t *j, enum mdp_cmp cmp, struct mdp_expr **out)
{
	TRY(mdp_load_expr(l, j, out));
	if (cmp != MDP_CMP_DURING)
		return 0;
	struct mdp_value *v = &(*out)->value;
	int64_t days;
	if ((*out)->kind == MDP_X_VALUE && v->type == MDP_T_TEXT && mdp_date_parse(v->s, &days))
		*v = mdp_value_date(days);
	if ((*out)->kind != MDP_X_VALUE || (v->type != MDP_T_DATE && v->type != MDP_T_TIMESTAMP))
		return mdp_load_fail(l, "a date (YYYY-MM-DD) is wanted here");
	return 0;
}

static int load_cmp(struct loader *l, const json_t *o, struct mdp_pred *p)
{
	static const struct member_rule rules[] = { { "cmp", true }, { "left", true }, { "right", false } };
	const char *word = "";
	TRY(mdp_load_members(l, o, rules, COUNT(rules)));
	TRY(mdp_load_text(l, o, "cmp", &word));
	p->kind = MDP_P_CMP;
	if (!mdp_cmp_from_word(mdp_str_of(word), &p->cmp))
		return mdp_load_unknown(l, "comparison", word, cmp_words, COUNT(cmp_words));
	TRY(mdp_load_expr_in(l, o, "left", &p->left));
	const json_t *right = json_object_get(o, "right");
	bool listed = p->cmp == MDP_CMP_IN || p->cmp == MDP_CMP_BETWEEN || p->cmp == MDP_CMP_DURING;
	if ((p->cmp == MDP_CMP_IS_NULL) != (right == NULL))
		return mdp_load_fail(l, right ? "'is_null' has no right side" : "'%s' needs a right side", word);
	if (!right)
		return 0;
	if (listed != json_is_array(right))
		return mdp_load_fail(
			l, listed ? "'%s' needs a list at the right" : "'%s' needs one expression at the right", word);
	size_t n = listed ? json_array_size(right) : 1;
	if (n == 0 || (p->cmp != MDP_CMP_IN && listed && n != 2) || n > MDP_LIMIT_QUERY_NODES)
		return mdp_load_fail(l, "'%s' does not take %zu values", word, n);
	size_t up = mdp_load_down(l, "right", -1);
	p->right = MDP_NEW_ARRAY(l->a, n, struct mdp_expr *);
	p->nright = (int)n;
	for (int i = 0; i < p->nright; i++) {
		size_t back = listed ? mdp_load_down(l, NULL, i) : strlen(l->path);
		TRY(load_right(l, listed ? json_array_get(right, (size_t)i) : right, p->cmp, &p->right[i]));
		mdp_load_up(l, back);
	}
	if (p->cmp == MDP_CMP_DURING && mdp_value_cmp(&p->right[0]->value, &p->right[1]->value) > 0)
		return mdp_load_fail(l, "the period ends before it starts");
	mdp_load_up(l, up);
	return 0;
}

static int load_exists(struct loader *l, const json_t *o, struct mdp_pred *p)
{
	static const struct member_rule rules[] = {
		{ "exists", true }, { "role", false }, { "where", false }, { "at_least", false }
	};
	p->kind = MDP_P_EXISTS;
	p->at_least = 1;
	TRY(mdp_load_members(l, o, rules, COUNT(rules)));
	TRY(mdp_load_text(l, o, "exists", &p->entity));
	TRY(mdp_load_text(l, o, "role", &p->role));
	TRY(mdp_load_pred_in(l, o, "where", &p->where));
	return mdp_load_number(l, o, "at_least", 1, 1e15, &p->at_least);
}

static int load_pred_object(struct loader *l, const json_t *j, struct mdp_pred *p)
{
	static const char *const known[] = { "and", "or", "not", "cmp", "exists" };
	if (json_object_get(j, "and")) {
		p->kind = MDP_P_AND;
		return load_list(l, j, "and", p);
	}
	if (json_object_get(j, "or")) {
		p->kind = MDP_P_OR;
		return load_list(l, j, "or", p);
	}
	if (json_object_get(j, "not")) {
		static const struct member_rule rules[] = { { "not", true } };
		p->kind = MDP_P_NOT;
		p->args = MDP_NEW_ARRAY(l->a, 1, struct mdp_pred *);
		p->nargs = 1;
		TRY(mdp_load_members(l, j, rules, COUNT(rules)));
		return mdp_load_pred_in(l, j, "not", &p->args[0]);
	}
	if (json_object_get(j, "cmp"))
		return load_cmp(l, j, p);
	if (json_object_get(j, "exists"))
		return load_exists(l, j, p);
	const char *first = json_object_iter_key(json_object_iter((json_t *)(uintptr_t)j));
	return mdp_load_unknown(l, "kind of condition", first ? first : "{}", known, COUNT(known));
}

int mdp_load_pred(struct loader *l, const json_t *j, struct mdp_pred **out)
{
	TRY(mdp_load_enter(l));
	if (!json_is_object(j))
		return mdp_load_fail(l, "a condition is wanted here");
	struct mdp_pred *p = MDP_NEW(l->a, struct mdp_pred);
	TRY(load_pred_object(l, j, p));
	l->depth--;
	*out = p;
	return 0;
}
