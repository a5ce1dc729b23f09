/* What can be said of a database file without knowing its project: that it opens and that everything in it can be read. */
#ifndef MDP_PUBLISH_AUDIT_H
#define MDP_PUBLISH_AUDIT_H

#include "engine/engine.h"
#include "publish/report.h"

/* Runs every table and view once; a step each. An empty database fails. */
int mdp_audit_relations(struct mdp_engine *e, struct mdp_report *report, const struct mdp_progress *progress,
			struct mdp_error *err);
/* "BASE TABLE", "VIEW", or NULL when there is no such relation. */
int mdp_audit_type(struct mdp_engine *e, struct mdp_arena *a, const char *schema, const char *name, const char **type,
		   struct mdp_error *err);

#endif
