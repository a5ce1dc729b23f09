/* Question text → tokens → lattice of everything each span of one to six tokens may mean. */
#ifndef MDP_PARSE_LATTICE_H
#define MDP_PARSE_LATTICE_H

#include "lexicon/lexicon.h"

enum mdp_token_kind { MDP_TOK_WORD, MDP_TOK_NUMBER, MDP_TOK_QUOTED, MDP_TOK_PUNCT };

struct mdp_token {
	enum mdp_token_kind kind;
	struct mdp_span span; /* in the question; tokens of an expanded abbreviation share one */
	struct mdp_str surface, folded;
	const char *stem; /* WORD, NUMBER (its digits): what phrases are looked up by */
	const char *corrected; /* the known word it is taken for, a typing error away; else NULL */
	bool shortened; /* … that is a short form of it */
	bool capital; /* begins with a capital letter */
	double number; /* NUMBER: "1.5k", "$1,000", "25 %", "5th"; numbers in words ("twelve", "a dozen") are edges over their words */
	const char *
		unit; /* NUMBER: "currency", "percent", "ordinal", "time" (12:30, in minutes), "date" (then days), "yearmonth"
			     (2024-03, then days), "decade" (1990s), "year-like" (1900–2100, 4 digits or '24) or NULL */
	int64_t days; /* unit "date", "yearmonth": an ISO or 3/15/2024-like date in one token, its first day */
	struct mdp_str text; /* QUOTED: inside the quotes */
};

struct mdp_edge {
	int from, to; /* tokens, half-open */
	struct mdp_meaning meaning;
	double number; /* NUMBER */
	const char *unit;
	int64_t days;
	struct mdp_str text; /* QUOTED, and surface of VALUE */
};

struct mdp_lattice {
	struct mdp_str question;
	struct mdp_token *tokens;
	int ntokens;
	struct mdp_edge *edges; /* sorted by from, then to */
	int nedges;
	int *first; /* ntokens + 1: edges starting at token i are first[i] … first[i + 1] - 1 */
};

/* The tokens alone; the first step of mdp_lattice_make. */
int mdp_tokens_make(const struct mdp_lexicon *l, struct mdp_str question, struct mdp_arena *a, struct mdp_token **out,
		    int *n, struct mdp_error *err);
/* Fails with MDP_REFUSED / NOT_A_QUESTION for bad UTF-8, an empty or over-long text. A word without any edge is no error here. */
int mdp_lattice_make(const struct mdp_lexicon *l, struct mdp_str question, struct mdp_arena *a,
		     struct mdp_lattice **out, struct mdp_error *err);
const char *mdp_tokens_dump(const struct mdp_lattice *t, struct mdp_arena *a);
const char *mdp_lattice_dump(const struct mdp_lattice *t, struct mdp_arena *a);

#endif
