/*
 * Question → scored readings, each a logical query. A small semantic parser whose knowledge is data: lattice, rules of
 * data/lexicon/en/rules (a bottom-up chart with a beam, whose items are typed phrases over the catalog), every word accounted for.
 */
#ifndef MDP_PARSE_PARSE_H
#define MDP_PARSE_PARSE_H

#include "lexicon/lexicon.h"
#include "parse/features.h"
#include "query/query.h"

struct mdp_parser; /* rules compiled once, beside a lexicon */

/* One typed piece of how the question was understood. */
struct mdp_understood {
	struct mdp_span span;
	const char *
		type; /* measure, aggregate, entity, dimension, value, period, number, comparator, connector, noise … */
	const char *text; /* as in the question */
	const char *meaning; /* for people: "state = TX", "Oct 1 – Dec 31, 2024" */
};

struct mdp_reading {
	struct mdp_query *query; /* canonical */
	const char *text; /* the query as JSON: equal for equal queries */
	double score; /* lower is better; see weights */
	int found; /* its place among them as they were found */
	struct mdp_understood *understood;
	int nunderstood;
	struct mdp_error problem; /* code OK when it is a whole reading; else why it cannot be answered */
	const char *tree; /* dump of the fragments */
	double features[MDP_FEATURE_COUNT];
};

/* A word of a question that was refused. */
struct mdp_word {
	struct mdp_span span;
	struct mdp_str folded;
	bool lost; /* the refusal is about it: nothing that was understood accounts for it */
	bool unknown; /* nothing goes by it */
	bool small; /* it only connects others */
	bool splits; /* it stands where a key would ("by X") */
};

/* What is to be said with an answer: of the words that were set aside, or that the question itself explains. */
struct mdp_remark {
	const char *code, *text;
};

struct mdp_readings {
	struct mdp_reading *items; /* best first; distinct queries */
	int n;
	const struct mdp_remark *remarks;
	int nremarks;
	/* when n = 0: what stands in the way, with the words; and what was understood, by the way that came nearest */
	struct mdp_error problem;
	struct mdp_word *words;
	int nwords;
	struct mdp_understood *understood;
	int nunderstood;
	const char *instead; /* for a period outside of the data: the last whole one that there is; NULL */
};

int mdp_parser_make(struct mdp_parser **out, const struct mdp_lexicon *l, struct mdp_error *err);
void mdp_parser_free(struct mdp_parser *p);
/* `today`: as-of day. 0 also when nothing was understood: then `problem` says why. */
int mdp_parse(const struct mdp_parser *p, struct mdp_str question, int64_t today, struct mdp_arena *a,
	      struct mdp_readings *out, struct mdp_error *err);
/* The same; what is no question as it stands is read without what is said around it, and the remarks tell so. */
int mdp_parse_spoken(const struct mdp_parser *p, struct mdp_str question, int64_t today, struct mdp_arena *a,
		     struct mdp_readings *out, struct mdp_error *err);
/* Runs the yes / no examples of every rule; failures as lines of text. Returns how many failed. */
int mdp_parser_check(const struct mdp_parser *p, struct mdp_arena *a, const char **report);

#endif
