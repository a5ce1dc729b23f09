/*
 * Private to profile/: what is known while a catalog is being filled. Tables and columns are those of the catalog, by the same
 * indices; the steps (schema, statistics, keys, inclusion, entities, names …) each fill their part, in the order of
 * mdp_profile_run.
 */
#ifndef MDP_PROFILE_PROF_H
#define MDP_PROFILE_PROF_H

#include "base/limits.h"
#include "profile/profile.h"

#define PROF_DIRTY_SHARE 0.03 /* of the rows may repeat a key that is one all the same */

/* What sort of values a column holds, from its type alone. */
enum prof_class { PROF_NUMBER, PROF_INTEGER, PROF_TEXT, PROF_TIME, PROF_BOOL, PROF_NESTED };

struct prof_column {
	enum prof_class class;
	bool keyable; /* may be part of a key or a reference, by its type and role */
	bool idlike; /* its name says that it identifies something */
	bool amount; /* text whose name is that of a number */
	bool datelike; /* text of digits and separators only: a date, a season, a phone number */
	bool unique; /* no nulls, no repeats */
	bool comparable; /* hashes of it can be compared with those of other tables */
	bool distinct_exact;
	uint32_t *codes; /* of the sample: 0 = null, else 1 … ncodes */
	uint32_t ncodes;
	uint64_t *hashes; /* of the value of each code, from 1 */
	double length; /* average, of text */
	const char *noun; /* words without the trailing id word: "member" ← member_id; "" when nothing is left */
	const char *singular; /* … with every word in the singular */
	const char *full; /* words with the table's prefix; those of the column without one */
	/* distinct values as sorted hashes, those divisible by `every` only; NULL until needed */
	uint64_t *domain;
	int64_t ndomain;
	int64_t every;
	int64_t nempty; /* rows with an empty text */
	bool event_only; /* its name is an amount of something that happened, and a unit's of what only is */
	bool guessed; /* its role is what texts of that kind mostly are: the name says nothing */
	bool clock; /* a time with the hour of the day, not a date */
	bool share; /* an amount by its name, a share of something when all values lie between 0 and 1 */
	bool secondary; /* a time that is not when the thing happened: due, end, birth */
	bool stamp; /* when a row was loaded or changed: the time of nothing */
	bool restarts; /* a number that begins again in each of what the rest of the rows' key names */
	int elsewhere; /* columns of other tables with the same words, 3 at most */
	int ref_table; /* the table whose key this column refers to, -1 */
	int ref_column;
	int ref_strength;
	bool ref_declared;
	int64_t ref_orphans;
	int other_key; /* entity of this column, a unique one beside the key that is referred to; 0 = none */
};

struct prof_key {
	int columns[MDP_LIMIT_KEY_COLUMNS]; /* of the catalog */
	int n;
	int64_t exceptions; /* rows beyond the first of each key */
	const char *how;
	struct mdp_source source;
};

/* A value of a column that tells kinds of a table's things apart. */
struct prof_kind {
	int column;
	const char *text, *words; /* as it is stored; its words in the singular */
};

struct prof_table {
	const char *from; /* SQL: what to select from */
	int64_t nsample; /* rows in `codes` */
	bool complete; /* the sample is the whole table */
	struct prof_key key; /* of its rows; n 0 = none found */
	struct prof_key almost; /* several columns that would be the key but for few rows */
	struct prof_key
		watched; /* a thing and a time beside a key that only numbers the rows (reading_id); n 0 = none */
	const struct mdp_table_hint *hint;
	const char *noun; /* words of the table, the last in the singular */
	const char *singular; /* … and every word in the singular, for comparing */
	const char
		*prefix; /* short word that all its columns' names begin with, and that their words are without; NULL */
	int copy_of; /* temp table number, -1 */
	struct prof_kind *kinds; /* kinds.c; once they are known */
	int nkinds, capkinds;
	bool kinds_known;
};

/* A reference by several columns to the composite key of another table. */
struct prof_ref {
	int table, to_table;
	int columns[MDP_LIMIT_KEY_COLUMNS]; /* parallel to the target's key */
	int64_t orphans;
	bool declared;
};

/* Parallel to the catalog's sites: what the key of the site determines in its table. */
struct prof_site {
	bool *determines; /* by position in the table: no exception on any row */
	bool *nearly; /* … but in few groups, far fewer than chance would make */
	int64_t *exceptions; /* groups that hold several values */
	double *bits; /* evidence that this is more than chance; computed when asked, else -1 */
	int64_t rows, groups, multi; /* rows with a key; keys; groups of more than one row */
	bool declared;
	bool assured; /* unique, and not by the accident of few rows */
};

/* How many groups of one key hold more than one value of each column of the table. */
struct prof_fd {
	int64_t rows, groups, multi; /* rows with a key; groups; groups of more than one row */
	int64_t *bad; /* by position in the table; -1 = not looked at */
	int64_t *units; /* rows counted for chance, by position; filled by callers */
};

/* A dependency count that was made over all rows of a large table, kept because later steps ask again. */
struct prof_memo {
	int table, key[MDP_LIMIT_KEY_COLUMNS], nkey;
	struct prof_fd *fd;
};

/* A table on which a statement failed: the run begins again without it, as nothing half-known may be left of it. */
struct prof_lost {
	const char *schema, *name, *why;
};

struct prof {
	struct mdp_engine *e;
	const struct mdp_hints *hints;
	struct mdp_catalog *c;
	struct mdp_error *err;
	struct mdp_arena *a; /* scratch of the whole run */
	struct prof_table *tables;
	struct prof_column *columns;
	struct prof_ref *refs;
	int nrefs, cap_refs;
	struct prof_declared *declared;
	int ndeclared, cap_declared;
	int cap_tables, cap_columns, cap_entities, cap_sites, cap_links, cap_measures, cap_identities, cap_findings,
		cap_levels, cap_oddities, cap_left_out;
	struct prof_site *sites;
	int cap_prof_sites, nprof_sites;
	struct prof_memo *memos;
	int nmemos, cap_memos;
	struct prof_index *index; /* of named.c; NULL before it is needed */
	int64_t nvalues; /* kept in the index of values so far */
	int ncopies;
	bool ignore_declared;
	const struct prof_lost *lost;
	int nlost;
	int failed; /* the table on which a statement failed, -1 */
	int told, nsteps; /* tables and steps so far; steps of a run, besides its tables */
};

/* How much a column's name says that it holds the keys of a table. */
enum prof_named { PROF_NAMED_NONE, PROF_NAMED_WEAK, PROF_NAMED_LIKELY, PROF_NAMED_STRONG, PROF_NAMED_SAME };

/* A declared constraint: a key of `table`, or a reference to `to_table`. */
struct prof_declared {
	bool foreign, primary;
	int table, to_table;
	int columns[MDP_LIMIT_KEY_COLUMNS], to_columns[MDP_LIMIT_KEY_COLUMNS];
	int n;
};

int mdp_prof_schema(struct prof *p);
int mdp_prof_versions(
	struct prof
		*p); /* tables of versions; the current ones as tables of their own. Before anything else is known */
int mdp_prof_schema_table(struct prof *p, const char *schema, const char *name,
			  bool view); /* adds one; its columns follow */
void mdp_prof_schema_column(struct prof *p, const char *name, const char *sql_type);
bool mdp_prof_is_hint_about(const struct mdp_table_hint *h, const struct mdp_table *t);
/* Fields of structs and JSON, seconds of intervals, as columns of the table that was added last (parts.c). */
int mdp_prof_parts(struct prof *p, int table);
const char *mdp_prof_parts_from(struct prof *p, int table, const char *from); /* what is selected from, with these */
void mdp_prof_parts_done(struct prof *p);
int mdp_prof_stats(struct prof *p, int table);
void mdp_prof_role(struct prof *p, int column);
void mdp_prof_text_role(struct prof *p, int column); /* of a text, after its name said what it may be */
void mdp_prof_codes(struct prof *p, int table); /* numbers that stand for a text; after roles */
int mdp_prof_read_text(struct prof *p, int column); /* days and numbers kept as text; after its role */
int mdp_prof_zone(struct prof *p); /* the declared one into the catalog, if there is such a zone */
int mdp_prof_read_zone(struct prof *p, int column); /* moments in the days of that zone */
int mdp_prof_read_moments(struct prof *p, int column); /* seconds and milliseconds since 1970; after its role */
bool mdp_prof_names_time(const char *words); /* do they say that it is a time, whatever its type? */
int mdp_prof_read_numbers(struct prof *p); /* days and months kept as whole numbers; after references */
int mdp_prof_periods(struct prof *p);
int mdp_prof_period(struct prof *p, int column); /* of one that was read later */
int mdp_prof_values(struct prof *p, int table);
int mdp_prof_keys(struct prof *p);
int mdp_prof_names_table(struct prof *p, int column); /* 0–3: how much the column's noun is its table's */
int mdp_prof_composite_keys(struct prof *p);
/* Could these columns be unique by accident, for so few rows? */
bool mdp_prof_is_accident(struct prof *p, int table, const int *key, int nkey);
/* The references, identifiers and dates that the table begins with, as its key if they are one; else `key` stays. */
int mdp_prof_leading_key(struct prof *p, int table, struct prof_key *key);
int mdp_prof_references(struct prof *p);
int mdp_prof_entities(struct prof *p);
int mdp_prof_hubs(struct prof *p);
void mdp_prof_declared_joins(struct prof *p);
int mdp_prof_declared_keys(struct prof *p);
int mdp_prof_mirrors(struct prof *p);
int mdp_prof_owners(struct prof *p);
/*
 * The time among the columns of a key: a column, or a year and the month within it. `alone`: the key has nothing beside it.
 * `weak`: a number that only its name says is one.
 */
struct prof_moment {
	int time, within; /* -1 = none */
	bool alone, weak;
};
int mdp_prof_moment(struct prof *p, const struct prof_key *key, struct prof_moment *out);
const char *mdp_prof_moment_sql(struct prof *p, const struct prof_moment *m); /* sorts as time passes */
const char *mdp_prof_filled(struct mdp_arena *a, const char *template, const char *column); /* '{}' is the column */
int mdp_prof_snapshots(struct prof *p); /* the same things at several times; stocks */
int mdp_prof_coverage(struct prof *p); /* of times */
int mdp_prof_calendars(struct prof *p); /* days that are referred to; after the times of entities */
int mdp_prof_orphans(struct prof *p); /* examples of them */
int mdp_prof_links(struct prof *p);
int mdp_prof_events(struct prof *p); /* amounts that are such only of what happened; after links */
void mdp_prof_names(struct prof *p);
void mdp_prof_site_roles(struct prof *p);
void mdp_prof_attributes(struct prof *p);
int mdp_prof_identities(struct prof *p);
int mdp_prof_linear(struct prof *p); /* amounts that are sums of others */
int mdp_prof_mixed(struct prof *p); /* amounts of a row that hold one of something coarser */
int mdp_prof_ratios(struct prof *p); /* columns that are one amount over another */
bool mdp_prof_is_kin_noun(
	const char *noun); /* a word, or the beginning of one, that warehouses use for a thing (kin.tsv) */
enum prof_named mdp_prof_name_strength(struct prof *p, int column, int target); /* target: the key of its table */
bool mdp_prof_may_name(struct prof *p, int column, int target); /* … is at least likely */
bool mdp_prof_is_kin(const char *noun, const char *table); /* do they end in words that often mean the same thing? */
/* kinds.c: is the column called after a kind of the target's things, and do its rows refer to things of that kind? */
int mdp_prof_called_after_kind(struct prof *p, int column, int target, bool *is);
/* "performed by", "account owner": one of the people whose key `target` is, by names and range (doers.tsv, staff.tsv). */
bool mdp_prof_is_doer(const struct prof *p, int column, int target);
/* Is the column of those who do something ("account owner"), and the other of people of the house ("rep"), both by codes? */
bool mdp_prof_is_colleague(const struct prof *p, int column, int key);
bool mdp_prof_is_of_same_kind(const struct prof *p, int column); /* "manager", "parent": of its own table's kind */
/* May a column refer to the key of its own table? Not because both are counted. */
bool mdp_prof_may_refer_to_own(struct prof *p, int column, int target, enum prof_named strength);
void mdp_prof_index(struct prof *p); /* of the tables by the names of their present keys; for what follows */
void mdp_prof_index_release(struct prof *p);
/* Tables, in ascending order, of which the names may be at least likely; all such, and others. Theirs until the next call. */
int mdp_prof_named_tables(struct prof *p, int column, const int **tables);
bool mdp_prof_ends_in(const char *words, const char *tail); /* … behind other words */
int mdp_prof_kinds(struct prof *p); /* names that many share are kinds: the brand name of a product */
int mdp_prof_levels(struct prof *p);
int mdp_prof_oddities(struct prof *p);
int mdp_prof_wholes(struct prof *p); /* rows that hold what others hold already */
void mdp_prof_add_oddity(struct prof *p, int column, enum mdp_oddity_kind kind, const char *example, int64_t rows,
			 const char *how, const char *treatment);
int mdp_prof_steps(struct prof *p); /* the days on which states came about */
/* Rows with that value are left out of all that says nothing of the column, as by a declared filter, told as `said`. */
void mdp_prof_leave_out(struct prof *p, int column, const struct mdp_value *value, const char *said);
int mdp_prof_marks(struct prof *p); /* rows marked as deleted or as tests */
int mdp_prof_rollups(struct prof *p); /* tables that are aggregates of others; after coverage */
void mdp_prof_measures(struct prof *p);

/* Exact counts for `key`; `want` (by position in the table, NULL = all) says which columns. */
int mdp_prof_fd_count(struct prof *p, int table, const int *key, int nkey, const bool *want, struct prof_fd *out);
/* The same on the sample only, for pruning. */
void mdp_prof_fd_sample(struct prof *p, int table, const int *key, int nkey, const bool *want, struct prof_fd *out);
/* Dense group numbers of the sample's rows by `key`; 0 = some part is null. Returns the number of groups. */
uint32_t mdp_prof_groups(struct prof *p, int table, const int *key, int nkey, uint32_t *groups);
/* Number of distinct keys, and rows in which every part is there. */
int mdp_prof_distinct(struct prof *p, int table, const int *key, int nkey, int64_t *distinct, int64_t *rows);
/* At most the share `most` of exceptions, and far fewer than if the column had nothing to do with the key (by shuffling). */
bool mdp_prof_fd_nearly(struct prof *p, int table, const int *key, int nkey, const struct prof_fd *fd, int position,
			double most);
/* Bits of evidence that `column` is constant within groups by more than chance. */
double mdp_prof_fd_bits(struct prof *p, int table, const int *key, int nkey, const int *unit, int nunit, int column);

int mdp_prof_add_entity(struct prof *p, int table, const int *key, int nkey, const struct mdp_evidence *why);
/* Adds a site and counts what its key determines. */
int mdp_prof_add_site(struct prof *p, int entity, int table, const int *key, int nkey, int *site);
/* Does the key of site `x` determine that of site `y`, in the table of both? */
bool mdp_prof_site_determines(const struct prof *p, int x, int y);
/* Evidence for site → column, rows that come in lumps counted once. */
double mdp_prof_site_bits(struct prof *p, int site, int column);
/* Of the different keys in `columns` of one table, how many, and how many of them another table does not hold. */
int mdp_prof_tuple_orphans(struct prof *p, int table, const int *columns, int to_table, const int *to_columns, int n,
			   int64_t *distinct, int64_t *orphans);
bool mdp_prof_is_single_site(const struct prof *p, int site); /* the only one of its entity in its table */

void mdp_prof_tell(struct prof *p, const char *what);
/* Remembers which table a statement that failed was about: the longest of those it reads. */
void mdp_prof_blame(struct prof *p, const char *sql);
int mdp_prof_query(struct prof *p, struct mdp_result *res, const char *sql);
int64_t mdp_prof_int(const struct mdp_result *res, int64_t row, int column);
const char *mdp_prof_ident(struct prof *p, int column); /* quoted name */
const char *mdp_prof_value(struct prof *p, const char *prefix, int column); /* SQL of its value: text is read */
const char *mdp_prof_column_noun(struct mdp_arena *a, const char *words); /* "" when only an id word */
const char *mdp_prof_singular(struct mdp_arena *a, const char *words); /* every word */
bool mdp_prof_is_id_word(struct mdp_str w);
int mdp_prof_domain(struct prof *p, int column); /* fills `domain` */
/* How many of the column's distinct values are among those of `target`, of how many (of large columns, of a part). */
int mdp_prof_overlap(struct prof *p, int column, int target, int64_t *found, int64_t *of);
/* The reason of a view that does not run, from the engine's message. */
const char *mdp_prof_why_unreadable(struct mdp_arena *a, const char *message);
bool mdp_prof_is_code_text(const struct prof *p, int column); /* long texts of one form */
bool mdp_prof_is_counted(const struct prof *p,
			 int column); /* whole numbers, one after another: any lie in their range */
/* Are so many values keys by more than accident; and out of the question that they are by accident? */
bool mdp_prof_is_telling(struct prof *p, int column, int target, int64_t found);
bool mdp_prof_is_certain(const struct prof *p, int column, int target, int64_t found);
bool mdp_prof_is_within(const struct mdp_column *col, const struct mdp_column *key);
void mdp_prof_finding(struct prof *p, const char *code, const char *text);

#endif
