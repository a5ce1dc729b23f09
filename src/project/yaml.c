/*
 * YAML to a tree, from libyaml's events. Files come from anywhere, so nothing here recurses and everything is bounded:
 * depth (aliases included), aliases, and the number of nodes as if every alias were written out, which is what whoever
 * walks the tree will see. An alias shares the children of its anchor; only the node itself is copied, since key and
 * next are its own. An anchor is known once its node is complete, so that no tree can hold itself. `<<` merges as
 * YAML 1.1 says: keys already there win. A key written twice is an error, since one of the two would be lost without a
 * word.
 */
#include "project/yaml.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/file.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/banned.h"

struct frame {
	struct mdp_yaml *node, *last;
	const char *key; /* of a map, read and waiting for its value */
	int key_line, key_column;
	bool merge; /* the waiting key is a plain << */
	long weight; /* nodes in it, aliases written out */
	int height; /* levels below it */
	char *anchor;
};

struct anchored {
	struct mdp_yaml *node;
	long weight;
	int height;
};

struct build {
	struct mdp_arena *a;
	const char *name;
	struct mdp_error *err;
	struct frame stack[MDP_LIMIT_YAML_DEPTH];
	int depth;
	int aliases;
	long nodes, merging;
	struct mdp_map anchors;
	struct mdp_yaml *root;
};

static int fail_at(struct build *b, enum mdp_code code, int line, const char *what)
{
	int rc = mdp_fail(b->err, code, "%s: line %d: %s", b->name, line, what);
	mdp_error_at(b->err, b->name, line);
	return rc;
}

static int event_line(const yaml_event_t *ev)
{
	return (int)(ev->start_mark.line > 1000000000 ? 1000000000 : ev->start_mark.line) + 1;
}

static int event_column(const yaml_event_t *ev)
{
	return (int)(ev->start_mark.column > 1000000000 ? 1000000000 : ev->start_mark.column) + 1;
}

static bool is_null_text(const char *s)
{
	static const char *const words[] = { "", "~", "null", "Null", "NULL" };
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcmp(s, words[i]))
			return true;
	return false;
}

static void remember(struct build *b, const char *anchor, struct mdp_yaml *node, long weight, int height)
{
	if (!anchor)
		return;
	struct anchored *an = MDP_NEW(b->a, struct anchored);
	*an = (struct anchored){ .node = node, .weight = weight, .height = height };
	mdp_map_set(&b->anchors, mdp_str_of(anchor), an);
}

/* Hangs a node into the innermost open list or map, or makes it the root. */
static int attach(struct build *b, struct mdp_yaml *node, int line, long weight, int height)
{
	b->nodes += weight;
	if (b->nodes > MDP_LIMIT_YAML_NODES)
		return fail_at(b, MDP_LIMIT, line, "too many values, aliases written out");
	if (b->depth + height >= MDP_LIMIT_YAML_DEPTH)
		return fail_at(b, MDP_LIMIT, line, "nested too deeply");
	if (!b->depth) {
		if (!b->root)
			b->root = node;
		return 0;
	}
	struct frame *f = &b->stack[b->depth - 1];
	f->weight += weight;
	if (f->height < height + 1)
		f->height = height + 1;
	if (f->node->kind == MDP_YAML_MAP) {
		node->key = f->key;
		node->column = f->key_column;
		/* a value on the next lines is looked for at its key */
		if (node->kind == MDP_YAML_NULL || !node->line)
			node->line = f->key_line;
		f->key = NULL;
	}
	if (f->last)
		f->last->next = node;
	else
		f->node->child = node;
	f->last = node;
	return 0;
}

static bool wants_key(const struct build *b)
{
	return b->depth && b->stack[b->depth - 1].node->kind == MDP_YAML_MAP && !b->stack[b->depth - 1].key;
}

static int on_scalar(struct build *b, const yaml_event_t *ev)
{
	int line = event_line(ev);
	const char *value = (const char *)ev->data.scalar.value;
	size_t n = ev->data.scalar.length;
	if (memchr(value, 0, n))
		return fail_at(b, MDP_FORMAT, line, "a zero byte in a text");
	char *text = mdp_arena_strndup(b->a, value, n);
	bool plain = ev->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	if (wants_key(b)) {
		struct frame *f = &b->stack[b->depth - 1];
		f->key = text;
		f->key_line = line;
		f->key_column = event_column(ev);
		return 0;
	}
	struct mdp_yaml *node = MDP_NEW(b->a, struct mdp_yaml);
	node->line = line;
	node->column = event_column(ev);
	node->quoted = !plain;
	if (plain && is_null_text(text)) {
		node->kind = MDP_YAML_NULL;
	} else {
		node->kind = MDP_YAML_SCALAR;
		node->text = text;
	}
	remember(b, (const char *)ev->data.scalar.anchor, node, 1, 0);
	return attach(b, node, line, 1, 0);
}

static int on_alias(struct build *b, const yaml_event_t *ev)
{
	int line = event_line(ev);
	if (++b->aliases > MDP_LIMIT_YAML_ALIASES)
		return fail_at(b, MDP_LIMIT, line, "too many aliases");
	const struct anchored *an = mdp_map_get(&b->anchors, mdp_str_of((const char *)ev->data.alias.anchor));
	if (!an)
		return fail_at(b, MDP_FORMAT, line, "an alias of an anchor that is not there, or not complete yet");
	if (wants_key(b)) {
		if (an->node->kind != MDP_YAML_SCALAR)
			return fail_at(b, MDP_FORMAT, line, "a key that is no text");
		b->stack[b->depth - 1].key = an->node->text;
		b->stack[b->depth - 1].key_line = line;
		b->stack[b->depth - 1].key_column = event_column(ev);
		return 0;
	}
	struct mdp_yaml *node = MDP_NEW(b->a, struct mdp_yaml);
	*node = *an->node;
	node->next = NULL;
	node->key = NULL;
	return attach(b, node, line, an->weight, an->height);
}

static int on_start(struct build *b, const yaml_event_t *ev, enum mdp_yaml_kind kind, const yaml_char_t *anchor)
{
	int line = event_line(ev);
	if (wants_key(b))
		return fail_at(b, MDP_FORMAT, line, "a key that is no text");
	if (b->depth == MDP_LIMIT_YAML_DEPTH)
		return fail_at(b, MDP_LIMIT, line, "nested too deeply");
	struct mdp_yaml *node = MDP_NEW(b->a, struct mdp_yaml);
	node->kind = kind;
	node->line = line;
	struct frame *f = &b->stack[b->depth++];
	*f = (struct frame){ .node = node, .weight = 1, .anchor = mdp_arena_strdup(b->a, (const char *)anchor) };
	return 0;
}

static int by_key(const void *x, const void *y)
{
	const struct mdp_yaml *const *a = x, *const *b = y;
	int d = strcmp((*a)->key, (*b)->key);
	return d ? d : ((*a)->line > (*b)->line) - ((*a)->line < (*b)->line);
}

static int check_keys(struct build *b, const struct mdp_yaml *map)
{
	int n = mdp_yaml_count(map), i = 0;
	if (n < 2)
		return 0;
	const struct mdp_yaml **sorted = MDP_NEW_ARRAY(b->a, (size_t)n, const struct mdp_yaml *);
	for (const struct mdp_yaml *c = map->child; c; c = c->next)
		sorted[i++] = c;
	qsort(sorted, (size_t)n, sizeof(*sorted), by_key);
	for (i = 1; i < n; i++) {
		if (strcmp(sorted[i - 1]->key, sorted[i]->key))
			continue;
		if (!strcmp(sorted[i]->key, "<<"))
			continue;
		int rc = mdp_fail(b->err, MDP_FORMAT, "%s: line %d, column %d: the key '%.100s' is written twice",
				  b->name, sorted[i]->line, sorted[i]->column, sorted[i]->key);
		mdp_error_at(b->err, b->name, sorted[i]->line);
		mdp_error_detail(b->err, "the first is on line %d", sorted[i - 1]->line);
		return rc;
	}
	return 0;
}

/* Copies into `map` what `from` has and it has not. Weight was counted with the alias. The work is bounded, not only
 * the size. */
static int merge_map(struct build *b, struct mdp_yaml *map, struct mdp_yaml **last, const struct mdp_yaml *from)
{
	b->merging += (long)mdp_yaml_count(map) * mdp_yaml_count(from);
	if (b->merging > 50L * MDP_LIMIT_YAML_NODES)
		return fail_at(b, MDP_LIMIT, map->line, "too much to merge");
	for (const struct mdp_yaml *c = from->child; c; c = c->next) {
		if (mdp_yaml_get(map, c->key))
			continue;
		struct mdp_yaml *copy = MDP_NEW(b->a, struct mdp_yaml);
		*copy = *c;
		copy->next = NULL;
		if (*last)
			(*last)->next = copy;
		else
			map->child = copy;
		*last = copy;
	}
	return 0;
}

static int merge_keys(struct build *b, struct mdp_yaml *map)
{
	struct mdp_yaml *merges = NULL, **merges_end = &merges, *last = NULL, **at = &map->child;
	while (*at) {
		struct mdp_yaml *c = *at;
		if (!strcmp(c->key, "<<") && (c->kind == MDP_YAML_MAP || c->kind == MDP_YAML_LIST)) {
			*at = c->next;
			c->next = NULL;
			*merges_end = c;
			merges_end = &c->next;
		} else {
			last = c;
			at = &c->next;
		}
	}
	int rc = 0;
	for (const struct mdp_yaml *m = merges; m && !rc; m = m->next) {
		if (m->kind == MDP_YAML_MAP) {
			rc = merge_map(b, map, &last, m);
			continue;
		}
		for (const struct mdp_yaml *part = m->child; part && !rc; part = part->next)
			if (part->kind == MDP_YAML_MAP)
				rc = merge_map(b, map, &last, part);
	}
	return rc;
}

static int on_end(struct build *b)
{
	struct frame f = b->stack[--b->depth];
	if (f.node->kind == MDP_YAML_MAP) {
		int rc = check_keys(b, f.node);
		if (!rc)
			rc = merge_keys(b, f.node);
		if (rc)
			return rc;
	}
	remember(b, f.anchor, f.node, f.weight, f.height);
	/* children are counted already */
	b->nodes -= f.weight - 1;
	return attach(b, f.node, f.node->line, f.weight, f.height);
}

static int on_event(struct build *b, const yaml_event_t *ev)
{
	switch (ev->type) {
	case YAML_SCALAR_EVENT:
		return on_scalar(b, ev);
	case YAML_ALIAS_EVENT:
		return on_alias(b, ev);
	case YAML_SEQUENCE_START_EVENT:
		return on_start(b, ev, MDP_YAML_LIST, ev->data.sequence_start.anchor);
	case YAML_MAPPING_START_EVENT:
		return on_start(b, ev, MDP_YAML_MAP, ev->data.mapping_start.anchor);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return on_end(b);
	default:
		return 0;
	}
}

static int parser_failed(struct build *b, const yaml_parser_t *p)
{
	size_t line = p->problem_mark.line, column = p->problem_mark.column;
	if (p->error == YAML_READER_ERROR) {
		/* the reader knows the byte only */
		int rc = mdp_fail(b->err, MDP_FORMAT, "%s: %s at byte %zu", b->name,
				  p->problem ? p->problem : "unreadable", p->problem_offset);
		mdp_error_at(b->err, b->name, 0);
		return rc;
	}
	if (p->error == YAML_MEMORY_ERROR)
		return mdp_fail(b->err, MDP_LIMIT, "%s: out of memory", b->name);
	int at = (int)(line > 1000000000 ? 1000000000 : line) + 1;
	int rc = mdp_fail(b->err, MDP_FORMAT, "%s: line %d, column %zu: %s", b->name, at, column + 1,
			  p->problem ? p->problem : "not YAML");
	mdp_error_at(b->err, b->name, at);
	if (p->context)
		mdp_error_detail(b->err, "%s (line %zu)", p->context, p->context_mark.line + 1);
	return rc;
}

int mdp_yaml_parse(struct mdp_arena *a, struct mdp_str text, const char *name, struct mdp_yaml **out,
		   struct mdp_error *err)
{
	struct build b = { .a = a, .name = name, .err = err };
	yaml_parser_t parser;
	int rc = 0;
	bool done = false;
	if (!yaml_parser_initialize(&parser))
		return mdp_fail(err, MDP_LIMIT, "%s: out of memory", name);
	mdp_map_init(&b.anchors);
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)(text.p ? text.p : ""), text.n);
	while (!rc && !done) {
		yaml_event_t ev;
		if (!yaml_parser_parse(&parser, &ev)) {
			rc = parser_failed(&b, &parser);
			break;
		}
		rc = on_event(&b, &ev);
		done = ev.type == YAML_STREAM_END_EVENT || ev.type == YAML_DOCUMENT_END_EVENT;
		yaml_event_delete(&ev);
	}
	if (!rc) {
		if (!b.root) {
			b.root = MDP_NEW(a, struct mdp_yaml);
			b.root->line = 1;
		}
		*out = b.root;
	}
	mdp_map_release(&b.anchors);
	yaml_parser_delete(&parser);
	return rc;
}

int mdp_yaml_read(struct mdp_arena *a, const char *path, struct mdp_yaml **out, struct mdp_error *err)
{
	struct mdp_str text;
	int rc = mdp_file_read(a, path, &text, err);
	return rc ? rc : mdp_yaml_parse(a, text, path, out, err);
}

const struct mdp_yaml *mdp_yaml_get(const struct mdp_yaml *map, const char *key)
{
	if (!map || map->kind != MDP_YAML_MAP)
		return NULL;
	for (const struct mdp_yaml *c = map->child; c; c = c->next)
		if (!strcmp(c->key, key))
			return c;
	return NULL;
}

const char *mdp_yaml_text(const struct mdp_yaml *map, const char *key)
{
	const struct mdp_yaml *c = mdp_yaml_get(map, key);
	return c && c->kind == MDP_YAML_SCALAR ? c->text : NULL;
}

int mdp_yaml_count(const struct mdp_yaml *node)
{
	int n = 0;
	for (const struct mdp_yaml *c = node ? node->child : NULL; c; c = c->next)
		n++;
	return n;
}
