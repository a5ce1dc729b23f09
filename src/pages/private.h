/* Private to pages/: a query file while it is made into SQL. */
#ifndef MDP_PAGES_PRIVATE_H
#define MDP_PAGES_PRIVATE_H

#include <jansson.h>
#include "pages/pages.h"

#define TRY(call)                      \
	do {                           \
		int try_rc = (call);   \
		if (try_rc)            \
			return try_rc; \
	} while (0)

#define PAGE_INPUTS 24 /* of one query */

enum page_shape { PAGE_ONE, PAGE_LIST, PAGE_RANGE };

/* A kind of input: what Evidence puts where. */
struct page_kind {
	const char *word;
	enum page_shape shape;
	const char *before,
		*after; /* the name, as SQL in a template; of a range, of its first and its last day without `.start` */
	enum { PAGE_ANY, PAGE_DAY, PAGE_NUMBER } value;
	bool all; /* can have a choice that means no filter */
};

struct page_input {
	const char *name;
	const struct page_kind *kind;
	const json_t *sample;
	const char *all; /* the value that means no filter; NULL = none */
	bool used;
};

struct page_file {
	struct mdp_arena *a;
	struct mdp_error *err;
	json_t *root;
	const char *title, *question;
	struct page_input inputs[PAGE_INPUTS];
	int ninputs;
	char place[256]; /* in the query, of what is being filled in: $.query.where.right */
	enum mdp_page_inputs how;
	int turn; /* 0: the samples; 1: other values, to see that nothing of a sample stays in the statement */
};

/* --- inputs.c --- */

/* Reads and checks all but the query itself. Release with mdp_page_file_close. */
int mdp_page_file_open(struct page_file *f, struct mdp_arena *a, struct mdp_str text, struct mdp_error *err);
void mdp_page_file_close(struct page_file *f);
/* The query, its inputs filled in as `how` and `turn` say. */
int mdp_page_file_query(struct page_file *f, enum mdp_page_inputs how, int turn, struct mdp_query **out);
/* The text of a template for the sample that a bind is. */
const char *mdp_page_input_text(void *file, const char *name);
/* Samples, for people: "range 2024-01-01 to 2024-12-31, category Books"; NULL when there are no inputs. */
const char *mdp_page_input_words(struct page_file *f);
struct page_input *mdp_page_input_of(struct page_file *f, const char *name);
/* The value as JSON that stands for an input: a literal, with its name when the query is to stay open. */
json_t *mdp_page_input_value(struct page_file *f, const struct page_input *in);

/* --- optional.c --- */

/* Conditions on inputs that have a choice for all: made to hold when it is chosen, or left out. Changes the query in place. */
int mdp_page_optional(struct page_file *f, json_t *query);
bool mdp_page_has_optional(const struct page_file *f);

/* --- tables.c --- */

/* Names of the catalog's tables in Evidence's sources, by table; those that no source has are NULL. */
int mdp_page_tables(struct mdp_session *s, struct mdp_arena *a, const struct mdp_sql_table **out,
		    struct mdp_error *err);

/* kept.c: "kept": "NAME" of a file's text is replaced by what the project keeps under that name */
int mdp_page_kept(struct mdp_arena *a, const char *project, struct mdp_str *json, struct mdp_error *err);

#endif
