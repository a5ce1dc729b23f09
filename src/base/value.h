/* One value, as bound to a statement, read from a result or written in a query. */
#ifndef MDP_BASE_VALUE_H
#define MDP_BASE_VALUE_H

#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/str.h"

/* name, word in JSON */
#define MDP_TYPES(X)              \
	X(NULL_, "null")          \
	X(BOOL, "boolean")        \
	X(INT, "integer")         \
	X(DOUBLE, "double")       \
	X(DECIMAL, "decimal")     \
	X(TEXT, "text")           \
	X(DATE, "date")           \
	X(TIMESTAMP, "timestamp") \
	X(OTHER, "other")

enum mdp_type {
#define X(name, word) MDP_T_##name,
	MDP_TYPES(X)
#undef X
};

struct mdp_value {
	enum mdp_type type;
	union {
		bool b;
		int64_t i; /* INT; DATE: days since 1970-01-01; TIMESTAMP: microseconds since then, UTC */
		double d; /* DOUBLE; DECIMAL: nearest double (exact digits in s) */
	};
	struct mdp_str s; /* TEXT; DECIMAL and OTHER: as the engine prints it (HUGEINT out of int64 is DECIMAL) */
};

struct mdp_value mdp_value_null(void);
struct mdp_value mdp_value_bool(bool b);
struct mdp_value mdp_value_int(int64_t i);
struct mdp_value mdp_value_double(double d);
struct mdp_value mdp_value_text(struct mdp_str s);
struct mdp_value mdp_value_date(int64_t days);
struct mdp_value mdp_value_timestamp(int64_t micros);
/* Exact compare within a type, numeric across number types; NULL sorts last. */
int mdp_value_cmp(const struct mdp_value *a, const struct mdp_value *b);
bool mdp_value_eq(const struct mdp_value *a, const struct mdp_value *b);
bool mdp_value_is_number(const struct mdp_value *v);
double mdp_value_number(const struct mdp_value *v); /* NaN when not a number */
/* Machine form: ISO dates, shortest round-trip doubles, "null" for NULL. NUL-terminated. */
const char *mdp_value_print(struct mdp_arena *a, const struct mdp_value *v);
const char *mdp_type_word(enum mdp_type t);
bool mdp_type_from_word(struct mdp_str word, enum mdp_type *out);

#endif
