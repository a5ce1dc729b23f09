/*
 * What the fault tests share: a generated platform small enough to be built many times, the program under test as a child, and
 * a fingerprint of what a reader finds in the published warehouse.
 */
#ifndef MDP_TESTS_FAULT_SHOP_H
#define MDP_TESTS_FAULT_SHOP_H

#include <stdint.h>
#include <sys/types.h>

extern char shop_root[512]; /* a temporary folder */

struct shop_child {
	int64_t file_bytes; /* ceiling of the size of files that it may write; 0 = none */
	int uid; /* runs as this user; 0 = as we are */
	const char *stderr_to; /* file for its messages; NULL = thrown away */
};

void shop_make(void); /* a platform with the dbt project of the checkout, and the sources of two seeds */
void shop_remove(void);
void shop_sources(int which); /* 0 or 1: which of them are in place */
const char *shop_path(const char *name); /* a few at a time stay valid */
pid_t shop_start(const char *verb, const struct shop_child *how); /* mdp VERB --project ROOT */
int shop_wait(pid_t pid); /* the exit code; 128 + signal */
int shop_run(const char *verb, const struct shop_child *how);
/* A hash of every row of every table and view; 0 when anything cannot be opened or read: then `why` says what. */
struct mdp_engine;
uint64_t shop_fingerprint_of(struct mdp_engine *e, char why[512]);
uint64_t shop_fingerprint(char why[512]);
int shop_leftovers(void); /* entries of the warehouse's folder besides the warehouse, its lock and its catalog */

#endif
