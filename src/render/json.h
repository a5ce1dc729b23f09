/*
 * Writes JSON as text. Commas are put by the writer; keys and values come in the caller's order. Text that is no UTF-8
 * gets U+FFFD for its bad bytes; numbers are written with all their digits; what is not finite is null.
 */
#ifndef MDP_RENDER_JSON_H
#define MDP_RENDER_JSON_H

#include <stdint.h>
#include "base/buf.h"
#include "base/value.h"

struct mdp_json {
	struct mdp_buf *out;
	bool comma; /* something stands before the next element */
};

void mdp_json_open(struct mdp_json *j, char bracket); /* '{' or '[' */
void mdp_json_close(struct mdp_json *j, char bracket); /* '}' or ']' */
void mdp_json_key(struct mdp_json *j, const char *key);
void mdp_json_text(struct mdp_json *j, const char *text); /* NULL is null */
void mdp_json_str(struct mdp_json *j, struct mdp_str s);
void mdp_json_int(struct mdp_json *j, int64_t i);
void mdp_json_double(struct mdp_json *j, double d);
void mdp_json_bool(struct mdp_json *j, bool b);
void mdp_json_null(struct mdp_json *j);
void mdp_json_raw(struct mdp_json *j, const char *json); /* JSON made elsewhere */
void mdp_json_value(struct mdp_json *j, const struct mdp_value *v); /* dates as ISO 8601 */

#endif
