/* A page's file may name a question that the project keeps ("kept": "NAME") in place of a query: then its query is that of the question. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "pages/private.h"
#include "project/yaml.h"
#include "base/banned.h"

#define FOLDER "questions"

/* The members that the question gives, into `root`. */
static int fill(struct mdp_arena *a, json_t *root, const char *dir, const char *name, struct mdp_error *err)
{
	struct mdp_yaml *kept = NULL;
	const char *file = mdp_arena_printf(a, "%s.yaml", name);
	if (json_object_get(root, "query"))
		return mdp_fail(err, MDP_USAGE, "$.kept: a file has a query of its own, or a kept question");
	if (strchr(name, '/') || !dir || !mdp_file_exists(mdp_path_join(a, dir, file))) {
		int rc = mdp_fail(err, MDP_USAGE, "$.kept: no question `%s` is kept in %s/", name, FOLDER);
		mdp_error_hint(err, "`mdp saved` lists them");
		return rc;
	}
	int rc = mdp_yaml_read(a, mdp_path_join(a, dir, file), &kept, err);
	if (rc < 0)
		return rc;
	const char *ask = mdp_yaml_text(kept, "ask"), *query = mdp_yaml_text(kept, "query");
	json_t *q = query ? json_loads(query, JSON_REJECT_DUPLICATES, NULL) : NULL;
	if (!ask || !q) {
		json_decref(q);
		return mdp_fail(err, MDP_FORMAT, "%s/%s: a kept question needs `ask` and `query`", FOLDER, file);
	}
	struct mdp_str said = mdp_str_trim(mdp_str_of(ask));
	json_object_set_new(root, "query", q);
	if (!json_object_get(root, "question"))
		json_object_set_new(root, "question", json_stringn(said.p, said.n));
	json_object_del(root, "kept");
	return 0;
}

int mdp_page_kept(struct mdp_arena *a, const char *project, struct mdp_str *json, struct mdp_error *err)
{
	json_t *root = json_loadb(json->p, json->n, JSON_REJECT_DUPLICATES, NULL);
	const char *name = json_string_value(json_object_get(root, "kept"));
	int rc = 0;
	if (name) {
		rc = fill(a, root, project ? mdp_path_join(a, project, FOLDER) : NULL, name, err);
		char *text = rc < 0 ? NULL : json_dumps(root, JSON_COMPACT);
		if (text)
			*json = mdp_str_of(mdp_arena_strdup(a, text));
		free(text);
	}
	json_decref(root);
	return rc;
}
