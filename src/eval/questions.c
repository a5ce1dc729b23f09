/* Reading question files: a map with `with` and `questions`, or the list of questions alone. */
#include <string.h>
#include "eval/eval.h"
#include "project/yaml.h"
#include "base/banned.h"

static int bad(const struct mdp_yaml *node, const char *path, struct mdp_error *err, const char *what)
{
	int rc = mdp_fail(err, MDP_FORMAT, "%s", what);
	mdp_error_at(err, path, node->line);
	return rc;
}

/* A text, or a list of texts; `what` says what is wrong with anything else. */
static int read_texts(struct mdp_arena *a, const struct mdp_yaml *node, const char *path, const char ***texts, int *n,
		      const char *what, struct mdp_error *err)
{
	*texts = MDP_NEW_ARRAY(a, (size_t)mdp_yaml_count(node) + 1, const char *);
	*n = 0;
	if (node->kind == MDP_YAML_SCALAR)
		(*texts)[(*n)++] = node->text;
	for (const struct mdp_yaml *item = node->child; node->kind == MDP_YAML_LIST && item; item = item->next) {
		if (item->kind != MDP_YAML_SCALAR)
			return bad(item, path, err, what);
		(*texts)[(*n)++] = item->text;
	}
	return *n ? 0 : bad(node, path, err, what);
}

static int read_expect(const struct mdp_yaml *node, const char *path, struct mdp_question *q, struct mdp_error *err)
{
	static const char *const words[] = { "answer", "refuse", "choice", "right_or_refused" };
	for (int i = 0; node->text && i < 4; i++) {
		if (!strcmp(node->text, words[i])) {
			q->expect = (enum mdp_expect)i;
			return 0;
		}
	}
	return bad(node, path, err, "`expect` is answer, refuse, choice or right_or_refused");
}

static int read_member(struct mdp_arena *a, const struct mdp_yaml *m, const char *path, struct mdp_question *q,
		       struct mdp_error *err)
{
	if (!strcmp(m->key, "ask"))
		return read_texts(a, m, path, &q->turns, &q->nturns, "`ask` is neither a text nor a list of texts",
				  err);
	if (!strcmp(m->key, "alt"))
		return read_texts(a, m, path, &q->alts, &q->nalts, "`alt` is neither a text nor a list of texts", err);
	if (!strcmp(m->key, "expect"))
		return read_expect(m, path, q, err);
	if (m->kind != MDP_YAML_SCALAR)
		return bad(m, path, err, "a text is needed here");
	if (!strcmp(m->key, "id"))
		q->id = m->text;
	else if (!strcmp(m->key, "as_of"))
		q->as_of = m->text;
	else if (!strcmp(m->key, "gold"))
		q->gold = m->text;
	else if (!strcmp(m->key, "group"))
		q->group = m->text;
	else if (!strcmp(m->key, "why"))
		q->why = m->text;
	else if (!strcmp(m->key, "ordered"))
		q->ordered = !strcmp(m->text, "true");
	else if (!strcmp(m->key, "rows") && !strcmp(m->text, "set"))
		q->set = true;
	else
		return bad(m, path, err, "a question has no such member");
	return 0;
}

int mdp_questions_read(struct mdp_arena *a, const char *path, struct mdp_question_file *out, struct mdp_error *err)
{
	struct mdp_yaml *root;
	*out = (struct mdp_question_file){ .path = path };
	int rc = mdp_yaml_read(a, path, &root, err);
	if (rc < 0)
		return rc;
	const struct mdp_yaml *list = root->kind == MDP_YAML_LIST ? root : mdp_yaml_get(root, "questions");
	out->with = mdp_yaml_text(root, "with");
	if (!list || list->kind != MDP_YAML_LIST)
		return bad(root, path, err, "there is no list `questions`");
	out->items = MDP_NEW_ARRAY(a, (size_t)mdp_yaml_count(list) + 1, struct mdp_question);
	for (const struct mdp_yaml *item = list->child; item; item = item->next) {
		struct mdp_question *q = &out->items[out->n++];
		q->line = item->line;
		if (item->kind != MDP_YAML_MAP)
			return bad(item, path, err, "a question is a map of members");
		for (const struct mdp_yaml *m = item->child; m; m = m->next) {
			rc = read_member(a, m, path, q, err);
			if (rc < 0)
				return rc;
		}
		if (!q->nturns)
			return bad(item, path, err, "a question needs `ask`");
		if (!q->id)
			q->id = mdp_arena_printf(a, "line %d", q->line);
	}
	return 0;
}
