/* What the parts of lexicon/ share. Private to the folder. */
#ifndef MDP_LEXICON_LEXICON_INT_H
#define MDP_LEXICON_LEXICON_INT_H

#include <pthread.h>
#include "base/map.h"
#include "lexicon/lexicon.h"

#define MDP_LEXICON_PHRASE_WORDS 8 /* of one phrase, in words */
#define MDP_LEXICON_PHRASE_BYTES 256

struct mdp_lexicon_text {
	const char *name; /* "words/questions.lex" */
	const char *text;
	size_t length;
};

/* Made by tools/embed from data/lexicon/en, sorted by name. */
extern const struct mdp_lexicon_text mdp_lexicon_builtin[];
extern const int mdp_lexicon_nbuiltin;

struct mdp_phrase {
	struct mdp_meaning *items;
	int n, cap;
	bool connects; /* one of them is noise or a connector */
	double least; /* cost of those that name something of the catalog; HUGE_VAL without any */
	int *heads, *next; /* where there are many, chains of items by hash, from 1; NULL before */
	int nheads, cap_next;
};

/* One distinct value by its norm; entries of equal hash are chained. */
struct mdp_value_slot {
	unsigned hash;
	int column, entry, next; /* next slot of the chain, -1 */
};

struct mdp_value_index {
	struct mdp_value_slot *slots;
	int n;
	int *heads;
	unsigned mask;
};

struct mdp_lexicon {
	struct mdp_arena arena;
	const struct mdp_catalog *catalog;
	struct mdp_lexicon_text *files;
	int nfiles;
	struct mdp_map categories; /* name → struct mdp_category */
	struct mdp_map forms; /* irregular or kept form → its stem */
	struct mdp_map phrases; /* stems → struct mdp_phrase */
	struct mdp_map expansions; /* folded token → text */
	struct mdp_map weights, decision; /* name → double */
	struct mdp_map rings; /* stems → struct mdp_ring_list */
	struct mdp_map generic; /* word → "tail" or "head": words of names that say little */
	struct mdp_map forms_of; /* stems of verbs and their nouns → struct mdp_forms */
	struct mdp_map units, shorts; /* word → struct mdp_forms */
	struct mdp_map plain; /* English words of data files, as they stand there */
	struct mdp_map longer; /* first three letters → struct mdp_forms: words of the catalog */
	struct mdp_map opaque; /* first letter → struct mdp_forms: parts of names that are no words */
	struct mdp_map classes; /* words by which tables of classes end: "type" */
	struct mdp_map mute; /* words that never stand for a compound they are part of */
	struct mdp_str *endings; /* that a stem keeps */
	int nendings, capendings;
	struct mdp_map words; /* every single word that some phrase has, folded; for typing errors */
	struct mdp_map interned;
	struct mdp_name *names; /* the catalog's names as they stand, in order; what rings work on */
	int nnames, capnames;
	struct mdp_end *ends; /* names of the ends of a movement */
	int nends, capends;
	struct mdp_verb *verbs; /* of the rings, in order */
	int nverbs, capverbs;
	struct mdp_explained *explained; /* what descriptions define */
	int nexplained, capexplained;
	struct mdp_value_index values;
	struct sb_stemmer *stemmer;
	bool making; /* still being filled: stems are kept for their next use */
	pthread_mutex_t lock; /* of the stemmer */
};

/* A name of something in the catalog. */
struct mdp_name {
	const char *words;
	struct mdp_meaning meaning;
	bool part; /* of a name: other words stand for it as a whole only */
};

/* Words that come of one word; `kind` as in forms/ ("agent", "event", "agent of" …). */
struct mdp_form {
	const char *kind, *word;
};

struct mdp_forms {
	struct mdp_form *items;
	int n, cap;
};

struct mdp_end {
	const char *words, *sub; /* "departure", "origin" */
};

/* `verb` stands for the event that is called `noun`. */
struct mdp_verb {
	const char *noun;
	struct mdp_str verb;
	double cost;
};

struct mdp_category {
	const char *name;
	bool many; /* a phrase may stand in it more than once, with other subs */
	bool open; /* data may well have its words as values */
	bool exact; /* its phrases match as written, not in other forms */
};

/* One phrase of a line `cat sub (cost): phrase | phrase`. */
struct mdp_lex_item {
	const char *cat, *sub;
	double cost; /* NaN when the line gives none */
	struct mdp_str phrase; /* trimmed, not empty, lower case */
	const char *file;
	int line;
	int first_of_line; /* 1 for the first phrase of its line */
};
typedef int mdp_lex_fn(struct mdp_lexicon *l, const struct mdp_lex_item *item, void *data, struct mdp_error *err);

/* Reads every file of `folder` ("words"), or the one file `folder` ("abbrev.lex"); categories are checked when `check`. */
int mdp_lex_read(struct mdp_lexicon *l, const char *folder, bool check, mdp_lex_fn *fn, void *data,
		 struct mdp_error *err);
int mdp_lex_fail(const struct mdp_lex_item *item, struct mdp_error *err, const char *what);

int mdp_lexicon_texts(struct mdp_lexicon *l, const char *dir, struct mdp_error *err);
/* Stems of a phrase of folded words joined by single spaces, into `out`; false when it is too long. */
bool mdp_lexicon_stems(const struct mdp_lexicon *l, struct mdp_str words, char out[MDP_LEXICON_PHRASE_BYTES]);
/* Adds a meaning under the stems of `words`; `m.surface` is set to them. */
void mdp_lexicon_add(struct mdp_lexicon *l, struct mdp_str words, struct mdp_meaning m);
/* Does a phrase name something of the catalog outright (name, label, synonym)? */
bool mdp_lexicon_named(const struct mdp_lexicon *l, struct mdp_str words);
struct mdp_phrase *mdp_lexicon_phrase(const struct mdp_lexicon *l, struct mdp_str stems);
const struct mdp_phrase *mdp_lexicon_phrase_of(const struct mdp_lexicon *l,
					       struct mdp_str words); /* by its words, folded; NULL */
/* Are the letters of `shorter` in `word`, in order, the first at the start? */
bool mdp_lexicon_letters_in(struct mdp_str shorter, struct mdp_str word);
const char *mdp_lexicon_intern(struct mdp_lexicon *l, struct mdp_str s);

int mdp_lexicon_load_words(struct mdp_lexicon *l, struct mdp_error *err);
int mdp_lexicon_load_forms(struct mdp_lexicon *l, struct mdp_error *err);
/* An entry of one of the maps of forms, made when it is not there. */
struct mdp_forms *mdp_lexicon_forms(const struct mdp_lexicon *l, struct mdp_map *map, struct mdp_str key);
/* Is it an everyday word, or one of the lexicon's own? */
bool mdp_lexicon_plain(const struct mdp_lexicon *l, struct mdp_str word);
/* Do both words stand in one ring? */
bool mdp_lexicon_ringed(const struct mdp_lexicon *l, struct mdp_str a, struct mdp_str b);
int mdp_lexicon_load_rings(struct mdp_lexicon *l, struct mdp_error *err);
void mdp_lexicon_add_names(struct mdp_lexicon *l);
void mdp_lexicon_note_short(struct mdp_lexicon *l, const char *words); /* the parts of a name that are no words */
void mdp_lexicon_add_described(struct mdp_lexicon *l); /* what descriptions call things and codes */
/* explained.c: what descriptions define; after all names */
void mdp_lexicon_add_explained(struct mdp_lexicon *l);
void mdp_lexicon_add_roles(struct mdp_lexicon *l);
void mdp_lexicon_add_dates(struct mdp_lexicon *l); /* words for one date among several */
struct mdp_meaning mdp_lexicon_attr(const struct mdp_lexicon *l, int column);
/* With abbreviations written out ("planned quantity" for planned_qty); NULL when there are none. */
const char *mdp_lexicon_spelled(struct mdp_lexicon *l, const char *words);
void mdp_lexicon_apply_rings(struct mdp_lexicon *l);
/* Adds a value of a category under the other words of its state; `m.surface` is its normal form. */
void mdp_lexicon_ring_value(struct mdp_lexicon *l, struct mdp_meaning m);
int mdp_lexicon_add_codes(struct mdp_lexicon *l, struct mdp_error *err);
void mdp_lexicon_add_values(struct mdp_lexicon *l);
unsigned mdp_lexicon_hash(struct mdp_str s);
/* Is a value of this column something one would say? */
bool mdp_lexicon_sayable(const struct mdp_column *col);

#endif
