/*
 * A line that follows an answer. It is a whole question, which inherits nothing, or a fragment: typed pieces (a period, a key, a condition,
 * a figure, a number, a direction, a reference …) that change the query of that answer by one operation, which is kept in words.
 */
#ifndef MDP_PARSE_FOLLOW_H
#define MDP_PARSE_FOLLOW_H

#include "parse/parse.h"

/* What the line is about: the answer before. Names and rows may be absent; `query` may not. */
struct mdp_shown {
	const struct mdp_query *query;
	const struct mdp_query *before; /* of the answer before that; NULL */
	const char *const *names; /* of the columns of its rows */
	int ncolumns;
	const struct mdp_value *values; /* row-major */
	int64_t nrows, kept; /* rows there were; of which `values` has the first so many */
};

/* What is done beside or instead of running a query. */
#define MDP_ACTS(X) X(ASK, "ask") X(CHART, "chart") X(BACK, "back") X(RESET, "reset")
enum mdp_act {
#define X(name, word) MDP_ACT_##name,
	MDP_ACTS(X)
#undef X
};

/* One thing that a fragment changed: "period" from "2024" to "2023"; NULL: there was, or is, none. */
struct mdp_change {
	const char *what, *from, *to;
};

struct mdp_turn {
	struct mdp_query *query; /* canonical; NULL for acts that need none */
	enum mdp_act act;
	struct mdp_change *changes;
	int nchanges;
	double score; /* lower is better */
	struct mdp_understood *understood;
	int nunderstood;
	const char *tree;
};

/*
 * WHOLE: a question that stands by itself; EITHER: that, or a change of the last query; FRAGMENT: nothing by itself. Lines that say that
 * they go on ("what about …", "those …") are never whole.
 */
enum mdp_line_kind { MDP_LINE_WHOLE, MDP_LINE_EITHER, MDP_LINE_FRAGMENT };

struct mdp_turns {
	enum mdp_line_kind kind;
	bool refers; /* to the answer before, or to its rows */
	int64_t row; /* of the answer before that is meant and is not there, counted from 1; 0: none such */
	int start; /* byte where it begins, without words that only go on ("and") */
	bool names; /* names a figure or a thing: by itself it could be a question */
	bool open; /* the first or last of things, and it is not said by what */
	bool strange; /* no word of it means anything */
	bool passes; /* it is about how things are shown, or why: nothing would be different after it */
	bool bare; /* lists "the" things, and nothing is said of them */
	bool free, asks; /* no word of it goes on from anything; and it begins as questions do */
	struct mdp_turn *items; /* ways to understand it as a fragment, best first; distinct queries */
	int n;
	struct mdp_error problem; /* when n = 0: why the last query cannot be changed so */
};

/* 0 also when nothing was understood: then `problem` says why. Fails only where mdp_parse would. */
int mdp_follow(const struct mdp_parser *p, struct mdp_str line, const struct mdp_shown *last, int64_t today,
	       struct mdp_arena *a, struct mdp_turns *out, struct mdp_error *err);

/* Does a line begin as what goes on from an answer does ("and …", "what about …", "only …")? */
bool mdp_follow_goes_on(const struct mdp_parser *p, struct mdp_str line, struct mdp_arena *a);
/* Does it speak of "them" or "it", of which nothing in the line says what they are? */
bool mdp_follow_refers(const struct mdp_parser *p, struct mdp_str line, struct mdp_arena *a);
/* Does a line say again what the one before it said, in other words or spelled otherwise? By the words of it that say something. */
bool mdp_follow_repeats(const struct mdp_parser *p, struct mdp_str before, struct mdp_str line, struct mdp_arena *a);

#endif
