/*
 * What is wrong with a platform's definitions: findings that reading and profiling left in the catalog, and what the catalog itself
 * shows (columns without a description or a test). Each has a level, a place and, where it applies, both numbers.
 */
#ifndef MDP_LINT_LINT_H
#define MDP_LINT_LINT_H

#include "catalog/catalog.h"
#include "project/project.h"

enum mdp_lint_level { MDP_LINT_ERROR, MDP_LINT_WARNING, MDP_LINT_NOTE, MDP_LINT_LEVELS };

struct mdp_lint_item {
	const char *code; /* stable */
	enum mdp_lint_level level;
	const char *text;
	const char *fix; /* what to write instead */
	struct mdp_source source;
	bool counted; /* the two numbers are known */
	double is, should;
	const char *reason; /* given where it was suppressed; NULL = it stands */
	bool outside; /* suppressed in mdp.yaml, not at its place */
};

struct mdp_lint {
	struct mdp_lint_item *items; /* errors first, then by file and line */
	int n;
	int count[MDP_LINT_LEVELS]; /* of those that stand */
	int suppressed;
};

/*
 * A line of a file, or the line before it, that says `mdp: ignore CODE REASON` suppresses that finding there; `lint: ignore:` in mdp.yaml
 * does in whole files. Without a reason they do not.
 */
int mdp_lint_run(const struct mdp_project *p, const struct mdp_catalog *c, struct mdp_arena *a, struct mdp_lint *out,
		 struct mdp_error *err);
/* False when something of this level or a graver one stands. */
bool mdp_lint_passes(const struct mdp_lint *l, enum mdp_lint_level from);
bool mdp_lint_level_from_word(const char *word, enum mdp_lint_level *out);
const char *mdp_lint_level_word(enum mdp_lint_level level);
const char *mdp_lint_rule(const char *code); /* what a code means, in a sentence */
const char *mdp_lint_text(const struct mdp_lint *l, struct mdp_arena *a);
const char *mdp_lint_json(const struct mdp_lint *l, struct mdp_arena *a);
const char *mdp_lint_sarif(const struct mdp_lint *l, struct mdp_arena *a); /* SARIF 2.1.0 */

#endif
