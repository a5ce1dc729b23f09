/* Private to lint/: what each code means. */
#ifndef MDP_LINT_RULES_H
#define MDP_LINT_RULES_H

#include "lint/lint.h"

struct mdp_lint_rule {
	const char *code;
	enum mdp_lint_level level;
	const char *text;
	const char *fix; /* what to do about it, where a finding has nothing of its own to say */
};

extern const struct mdp_lint_rule mdp_lint_rules[];
extern const int mdp_nlint_rules;

struct mdp_lint_ignore {
	const char *code, *reason; /* NULL = none given */
	const char *file; /* NULL = any; a pattern in mdp.yaml */
	int line; /* 0 = any */
	bool in_line, used;
	struct mdp_source at; /* where it stands itself */
};

struct mdp_lint_run {
	const struct mdp_project *p;
	const struct mdp_catalog *c;
	struct mdp_arena *a;
	struct mdp_lint *out;
	int cap;
	struct mdp_lint_ignore *ignores;
	int nignores, cap_ignores;
};

/* A finding with its rule's level and advice; valid until the next one is added. */
struct mdp_lint_item *mdp_lint_add(struct mdp_lint_run *r, const char *code, const char *text,
				   struct mdp_source source);
/* Gives findings that are suppressed their reason, and adds a finding for each suppression that does nothing. */
void mdp_lint_suppress(struct mdp_lint_run *r);
const struct mdp_lint_rule *mdp_lint_rule_of(const char *code); /* NULL if unknown */

#endif
