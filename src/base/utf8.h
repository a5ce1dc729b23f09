/* Checked UTF-8 (utf8proc underneath). */
#ifndef MDP_BASE_UTF8_H
#define MDP_BASE_UTF8_H

#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/str.h"

bool mdp_utf8_valid(struct mdp_str s, size_t *bad_at); /* bad_at may be NULL */
/* Next code point at *i, which moves on; -1 at the end or on a bad byte (then *i moves by one). */
int32_t mdp_utf8_next(struct mdp_str s, size_t *i);
struct mdp_str mdp_utf8_fold(struct mdp_arena *a, struct mdp_str s); /* NFKC, case-folded, accents stripped */
int mdp_utf8_width(struct mdp_str s); /* terminal cells */
bool mdp_utf8_is_alpha(int32_t cp);
bool mdp_utf8_is_digit(int32_t cp); /* any script's decimal digit */
/* Edit distance with transpositions, in code points; `max` + 1 when it is larger than `max`. */
int mdp_utf8_distance(struct mdp_str a, struct mdp_str b, int max);

#endif
