/*
 * Conditions as clauses, each with the connector that its rule reads: "in 2024", "where status is completed", "with no brand", "that have
 * more than 5 orders". In what is to be read back they follow one another after commas; in sentences, after "and".
 */
#include <string.h>
#include "answer/say.h"
#include "base/limits.h"
#include "base/banned.h"

static void say_clause(struct mdp_sayer *r, const struct mdp_pred *p, bool negated, int depth);

static int column_of(const struct mdp_sayer *r, const struct mdp_expr *x)
{
	int id = x && x->kind == MDP_X_COLUMN ? mdp_catalog_column(r->c, mdp_str_of(x->name)) : -1;
	return id < 0 ? -1 : mdp_catalog_original(r->c, id);
}

static bool is_period(const struct mdp_pred *p)
{
	return p->kind == MDP_P_CMP && p->cmp == MDP_CMP_DURING && p->nright == 2;
}

/* Is it the time column that a period without a name means here? */
static bool is_own_time(const struct mdp_sayer *r, const struct mdp_expr *x)
{
	int id = column_of(r, x);
	const struct mdp_entity *e = mdp_say_entity(r, r->q->of);
	if (id < 0 || !e)
		return false;
	int own = mdp_catalog_original(r->c, e->time);
	if (own == id)
		return r->c->columns[id].role == MDP_ROLE_TIME_EVENT;
	/* a line that was only written at a time has that of its order */
	bool lent = own >= 0 && r->c->columns[own].role == MDP_ROLE_TIME_RECORD &&
		    mdp_catalog_determines(r->c, (int)(e - r->c->entities), r->c->columns[id].entity);
	/* nobody has a time only because he was born at one */
	bool others = own < 0 && r->c->columns[id].entity != (int)(e - r->c->entities);
	return (others || lent) && r->c->columns[id].role == MDP_ROLE_TIME_EVENT;
}

/* "from 2024-10-01 to 2024-12-31"; a year alone reads "in 2024". */
static void say_period(struct mdp_sayer *r, const struct mdp_pred *p)
{
	int64_t from = p->right[0]->value.i, to = p->right[1]->value.i;
	char text[MDP_DATE_TEXT];
	struct mdp_civil f = mdp_date_civil(from), t = mdp_date_civil(to);
	if (r->people) {
		mdp_say(r, mdp_period_phrase(r->a, from, to));
	} else if (to == INT64_MAX) {
		mdp_buf_printf(r->out, "since %s", mdp_date_print(from, text));
	} else if (from == INT64_MIN) {
		mdp_buf_printf(r->out, "until %s", mdp_date_print(to - 1, text));
	} else if (f.month == 1 && f.day == 1 && t.month == 1 && t.day == 1 && t.year == f.year + 1) {
		mdp_buf_printf(r->out, "in %d", f.year);
	} else if (to - from == 1) {
		mdp_buf_printf(r->out, "on %s", mdp_date_print(from, text));
	} else {
		mdp_buf_printf(r->out, "from %s", mdp_date_print(from, text));
		mdp_buf_printf(r->out, " to %s", mdp_date_print(to - 1, text));
	}
}

/* Which time, where it is not the one that goes without saying: "created ", "with payment date ". */
static void say_time_name(struct mdp_sayer *r, const struct mdp_expr *x, int depth)
{
	int id = column_of(r, x);
	const struct mdp_entity *e = mdp_say_entity(r, r->q->of);
	bool own = e && id >= 0 && e->time >= 0 && mdp_catalog_original(r->c, e->time) == id;
	if (x->kind == MDP_X_COLUMN && x->role) {
		mdp_buf_printf(r->out, "%s ", x->role);
		return;
	}
	if (is_own_time(r, x))
		return;
	if (own && r->c->columns[id].role == MDP_ROLE_TIME_RECORD) {
		mdp_say(r, "created ");
		return;
	}
	mdp_say(r, "with ");
	mdp_say_expr(r, x, depth + 1);
	mdp_say(r, " ");
}

/* More, less, exactly: of a number. */
static const char *number_words(enum mdp_cmp cmp, bool negated)
{
	static const struct {
		enum mdp_cmp cmp, opposite;
		const char *text;
	} words[] = {
		{ MDP_CMP_LT, MDP_CMP_GE, "less than" }, { MDP_CMP_LE, MDP_CMP_GT, "at most" },
		{ MDP_CMP_GT, MDP_CMP_LE, "more than" }, { MDP_CMP_GE, MDP_CMP_LT, "at least" },
		{ MDP_CMP_EQ, MDP_CMP_NE, "exactly" },   { MDP_CMP_NE, MDP_CMP_EQ, "not equal to" },
	};
	size_t n = sizeof(words) / sizeof(words[0]), at = n;
	for (size_t i = 0; i < n; i++)
		if (words[i].cmp == cmp)
			at = i;
	for (size_t i = 0; negated && at < n && i < n; i++)
		if (words[i].cmp == words[at].opposite)
			return words[i].text;
	return at < n ? words[at].text : NULL;
}

static bool is_number(const struct mdp_expr *x)
{
	return x->kind == MDP_X_VALUE && mdp_value_is_number(&x->value);
}

/* "that have more than 5 orders": a count of what belongs to each. */
/* "that are the agency account of ", before things that have several references to one kind; "that have " where no role is said. */
static void say_in_role(struct mdp_sayer *r, const char *role, const char *of, bool negated)
{
	int owner = role ? mdp_catalog_entity(r->c, mdp_str_of(of)) : -1;
	const char *noun = "";
	for (int i = 0; owner >= 0 && i < r->c->nsites; i++) {
		const struct mdp_site *s = &r->c->sites[i];
		bool own = r->c->tables[s->table].row_entity == owner;
		if (s->role && !strcmp(s->role, role) && (own || !*noun))
			noun = r->c->entities[s->entity].name;
	}
	if (role)
		mdp_buf_printf(r->out, "that are %sthe %s%s%s of ", negated ? "not " : "", role, *noun ? " " : "",
			       noun);
	else
		mdp_say(r, negated ? "without " : "that have ");
}

static bool say_count(struct mdp_sayer *r, const struct mdp_pred *p, bool negated)
{
	const struct mdp_expr *x = p->left;
	const char *words = number_words(p->cmp, negated);
	if (x->kind != MDP_X_AGG || x->agg != MDP_AGG_COUNT || x->where || x->total || p->nright != 1 || !words ||
	    !is_number(p->right[0]))
		return false;
	say_in_role(r, x->role, x->entity, false);
	mdp_buf_printf(r->out, "%s ", words);
	mdp_say_expr(r, p->right[0], 1);
	bool one = r->people && mdp_value_number(&p->right[0]->value) == 1;
	mdp_buf_printf(r->out, " %s", one ? x->entity : mdp_say_plural(r, x->entity));
	return true;
}

/* "with below average price": against the mean over all. */
static bool say_against_average(struct mdp_sayer *r, const struct mdp_pred *p, bool negated, int depth)
{
	const struct mdp_expr *x = p->nright == 1 ? p->right[0] : NULL;
	if (negated || !x || x->kind != MDP_X_AGG || x->agg != MDP_AGG_AVG || !x->total || !x->arg || x->where ||
	    !mdp_expr_same(x->arg, p->left) || (p->cmp != MDP_CMP_GT && p->cmp != MDP_CMP_LT))
		return false;
	mdp_buf_printf(r->out, "with %s average ", p->cmp == MDP_CMP_GT ? "above" : "below");
	mdp_say_expr(r, p->left, depth + 1);
	return true;
}

static bool is_day(const struct mdp_expr *x)
{
	return x->kind == MDP_X_VALUE && (x->value.type == MDP_T_DATE || x->value.type == MDP_T_TIMESTAMP);
}

/* "since 2024-03-01": one end of a time. */
static bool say_time_end(struct mdp_sayer *r, const struct mdp_pred *p, bool negated, int depth)
{
	static const char *const plain[] = { "before", "until", "after", "since" };
	static const char *const denied[] = { "since", "after", "until", "before" };
	int k = (int)p->cmp - (int)MDP_CMP_LT;
	if (k < 0 || k > 3 || p->nright != 1 || !is_day(p->right[0]))
		return false;
	say_time_name(r, p->left, depth);
	mdp_buf_printf(r->out, "%s ", negated ? denied[k] : plain[k]);
	mdp_say_expr(r, p->right[0], depth + 1);
	return true;
}

/* "on Mondays and Fridays", "between 9:00 and 12:00": a part of the time. */
static bool say_daytime(struct mdp_sayer *r, const struct mdp_pred *p, bool negated, int depth)
{
	static const char *const days[] = { "",          "Mondays", "Tuesdays",  "Wednesdays",
					    "Thursdays", "Fridays", "Saturdays", "Sundays" };
	const struct mdp_expr *x = p->left;
	if (x->kind != MDP_X_PART || (x->part != MDP_PART_WEEKDAY && x->part != MDP_PART_HOUR))
		return false;
	for (int i = 0; i < p->nright; i++)
		if (!is_number(p->right[i]))
			return false;
	int first = p->nright ? (int)mdp_value_number(&p->right[0]->value) : -1, n = p->nright, count = (int)p->cmp;
	bool days_of = x->part == MDP_PART_WEEKDAY && (count == MDP_CMP_EQ || count == MDP_CMP_IN);
	bool hours = x->part == MDP_PART_HOUR && (count == MDP_CMP_LT || count == MDP_CMP_GE);
	if (!days_of && !hours)
		return false;
	say_time_name(r, x->arg, depth);
	mdp_say(r, negated ? "not " : "");
	if (hours)
		mdp_buf_printf(r->out, "%s %d:00", count == MDP_CMP_LT ? "before" : "since", first);
	else if (n == 2 && first == 6)
		mdp_say(r, "on weekends");
	else if (n == 5 && first == 1 && mdp_value_number(&p->right[4]->value) < 6)
		mdp_say(r, "on weekdays");
	for (int i = 0; days_of && i < n && !(n == 2 && first == 6) && !(n == 5 && first == 1); i++) {
		int day = (int)mdp_value_number(&p->right[i]->value);
		mdp_buf_printf(r->out, "%s%s",
			       !i          ? "on "
			       : i + 1 < n ? ", "
					   : " and ",
			       day > 0 && day < 8 ? days[day] : "?");
	}
	return true;
}

/* A year is no amount: 2023, not 2,023. */
static bool is_year(const struct mdp_sayer *r, const struct mdp_pred *p)
{
	int id = column_of(r, p->left);
	return id >= 0 && r->c->columns[id].role == MDP_ROLE_YEAR;
}

/* Nor is an id: transaction 5218. */
static bool is_id(const struct mdp_sayer *r, const struct mdp_expr *x)
{
	int id = column_of(r, x);
	return id >= 0 && r->c->columns[id].role == MDP_ROLE_ID;
}

static void say_values(struct mdp_sayer *r, const struct mdp_pred *p, int depth)
{
	int column =
		p->left->kind == MDP_X_COLUMN && (p->cmp == MDP_CMP_EQ || p->cmp == MDP_CMP_IN || p->cmp == MDP_CMP_NE)
			? mdp_catalog_original(r->c, mdp_catalog_column(r->c, mdp_str_of(p->left->name)))
			: -1;
	for (int i = 0; i < p->nright; i++) {
		if (i)
			mdp_say(r, p->cmp == MDP_CMP_BETWEEN ? " and " : i + 1 < p->nright ? ", " : " or ");
		if (is_year(r, p) && p->right[i]->kind == MDP_X_VALUE)
			mdp_say(r, mdp_value_print(r->a, &p->right[i]->value));
		else if (p->right[i]->kind == MDP_X_VALUE)
			mdp_say_value_of(r, &p->right[i]->value, column);
		else
			mdp_say_expr(r, p->right[i], depth + 1);
	}
}

static void say_text_match(struct mdp_sayer *r, const struct mdp_pred *p, bool negated, int depth)
{
	static const char *const plain[] = { "contains", "starts with", "ends with" };
	static const char *const denied[] = { "does not contain", "does not start with", "does not end with" };
	int k = (int)p->cmp - (int)MDP_CMP_CONTAINS;
	const struct mdp_expr *x = p->right[0];
	mdp_say(r, "whose ");
	mdp_say_expr(r, p->left, depth + 1);
	mdp_buf_printf(r->out, " %s ", negated ? denied[k] : plain[k]);
	if (x->kind == MDP_X_VALUE && x->value.type == MDP_T_TEXT && !memchr(x->value.s.p, '"', x->value.s.n))
		mdp_buf_printf(r->out, "\"%.*s\"", (int)x->value.s.n, x->value.s.p);
	else
		mdp_say_expr(r, x, depth + 1);
}

static void say_cmp(struct mdp_sayer *r, const struct mdp_pred *p, bool negated, int depth)
{
	if (is_period(p) && !negated) {
		say_time_name(r, p->left, depth);
		say_period(r, p);
		return;
	}
	if (say_count(r, p, negated) || say_against_average(r, p, negated, depth) ||
	    say_time_end(r, p, negated, depth) || say_daytime(r, p, negated, depth))
		return;
	if (p->cmp == MDP_CMP_IS_NULL) {
		mdp_say(r, negated ? "with known " : "with no ");
		mdp_say_expr(r, p->left, depth + 1);
		return;
	}
	if (p->cmp == MDP_CMP_CONTAINS || p->cmp == MDP_CMP_STARTS || p->cmp == MDP_CMP_ENDS) {
		say_text_match(r, p, negated, depth);
		return;
	}
	bool order = p->cmp >= MDP_CMP_LT && p->cmp <= MDP_CMP_GE, between = p->cmp == MDP_CMP_BETWEEN;
	const char *number = p->nright == 1 && (order || is_number(p->right[0])) ? number_words(p->cmp, negated) : NULL;
	if (number && p->cmp == MDP_CMP_EQ && !negated && is_id(r, p->left)) {
		mdp_say(r, "with ");
		mdp_say_expr(r, p->left, depth + 1);
		mdp_buf_printf(r->out, " %s", mdp_value_print(r->a, &p->right[0]->value));
		return;
	}
	mdp_say(r, number || between ? "with " : "where ");
	mdp_say_expr(r, p->left, depth + 1);
	if (number)
		mdp_buf_printf(r->out, " %s ", number);
	else if (between)
		mdp_say(r, negated ? " not between " : " between ");
	else
		mdp_say(r, (p->cmp == MDP_CMP_NE) != negated ? " is not " : " is ");
	say_values(r, p, depth);
}

static void say_exists(struct mdp_sayer *r, const struct mdp_pred *p, bool negated, int depth)
{
	say_in_role(r, p->role, p->entity, negated);
	if (p->at_least > 1 && !negated)
		mdp_buf_printf(r->out, "at least %g ", p->at_least);
	mdp_say(r, mdp_say_plural(r, p->entity));
	if (p->where) {
		mdp_say(r, " ");
		say_clause(r, p->where, false, depth + 1);
	}
}

static void say_clause(struct mdp_sayer *r, const struct mdp_pred *p, bool negated, int depth)
{
	if (!p || depth > MDP_LIMIT_QUERY_DEPTH)
		return;
	switch (p->kind) {
	case MDP_P_AND:
	case MDP_P_OR:
		mdp_say(r, negated ? "not " : "");
		for (int i = 0; i < p->nargs; i++) {
			if (i)
				mdp_say(r, p->kind == MDP_P_OR ? " or " : r->people ? " and " : ", ");
			say_clause(r, p->args[i], false, depth + 1);
		}
		break;
	case MDP_P_NOT:
		say_clause(r, p->args[0], !negated, depth + 1);
		break;
	case MDP_P_CMP:
		say_cmp(r, p, negated, depth + 1);
		break;
	case MDP_P_EXISTS:
		say_exists(r, p, negated, depth + 1);
		break;
	}
}

enum clause_rank { RANK_EXISTS, RANK_TIME, RANK_REST, RANK_COUNT };

static enum clause_rank rank_of(const struct mdp_pred *p)
{
	if (p->kind == MDP_P_EXISTS || (p->kind == MDP_P_NOT && p->args[0]->kind == MDP_P_EXISTS))
		return RANK_EXISTS;
	bool end = p->kind == MDP_P_CMP && p->cmp >= MDP_CMP_LT && p->cmp <= MDP_CMP_GE && is_day(p->right[0]);
	return is_period(p) || end ? RANK_TIME : RANK_REST;
}

/* "is not missing" of a key that a ranking is over, or of what holds a key's name. */
static bool goes_without_saying(const struct mdp_pred *p, const struct mdp_query *skip)
{
	if (!skip || p->kind != MDP_P_NOT || p->args[0]->kind != MDP_P_CMP || p->args[0]->cmp != MDP_CMP_IS_NULL)
		return false;
	for (int i = 0; i < skip->nby; i++)
		if (mdp_expr_same(skip->by[i].expr, p->args[0]->left))
			return true;
	return false;
}

/* At least and at most of one thing are a range. */
static const struct mdp_pred *range_with(const struct mdp_pred *const *parts, int n, int at)
{
	const struct mdp_pred *lo = parts[at];
	if (lo->kind != MDP_P_CMP || lo->cmp != MDP_CMP_GE || !is_number(lo->right[0]))
		return NULL;
	for (int i = 0; i < n; i++)
		if (parts[i]->kind == MDP_P_CMP && parts[i]->cmp == MDP_CMP_LE && is_number(parts[i]->right[0]) &&
		    mdp_expr_same(parts[i]->left, lo->left))
			return parts[i];
	return NULL;
}

static bool is_range_end(const struct mdp_pred *const *parts, int n, int at)
{
	for (int i = 0; i < n; i++)
		if (i != at && range_with(parts, n, i) == parts[at])
			return true;
	return false;
}

void mdp_say_where(struct mdp_sayer *r, const struct mdp_pred *where, const struct mdp_query *skip)
{
	const struct mdp_pred *const *parts = &where;
	int n = where ? 1 : 0, said = 0;
	if (where && where->kind == MDP_P_AND) {
		parts = (const struct mdp_pred *const *)where->args;
		n = where->nargs;
	}
	bool counted = false, dated = false;
	for (int rank = RANK_EXISTS; rank < RANK_COUNT; rank++) {
		for (int i = 0; i < n; i++) {
			if ((int)rank_of(parts[i]) != rank || goes_without_saying(parts[i], skip) ||
			    is_range_end(parts, n, i))
				continue;
			/* "in 2024 where status is …" needs no "and" for a person */
			bool plain = !said || rank == RANK_TIME || (r->people && dated);
			dated = rank == RANK_TIME;
			/* after a comma it could be said of what is counted: "more than 10 orders, with …" */
			mdp_say(r, plain ? " " : r->people || counted ? " and " : ", ");
			counted = parts[i]->kind == MDP_P_CMP && parts[i]->left->kind == MDP_X_AGG;
			said++;
			const struct mdp_pred *end = range_with(parts, n, i);
			if (!end) {
				say_clause(r, parts[i], false, 1);
				continue;
			}
			mdp_say(r, "with ");
			mdp_say_expr(r, parts[i]->left, 1);
			mdp_say(r, " between ");
			mdp_say_expr(r, parts[i]->right[0], 1);
			mdp_say(r, " and ");
			mdp_say_expr(r, end->right[0], 1);
		}
	}
}
