/* Private to ingest/: what the steps of loading one file share. */
#ifndef MDP_INGEST_LOAD_H
#define MDP_INGEST_LOAD_H

#include "engine/engine.h"
#include "ingest/convert.h"
#include "ingest/csv.h"
#include "ingest/sources.h"
#include "publish/report.h"

struct mdp_load {
	struct mdp_engine *e;
	const struct mdp_source_table *s;
	struct mdp_arena *a;
	const char *path; /* the file, as messages name it */
	bool parquet;
	struct mdp_csv_column *columns; /* the declared ones, with the forms of their values */
	const char **types; /* theirs, as the engine names them */
	const char **found; /* the file's columns, in its order */
	int nfound;
	struct mdp_field *fields; /* the same columns, with what is declared of them */
	/* of CSV */
	int copy; /* a copy in another encoding or with other line ends, without a name; -1: the file itself is read */
	struct mdp_csv_reading reading;
	struct mdp_csv csv;
};

const struct mdp_source_column *mdp_load_declared(const struct mdp_source_table *s, const char *name);
/* By name, in any order: but neither more nor fewer, and none twice. */
int mdp_load_check_columns(const struct mdp_load *l, struct mdp_error *err);
/* A path is a pattern to the engine's readers: what is special in one stands in brackets. */
const char *mdp_load_path_literal(struct mdp_load *l, const char *path);

/* load_csv.c */
int mdp_load_csv_inspect(struct mdp_load *l, struct mdp_error *err);
int mdp_load_csv(struct mdp_load *l, struct mdp_report *report, int64_t *rows, struct mdp_error *err);
void mdp_load_csv_end(struct mdp_load *l);

/* A value that is not what its text says. */
struct mdp_load_bad {
	int64_t record; /* its number among those that the engine did not reject */
	int field;
	struct mdp_str text;
};

/*
 * rejects.c: appends to the report what the engine rejected (in its own tables) and what we did; `lines` is how many records
 * that is. Some faults are faults of the file, and so is a share of rejected lines that is too large.
 */
int mdp_load_rejects(struct mdp_load *l, const struct mdp_load_bad *bad, int nbad, int64_t *lines,
		     struct mdp_report *report, struct mdp_error *err);
/* How many records the engine rejected. */
int mdp_load_engine_rejects(struct mdp_load *l, int64_t *lines, struct mdp_error *err);

/* recode.c: a copy of the file in UTF-8, as a descriptor of a file without a name. */
int mdp_recode(const char *path, const char *encoding, int *fd, struct mdp_error *err);
/* An empty file without a name. */
int mdp_recode_file(int *fd, struct mdp_error *err);

#endif
