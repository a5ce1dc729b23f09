/*
 * What must be known of a CSV file before a database reads it: its header, how many records it holds, its longest one. The
 * count is what the engine's own is checked against, so that no record is lost in silence.
 */
#ifndef MDP_INGEST_CSV_H
#define MDP_INGEST_CSV_H

#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/error.h"

struct mdp_csv {
	const char **header; /* names as written, quotes and byte order mark removed */
	int nheader;
	int64_t records; /* not blank, without the header */
	int64_t longest, longest_line; /* bytes of the longest record, and the line that it begins in */
	int64_t open_quote_line; /* line of a quoted value that never ends; 0 = none */
};

/* Reads the whole file once, in constant memory. An empty file, and a record longer than MDP_LIMIT_CSV_LINE, is an error. */
int mdp_csv_scan(struct mdp_arena *a, const char *path, struct mdp_csv *out, struct mdp_error *err);
/* Lines (from 1) of ascending byte positions. */
int mdp_csv_lines_at(const char *path, const int64_t *positions, int64_t *lines, int n, struct mdp_error *err);

#endif
