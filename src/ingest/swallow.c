/*
 * A quote that is not closed takes lines with it until another one happens to close it, and what it made is a record like any
 * other, with a long value. Its lines give it away: each is a record when its quotes are ignored, with values that the columns
 * may hold. Where all columns are texts, only many delimiters in the right number on each line do.
 */
#include <string.h>

#include "ingest/csv.h"
#include "base/banned.h"

#define DELIMITERS_ENOUGH 6 /* by which texts alone are known */
#define NONE_LONGEST 4 /* bytes of a word for "none" */

static struct mdp_str bare(struct mdp_str v, char quote)
{
	v = mdp_str_trim(v);
	while (v.n && v.p[0] == quote)
		v = (struct mdp_str){ v.p + 1, v.n - 1 };
	while (v.n && v.p[v.n - 1] == quote)
		v.n--;
	return v;
}

/* Whether a value may stand in a column of numbers or times: 1; -1: it may not; 0: it says nothing, as a word for "none". */
static int may_be_typed(struct mdp_str v)
{
	bool digits = false, others = false;

	for (size_t i = 0; i < v.n; i++) {
		digits = digits || (v.p[i] >= '0' && v.p[i] <= '9');
		others = others || !strchr("0123456789+-.,/: TZeE'", v.p[i]);
	}
	if (digits && !others)
		return 1;
	return digits || v.n > NONE_LONGEST ? -1 : 0;
}

/* How many values of a line are of their column's form; -1: one is not, or their number is another one. */
static int typed_values(struct mdp_str line, const struct mdp_csv_column *const *columns, int n, char delim, char quote)
{
	int typed = 0, at = 0;
	bool more = true;

	for (; more; at++) {
		const char *to = memchr(line.p, delim, line.n);
		struct mdp_str v = bare((struct mdp_str){ line.p, to ? (size_t)(to - line.p) : line.n }, quote);
		int here = at < n && columns[at] ? may_be_typed(v) : 0;

		if (at >= n || here < 0)
			return -1;
		typed += here;
		more = to != NULL;
		if (more)
			line = (struct mdp_str){ to + 1, line.n - (size_t)(to + 1 - line.p) };
	}
	return at == n ? typed : -1;
}

bool mdp_csv_swallows(const struct mdp_csv_record *rec, const struct mdp_csv_column *const *columns, int n, char delim,
		      char quote)
{
	struct mdp_str rest = rec->text, line;
	int64_t typed = 0, lines = 0;

	if (n < 2 || rec->lines < 2)
		return false;
	for (bool more = true; more; lines++) {
		const char *nl = memchr(rest.p, '\n', rest.n);
		int here;

		line = (struct mdp_str){ rest.p, nl ? (size_t)(nl - rest.p) : rest.n };
		more = nl != NULL;
		if (more)
			rest = (struct mdp_str){ nl + 1, rest.n - line.n - 1 };
		here = typed_values(line, columns, n, delim, quote);
		if (here < 0)
			return false;
		typed += here;
	}
	return typed >= lines || (n - 1) * lines >= DELIMITERS_ENOUGH;
}
