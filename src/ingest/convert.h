/*
 * Texts to values, with care: what does not come back as it was written is no value. Used for columns whose values are not all
 * plain (ingest/forms.h), and for those of which something is declared.
 */
#ifndef MDP_INGEST_CONVERT_H
#define MDP_INGEST_CONVERT_H

#include <stdbool.h>
#include "base/buf.h"
#include "ingest/sources.h"
#include "ingest/forms.h"

struct mdp_field {
	const char *name; /* in the file */
	const struct mdp_source_column *declared;
	const char *sql_type; /* as the engine names it */
	enum mdp_form form;
	int digits;
	bool careful; /* is read as text and converted here */
	bool grouped; /* a point with three digits behind it groups thousands in this column, or may */
};

/* Whether the settings alone ask for a conversion. */
bool mdp_field_has_settings(const struct mdp_field *f);
/* Puts the expression of the value of the text expression `x`: NULL where it is none, and where the text says another thing. */
void mdp_field_value(struct mdp_arena *a, const struct mdp_field *f, const char *x, struct mdp_buf *sql);
/* Why a text was no value of the field: says what it looks like, and the setting by which it would be read. */
const char *mdp_field_reason(struct mdp_arena *a, const struct mdp_field *f, struct mdp_str text);
/* Whether a text is digits grouped by points: "1.234", "12.500". */
bool mdp_is_grouped(struct mdp_str text);

#endif
