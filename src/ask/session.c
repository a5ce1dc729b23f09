/* Opening a platform. A warehouse that was profiled before is known again and needs no query; else it is profiled now, and the result is kept. */
#include "ask/session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ask/keep.h"
#include "ask/kept.h"
#include "base/date.h"
#include "base/file.h"
#include "base/trace.h"
#include "lexicon/lexicon.h"
#include "profile/profile.h"
#include "project/read.h"
#include "base/banned.h"

/* Where the profiling is, for whoever wants to know. */
struct where {
	const struct mdp_session_progress *progress;
	const char *what;
	int at, of;
};

static void on_step(void *data, const char *what, int at, int of)
{
	struct where *w = data;
	w->what = what;
	w->at = at;
	w->of = of;
	w->progress->fn(w->progress->data, what, at, of);
}

static int on_statement(void *data, double percent)
{
	const struct where *w = data;
	(void)percent;
	if (w->what)
		w->progress->fn(w->progress->data, w->what, w->at, w->of);
	return 0;
}

static int profile_with(const struct mdp_project *p, const struct mdp_session_progress *progress,
			struct mdp_catalog **out, struct mdp_error *err)
{
	struct where where = { .progress = progress };
	struct mdp_arena a;
	struct mdp_hints hints = { 0 };
	struct mdp_engine *e = NULL;
	/*
	 * A connection of its own, because it may keep what it sets aside. The statements of pages and models are run to be
	 * counted: they may read the warehouse and nothing else.
	 */
	struct mdp_engine_options opt = {
		.path = p->warehouse, .read_only = true, .locked_down = true, .scratch = true
	};
	mdp_arena_init(&a);
	struct mdp_catalog *c = mdp_catalog_new();
	int rc = mdp_engine_open(&e, &opt, err);
	if (rc >= 0)
		rc = mdp_project_hints(p, &a, &hints, err);
	if (rc >= 0)
		rc = mdp_project_choose_schemas(p, e, &a, &hints, err);
	if (rc >= 0 && progress && progress->fn) {
		hints.told = on_step;
		hints.told_data = &where;
		mdp_engine_on_progress(e, on_statement, &where);
	}
	if (rc >= 0)
		rc = mdp_profile_run(e, &hints, c, err);
	where.what = "files";
	if (rc >= 0)
		rc = mdp_project_enrich(p, e, c, err);
	mdp_engine_free(e);
	mdp_arena_release(&a);
	if (rc < 0)
		mdp_catalog_free(c);
	else
		*out = c;
	return rc;
}

/* Without mdp.yaml where that is wrong: the catalog then says so. */
static int profile(const struct mdp_project *p, const struct mdp_session_progress *progress, struct mdp_catalog **out,
		   struct mdp_error *err)
{
	struct mdp_error why = { 0 };
	int rc = profile_with(p, progress, out, &why);
	if (rc == -MDP_FORMAT && p->config) {
		struct mdp_project bare = *p;
		bare.config = NULL;
		rc = profile_with(&bare, progress, out, err);
		if (rc >= 0 && !mdp_project_config_finding(p, *out, &why)) {
			mdp_catalog_free(*out);
			*out = NULL;
			rc = -MDP_FORMAT;
		}
	}
	if (rc < 0 && err)
		*err = why;
	return rc;
}

/* Questions are not asked past an mdp.yaml that is wrong. */
static int check_config(const struct mdp_session *s, struct mdp_error *err)
{
	const struct mdp_finding *f = s->opt.anyway ? NULL : mdp_project_config_wrong(s->catalog);
	if (!f)
		return 0;
	int rc = mdp_fail(err, MDP_FORMAT, "%s", f->text);
	mdp_error_at(err, f->source.file, f->source.line);
	if (f->fix)
		mdp_error_hint(err, "%s", f->fix);
	return rc;
}

/* The warehouse is not ours to write to. */
static void keep_beside(struct mdp_session *s)
{
	struct mdp_error why = { 0 };
	int mode;
	if (!mdp_keep_pays(s->catalog, true))
		return;
	const char *path = mdp_kept_side(&s->project, &s->arena, &mode);
	if (!path || mdp_keep_beside(s->catalog, s->project.warehouse, path, mode, &why) < 0)
		mdp_trace("session", "nothing is kept beside it: %s", path ? why.primary : "there is no place");
}

/* What is kept is used as long as it is what it was, and can be opened. */
static void check_kept(struct mdp_session *s)
{
	struct mdp_file_info info = { .owner = -1 };
	struct mdp_error why = { 0 };
	mdp_file_stat(s->project.warehouse, &info, NULL);
	if (s->opt.long_way)
		s->catalog->nkept = 0;
	mdp_keep_check(s->catalog, info.owner);
	if (s->catalog->kept_file && !mdp_session_engine(s, &why)) {
		mdp_trace("session", "%s is not used: %s", s->catalog->kept_file, why.primary);
		s->catalog->nkept = 0;
		s->catalog->kept_file = NULL;
	}
}

static int find_catalog(struct mdp_session *s, struct mdp_error *err)
{
	struct mdp_str print;
	double begun = mdp_clock_ms();
	int rc = mdp_kept_fingerprint(&s->project, &s->arena, &print, err);
	if (rc < 0)
		return rc;
	s->cached = !s->opt.no_cache && mdp_kept_load(&s->catalog, &s->project, print);
	if (s->cached) {
		mdp_trace("session", "catalog from cache in %.1f ms", mdp_clock_ms() - begun);
		return 0;
	}
	rc = profile(&s->project, &s->opt.progress, &s->catalog, err);
	mdp_trace("session", "catalog profiled in %.0f ms", mdp_clock_ms() - begun);
	if (rc >= 0 && !s->opt.no_cache) {
		keep_beside(s);
		mdp_kept_save(s->catalog, &s->project, print);
	}
	return rc;
}

int mdp_session_prepare(const struct mdp_project *p, const char *staged, const struct mdp_session_progress *progress,
			struct mdp_catalog **out, struct mdp_error *err)
{
	struct mdp_project as_staged = *p;
	struct mdp_error why = { 0 };
	as_staged.warehouse = staged;
	int rc = profile(&as_staged, progress, out, err);
	if (rc >= 0 && mdp_keep_inside(*out, staged, &why) < 0)
		mdp_trace("session", "nothing is kept in %s: %s", staged, why.primary);
	return rc;
}

void mdp_session_keep(const struct mdp_project *p, const struct mdp_catalog *c)
{
	struct mdp_arena a;
	struct mdp_str print;
	mdp_arena_init(&a);
	mdp_kept_drop(p);
	if (c && mdp_kept_fingerprint(p, &a, &print, NULL) >= 0)
		mdp_kept_save(c, p, print);
	mdp_arena_release(&a);
}

/* A table of days, with no figures of its own: it goes on where the data end. */
static bool is_bare_calendar(const struct mdp_catalog *c, int entity)
{
	if (!c->entities[entity].own_table || !mdp_catalog_is_calendar(c, entity) ||
	    c->columns[c->entities[entity].time].coverage.lent)
		return false;
	for (int i = 0; i < c->nmeasures; i++)
		if (c->measures[i].entity == entity)
			return false;
	return true;
}

/* Where only years are known, the last day of the last of them that has begun. */
static bool latest_year(const struct mdp_catalog *c, int64_t *day)
{
	int year = 0, now = mdp_date_civil(mdp_date_today()).year;
	for (int i = 0; i < c->ncolumns; i++) {
		const struct mdp_column *col = &c->columns[i];
		if (col->role == MDP_ROLE_YEAR && !col->hidden && col->max.type == MDP_T_INT && col->max.i <= now &&
		    col->max.i > year)
			year = (int)col->max.i;
	}
	if (year)
		*day = mdp_date_days(year, 12, 31);
	return year > 0;
}

/*
 * The last day on which something happened; record times count only where there is no event at all. What goes on beyond this day (plans,
 * ends of contracts) does not say where the data end, as long as anything else does.
 */
static bool latest_day(const struct mdp_catalog *c, int64_t *day)
{
	static const enum mdp_role ROLES[] = { MDP_ROLE_TIME_EVENT, MDP_ROLE_TIME_RECORD };
	bool found = false;
	for (size_t r = 0; r < 2 * sizeof(ROLES) / sizeof(ROLES[0]) && !found; r++) {
		bool beyond = r >= sizeof(ROLES) / sizeof(ROLES[0]);
		for (int e = 0; e < c->nentities; e++) {
			int64_t first, last, now = mdp_date_today();
			int time = c->entities[e].time;
			if (time < 0 || c->columns[time].role != ROLES[r % 2] || is_bare_calendar(c, e) ||
			    !mdp_catalog_period(c, time, &first, &last) || (last > now) != beyond)
				continue;
			if (beyond && first <= now)
				last = now;
			if (!found || last > *day)
				*day = last;
			found = true;
		}
	}
	return found || latest_year(c, day);
}

/* The day that it is now, in the zone in which moments become days; without a declared one, where the program runs. */
static int64_t this_day(struct mdp_session *s)
{
	struct mdp_result res;
	struct mdp_engine *e = s->catalog->zone ? mdp_session_engine(s, NULL) : NULL;
	int64_t day = mdp_date_today();
	if (!e || mdp_engine_query(e,
				   mdp_arena_printf(&s->arena,
						    "select datediff('day', date '1970-01-01', cast(timezone(%s, "
						    "to_timestamp(%lld)) as date))",
						    mdp_engine_literal(&s->arena, s->catalog->zone),
						    (long long)mdp_clock_now()),
				   NULL, 0, 1, &res, NULL))
		return day;
	if (res.nrows == 1 && mdp_result_at(&res, 0, 0)->type == MDP_T_INT)
		day = mdp_result_at(&res, 0, 0)->i;
	mdp_result_release(&res);
	return day;
}

static void set_today(struct mdp_session *s, int64_t day)
{
	s->today = day;
	s->now = day == this_day(s) ? mdp_clock_now() : day * 86400;
}

int mdp_session_set_as_of(struct mdp_session *s, const char *as_of, struct mdp_error *err)
{
	int64_t day = this_day(s);
	if (as_of && !strcmp(as_of, "latest")) {
		if (!latest_day(s->catalog, &day))
			day = this_day(s); /* what has no dates is the same on every day */
	} else if (as_of && !mdp_date_parse(mdp_str_of(as_of), &day)) {
		int rc = mdp_fail(err, MDP_USAGE, "--as-of `%s` is not a date", as_of);
		mdp_error_hint(err, "write YYYY-MM-DD, or `latest` for the last day with data");
		return rc;
	}
	set_today(s, day);
	return 0;
}

int mdp_session_open(struct mdp_session **out, const struct mdp_session_options *opt, struct mdp_error *err)
{
	struct mdp_session *s = calloc(1, sizeof(*s));
	if (!s)
		return mdp_fail(err, MDP_INTERNAL, "out of memory");
	mdp_arena_init(&s->arena);
	s->opt = *opt;
	int rc = mdp_project_find(&s->project, &opt->project, err);
	if (rc >= 0 && (!s->project.warehouse || !mdp_file_exists(s->project.warehouse))) {
		rc = mdp_fail(err, MDP_WAREHOUSE, "there is no warehouse%s%s",
			      s->project.warehouse ? " at " : " in this project",
			      s->project.warehouse ? s->project.warehouse : "");
		mdp_error_hint(err, "run `mdp pipeline` to build it, or name one with --warehouse FILE");
	}
	if (rc >= 0)
		rc = find_catalog(s, err);
	if (rc >= 0)
		check_kept(s);
	if (rc >= 0)
		rc = check_config(s, err);
	if (rc >= 0)
		rc = mdp_lexicon_make(&s->lexicon, s->catalog, opt->lexicon_dir, err);
	if (rc >= 0)
		rc = mdp_parser_make(&s->parser, s->lexicon, err);
	if (rc >= 0)
		rc = mdp_session_set_as_of(s, opt->as_of, err);
	if (rc < 0)
		mdp_session_free(s);
	else
		*out = s;
	return rc;
}

void mdp_session_suggest(struct mdp_session *s, bool suggest)
{
	s->suggest = suggest;
}

int64_t mdp_session_now(const struct mdp_session *s)
{
	return s->now;
}

void mdp_session_free(struct mdp_session *s)
{
	if (!s)
		return;
	mdp_parser_free(s->parser);
	mdp_lexicon_free(s->lexicon);
	mdp_catalog_free(s->catalog);
	mdp_engine_free(s->engine);
	mdp_project_release(&s->project);
	mdp_arena_release(&s->arena);
	free(s);
}

const struct mdp_catalog *mdp_session_catalog(const struct mdp_session *s)
{
	return s->catalog;
}

const struct mdp_project *mdp_session_project(const struct mdp_session *s)
{
	return &s->project;
}

const struct mdp_lexicon *mdp_session_lexicon(const struct mdp_session *s)
{
	return s->lexicon;
}

const struct mdp_parser *mdp_session_parser(const struct mdp_session *s)
{
	return s->parser;
}

int64_t mdp_session_today(const struct mdp_session *s)
{
	return s->today;
}

struct mdp_engine *mdp_session_engine(struct mdp_session *s, struct mdp_error *err)
{
	if (!s->engine) {
		struct mdp_engine_options opt = {
			.path = s->project.warehouse, .read_only = true, .locked_down = true, .threads = s->opt.threads
		};
		opt.attach = s->catalog ? s->catalog->kept_file : NULL;
		opt.attach_as = MDP_KEEP_SIDE;
		if (mdp_engine_open(&s->engine, &opt, err) < 0)
			return NULL;
		mdp_engine_set_timeout(s->engine, s->opt.timeout_ms);
	}
	return s->engine;
}
