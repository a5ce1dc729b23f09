/* The laws that hold whatever is asked, tried on questions made from a platform's own words. README.md says what they are. */
#ifndef LAWS_H
#define LAWS_H

#include "ask/ask.h"

/* name, what is broken when it does not hold */
#define LAWS(X)                                                                       \
	X(LOST, "lost", "a word that means nothing is not noticed")                   \
	X(DROPPED, "dropped", "a word that means something is taken for nothing")     \
	X(ASIDE, "aside", "what is set aside is not told, or bounds what is asked")   \
	X(UNCHANGED, "unchanged", "a condition that means something changes nothing") \
	X(RESTATED, "restated", "what was understood, asked again, is another query") \
	X(TWICE, "twice", "the same question gives another statement")                \
	X(ORDER, "order", "the same conditions in another order are another query")   \
	X(DIGITS, "digits", "a number as a word is understood otherwise")             \
	X(ROW, "row", "a condition on a value differs from its row among all")        \
	X(SUM, "sum", "groups do not add up to the whole")
enum law {
#define X(id, name, what) LAW_##id,
	LAWS(X)
#undef X
		NLAWS
};

/* A question with what is known of how it was made. */
struct base {
	const char *text;
	bool dated; /* it has a period already */
	int column; /* an attribute whose value it names; -1 = none */
};

struct bases {
	struct base *items;
	int n, cap;
};

/* An additive figure split by an attribute: "NAME by ATTR" and "NAME for ATTR VALUE". */
struct split {
	const char *name; /* "total fare", "number of trips" */
	int entity, column;
	const char *year; /* a year of its data, or NULL */
};

struct splits {
	struct split *items;
	int n, cap;
};

struct words {
	const struct mdp_catalog *c;
	struct mdp_arena *a;
	int budget; /* of each kind of thing */
	struct bases bases;
	struct splits splits;
};

/* Questions and splits from the catalog's entities, measures, attributes and values; spread evenly when there are more than the budget. */
void words_make(struct words *w);
void words_add(struct words *w, const char *text, bool dated, int column);
/* The last whole year with data of an entity, as text; NULL when it has no time. */
const char *words_year(const struct words *w, int entity);
/* A value that people can say: letters and digits, not too long. */
bool words_sayable(const struct mdp_entry *v);

#endif
