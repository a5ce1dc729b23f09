/*
 * Phrase → meanings. Two sources, one index: data/lexicon/en (English: function words, aggregates, comparators, synonym
 * rings, codes of well-known value sets) and the catalog (names, labels, synonyms, values). Names get their words by splitting
 * and inflection, never from a list written for them. Read-only once made.
 */
#ifndef MDP_LEXICON_LEXICON_H
#define MDP_LEXICON_LEXICON_H

#include "catalog/catalog.h"

/* name, word in rules and dumps */
#define MDP_CATS(X)                                               \
	X(WORD, "word") /* English of the lexicon: `cat`.`sub` */ \
	X(MEASURE, "measure")                                     \
	X(ATTR, "attr") X(ENTITY, "entity") X(VALUE, "value") X(NUMBER, "number") X(QUOTED, "quoted")
enum mdp_cat {
#define X(name, word) MDP_CAT_##name,
	MDP_CATS(X)
#undef X
};

/* What a phrase may mean. */
struct mdp_meaning {
	enum mdp_cat kind;
	const char *cat,
		*sub; /* interned. WORD: as in the data files ("agg", "avg"); else cat is the word of the kind. ATTR: sub = num cat time flag name id text;
				  ENTITY: sub "noun" or "verb"; others: sub may be NULL */
	int id; /* MEASURE, ATTR and WORD of `dating` (column, the original of a mirror), ENTITY: id in the catalog */
	int column; /* VALUE: the column that holds it (the original of a mirror) */
	const char *text; /* VALUE: as stored */
	const char
		*role; /* ATTR, ENTITY, WORD of `way`: of the reference in this role ("destination city"); else NULL */
	double cost; /* of this way of naming it; 0 = its exact name */
	const char *how; /* "name", "label", "synonym of revenue", "part of customer state", "value", "code CA" … */
	const char *surface; /* the folded words that were indexed: other forms of them are inflections */
	bool exact; /* inflections do not count */
};

/* A term that the description of a column defines: "Revenue is the sum of this over paid orders, dated by paid_on". */
struct mdp_explained {
	const char *name; /* folded, single spaces */
	int words;
	const char *text; /* what it is, to be read like a question: "the sum of line amount for paid orders" */
	int column, dated; /* dated: the column of its date, -1 when not said */
	const char *sentence; /* as it is written */
};

struct mdp_lexicon;

/* `dir` NULL: the built-in copy of data/lexicon/en. Errors name file and line. */
int mdp_lexicon_make(struct mdp_lexicon **out, const struct mdp_catalog *c, const char *dir, struct mdp_error *err);
void mdp_lexicon_free(struct mdp_lexicon *l);
const struct mdp_catalog *mdp_lexicon_catalog(const struct mdp_lexicon *l);
/* Meanings of a phrase given as stems joined by single spaces; NULL and *n = 0 when none. */
const struct mdp_meaning *mdp_lexicon_find(const struct mdp_lexicon *l, struct mdp_str stems, int *n);
/* What descriptions define. */
const struct mdp_explained *mdp_lexicon_explained(const struct mdp_lexicon *l, int *n);
/* Stem of one folded word (Snowball English, irregular forms from the data). */
const char *mdp_lexicon_stem(const struct mdp_lexicon *l, struct mdp_arena *a, struct mdp_str folded);
/* Values of the data with exactly these words (folded, single spaces, or as stored), most frequent first, at most `max`. */
int mdp_lexicon_values(const struct mdp_lexicon *l, struct mdp_str words, struct mdp_meaning *out, int max);
/* What a token stands for: an abbreviation ("aov" → "average order value"), NULL when it is none or the catalog has that name. */
const char *mdp_lexicon_expand(const struct mdp_lexicon *l, struct mdp_str folded);
/* Which end of a movement the words of a name tell ("origin" of orig_port_id, of departure_city); NULL if none, or both. */
const char *mdp_lexicon_end(const struct mdp_lexicon *l, struct mdp_arena *a, const char *words);
/* Is this an open category, whose words data may well share ("cancelled", "high")? */
bool mdp_lexicon_open(const struct mdp_lexicon *l, const char *cat);
/* A weight of weights.lex; 0 when it has none of that name. */
double mdp_lexicon_weight(const struct mdp_lexicon *l, const char *name);
/* A weight of decision.lex, which may be missing or less than 0; 0 when it has none of that name. */
double mdp_lexicon_decision(const struct mdp_lexicon *l, const char *name);
/* Known words within edit distance `max`, nearest first; how many were found (at most n). For typing errors and suggestions. */
int mdp_lexicon_near(const struct mdp_lexicon *l, struct mdp_arena *a, struct mdp_str folded, int max,
		     const char **words, int n);
/* Names of this data (things, figures, attributes, values of categories) with a word that is near or begins alike, nearest first. */
int mdp_lexicon_near_names(const struct mdp_lexicon *l, struct mdp_arena *a, struct mdp_str folded, const char **out,
			   int n);
/* Is it an English word, known to us or not? Such a word is no typing error. */
bool mdp_lexicon_english(const struct mdp_lexicon *l, struct mdp_arena *a, struct mdp_str folded);
/* The one part of a name of the catalog that shortens this word (folded; "qte" for "quotes"); NULL when none or several do. */
const char *mdp_lexicon_shortened(const struct mdp_lexicon *l, struct mdp_arena *a, struct mdp_str word);
/* A text file of the lexicon, e.g. "rules/period.rules"; files under a folder in name order. Built-in or from `dir`. */
int mdp_lexicon_file(const struct mdp_lexicon *l, const char *name, struct mdp_str *text);
int mdp_lexicon_files(const struct mdp_lexicon *l, const char *folder, const char *const **names, int *n);

#endif
