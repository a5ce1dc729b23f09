/*
 * The semantic model of one platform: what the data is about. Filled by profile/ from the warehouse and by project/ from
 * the platform's files; read-only afterwards. Everything inferred carries its evidence. Ids are indices into the arrays;
 * -1 means none.
 *
 * Vocabulary. An entity is a key: a set of columns whose values name one thing (an order). Its home is the table its key is
 * taken from; the key may repeat there (the entity has no table of its own). The rows of every table are an entity too. A
 * site is a place (table and columns) where the key of an entity is stored: the home, copies, foreign keys, one for each
 * role. A link says that an instance of one entity determines at most one of another (order → customer). Every column
 * belongs to the coarsest entity that determines it: that is the grain of its values, however often they are repeated.
 */
#ifndef MDP_CATALOG_CATALOG_H
#define MDP_CATALOG_CATALOG_H

#include <stdbool.h>
#include <stdint.h>
#include "base/arena.h"
#include "base/date.h"
#include "base/error.h"
#include "base/value.h"
#include "query/query.h"

#define MDP_ROLES(X)                  \
	X(UNKNOWN, "unknown")         \
	X(ID, "id")                   \
	X(TIME_EVENT, "event time")   \
	X(TIME_RECORD, "record time") \
	X(CATEGORY, "category")       \
	X(FLAG, "flag")               \
	X(CODE, "code")               \
	X(NAME, "name")               \
	X(TEXT, "text")               \
	X(EMAIL, "email")             \
	X(GEO, "geography")           \
	X(MONEY, "money")             \
	X(QUANTITY, "quantity")       \
	X(RATE, "rate")               \
	X(PERCENT, "percent")         \
	X(SCORE, "score")             \
	X(DURATION, "duration")       \
	X(COUNT, "count")             \
	X(LEVEL, "level")             \
	X(NUMBER, "number")           \
	X(YEAR, "year")               \
	X(NESTED, "nested")
enum mdp_role {
#define X(name, word) MDP_ROLE_##name,
	MDP_ROLES(X)
#undef X
};
/* LEVEL: a stock or balance at a moment (not additive over time). NUMBER: an attribute such as age, not additive. */

#define MDP_ADDITIVITIES(X) X(NO, "no") X(SEMI, "not over time") X(YES, "yes")
enum mdp_additivity {
#define X(name, word) MDP_ADDITIVE_##name,
	MDP_ADDITIVITIES(X)
#undef X
};

struct mdp_source {
	const char *file; /* relative to the project's root; NULL = the data itself */
	int line;
};

struct mdp_evidence {
	const char *how; /* "declared", "functional dependency", "inclusion", "name", "description" … */
	int64_t rows, exceptions; /* looked at, of which against */
	struct mdp_source source;
};

/* One distinct value of a category, name or code, with how often it occurs. */
struct mdp_entry {
	const char *text; /* as stored */
	const char *norm; /* folded words, single spaces: "high value" */
	int64_t count;
	int since; /* of a state: 1 + the column with the day on which it came about; 0 = not known */
};

/* From when to when the times of a column run, those far from all others left out. */
struct mdp_coverage {
	enum mdp_grain grain; /* DAY, or WEEK or MONTH when there is one value in each; NONE = not known */
	int64_t first, last; /* days since 1970-01-01 */
	int64_t periods, empty; /* of that grain from first to last; of which no row is */
	bool lent; /* of a calendar: … */
	int64_t from, to; /* … the first and the last day that anything refers to */
};

struct mdp_column {
	int table, ordinal;
	const char *name; /* as in the warehouse */
	const char *words; /* split, lower case: "customer state" */
	const char *label; /* declared label, else NULL */
	const char *description; /* or NULL */
	const char **synonyms; /* declared; NULL-ended, or NULL */
	const char **tags; /* likewise */
	const char *sql_type;
	enum mdp_type type;
	enum mdp_role role;
	const char *role_how; /* what decided the role: "name", "values", "key" … */
	enum mdp_additivity additive;
	const char
		*unit; /* "currency" (of which is not known), "EUR", "kg", "days", "percent" … or NULL; see units.h */
	int64_t nulls, distinct;
	struct mdp_value min, max;
	struct mdp_coverage coverage; /* of times */
	int entity; /* owner: coarsest entity that determines it */
	int mirror; /* column of the owner's home that always holds the same value; -1 = itself is the original */
	struct mdp_entry *values; /* most frequent first */
	int nvalues;
	bool all_values; /* `values` is complete */
	int since; /* of a flag: as of a value, for its yes */
	bool hidden;
	struct mdp_evidence owner_evidence;
	const char *stored; /* the column of the table that it is a part or reading of, by `read_as`; NULL: itself */
	const char *part_as; /* while it is profiled: the SQL that reads it, '{}' for what it is stored in */
	const char *
		read_as; /* SQL that makes its text the value that `type` tells, '{}' for the column; NULL: it is one */
	const char
		*order_as; /* of a time in a key: SQL that sorts as time passes, '{}' for the column; NULL: it does */
	struct mdp_evidence read_evidence; /* of text that holds days or numbers, also where it is not read */
	const char *marks; /* what the rows that say yes here are marked as: "deleted", "test"; NULL = nothing */
	int64_t marked; /* how many */
	enum mdp_grain precision; /* of a time of which no more is known than its month, quarter or week; else NONE */
	bool moment; /* a moment in the world (with a zone, or counted from 1970): its day depends on the zone */
	const char *doubt; /* what is wrong with how a model computes it; NULL = nothing that is known */
	struct mdp_source doubt_source;
	struct mdp_source source;
	int origin; /* where its values come from, as files say; -1 = no file speaks of it */
};

struct mdp_table {
	const char *schema, *name;
	const char *words; /* without layer prefixes: "visits" ← fct_visits */
	const char *description;
	int64_t rows;
	int first_column, ncolumns; /* columns of a table are contiguous */
	int row_entity; /* what one row is: an entity whose home is this table */
	bool view;
	const char **tags; /* of files; NULL-ended, or NULL */
	const char *group; /* of files: who answers for it; or NULL */
	int snapshot; /* its rows look at the same things at each time of this column; -1 = they do not */
	int snapshot_within; /* the month, quarter … of the year that `snapshot` is; -1 = none */
	int current; /* of a table of versions: the table of its current rows; 0 = it is none */
	int versions,
		current_key; /* of a table of current rows: that of all versions, and what they are known by; -1 */
	int64_t ended; /* of a table of current rows: things of which no version is current, here as they last were */
	const char *rows_of,
		*only; /* rows of another table, and which: "where is_current"; NULL: those of its own name, all */
	int64_t snapshot_last, snapshot_usual; /* rows at the last of these times; at one on average */
	struct mdp_evidence snapshot_evidence; /* rows: things times periods; exceptions: of which no row is */
	struct mdp_pred *filter; /* declared for all questions that say nothing of its columns; NULL */
	const char *filter_text;
	struct mdp_source filter_source;
	int aggregate_of; /* the finer table that it holds sums of, by columns of its own key; -1 = none is known */
	struct mdp_source source;
};

struct mdp_entity {
	const char *name, *plural; /* "order line", "order lines" */
	const char **synonyms; /* other names: from key column, table, description; NULL-ended or NULL */
	int table; /* home */
	int *key; /* columns of the home; nkey 0 = the row itself has no key */
	int nkey;
	bool own_table; /* its key is unique in its home */
	int64_t count; /* instances */
	int label; /* column that names an instance to people, -1 */
	bool label_unique;
	int time; /* default time column: owned by it, -1 */
	const char *description;
	struct mdp_evidence evidence;
	int64_t source_count; /* how many of them its source has, where that is more; 0 = not known */
	const char *source_name;
	int *almost; /* columns that would be a (shorter) key of the rows but for few exceptions; NULL, 0 */
	int nalmost;
	struct mdp_evidence almost_evidence;
};

struct mdp_site {
	int entity, table;
	int *key; /* columns of `table`, parallel to the entity's key */
	const char *role; /* words that tell several sites of one entity in one table apart, NULL if single */
	bool unique; /* at most one row a key here */
	int64_t distinct, nulls,
		orphans, /* distinct keys; rows without key; distinct keys that the home does not hold */
		orphan_rows; /* rows that have one of these */
	const char *examples; /* a few of those orphans; or NULL */
	struct mdp_evidence evidence;
};

struct mdp_link {
	int from, to; /* entities: `from` determines `to` */
	int from_site, to_site; /* sites in one table; from_site's key determines to_site's key */
	bool optional; /* some instances have none */
	struct mdp_evidence evidence;
};

/* A named definition. Additive measures are sums of an expression over instances of their entity. */
struct mdp_measure {
	const char *name; /* unique: "revenue", or the column's words */
	const char **synonyms; /* NULL-ended or NULL */
	const char *description;
	int entity;
	struct mdp_expr *expr; /* an aggregate (or arithmetic on aggregates) whose entity is `entity` */
	struct mdp_pred *assumed; /* of its conditions, what a page takes until its reader chooses; NULL */
	const char *unit;
	enum mdp_additivity additive;
	int time; /* time column, -1 = the entity's */
	const char *no_time; /* why it has none: its parts are dated by different ones; NULL = it has */
	bool declared; /* in a file; else inferred from a column */
	int uses; /* how many dashboards or models use it */
	bool main; /* declared: what its entity comes to, when no amount is named */
	bool disputed; /* files define the name in different ways; the finding two_definitions names them */
	const char *rival; /* what the name means elsewhere, with its place; NULL if nothing else */
	struct mdp_source source;
};

/* Proved arithmetic between columns. */
enum mdp_identity_kind {
	MDP_ID_SUM_PRODUCT,
	MDP_ID_SUM,
	MDP_ID_PRODUCT,
	MDP_ID_DIFFERENCE,
	MDP_ID_RATIO,
	MDP_ID_LINEAR,
	MDP_ID_MIXED
};
#define MDP_IDENTITY_TERMS 6
struct mdp_identity {
	enum mdp_identity_kind
		kind; /* Σ fine a×b = coarse c; Σ fine a = coarse c; a×b = c; a−b = c; a÷b = c; Σ ±terms = c;
			 MIXED: coarse a ± the product of the terms = fine c, on each fine row */
	int a, b, c; /* columns; b -1 for SUM and MIXED; a and b -1 for LINEAR */
	int fine, coarse; /* entities; equal when within a row */
	int64_t checked, exceptions;
	struct mdp_term {
		int column, sign; /* +1 or −1 */
		double share; /* Σ column ÷ Σ c over all instances */
	} terms[MDP_IDENTITY_TERMS]; /* LINEAR; largest share first */
	int nterms;
	double factor; /* RATIO: c = factor × a ÷ b; 100 where c is in percent */
};

/*
 * One dimension above another of the same entity: every city lies in one state. Only neighbours are kept: city → state and
 * state → country, not city → country. Exceptions are values of `fine` that lie in several of `coarse`.
 */
struct mdp_level {
	int entity, fine, coarse; /* columns of the entity's home */
	const char *example; /* a value of `fine` that is an exception; NULL if there is none */
	struct mdp_evidence evidence; /* rows: values of `fine` */
};

/* Values that do not mean what they say: a text for "missing", an age of 999, a day in 1900. Nothing is changed in the data. */
#define MDP_ODDITIES(X)                               \
	X(PLACEHOLDER, "placeholder")                 \
	X(IMPOSSIBLE, "impossible")                   \
	X(APART, "far from all others")               \
	X(ALIKE, "the same on all rows of one thing") \
	X(WHOLE, "the sum of the others")             \
	X(LEVELS, "what is there once more")          \
	X(NEGATIVE, "negative where nearly all are positive")
enum mdp_oddity_kind {
#define X(name, word) MDP_ODD_##name,
	MDP_ODDITIES(X)
#undef X
};
struct mdp_oddity {
	int column;
	enum mdp_oddity_kind kind;
	const char *example; /* the most frequent such value, as text */
	const char *treatment; /* what is done with the rows */
	struct mdp_evidence evidence; /* rows: that have a value; exceptions: that have such a one */
};

struct mdp_finding {
	const char *code, *text;
	const char *fix; /* what to write instead; NULL = nothing better than the rule's own advice */
	const char **
		names; /* of a definition that cannot be computed: asking for one of them says so; NULL-ended or NULL */
	const char *why; /* … and why it cannot be */
	struct mdp_source source;
	bool counted; /* the two numbers below are known */
	double is, should; /* what is there, and what it would be */
};

/*
 * A pipeline that fills a table, itself or a source that the table is made from: when it runs, and when it last loaded what is there.
 * What dbt declares of a source's freshness is one as well, without a DAG.
 */
struct mdp_feed {
	int table; /* -1: one that the catalog does not hold, such as a source of models */
	const char *relation; /* then its "schema.table" */
	const char *dag; /* its id; NULL: a declaration of dbt */
	const char *schedule; /* as written: "@daily", "0 2 * * *", an asset …; NULL when it has none */
	const char *via; /* "schema.table" of the source; NULL = the table itself */
	int64_t max_age; /* seconds that may lie between loads, as dbt declares; 0 = by the schedule */
	int64_t loaded; /* seconds since 1970, UTC; INT64_MIN = unknown */
	bool at_latest; /* `loaded` is when the file was last written: no load can be later */
	const char *zone; /* that the schedule is in; NULL = UTC */
	int64_t zone_offset; /* of the zone from UTC, in seconds, at the time of `loaded` */
	struct mdp_source source;
};

#define MDP_ORIGINS(X)         \
	X(MODEL, "model")      \
	X(VIEW, "view")        \
	X(SEED, "seed")        \
	X(SOURCE, "source")    \
	X(FILE, "file")        \
	X(TABLE, "table")      \
	X(CONSTANT, "nothing") \
	X(UNKNOWN, "unknown")
enum mdp_origin_kind {
#define X(name, word) MDP_ORIGIN_##name,
	MDP_ORIGINS(X)
#undef X
};
/*
 * One step on the way of a column's values, read from SQL: what a model makes, of which steps before it. An origin's `from` are
 * smaller ids, so there is no circle. UNKNOWN ends a way that cannot be followed, and says why; nothing is guessed.
 */
struct mdp_origin {
	enum mdp_origin_kind kind;
	const char *
		relation; /* model, seed, "schema.table" or path of a file; NULL: a step inside the relation that uses it */
	const char *column; /* "*": its rows, as count(*) takes them */
	const char *expr; /* SQL as it is written; NULL: taken as it is */
	const char *why; /* UNKNOWN */
	const char *loaded; /* SOURCE: the file that it is loaded from, as it is declared; or NULL */
	int *from, nfrom;
	struct mdp_source source;
};

/* What files say is made of the data, and who answers for it. */
#define MDP_USES(X) X(EXPOSURE, "exposure") X(SAVED_QUERY, "saved query") X(GROUP, "group") X(PAGE, "page")
enum mdp_use_kind {
#define X(name, word) MDP_USE_##name,
	MDP_USES(X)
#undef X
};
struct mdp_use {
	enum mdp_use_kind kind;
	const char *name, *label, *description; /* of a page the name is its file, the label its title */
	const char *type, *owner, *url; /* or NULL */
	int *tables, ntables; /* that it reads; of a group its own */
	const char **others; /* models that it depends on and the catalog does not hold */
	const char **metrics, **group_by, **where; /* of a saved query, as written */
	const char **charts; /* of a page: component, query and column, title, format */
	struct mdp_source source;
};

/* A table of the warehouse that no question is asked of, and why. */
struct mdp_left_out {
	const char *schema, *name, *why;
};

/*
 * An entity that lives inside a finer table, written down as a table of its own: one row a key, with all that depends on the key. Whoever
 * reads it must know that it is as new as the table (src/ask/keep.h).
 */
struct mdp_kept {
	int entity, table; /* `table`: its home, of which it was made */
	const char *relation; /* "schema.table" as SQL */
	int *columns, ncolumns; /* of the home, that are in it */
	int64_t rows, of_rows; /* its own; the home's */
	int largest; /* columns that have exceptions: the largest value was taken */
};

enum mdp_fresh { MDP_FRESH_UNKNOWN, MDP_FRESH_YES, MDP_FRESH_LATE };

/* Is what a table holds as new as it should be? */
struct mdp_freshness {
	enum mdp_fresh state;
	const struct mdp_feed *feed; /* that decides it; NULL when nothing is known */
	int64_t due; /* when the next load was or is expected, UTC; INT64_MAX = unknown */
};

struct mdp_catalog {
	struct mdp_arena arena;
	const char *platform; /* a name for people */
	struct mdp_table *tables;
	int ntables;
	struct mdp_column *columns;
	int ncolumns;
	struct mdp_entity *entities;
	int nentities;
	struct mdp_site *sites;
	int nsites;
	struct mdp_link *links;
	int nlinks;
	struct mdp_measure *measures;
	int nmeasures;
	struct mdp_identity *identities;
	int nidentities;
	struct mdp_level *levels;
	int nlevels;
	struct mdp_oddity *oddities;
	int noddities;
	struct mdp_finding *findings;
	int nfindings;
	struct mdp_feed *feeds;
	int nfeeds;
	struct mdp_origin *origins;
	int norigins;
	struct mdp_use *uses;
	int nuses;
	struct mdp_left_out *left_out;
	int nleft_out;
	struct mdp_kept *kept;
	int nkept;
	const char *kept_file; /* that holds them, as it is attached; NULL: the warehouse itself */
	int64_t kept_size, kept_time; /* of that file */
	const char *currency; /* of amounts of which nothing else says one: declared, or that of all pages; or NULL */
	int fiscal_start; /* month 1–12; 0 when not declared */
	const char *zone; /* in which moments become days, as declared; NULL = UTC */
	struct mdp_source zone_source;
};

struct mdp_catalog *mdp_catalog_new(void);
void mdp_catalog_free(struct mdp_catalog *c);

/* Look-ups; -1 if absent. Columns as "table.column" or "schema.table.column", or bare when unique. */
int mdp_catalog_table(const struct mdp_catalog *c, struct mdp_str name);
int mdp_catalog_column(const struct mdp_catalog *c, struct mdp_str name);
int mdp_catalog_entity(const struct mdp_catalog *c, struct mdp_str name); /* name, plural or synonym */
int mdp_catalog_measure(const struct mdp_catalog *c, struct mdp_str name);
int mdp_catalog_measure_of(const struct mdp_catalog *c, int entity, struct mdp_str name); /* rather one of the entity */
const char *mdp_catalog_column_name(const struct mdp_catalog *c, struct mdp_arena *a, int column); /* "table.column" */
/* The value by which a column of flags says yes (true, 1, "Y"); false when it is no such column. */
bool mdp_catalog_yes(const struct mdp_catalog *c, int column, struct mdp_value *yes);
/* The value as stored, and all that differ from it by case, accents or blanks alone ("Open", "open "); at most `max`. */
int mdp_catalog_spellings(const struct mdp_catalog *c, struct mdp_arena *a, int column, const char *text,
			  const char **out, int max);
/*
 * Columns by which people know a thing beside its key: its label; else a name that others may share, in its two halves where it has them; else a
 * text that is as unique as the key and begins with the thing's name ("order number"). How many.
 */
#define MDP_KNOWN_BY 2
int mdp_catalog_known_by(const struct mdp_catalog *c, int entity, int out[MDP_KNOWN_BY]);
bool mdp_catalog_is_whole_of(const struct mdp_catalog *c, int one,
			     int part); /* the thing itself, or what it is a line of by its name */
int mdp_catalog_aggregated(const struct mdp_catalog *c,
			   const struct mdp_expr *e); /* the column that it is an aggregate of; -1 */
int mdp_catalog_original(const struct mdp_catalog *c, int column); /* follows mirrors */
int mdp_catalog_since(const struct mdp_column *c,
		      struct mdp_str value); /* the day since which rows have the value: 1 + its column; 0 */
/* Site of an entity in a table (role NULL: the first), -1 if none. */
int mdp_catalog_site(const struct mdp_catalog *c, int entity, int table, const char *role);
/* Does the site refer to a thing that another table is about (or to another of its own rows)? Rather than share a number with it. */
bool mdp_catalog_is_reference(const struct mdp_catalog *c, const struct mdp_site *s);
bool mdp_catalog_is_regular(const struct mdp_catalog *c,
			    int column); /* its times are each day, week, month … of a period */
/* Of a column of current rows that of their versions, and the other way round; -1 where there is none. */
int mdp_catalog_then(const struct mdp_catalog *c, int column);
int mdp_catalog_now(const struct mdp_catalog *c, int column);
/* The table in the warehouse that holds its rows. */
const char *mdp_catalog_relation(const struct mdp_table *t);
bool mdp_catalog_is_calendar(const struct mdp_catalog *c, int entity); /* its instances are days */
/* Shortest chain of links from one entity to another; number of links, 0 when equal, -1 when not determined. */
int mdp_catalog_path(const struct mdp_catalog *c, int from, int to, const char *role, int *links, int max);
bool mdp_catalog_determines(const struct mdp_catalog *c, int from, int to);
/* Marks all entities that `from` determines, itself first; `reached` is as long as the catalog's entities, and all false. */
void mdp_catalog_reach(const struct mdp_catalog *c, int from, bool *reached);
/* First and last day of a time column; false when unknown. */
bool mdp_catalog_period(const struct mdp_catalog *c, int column, int64_t *first, int64_t *last);

/* From fine to coarse, along levels of one entity: city, state, country. */
#define MDP_DRILL_COLUMNS 8
struct mdp_drill {
	int columns[MDP_DRILL_COLUMNS], n;
};
/* All paths that begin with a column which no other lies under; at most `max`. */
int mdp_catalog_drills(const struct mdp_catalog *c, int entity, struct mdp_drill *out, int max);
/* particulars.c: what is known of one instance: its key, its name, then what is its own and what it refers to, as the table has them. */
int mdp_catalog_particulars(const struct mdp_catalog *c, int entity, int *out, int max);
#define MDP_PARTICULARS 16
/* Is the column, by itself, what the rows of the entity's table know another thing by? */
bool mdp_catalog_refers(const struct mdp_catalog *c, int entity, int column);
const char *mdp_oddity_word(enum mdp_oddity_kind k);
const char *mdp_use_word(enum mdp_use_kind k);

/*
 * Of a table at a moment (seconds since 1970). Late is what was not loaded although a load was due and has had its time; a feed
 * that has others beside it for the same source is late only when all of them are. Unknown before the last load.
 */
/* Why a table (a view, that is) cannot be read; NULL when it can. */
#define MDP_FINDING_CANNOT_READ "cannot_read"
const char *mdp_catalog_unreadable(const struct mdp_catalog *c, int table);
struct mdp_freshness mdp_catalog_freshness(const struct mdp_catalog *c, int table, int64_t now);
/* "daily at 05:00 (load_visits)", "within 36 hours (dbt)"; NULL when it is not about time. */
const char *mdp_catalog_expected(struct mdp_arena *a, const struct mdp_feed *f);

const char *mdp_catalog_dump(const struct mdp_catalog *c, struct mdp_arena *a); /* JSON */

/*
 * The on-disk form: found by fingerprint, loaded without a query. A stale, foreign or damaged cache is "absent" (returns 1), never an
 * error. It holds values of the data: `mode` is the permissions it gets (those of the warehouse; -1: as the umask has it). Files of
 * strangers are absent too: they must belong to this user, to root or to `owner` (a user id, that of the warehouse; -1: nobody else).
 */
int mdp_catalog_save(const struct mdp_catalog *c, const char *path, int mode, struct mdp_str fingerprint,
		     struct mdp_error *err);
int mdp_catalog_load(struct mdp_catalog **out, const char *path, int64_t owner, struct mdp_str fingerprint);

/* Words of a name: case, underscore and digit boundaries split, lower case, layer prefixes of tables dropped. */
const char *mdp_words_of_name(struct mdp_arena *a,
			      const char *name); /* short forms in full: "account balance" of ACCT_BAL */
const char *mdp_words_as_written(struct mdp_arena *a, const char *name);
/* As people write it where a digit stands at a letter: "co2 emissions" of co2_emissions, which is "co 2 emissions" above; NULL without such. */
const char *mdp_words_glued(struct mdp_arena *a, const char *name);
const char *mdp_words_of_table(struct mdp_arena *a, const char *name);
const char *mdp_words_singular(struct mdp_arena *a, const char *words); /* last word: "order lines" → "order line" */
const char *mdp_words_plural(struct mdp_arena *a, const char *words);
bool mdp_words_have(const char *words, struct mdp_str word);
bool mdp_words_begin(const char *words, const char *name); /* with this name, and go on: "order date" with "order" */
bool mdp_words_listed(const char *const *list, struct mdp_str word); /* one of mdp_data_… (words.h)? */
bool mdp_words_happen(const char *name); /* a noun of what happens once ("support ticket"), by its last word */
bool mdp_words_undone(struct mdp_str words); /* a state of which nothing came: "cancelled" (names/undone.tsv) */
const char *mdp_words_norm(struct mdp_arena *a,
			   struct mdp_str text); /* folded, punctuation and underscores to single spaces */

/* A name for people with its signs as words: "Margin %" is the margin percent, not the margin. */
const char *mdp_words_said(struct mdp_arena *a, const char *text);

/* Do the two texts say yes and no ("Y", "N")? Gives the one that says yes, else NULL. */
const char *mdp_words_yes(const char *a, const char *b);

const char *mdp_role_word(enum mdp_role r);
const char *mdp_origin_word(enum mdp_origin_kind k);
/* The steps behind an origin, itself first, each once, depth first; at most `max`. Gives their number. */
int mdp_catalog_trail(const struct mdp_catalog *c, int origin, int *out, int max);
#define MDP_TRAIL_MAX 400
#define MDP_LINEAGE_DEPTH 100
/* The same for people, as a tree written down. */
struct mdp_lineage_line {
	int origin, depth;
	const char *name; /* "relation.column" */
	const char *made; /* the expression; why it is unknown; NULL: taken as it is */
	const char *place; /* "file:line", or NULL */
	const char *filled; /* the file or pipeline that fills the relation, or NULL */
	bool again; /* what it is made of was said further up */
};
int mdp_catalog_lineage(const struct mdp_catalog *c, struct mdp_arena *a, int origin, struct mdp_lineage_line **out);

#endif
