/*
 * What about a reading tells whether it can be trusted: a few numbers, of how it came about and of what it asks. None of them knows a name
 * of a platform. Their weights are data (data/lexicon/en/decision.lex), which tools/train-decision makes; src/ask/decide.c weighs them.
 */
#ifndef MDP_PARSE_FEATURES_H
#define MDP_PARSE_FEATURES_H

/* name in the data, what it tells, the most of it that counts */
#define MDP_FEATURES(X)                                                                            \
	X(JOINING, "joining", "what putting its clauses together costs", 1)                        \
	X(CLOSE, "close", "how near the next reading is, within 0.3 of its cost", 0.3)             \
	X(CLAUSES, "clauses", "clauses put together, beyond the first", 4)                         \
	X(SKIPPED, "skipped", "words that stand for nothing in the reading", 15)                   \
	X(OTHER_WORDS, "other_words", "names that are said in other words than their own", 5)      \
	X(PARTS, "parts", "names of which only a part is said", 5)                                 \
	X(VAGUE, "vague", "names that say little, such as “number”", 3)                            \
	X(RIVALS, "rivals", "other things that the same words name as well or nearly so", 12)      \
	X(TORN, "torn", "names that are part of a longer name that is said", 4)                    \
	X(VALUES, "values", "values of the data that are said", 6)                                 \
	X(SMALL, "small", "… those of one word without a capital", 4)                              \
	X(FIGURES, "figures", "figures and attributes shown, beyond the first", 4)                 \
	X(AMOUNT_KEY, "amount_key", "splits by an amount", 1)                                      \
	X(EMPTY, "empty", "nothing is found that has several values which are all in the data", 1) \
	X(LONG, "long", "the first few are asked for, and more than 100 rows come", 1)

enum mdp_feature {
#define X(name, word, what, most) MDP_FEATURE_##name,
	MDP_FEATURES(X)
#undef X
		MDP_FEATURE_COUNT
};

const char *mdp_feature_word(enum mdp_feature f);
const char *mdp_feature_what(enum mdp_feature f);
/* Sets a value, or adds to it; more than counts is cut off. */
void mdp_feature_add(double *features, enum mdp_feature f, double by);

#endif
