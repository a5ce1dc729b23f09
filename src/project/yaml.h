/*
 * YAML as a tree with places (libyaml events underneath; aliases and depth bounded). Scalars stay text; a mapping keeps
 * its order. Used for dbt files, profiles, question files and mdp.yaml.
 */
#ifndef MDP_PROJECT_YAML_H
#define MDP_PROJECT_YAML_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

enum mdp_yaml_kind { MDP_YAML_NULL, MDP_YAML_SCALAR, MDP_YAML_LIST, MDP_YAML_MAP };

struct mdp_yaml {
	enum mdp_yaml_kind kind;
	int line, column; /* 1-based, of the value; in a map those of its key */
	const char *key; /* in a map: this child's key */
	const char *text; /* scalar, NUL-terminated */
	bool quoted; /* scalar written in quotes or as a block: never null, never a bool */
	struct mdp_yaml *child, *next;
};

/* Several documents in one file: the first. `name` is for messages. An empty file gives a NULL-kind node. */
int mdp_yaml_parse(struct mdp_arena *a, struct mdp_str text, const char *name, struct mdp_yaml **out,
		   struct mdp_error *err);
int mdp_yaml_read(struct mdp_arena *a, const char *path, struct mdp_yaml **out, struct mdp_error *err);
const struct mdp_yaml *mdp_yaml_get(const struct mdp_yaml *map, const char *key); /* NULL if absent or not a map */
const char *mdp_yaml_text(const struct mdp_yaml *map, const char *key); /* scalar under key, else NULL */
int mdp_yaml_count(const struct mdp_yaml *node); /* children */

#endif
