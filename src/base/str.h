/* Text as (pointer, length). Bytes are UTF-8; not NUL-terminated unless said so. */
#ifndef MDP_BASE_STR_H
#define MDP_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>

struct mdp_str {
	const char *p;
	size_t n;
};

#define MDP_STR(literal) ((struct mdp_str){ (literal), sizeof(literal) - 1 })

struct mdp_str mdp_str_of(const char *cstr); /* NULL gives the empty string */
bool mdp_str_eq(struct mdp_str a, struct mdp_str b);
bool mdp_str_is(struct mdp_str a, const char *cstr);
int mdp_str_cmp(struct mdp_str a, struct mdp_str b); /* bytewise, then by length */
bool mdp_str_starts(struct mdp_str a, const char *prefix);
bool mdp_str_ends(struct mdp_str a, const char *suffix);
struct mdp_str mdp_str_trim(struct mdp_str a); /* ASCII white space at both ends */
/* Cuts *rest at the next `sep`; false when *rest is used up. */
bool mdp_str_next(struct mdp_str *rest, char sep, struct mdp_str *field);
/* Whole-string numbers; false on anything else, and *out is untouched. */
bool mdp_str_to_i64(struct mdp_str a, long long *out);
bool mdp_str_to_double(struct mdp_str a, double *out); /* locale-independent */

#endif
