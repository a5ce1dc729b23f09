/* Private to ingest/: loading one table from one file. */
#ifndef MDP_INGEST_TABLE_H
#define MDP_INGEST_TABLE_H

#include "engine/engine.h"
#include "ingest/sources.h"
#include "publish/report.h"

/* Creates the table anew inside the caller's transaction and appends what was rejected to the report. */
int mdp_ingest_table(struct mdp_engine *e, const struct mdp_source_table *s, struct mdp_report *report, int64_t *rows,
		     struct mdp_error *err);
/* "schema"."table" */
const char *mdp_ingest_relation(struct mdp_arena *a, const struct mdp_source_table *s);
int mdp_ingest_count(struct mdp_engine *e, struct mdp_arena *a, const struct mdp_source_table *s, int64_t *rows,
		     struct mdp_error *err);

#endif
