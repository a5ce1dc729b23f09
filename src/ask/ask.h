/* The driver: the one place that sees every stage. */
#ifndef MDP_ASK_ASK_H
#define MDP_ASK_ASK_H

#include "answer/answer.h"
#include "project/project.h"

/* Told how far the profiling of a warehouse is, also now and then while one statement runs (then from another thread, never at once). */
struct mdp_session_progress {
	void (*fn)(void *data, const char *what, int at, int of); /* NULL: silent */
	void *data;
};

struct mdp_session_options {
	struct mdp_project_options project;
	const char *as_of; /* "YYYY-MM-DD", "latest" or NULL = today */
	const char *lexicon_dir; /* NULL = built in */
	bool no_cache;
	bool anyway; /* also where mdp.yaml is wrong: without it, and with a finding that says so */
	int threads;
	double timeout_ms;
	int64_t max_rows;
	struct mdp_session_progress progress;
	bool long_way; /* statements read the platform's own tables only */
};

/* An open platform: project, catalog, lexicon, parser, engine. Opened lazily: parsing needs no engine once the catalog is cached. */
struct mdp_session;

int mdp_session_open(struct mdp_session **out, const struct mdp_session_options *opt, struct mdp_error *err);
void mdp_session_free(struct mdp_session *s);
const struct mdp_catalog *mdp_session_catalog(const struct mdp_session *s);
const struct mdp_project *mdp_session_project(const struct mdp_session *s);
const struct mdp_lexicon *mdp_session_lexicon(const struct mdp_session *s);
const struct mdp_parser *mdp_session_parser(const struct mdp_session *s);
struct mdp_engine *mdp_session_engine(struct mdp_session *s,
				      struct mdp_error *err); /* read-only, locked down; opens on first use */
int64_t mdp_session_today(const struct mdp_session *s); /* as-of day */
int64_t mdp_session_now(const struct mdp_session *s); /* seconds since 1970, as --as-of has it */
int mdp_session_set_as_of(struct mdp_session *s, const char *as_of, struct mdp_error *err);
/*
 * Around a publish. Before: profiles the file that is to be the warehouse, and writes into it what is kept for its questions. After: keeps
 * the catalog for them (NULL: none was made), in place of those of what was there before.
 */
int mdp_session_prepare(const struct mdp_project *p, const char *staged, const struct mdp_session_progress *progress,
			struct mdp_catalog **out, struct mdp_error *err);
void mdp_session_keep(const struct mdp_project *p, const struct mdp_catalog *c);

/* Whether a question that is refused is told with questions near to it that answer; that asks them. Not unless it is set. */
void mdp_session_suggest(struct mdp_session *s, bool suggest);

/* Both fill `ans` whatever happens (a failure becomes status error or refused); texts live in `a`. Returns the exit code. */
int mdp_ask(struct mdp_session *s, struct mdp_str question, struct mdp_arena *a, struct mdp_answer *ans);
int mdp_ask_query(struct mdp_session *s, const struct mdp_query *q, struct mdp_arena *a, struct mdp_answer *ans);

/* Stages as text, for --dump=STAGE and explain: tokens, lattice, readings, query, plan, sql, answer. */
int mdp_ask_dump(struct mdp_session *s, struct mdp_str question, const char *stage, struct mdp_arena *a,
		 const char **text, struct mdp_error *err);

#endif
