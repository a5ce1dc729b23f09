/* What a parser consists of. Private to parse/. */
#ifndef MDP_PARSE_PARSER_H
#define MDP_PARSE_PARSER_H

#include "parse/chart.h"
#include "parse/parse.h"

struct mdp_parser {
	const struct mdp_lexicon *l;
	struct mdp_rules rules;
};

#endif
