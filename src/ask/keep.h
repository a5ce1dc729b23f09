/*
 * Private to ask/: entities that live inside a finer table (an order in its lines), written down as tables of their own, so that "once
 * per order" need not look for the orders each time. A publish writes them into the new file, in a schema of ours; beside a warehouse that
 * is not ours they are a file next to the kept catalog. Only the catalog that was made with them knows them: another state of the data has
 * another catalog.
 */
#ifndef MDP_ASK_KEEP_H
#define MDP_ASK_KEEP_H

#include "catalog/catalog.h"
#include "engine/engine.h"

#define MDP_KEEP_SIDE "mdp_side" /* the name under which a file of them is attached */

/* Rows of a table from which on it pays; MDP_KEEP_ROWS overrules it; 0 = never. */
int64_t mdp_keep_least(void);
/* Is there anything worth it? `file`: in a file of its own, where views are not followed. */
bool mdp_keep_pays(const struct mdp_catalog *c, bool file);
/* Into the warehouse `path` itself, in place of what is there of an older state. Does not open it where there is nothing to do. */
int mdp_keep_inside(struct mdp_catalog *c, const char *path, struct mdp_error *err);
/* Into a new file `path` with these permissions, of the warehouse, that stays as it is. */
int mdp_keep_beside(struct mdp_catalog *c, const char *warehouse, const char *path, int mode, struct mdp_error *err);
/* Forgets what the catalog knows of them, where they are not what they were or not wanted. `owner`: of the warehouse. */
void mdp_keep_check(struct mdp_catalog *c, int64_t owner);

#endif
