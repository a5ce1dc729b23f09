/* Private to lint/: what each code means. */
#ifndef MDP_LINT_RULES_H
#define MDP_LINT_RULES_H

#include "lint/lint.h"

struct mdp_lint_rule {
	const char *code;
	enum mdp_lint_level level;
	const char *text;
};

extern const struct mdp_lint_rule mdp_lint_rules[];
extern const int mdp_nlint_rules;
const struct mdp_lint_rule *mdp_lint_rule_of(const char *code); /* NULL if unknown */

#endif
