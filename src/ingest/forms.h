/*
 * How values are written. The engine's reader takes 1.7 for a whole number and a time for a day, without a word; so whoever
 * scans a file asks here of each value whether it is written plainly, that is, in a form that comes back as it was written.
 * A column with other values is read as text and converted with care (ingest/convert.c).
 */
#ifndef MDP_INGEST_FORMS_H
#define MDP_INGEST_FORMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum mdp_form {
	MDP_FORM_TEXT, /* anything */
	MDP_FORM_INTEGER,
	MDP_FORM_DECIMAL,
	MDP_FORM_REAL,
	MDP_FORM_DATE,
	MDP_FORM_TIMESTAMP,
	MDP_FORM_ZONED, /* a time that belongs to a zone */
	MDP_FORM_TIME,
	MDP_FORM_OTHER, /* what the engine reads, or rejects, by itself */
	MDP_FORMS,
};

struct mdp_csv_column {
	const char *name; /* declared */
	enum mdp_form form;
	int digits; /* after the point: of decimals, of the seconds of times */
};

/* The form of a type, given as the engine names it ("DECIMAL(12,2)"). */
enum mdp_form mdp_form_of(const char *sql_type, int *digits);
/* Whether a byte may be part of a plain value; quotes, line ends and delimiters are the caller's. */
void mdp_form_bytes(enum mdp_form f, bool *is_plain);
/* Whether a value made of such bytes is plain. Nothing at all is. */
bool mdp_form_is_plain(const struct mdp_csv_column *c, const char *p, size_t n);

#endif
