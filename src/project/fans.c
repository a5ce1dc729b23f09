/*
 * Suspects of sqlcheck.c, proved by counting: the aggregate over the rows as the page has them, and once an instance. Where the two
 * agree on these data there is nothing to report. A suspect whose key is not at hand is reported only when the rows are known to
 * be finer than what is aggregated; both numbers are then those of the whole table. Counting has a time limit: statements of pages may
 * be large, and a finding without numbers is better than a program that hangs.
 */
#include <math.h>
#include <string.h>
#include <time.h>

#include "engine/engine.h"
#include "project/evidence.h"
#include "project/numbers.h"
#include "project/sqlprobe.h"
#include "project/words.h"
#include "base/banned.h"

#define PROBE_MS 4000 /* of one statement */
#define ALL_MS 30000 /* of all */

/* --- counting --- */

struct counts {
	double is, should;
	double most; /* rows of one instance in one group, at most */
	int64_t times; /* of a sum over time */
	const char *last; /* the last of them */
};

static const char *list(struct mdp_arena *a, char letter, int n)
{
	const char *out = "";
	for (int i = 0; i < n; i++)
		out = mdp_arena_printf(a, "%s%s%c%d", out, i ? ", " : "", letter, i);
	return out;
}

static const char *call(struct mdp_arena *a, const struct mdp_sql_suspect *f, const char *v)
{
	const char *fn = f->kind == MDP_SUSPECT_COUNT ? "count" : mdp_aggregate_word(f->fn);
	return mdp_arena_printf(a, "%s(%s%s)", fn, f->kind == MDP_SUSPECT_DISTINCT ? "distinct " : "", v);
}

/* Rows and instances: k… is the key of the owner, g… the groups. */
static const char *repeats_sql(struct mdp_arena *a, const struct mdp_sql_suspect *f, const char *probe)
{
	const char *k = list(a, 'k', f->nkeys), *g = list(a, 'g', f->ngroups), *some = "";
	for (int i = 0; i < f->nkeys; i++)
		some = mdp_arena_printf(a, "%s and k%d is not null", some, i);
	if (f->fn == MDP_AGG_SUM)
		some = mdp_arena_printf(a, "%s and v <> 0", some);
	const char *once =
		f->kind == MDP_SUSPECT_COUNT ? "count(v)" : mdp_arena_printf(a, "%s(v)", mdp_aggregate_word(f->fn));
	return mdp_arena_printf(
		a,
		"with t as (%s), r as (select * from t where v is not null%s),\n"
		"p as (select %s%s%s, any_value(v) as v, count(*) as n from r group by all),\n"
		"o as (select %s, any_value(v) as v from p group by %s)\n"
		"select (select %s from r)::double, (select %s from o)::double, (select max(n) from p)::double",
		probe, some, k, f->ngroups ? ", " : "", g, k, k, call(a, f, "v"), once);
}

static const char *time_sql(struct mdp_arena *a, const struct mdp_sql_suspect *f, const char *probe)
{
	const char *k = list(a, 'k', f->nkeys), *g = list(a, 'g', f->ngroups);
	return mdp_arena_printf(
		a,
		"with r as (select * from (%s) where v is not null and t is not null),\n"
		"p as (select %s%s%s, count(distinct t) as n from r group by all)\n"
		"select (select sum(v) from r)::double, (select sum(v) from r where t = (select max(t) from r))"
		"::double, (select max(n) from p)::double, (select count(distinct t) from r)::bigint, (select "
		"left(max(t)::varchar, 10) from r)",
		probe, k, f->ngroups ? ", " : "", g);
}

static bool number_at(const struct mdp_result *res, int column, double *out)
{
	const struct mdp_value *v = mdp_result_at(res, 0, column);
	if (!mdp_value_is_number(v))
		return false;
	*out = mdp_value_number(v);
	return true;
}

static bool count_it(struct mdp_enrich *x, struct mdp_sql_reader *r, const struct mdp_sql_suspect *f,
		     struct counts *out)
{
	int before;
	*out = (struct counts){ .most = 0 };
	if (!f->probe)
		return false;
	const char *sql = f->kind == MDP_SUSPECT_RATIO
				  ? mdp_arena_printf(x->a, "select a::double, b::double, 0::double from (%s)", f->probe)
			  : f->kind == MDP_SUSPECT_TIME ? time_sql(x->a, f, f->probe)
							: repeats_sql(x->a, f, f->probe);
	struct mdp_result res = { 0 };
	sql = mdp_sql_whole(r, f->in, sql, true, &before);
	bool ok = sql && !mdp_engine_query(x->e, sql, NULL, 0, 1, &res, NULL) && res.nrows == 1 &&
		  number_at(&res, 0, &out->is) && number_at(&res, 1, &out->should) && number_at(&res, 2, &out->most);
	if (ok && f->kind == MDP_SUSPECT_TIME) {
		out->times = mdp_result_at(&res, 0, 3)->i;
		out->last = mdp_arena_strndup(x->a, mdp_result_at(&res, 0, 4)->s.p, mdp_result_at(&res, 0, 4)->s.n);
	}
	mdp_result_release(&res);
	return ok;
}

/* --- reporting --- */

static void numbers(struct mdp_finding *f, double is, double should)
{
	f->counted = true;
	f->is = is;
	f->should = should;
}

/* A name for advice: quoted only where it must be. */
static const char *plain(struct mdp_arena *a, const char *name)
{
	bool word = *name && !(*name >= '0' && *name <= '9');
	for (const char *p = name; *p; p++)
		word &= (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') || *p == '_';
	return word ? name : mdp_engine_ident(a, name);
}

static const char *key_words(struct mdp_enrich *x, int entity)
{
	const struct mdp_entity *e = &x->c->entities[entity];
	const char *out = "";
	for (int k = 0; k < e->nkey; k++)
		out = mdp_arena_printf(x->a, "%s%s%s", out, k ? ", " : "", plain(x->a, x->c->columns[e->key[k]].name));
	return out;
}

/* What to write instead of an aggregate over rows that repeat: one row an instance, or the amounts of the rows where they add up. */
static const char *fan_fix(struct mdp_enrich *x, const struct mdp_sql_suspect *f)
{
	const struct mdp_catalog *c = x->c;
	int column = f->arg && f->arg->kind == MDP_X_COLUMN ? mdp_catalog_column(c, mdp_str_of(f->arg->name)) : -1;
	const char *name = column >= 0 ? plain(x->a, c->columns[column].name) : "the value";
	const char *fix = mdp_arena_printf(
		x->a, "aggregate one row per %s first: %s(%s) from (select distinct %s, %s from …)",
		c->entities[f->owner].name, mdp_aggregate_word(f->fn), name, key_words(x, f->owner), name);
	for (int i = 0; i < c->nidentities && column >= 0 && f->fn == MDP_AGG_SUM; i++) {
		const struct mdp_identity *id = &c->identities[i];
		if (id->kind == MDP_ID_SUM_PRODUCT && id->c == mdp_catalog_original(c, column))
			return mdp_arena_printf(x->a, "%s; by what is finer, sum(%s * %s), which adds up to it", fix,
						c->columns[id->a].name, c->columns[id->b].name);
	}
	return fix;
}

static void report_fan(struct mdp_enrich *x, struct mdp_sql_reader *r, const struct mdp_sql_suspect *f)
{
	const struct mdp_catalog *c = x->c;
	const char *owner = c->entities[f->owner].name;
	const char *rows = f->certain  ? mdp_arena_printf(x->a, "once per %s", c->entities[f->rows].name)
			   : f->joined ? "again in each row that a join gives it"
				       : "as often as it has rows here";
	const char *code = f->joined && !f->certain ? "join_fans_out" : "fan_out", *fn = call(x->a, f, f->what);
	int line = mdp_sql_line(f->in, f->at);
	struct counts n;
	struct mdp_finding *out;
	if (count_it(x, r, f, &n)) {
		if (!(n.most > 1 || f->across) || !mdp_numbers_differ(n.is, n.should))
			return;
		out = mdp_enrich_finding(x, code, f->in->file, line,
					 "%s counts each %s %s: %s, where once per %s is %s", fn, owner, rows,
					 mdp_number_figure(x->a, n.is), owner, mdp_number_figure(x->a, n.should));
		numbers(out, n.is, n.should);
	} else if (f->certain) {
		double over, once;
		bool both = mdp_number_both(x, f->fn, f->arg, f->owner, c->entities[f->rows].table, &over, &once);
		if (both && !mdp_numbers_differ(over, once))
			return;
		out = mdp_enrich_finding(x, code, f->in->file, line, "%s counts each %s %s%s", fn, owner, rows,
					 both ? mdp_arena_printf(x->a, ": %s in all, where once per %s is %s",
								 mdp_number_figure(x->a, over), owner,
								 mdp_number_figure(x->a, once))
					      : "");
		if (both)
			numbers(out, over, once);
	} else {
		return;
	}
	out->fix = fan_fix(x, f);
}

static void report_count(struct mdp_enrich *x, struct mdp_sql_reader *r, const struct mdp_sql_suspect *f)
{
	const struct mdp_entity *e = &x->c->entities[f->owner];
	struct counts n;
	if (!count_it(x, r, f, &n) || n.most <= 1 || !mdp_numbers_differ(n.is, n.should))
		return;
	struct mdp_finding *out = mdp_enrich_finding(x, "count_of_finer", f->in->file, mdp_sql_line(f->in, f->at),
						     "“%s” counts %s, not %s: %s, where there are %s", f->what,
						     f->rows >= 0 ? x->c->entities[f->rows].plural : "rows", e->plural,
						     mdp_number_figure(x->a, n.is), mdp_number_figure(x->a, n.should));
	out->fix = mdp_arena_printf(x->a, e->nkey > 1 ? "count(distinct (%s))" : "count(distinct %s)",
				    key_words(x, f->owner));
	numbers(out, n.is, n.should);
}

static void report_distinct(struct mdp_enrich *x, struct mdp_sql_reader *r, const struct mdp_sql_suspect *f)
{
	const char *owner = x->c->entities[f->owner].name, *fn = mdp_aggregate_word(f->fn);
	struct counts n;
	if (!count_it(x, r, f, &n) || !mdp_numbers_differ(n.is, n.should))
		return;
	struct mdp_finding *out =
		mdp_enrich_finding(x, "sum_distinct", f->in->file, mdp_sql_line(f->in, f->at),
				   "%s(distinct %s) takes equal amounts for one: %s, where once per %s is %s", fn,
				   f->what, mdp_number_figure(x->a, n.is), owner, mdp_number_figure(x->a, n.should));
	out->fix = fan_fix(x, f);
	numbers(out, n.is, n.should);
}

static void report_time(struct mdp_enrich *x, struct mdp_sql_reader *r, const struct mdp_sql_suspect *f)
{
	struct counts n;
	if (!count_it(x, r, f, &n) || n.most <= 1 || !mdp_numbers_differ(n.is, n.should))
		return;
	struct mdp_finding *out = mdp_enrich_finding(
		x, "sum_over_time", f->in->file, mdp_sql_line(f->in, f->at),
		"sum(%s) adds up the same stock at %lld times: %s, where that of the last, %s, is %s", f->what,
		(long long)n.times, mdp_number_figure(x->a, n.is), n.last, mdp_number_figure(x->a, n.should));
	out->fix = "sum it at one time (the last of the period), or group by the time and average the sums";
	numbers(out, n.is, n.should);
}

static void report_ratio(struct mdp_enrich *x, struct mdp_sql_reader *r, const struct mdp_sql_suspect *f)
{
	const char *bar = strchr(f->what, '|');
	const char *what = mdp_arena_strndup(x->a, f->what, (size_t)(bar - f->what));
	const char *rows = f->rows >= 0 ? x->c->entities[f->rows].name : "row";
	struct counts n;
	bool counted = count_it(x, r, f, &n);
	if (counted && !mdp_numbers_differ(n.is, n.should))
		return;
	struct mdp_finding *out = mdp_enrich_finding(
		x, "averaged_ratio", f->in->file, mdp_sql_line(f->in, f->at), "avg(%s) weighs every %s alike: %s", what,
		rows,
		counted ? mdp_arena_printf(x->a, "%s, where the ratio of the sums is %s", mdp_number_figure(x->a, n.is),
					   mdp_number_figure(x->a, n.should))
			: "the ratio of the sums is another number");
	out->fix = bar[1] ? bar + 1 : "divide the sums instead";
	if (counted)
		numbers(out, n.is, n.should);
}

/* The same in one line is one finding. */
static bool same_suspect(const struct mdp_sql_suspect *a, const struct mdp_sql_suspect *b)
{
	return a->in == b->in && a->kind == b->kind && a->fn == b->fn && !strcmp(a->what, b->what) &&
	       mdp_sql_line(a->in, a->at) == mdp_sql_line(b->in, b->at);
}

static double now_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

void mdp_enrich_fans(struct mdp_enrich *x, struct mdp_sql_reader *r)
{
	static void (*const reports[])(struct mdp_enrich *, struct mdp_sql_reader *, const struct mdp_sql_suspect *) = {
		[MDP_SUSPECT_FAN] = report_fan,           [MDP_SUSPECT_COUNT] = report_count,
		[MDP_SUSPECT_DISTINCT] = report_distinct, [MDP_SUSPECT_RATIO] = report_ratio,
		[MDP_SUSPECT_TIME] = report_time,
	};
	double end = now_ms() + ALL_MS;
	mdp_engine_set_timeout(x->e, PROBE_MS);
	for (int i = 0; i < r->nsuspects; i++) {
		struct mdp_sql_suspect *f = &r->suspects[i];
		bool seen = !f->in;
		for (int k = 0; k < i && !seen; k++)
			seen = same_suspect(&r->suspects[k], f);
		if (seen)
			continue;
		if (now_ms() > end)
			f->probe = NULL;
		reports[f->kind](x, r, f);
	}
	mdp_engine_set_timeout(x->e, 0);
}
