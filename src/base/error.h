/*
 * Errors. Functions that can fail return 0 or a negative `enum mdp_code`, and take the caller's error as last
 * parameter; it is untouched on success and may be NULL. Messages are lower case, without a final stop:
 * primary (what), detail (why, with values), hint (the way out).
 */
#ifndef MDP_BASE_ERROR_H
#define MDP_BASE_ERROR_H

/* name, exit code, word in JSON */
#define MDP_CODES(X)                     \
	X(OK, 0, "ok")                   \
	X(USAGE, 2, "usage")             \
	X(REFUSED, 3, "refused")         \
	X(CHOICE, 4, "choice")           \
	X(IO, 5, "io")                   \
	X(WAREHOUSE, 5, "warehouse")     \
	X(FORMAT, 5, "format")           \
	X(LIMIT, 5, "limit")             \
	X(CANCELLED, 5, "cancelled")     \
	X(TEST_FAILED, 1, "test_failed") \
	X(INTERNAL, 5, "internal")

enum mdp_code {
#define X(name, exit_code, word) MDP_##name,
	MDP_CODES(X)
#undef X
};

/* Why a question was refused: stable codes of the JSON contract. name, word */
#define MDP_REASONS(X)                        \
	X(NONE, "")                           \
	X(OUTSIDE_DATA, "outside_data")       \
	X(UNKNOWN_CONCEPT, "unknown_concept") \
	X(UNKNOWN_WORD, "unknown_word")       \
	X(VALUE_NOT_FOUND, "value_not_found") \
	X(NOT_SPLITTABLE, "not_splittable")   \
	X(NOT_CONNECTED, "not_connected")     \
	X(WRITE_REQUEST, "write_request")     \
	X(NOT_A_QUESTION, "not_a_question")   \
	X(OPINION, "opinion")                 \
	X(UNSUPPORTED, "unsupported")         \
	X(AMBIGUOUS, "ambiguous")             \
	X(INVALID_QUERY, "invalid_query")     \
	X(TWO_DEFINITIONS, "two_definitions") \
	X(NOT_ADDITIVE, "not_additive")

enum mdp_reason {
#define X(name, word) MDP_REASON_##name,
	MDP_REASONS(X)
#undef X
};

struct mdp_span {
	int start, length; /* bytes in the question; length 0 = none */
};

struct mdp_error {
	enum mdp_code code;
	enum mdp_reason reason; /* for MDP_REFUSED */
	char primary[512], detail[1024], hint[512];
	char file[512]; /* place of bad input; empty = none */
	int line; /* 1-based; 0 = none */
	struct mdp_span span;
};

/* Sets code and primary, clears the rest; returns -code, so that `return mdp_fail(…)` reads well. */
int mdp_fail(struct mdp_error *err, enum mdp_code code, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
int mdp_refuse(struct mdp_error *err, enum mdp_reason why, const char *fmt, ...) __attribute__((format(printf, 3, 4)));
/* The analyzer sees no other file: told that a failure is not 0, it knows that what was to be set has been set. */
#if defined(__clang_analyzer__) && !defined(MDP_ERROR_IMPLEMENTATION)
#define mdp_fail(err, code, ...) (mdp_fail((err), (code), __VA_ARGS__), -(int)(code))
#define mdp_refuse(err, why, ...) (mdp_refuse((err), (why), __VA_ARGS__), -(int)MDP_REFUSED)
#endif
void mdp_error_detail(struct mdp_error *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void mdp_error_hint(struct mdp_error *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void mdp_error_at(struct mdp_error *err, const char *file, int line);
void mdp_error_span(struct mdp_error *err, struct mdp_span span);
const char *mdp_code_word(enum mdp_code code);
const char *mdp_reason_word(enum mdp_reason why);
int mdp_exit_code(enum mdp_code code);

#endif
