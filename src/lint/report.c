/* Findings as text (file:line: level: text [code], as compilers write them), JSON and SARIF. */
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "lint/rules.h"
#include "base/banned.h"

static const char *kept(struct mdp_arena *a, json_t *o)
{
	char *text = json_dumps(o, JSON_INDENT(1) | JSON_PRESERVE_ORDER);
	const char *out = mdp_arena_strdup(a, text ? text : "{}");
	free(text);
	json_decref(o);
	return out;
}

static json_t *text_of(const char *s)
{
	json_t *o = s ? json_string(s) : NULL;
	return o ? o : json_null();
}

const char *mdp_lint_text(const struct mdp_lint *l, struct mdp_arena *a)
{
	struct mdp_buf b = MDP_BUF_INIT;
	for (int i = 0; i < l->n; i++) {
		const struct mdp_lint_item *it = &l->items[i];
		if (it->reason)
			continue;
		if (it->source.file && it->source.line)
			mdp_buf_printf(&b, "%s:%d: ", it->source.file, it->source.line);
		else if (it->source.file)
			mdp_buf_printf(&b, "%s: ", it->source.file);
		mdp_buf_printf(&b, "%s: %s [%s]\n", mdp_lint_level_word(it->level), it->text, it->code);
		if (it->fix)
			mdp_buf_printf(&b, "  instead: %s\n", it->fix);
	}
	mdp_buf_printf(&b, "%d errors, %d warnings, %d notes", l->count[MDP_LINT_ERROR], l->count[MDP_LINT_WARNING],
		       l->count[MDP_LINT_NOTE]);
	if (l->suppressed)
		mdp_buf_printf(&b, ", %d suppressed", l->suppressed);
	mdp_buf_putc(&b, '\n');
	const char *out = mdp_arena_strdup(a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return out;
}

const char *mdp_lint_json(const struct mdp_lint *l, struct mdp_arena *a)
{
	json_t *items = json_array();
	for (int i = 0; i < l->n; i++) {
		const struct mdp_lint_item *it = &l->items[i];
		json_t *o = json_object();
		json_object_set_new(o, "code", text_of(it->code));
		json_object_set_new(o, "level", text_of(mdp_lint_level_word(it->level)));
		json_object_set_new(o, "text", text_of(it->text));
		json_object_set_new(o, "file", text_of(it->source.file));
		json_object_set_new(o, "line", it->source.line ? json_integer(it->source.line) : json_null());
		json_object_set_new(o, "is", it->counted ? json_real(it->is) : json_null());
		json_object_set_new(o, "should", it->counted ? json_real(it->should) : json_null());
		json_object_set_new(o, "fix", text_of(it->fix));
		json_object_set_new(o, "suppressed", text_of(it->reason));
		json_array_append_new(items, o);
	}
	json_t *root = json_object();
	json_object_set_new(root, "findings", items);
	json_object_set_new(root, "errors", json_integer(l->count[MDP_LINT_ERROR]));
	json_object_set_new(root, "warnings", json_integer(l->count[MDP_LINT_WARNING]));
	json_object_set_new(root, "notes", json_integer(l->count[MDP_LINT_NOTE]));
	json_object_set_new(root, "suppressed", json_integer(l->suppressed));
	return kept(a, root);
}

static json_t *sarif_rules(void)
{
	json_t *rules = json_array();
	for (int i = 0; i < mdp_nlint_rules; i++) {
		json_t *rule = json_object();
		json_object_set_new(rule, "id", json_string(mdp_lint_rules[i].code));
		json_object_set_new(rule, "shortDescription", json_pack("{s:s}", "text", mdp_lint_rules[i].text));
		json_object_set_new(rule, "defaultConfiguration",
				    json_pack("{s:s}", "level", mdp_lint_level_word(mdp_lint_rules[i].level)));
		if (mdp_lint_rules[i].fix)
			json_object_set_new(rule, "help", json_pack("{s:s}", "text", mdp_lint_rules[i].fix));
		json_array_append_new(rules, rule);
	}
	return rules;
}

/* A path as a relative reference: what is not plain is escaped. */
static json_t *uri_of(const char *path)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
	struct mdp_buf b = MDP_BUF_INIT;
	for (const char *p = path; *p; p++) {
		if (strchr(plain, *p))
			mdp_buf_putc(&b, *p);
		else
			mdp_buf_printf(&b, "%%%02X", (unsigned)(unsigned char)*p);
	}
	json_t *out = json_string(mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return out;
}

static json_t *sarif_result(const struct mdp_lint_item *it)
{
	json_t *o = json_object(), *message = json_object();
	json_object_set_new(message, "text", text_of(it->text));
	json_object_set_new(o, "ruleId", json_string(it->code));
	json_object_set_new(o, "level", json_string(mdp_lint_level_word(it->level)));
	json_object_set_new(o, "message", message);
	json_t *more = json_object();
	if (it->counted) {
		json_object_set_new(more, "is", json_real(it->is));
		json_object_set_new(more, "should", json_real(it->should));
	}
	if (it->fix)
		json_object_set_new(more, "fix", text_of(it->fix));
	if (json_object_size(more))
		json_object_set_new(o, "properties", more);
	else
		json_decref(more);
	if (it->source.file) {
		json_t *place = json_object(), *physical = json_object(), *file = json_object();
		json_object_set_new(file, "uri", uri_of(it->source.file));
		json_object_set_new(physical, "artifactLocation", file);
		if (it->source.line)
			json_object_set_new(physical, "region", json_pack("{s:i}", "startLine", it->source.line));
		json_object_set_new(place, "physicalLocation", physical);
		json_object_set_new(o, "locations", json_pack("[o]", place));
	}
	if (it->reason) {
		json_t *s = json_object();
		json_object_set_new(s, "kind", json_string(it->outside ? "external" : "inSource"));
		json_object_set_new(s, "justification", text_of(it->reason));
		json_object_set_new(o, "suppressions", json_pack("[o]", s));
	}
	return o;
}

const char *mdp_lint_sarif(const struct mdp_lint *l, struct mdp_arena *a)
{
	json_t *results = json_array(), *driver = json_object(), *run = json_object(), *root = json_object();
	for (int i = 0; i < l->n; i++)
		json_array_append_new(results, sarif_result(&l->items[i]));
	json_object_set_new(driver, "name", json_string("mdp lint"));
	json_object_set_new(driver, "version", json_string(MDP_VERSION));
	json_object_set_new(driver, "rules", sarif_rules());
	json_object_set_new(run, "tool", json_pack("{s:o}", "driver", driver));
	json_object_set_new(run, "results", results);
	json_object_set_new(root, "$schema", json_string("https://json.schemastore.org/sarif-2.1.0.json"));
	json_object_set_new(root, "version", json_string("2.1.0"));
	json_object_set_new(root, "runs", json_pack("[o]", run));
	return kept(a, root);
}
