/* What the files of the DuckDB engine share. Nothing outside this folder includes it. */
#ifndef MDP_ENGINE_DUCKDB_PRIVATE_H
#define MDP_ENGINE_DUCKDB_PRIVATE_H

#include <duckdb.h>
#include <pthread.h>
#include <stdatomic.h>
#include "engine/engine.h"

struct mdp_engine {
	duckdb_database db;
	duckdb_connection con;
	bool locked_down;
	bool scratch; /* scripts may make and drop tables: temporary ones, as the file is open for reading */
	double timeout_ms;
	mdp_engine_progress *progress;
	void *progress_data;
	atomic_bool cancelled; /* set from any thread or a signal handler */
	atomic_bool timed_out;
	/* the watch: a thread that lives as long as a statement runs */
	pthread_t watch;
	pthread_mutex_t lock;
	pthread_cond_t wake;
	bool watching, done;
};

/* duckdb_watch.c: cancel, time limit and progress of a running statement */
int mdp_watch_init(struct mdp_engine *e, struct mdp_error *err);
void mdp_watch_release(struct mdp_engine *e);
void mdp_watch_start(struct mdp_engine *e);
void mdp_watch_stop(struct mdp_engine *e);

/* duckdb_type.c */
enum mdp_type mdp_duckdb_type(duckdb_type t); /* OTHER: no reader of ours, needs the engine's text */
const char *mdp_duckdb_type_name(struct mdp_arena *a, duckdb_logical_type t, int depth);

/* duckdb_read.c: rows of a materialised result; fails past max bytes and when cancelled */
int mdp_duckdb_read(struct mdp_engine *e, duckdb_result *from, int64_t max_rows, struct mdp_result *res,
		    struct mdp_error *err);

/* duckdb_error.c: the engine's messages in our form */
int mdp_duckdb_open_failed(struct mdp_error *err, const char *path, const char *message);
int mdp_duckdb_failed(struct mdp_engine *e, struct mdp_error *err, const char *message);

#endif
