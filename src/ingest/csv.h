/*
 * What must be known of a CSV file before a database reads it, and where in it things are. The count of records is what the
 * engine's own is checked against, so that no record is lost in silence; values that are not written plainly, and lines that a
 * quote has swallowed, are what no reader of types tells of.
 */
#ifndef MDP_INGEST_CSV_H
#define MDP_INGEST_CSV_H

#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "ingest/forms.h"

struct mdp_csv_reading {
	const char *path; /* what is read */
	const char *shown; /* what messages call it; NULL = path */
	char delim, quote; /* 0 = , and " */
	const struct mdp_csv_column *columns; /* those whose values are looked at, in any order */
	int ncolumns;
};

struct mdp_csv {
	const char **header; /* names as written, quotes and byte order mark removed */
	bool *careful; /* of each: some value is not written plainly */
	int nheader;
	int64_t records; /* without the header; blank lines count only where there is one column */
	int64_t longest, longest_line; /* bytes of the longest record, and the line that it begins in */
	int64_t crlf, lf; /* records that end in each; in several carriage returns: in both */
	int64_t lone_cr_line; /* of a carriage return that ends no line; 0 = none */
};

/* The header alone; the errors of the whole file are not seen. */
int mdp_csv_header(struct mdp_arena *a, const struct mdp_csv_reading *r, struct mdp_csv *out, struct mdp_error *err);
/*
 * Reads the whole file once, in constant memory. These are errors: an empty file, another encoding, a record longer than
 * MDP_LIMIT_CSV_LINE, a zero byte, a quote that swallows lines.
 */
int mdp_csv_scan(struct mdp_arena *a, const struct mdp_csv_reading *r, struct mdp_csv *out, struct mdp_error *err);

/* One record of those that the engine has counted. */
struct mdp_csv_place {
	int64_t at; /* in: a byte of the file, or a number of a record from 1 */
	int64_t line; /* out */
	const char *text; /* out: what stands there, cut to a length that prints */
};

/* Finds records by bytes (both lists ascend), and others by their number among those that are not in the first list. */
int mdp_csv_locate(struct mdp_arena *a, const struct mdp_csv_reading *r, struct mdp_csv_place *by_byte, int nbytes,
		   struct mdp_csv_place *by_number, int nnumbers, struct mdp_error *err);

/* Copies the file with one kind of line end. */
int mdp_csv_copy(const struct mdp_csv_reading *r, int to, struct mdp_error *err);

/* --- records, one by one (records.c) --- */

struct mdp_csv_record {
	struct mdp_str text; /* without its line end */
	int64_t line, lines; /* the first, how many */
	int64_t from, to; /* bytes of the file, line end included */
	bool crlf, doubled; /* one carriage return stands before its end, or several */
	bool broken; /* text stands behind a closing quote */
	int64_t quote_line; /* of a quoted value that breaks, or is not closed; 0 = none */
	int64_t lone_cr_line;
};

struct mdp_csv_records;

int mdp_csv_open(struct mdp_csv_records **out, const struct mdp_csv_reading *r, struct mdp_error *err);
/* 1: there is one more, 0: none. */
int mdp_csv_next(struct mdp_csv_records *s, struct mdp_csv_record *rec, struct mdp_error *err);
/* From here on, values of these columns (in the file's order) are looked at, and those that are not plain are marked. */
void mdp_csv_watch(struct mdp_csv_records *s, const struct mdp_csv_column *const *columns, bool *careful, int n);
void mdp_csv_close(struct mdp_csv_records *s); /* NULL is legal */

/* --- quotes that swallow lines (swallow.c) --- */

/* Whether the lines of a record of several are records themselves, as far as the columns (in the file's order) can tell. */
bool mdp_csv_swallows(const struct mdp_csv_record *rec, const struct mdp_csv_column *const *columns, int n, char delim,
		      char quote);

#endif
