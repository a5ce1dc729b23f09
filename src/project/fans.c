/*
 * Suspects of sqlcheck.c, proved by counting: the aggregate over the rows as the page has them, and once an instance. Where the two
 * agree on these data there is nothing to report. A suspect whose key is not at hand is reported only when the rows are known to
 * be finer than what is aggregated; both numbers are then those of the whole table. Counting has a time limit: statements of pages may
 * be large, and a finding without numbers is better than a program that hangs.
 */
#include <ctype.h>
#include <math.h>
#include <string.h>
#include <time.h>

#include "engine/engine.h"
#include "project/dbt.h"
#include "project/evidence.h"
#include "project/numbers.h"
#include "project/sqlprobe.h"
#include "project/words.h"
#include "base/banned.h"

#define PROBE_MS 8000 /* of one statement */
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

static bool is_count(const struct mdp_sql_suspect *f)
{
	return f->kind == MDP_SUSPECT_COUNT || f->kind == MDP_SUSPECT_NAMES || f->kind == MDP_SUSPECT_PART;
}

static const char *function(const struct mdp_sql_suspect *f)
{
	return is_count(f) ? "count" : f->fn == MDP_AGG_PERCENTILE ? "quantile_cont" : mdp_aggregate_word(f->fn);
}

static const char *call(struct mdp_arena *a, const struct mdp_sql_suspect *f, const char *v)
{
	bool distinct = f->kind == MDP_SUSPECT_DISTINCT || (is_count(f) && f->kind != MDP_SUSPECT_COUNT);
	return mdp_arena_printf(a, "%s(%s%s%s)", function(f), distinct ? "distinct " : "", v, f->more);
}

/* What the aggregate gives now. Of a sum that holds terms of something coarser, that is the whole of it (w). */
static const char *as_it_is(struct mdp_arena *a, const struct mdp_sql_suspect *f)
{
	if (f->part)
		return "select sum(w) from t";
	if (f->merged)
		return mdp_arena_printf(a, "select %s(v) from (select distinct v, %s from r)", function(f),
					list(a, 'g', f->ngroups));
	return mdp_arena_printf(a, "select %s from r", call(a, f, "v"));
}

/* And over instances, each once. */
static const char *as_it_should(struct mdp_arena *a, const struct mdp_sql_suspect *f)
{
	if (f->part)
		return "select (select sum(w) from t) - (select sum(v) from r) + (select sum(v) from o)";
	return mdp_arena_printf(a, "select %s(v%s) from o", function(f), f->more);
}

/* Rows and instances: k… is the key of the owner, g… the groups. */
static const char *repeats_sql(struct mdp_arena *a, const struct mdp_sql_suspect *f, const char *probe)
{
	const char *k = list(a, 'k', f->nkeys), *g = list(a, 'g', f->ngroups), *some = "";
	for (int i = 0; i < f->nkeys; i++)
		some = mdp_arena_printf(a, "%s and k%d is not null", some, i);
	if (f->fn == MDP_AGG_SUM)
		some = mdp_arena_printf(a, "%s and v <> 0", some);
	if (f->part)
		some = mdp_arena_printf(a, "%s and w is not null", some);
	return mdp_arena_printf(a,
				"with t as (%s), r as (select * from t where v is not null%s),\n"
				"p as (select %s%s%s, any_value(v) as v, count(*) as n from r group by all),\n"
				"o as (select %s, any_value(v) as v from p group by %s)\n"
				"select (%s)::double, (%s)::double, (select max(n) from p)::double",
				probe, some, k, f->ngroups ? ", " : "", g, k, k, as_it_is(a, f), as_it_should(a, f));
}

static const char *time_sql(struct mdp_arena *a, const struct mdp_sql_suspect *f, const char *probe)
{
	const char *k = list(a, 'k', f->nkeys), *g = list(a, 'g', f->ngroups);
	return mdp_arena_printf(
		a,
		"with r as (select * from (%s) where v is not null and t is not null),\n"
		"p as (select %s%s%s, count(distinct t) as n from r group by all)\n"
		"select (select sum(v) from r)::double, (select sum(v) from r where t = (select max(t) from r))"
		"::double, (select max(n) from p)::double, (select count(distinct t) from r)::double, (select "
		"left(max(t)::varchar, 10) from r)",
		probe, k, f->ngroups ? ", " : "", g);
}

/* Counts of distinct values by group and their sum; `most`: how many of them a group of the sum adds up. */
static const char *counts_sql(struct mdp_arena *a, const struct mdp_sql_suspect *f)
{
	return mdp_arena_printf(a,
				"with r as (select * from (%s) where v is not null),\n"
				"c as (select count(distinct v) as n from r group by %s),\n"
				"o as (select count(distinct v) as n from r%s%s)\n"
				"select (select sum(n) from c)::double, (select sum(n) from o)::double,\n"
				"(select max(n) from (select count(*) as n from (%s) group by %s))::double",
				f->probe, list(a, 'g', f->ngroups), *f->again ? " group by " : "", f->again, f->outer,
				f->nouter ? list(a, 'g', f->nouter) : "()");
}

/* Distinct keys of something finer, and of what they belong to. */
static const char *finer_sql(struct mdp_enrich *x, const struct mdp_sql_suspect *f)
{
	const struct mdp_entity *finer = &x->c->entities[f->rows], *e = &x->c->entities[f->owner];
	const struct mdp_table *home = &x->c->tables[finer->table];
	return mdp_arena_printf(
		x->a,
		"select count(distinct t.v)::double, count(distinct h.%s)::double, 2::double from (%s) as t "
		"left join %s.%s as h on h.%s = t.v",
		mdp_engine_ident(x->a, x->c->columns[e->key[0]].name), f->probe, mdp_engine_ident(x->a, home->schema),
		mdp_engine_ident(x->a, mdp_catalog_relation(home)),
		mdp_engine_ident(x->a, x->c->columns[finer->key[0]].name));
}

static bool count_it(struct mdp_enrich *x, struct mdp_sql_reader *r, const struct mdp_sql_suspect *f,
		     struct counts *out)
{
	double n[4] = { 0 };
	int before;
	*out = (struct counts){ .most = 0 };
	if (!f->probe)
		return false;
	const char *sql = f->kind == MDP_SUSPECT_RATIO
				  ? mdp_arena_printf(x->a, "select a::double, b::double, 0::double from (%s)", f->probe)
			  : f->kind == MDP_SUSPECT_TIME   ? time_sql(x->a, f, f->probe)
			  : f->kind == MDP_SUSPECT_COUNTS ? counts_sql(x->a, f)
			  : f->kind == MDP_SUSPECT_FINER  ? finer_sql(x, f)
							  : repeats_sql(x->a, f, f->probe);
	bool time = f->kind == MDP_SUSPECT_TIME;
	sql = mdp_sql_whole(r, f->in, sql, true, &before);
	if (!sql || !mdp_numbers_row(x, sql, n, time ? 4 : 3, time ? &out->last : NULL))
		return false;
	out->is = n[0];
	out->should = n[1];
	out->most = n[2];
	out->times = (int64_t)n[3];
	return true;
}

/* --- reporting --- */

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
	const char *term = f->part ? mdp_arena_printf(x->a, "%s of ", f->part) : "";
	int line = mdp_sql_line(f->in, f->at);
	struct counts n;
	struct mdp_finding *out;
	if (f->fn == MDP_AGG_SUM && mdp_number_is_spread(x, f->arg, f->owner, f->rows))
		return;
	if (count_it(x, r, f, &n)) {
		if (!(n.most > 1 || f->across) || !mdp_numbers_differ(n.is, n.should))
			return;
		out = mdp_enrich_finding(x, code, f->in->file, line,
					 "%s counts %seach %s %s: %s, where once per %s is %s", fn, term, owner, rows,
					 mdp_number_beside(x->a, n.is, n.should), owner,
					 mdp_number_beside(x->a, n.should, n.is));
		mdp_numbers_of_finding(out, n.is, n.should);
	} else if (f->certain && !f->part && f->fn != MDP_AGG_PERCENTILE) {
		double over, once;
		bool both = mdp_number_both(x, f->fn, f->arg, f->owner, c->entities[f->rows].table, &over, &once);
		if (both && !mdp_numbers_differ(over, once))
			return;
		out = mdp_enrich_finding(x, code, f->in->file, line, "%s counts each %s %s%s", fn, owner, rows,
					 both ? mdp_arena_printf(x->a, ": %s in all, where once per %s is %s",
								 mdp_number_beside(x->a, over, once), owner,
								 mdp_number_beside(x->a, once, over))
					      : "");
		if (both)
			mdp_numbers_of_finding(out, over, once);
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
	struct mdp_finding *out =
		mdp_enrich_finding(x, "count_of_finer", f->in->file, mdp_sql_line(f->in, f->at),
				   "“%s” counts %s, not %s: %s, where there are %s", f->what,
				   f->rows >= 0 ? x->c->entities[f->rows].plural : "rows", e->plural,
				   mdp_number_beside(x->a, n.is, n.should), mdp_number_beside(x->a, n.should, n.is));
	out->fix = mdp_arena_printf(x->a, e->nkey > 1 ? "count(distinct (%s))" : "count(distinct %s)",
				    key_words(x, f->owner));
	mdp_numbers_of_finding(out, n.is, n.should);
}

/* count(distinct x) named after what x does not tell apart. */
static void report_names(struct mdp_enrich *x, struct mdp_sql_reader *r, const struct mdp_sql_suspect *f)
{
	const struct mdp_entity *e = &x->c->entities[f->owner];
	struct counts n;
	if (!count_it(x, r, f, &n) || !mdp_numbers_differ(n.is, n.should))
		return;
	struct mdp_finding *out = mdp_enrich_finding(
		x, f->kind == MDP_SUSPECT_PART ? "count_of_part" : "count_of_names", f->in->file,
		mdp_sql_line(f->in, f->at), "count(distinct %s) does not tell all %s apart: %s, where there are %s",
		f->what, e->plural, mdp_number_beside(x->a, n.is, n.should), mdp_number_beside(x->a, n.should, n.is));
	out->fix = mdp_arena_printf(x->a, e->nkey > 1 ? "count(distinct (%s))" : "count(distinct %s)",
				    key_words(x, f->owner));
	mdp_numbers_of_finding(out, n.is, n.should);
}

static void report_distinct(struct mdp_enrich *x, struct mdp_sql_reader *r, const struct mdp_sql_suspect *f)
{
	const char *owner = x->c->entities[f->owner].name, *fn = mdp_aggregate_word(f->fn);
	struct counts n;
	if (!count_it(x, r, f, &n) || !mdp_numbers_differ(n.is, n.should))
		return;
	const char *what = f->merged ? mdp_arena_printf(x->a, "%s(%s) over SELECT DISTINCT", fn, f->what)
				     : mdp_arena_printf(x->a, "%s(distinct %s)", fn, f->what);
	struct mdp_finding *out = mdp_enrich_finding(x, "sum_distinct", f->in->file, mdp_sql_line(f->in, f->at),
						     "%s takes equal amounts for one: %s, where once per %s is %s",
						     what, mdp_number_beside(x->a, n.is, n.should), owner,
						     mdp_number_beside(x->a, n.should, n.is));
	out->fix = fan_fix(x, f);
	mdp_numbers_of_finding(out, n.is, n.should);
}

static void report_counts(struct mdp_enrich *x, struct mdp_sql_reader *r, const struct mdp_sql_suspect *f)
{
	struct counts n;
	if (!count_it(x, r, f, &n) || n.most <= 1 || !mdp_numbers_differ(n.is, n.should))
		return;
	struct mdp_finding *out = mdp_enrich_finding(
		x, "sum_of_distinct", f->in->file, mdp_sql_line(f->in, f->at),
		"sum(%s) adds up counts of distinct values that share some: %s, where there are %s", f->what,
		mdp_number_beside(x->a, n.is, n.should), mdp_number_beside(x->a, n.should, n.is));
	out->fix = "count the distinct values over all rows";
	mdp_numbers_of_finding(out, n.is, n.should);
}

static void report_time(struct mdp_enrich *x, struct mdp_sql_reader *r, const struct mdp_sql_suspect *f)
{
	struct counts n;
	if (!count_it(x, r, f, &n) || n.most <= 1 || !mdp_numbers_differ(n.is, n.should))
		return;
	struct mdp_finding *out = mdp_enrich_finding(
		x, "sum_over_time", f->in->file, mdp_sql_line(f->in, f->at),
		"sum(%s) adds up the same stock at %lld times: %s, where that of the last, %s, is %s", f->what,
		(long long)n.times, mdp_number_beside(x->a, n.is, n.should), n.last,
		mdp_number_beside(x->a, n.should, n.is));
	out->fix = "sum it at one time (the last of the period), or group by the time and average the sums";
	mdp_numbers_of_finding(out, n.is, n.should);
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
	struct mdp_finding *out =
		mdp_enrich_finding(x, "averaged_ratio", f->in->file, mdp_sql_line(f->in, f->at),
				   "avg(%s) weighs every %s alike: %s", what, rows,
				   counted ? mdp_arena_printf(x->a, "%s, where the ratio of the sums is %s",
							      mdp_number_beside(x->a, n.is, n.should),
							      mdp_number_beside(x->a, n.should, n.is))
					   : "the ratio of the sums is another number");
	out->fix = bar[1] ? bar + 1 : "divide the sums instead";
	if (counted)
		mdp_numbers_of_finding(out, n.is, n.should);
}

/* "sum(x) as total": the name that stands after what begins at `from`, before the next column; NULL if there is none. */
static const char *alias_after(struct mdp_arena *a, const char *from)
{
	int depth = 0;
	for (const char *p = from; *p && (*p != ',' || depth > 0); p++) {
		depth += (*p == '(') - (*p == ')');
		depth = depth < 0 ? 0 : depth; /* it may begin within the call */
		if (depth || (p[0] | 32) != 'a' || (p[1] | 32) != 's' || !isspace((unsigned char)p[2]) || p == from ||
		    (!isspace((unsigned char)p[-1]) && p[-1] != ')'))
			continue;
		for (p += 2; isspace((unsigned char)*p); p++)
			;
		size_t n = 0;
		while (isalnum((unsigned char)p[n]) || p[n] == '_')
			n++;
		return n ? mdp_arena_strndup(a, p, n) : NULL;
	}
	return NULL;
}

/* What a model computes wrongly is in its table: whoever asks for that column must know. */
static void doubt_column(struct mdp_enrich *x, const struct mdp_sql_suspect *f, const struct mdp_finding *found)
{
	const struct mdp_dbt_model *of = NULL;
	for (int i = 0; i < x->dbt->nmodels && f->in->model && f->in->file; i++)
		if (!strcmp(x->dbt->models[i].file, f->in->file))
			of = &x->dbt->models[i];
	int table = of ? mdp_enrich_table_of(x, of) : -1;
	const char *alias = table >= 0 ? alias_after(x->a, f->in->text + f->at) : NULL;
	int column = alias ? mdp_enrich_column_in(x->c, table, alias) : -1;
	if (column < 0 || x->c->columns[column].doubt)
		return;
	x->c->columns[column].doubt = found->text;
	x->c->columns[column].doubt_source = found->source;
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
		[MDP_SUSPECT_TIME] = report_time,         [MDP_SUSPECT_NAMES] = report_names,
		[MDP_SUSPECT_PART] = report_names,        [MDP_SUSPECT_COUNTS] = report_counts,
		[MDP_SUSPECT_FINER] = report_count,
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
		int before = x->c->nfindings;
		reports[f->kind](x, r, f);
		if (x->c->nfindings > before)
			doubt_column(x, f, &x->c->findings[before]);
	}
	mdp_engine_set_timeout(x->e, 0);
}
