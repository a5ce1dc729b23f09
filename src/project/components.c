/*
 * Components in a page's text: <BigValue data={q} value=total title="Total" fmt=usd/>, charts with x and y, tables with
 * <Column id=… title=…/> inside. Only attributes are read; what a component draws does not matter, which column it shows
 * under which words and in which format does.
 */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "project/evidence.h"
#include "base/banned.h"

#define MAX_ATTRS 40
#define MAX_TAG 20000 /* bytes; a longer one is none */

struct attr {
	struct mdp_str name, value;
};

struct tag {
	struct mdp_str name;
	struct attr attrs[MAX_ATTRS];
	int n, line;
	bool closes; /* ends with /> */
};

static bool is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_' || c == ':' || c == '-';
}

/* Value of an attribute at *p, which moves behind it: "…", '…', {…} or a bare word. */
static struct mdp_str value_at(const char **p)
{
	const char *s = *p;
	if (*s == '"' || *s == '\'') {
		const char *end = strchr(s + 1, *s);
		*p = end ? end + 1 : s + strlen(s);
		return (struct mdp_str){ s + 1, (size_t)((end ? end : *p) - s - 1) };
	}
	if (*s == '{') {
		int depth = 0;
		const char *end = s;
		for (; *end; end++) {
			depth += *end == '{';
			if (*end == '}' && !--depth)
				break;
		}
		*p = *end ? end + 1 : end;
		return mdp_str_trim((struct mdp_str){ s + 1, (size_t)(end - s - 1) });
	}
	while (**p && !isspace((unsigned char)**p) && **p != '>' && strncmp(*p, "/>", 2))
		(*p)++;
	return (struct mdp_str){ s, (size_t)(*p - s) };
}

/* The tag whose '<' is at s; gives the place behind it, or NULL when it is none. */
static const char *read_tag(const char *s, struct tag *t)
{
	const char *p = s + 1;
	*t = (struct tag){ 0 };
	if (!isupper((unsigned char)*p))
		return NULL;
	while (is_name(*p))
		p++;
	t->name = (struct mdp_str){ s + 1, (size_t)(p - s - 1) };
	for (;;) {
		while (isspace((unsigned char)*p))
			p++;
		if (!*p || p - s > MAX_TAG)
			return NULL;
		if (*p == '>' || !strncmp(p, "/>", 2)) {
			t->closes = *p == '/';
			return p + (t->closes ? 2 : 1);
		}
		const char *name = p;
		while (is_name(*p))
			p++;
		if (p == name) {
			/* {…spread} and other things that are no attribute */
			const char *before = p;
			value_at(&p);
			if (p == before)
				p++;
			continue;
		}
		struct attr a = { .name = { name, (size_t)(p - name) }, .value = { "true", 4 } };
		if (*p == '=') {
			p++;
			a.value = value_at(&p);
		}
		if (t->n < MAX_ATTRS)
			t->attrs[t->n++] = a;
	}
}

static const char *attr(struct mdp_arena *a, const struct tag *t, const char *name)
{
	for (int i = 0; i < t->n; i++)
		if (mdp_str_is(t->attrs[i].name, name))
			return mdp_arena_strndup(a, t->attrs[i].value.p, t->attrs[i].value.n);
	return NULL;
}

/* Attributes that name columns, with those that format and title them. */
struct role {
	const char *column, *format, *title;
};

static const struct role roles[] = {
	{ "value", "fmt", "title" },      { "y", "yFmt", "yAxisTitle" },
	{ "y2", "y2Fmt", "y2AxisTitle" }, { "id", "fmt", "title" },
	{ "column", "fmt", NULL },        { "comparison", "comparisonFmt", "comparisonTitle" },
	{ "size", "sizeFmt", NULL },
};

static void add(struct mdp_arena *a, struct mdp_page *page, struct mdp_shown shown, struct mdp_str column)
{
	column = mdp_str_trim(column);
	while (column.n && strchr("'\"[ ", *column.p)) {
		column.p++;
		column.n--;
	}
	while (column.n && strchr("'\"] ", column.p[column.n - 1]))
		column.n--;
	if (!column.n || page->nshown > 5000)
		return;
	shown.column = mdp_arena_strndup(a, column.p, column.n);
	MDP_PUSH(a, page->shown, page->nshown, page->cap_shown, shown);
}

static void read_component(struct mdp_arena *a, struct mdp_page *page, const struct tag *t, const char *data)
{
	for (size_t i = 0; i < sizeof(roles) / sizeof(roles[0]); i++) {
		const char *columns = attr(a, t, roles[i].column);
		const char *format = attr(a, t, roles[i].format);
		if (!columns)
			continue;
		struct mdp_shown shown = { .component = mdp_arena_strndup(a, t->name.p, t->name.n),
					   .query = data,
					   .title = roles[i].title ? attr(a, t, roles[i].title) : NULL,
					   .format = format ? format : attr(a, t, "fmt"),
					   .line = t->line };
		struct mdp_str rest = mdp_str_of(columns), one;
		bool several = strchr(columns, ',') != NULL;
		if (several)
			shown.title = NULL;
		while (mdp_str_next(&rest, ',', &one))
			add(a, page, shown, one);
	}
}

/* "sales.filter(d => …)" and "[sales]" are about sales. */
static const char *query_name(struct mdp_arena *a, const char *data)
{
	size_t from = data ? strspn(data, " [") : 0, n = 0;
	while (data && is_name(data[from + n]) && data[from + n] != '-' && data[from + n] != ':')
		n++;
	return n ? mdp_arena_strndup(a, data + from, n) : NULL;
}

/* What an input takes until the reader chooses; "%" is all. */
static void read_input(struct mdp_arena *a, struct mdp_page *page, const struct tag *t, const char **open)
{
	const char *name = attr(a, t, "name"), *value = attr(a, t, "defaultValue");
	bool option = mdp_str_ends(t->name, "Option") || mdp_str_ends(t->name, "Item");
	if (option) {
		name = *open;
		value = attr(a, t, "value");
		if (!value || (strcmp(value, "%") != 0 && !attr(a, t, "default")))
			return;
	} else if (!mdp_str_ends(t->name, "Range")) {
		*open = name;
	}
	if (name && !value && attr(a, t, "selectAllByDefault"))
		value = "%";
	if (!name || !value || page->ninputs > 1000 || strpbrk(value, "[]{}\n"))
		return;
	for (int i = 0; i < page->ninputs; i++)
		if (!strcmp(page->inputs[i].name, name))
			return;
	struct mdp_sql_input in = {
		.page = page->prefix, .name = name, .value = value, .all = !*value || !strcmp(value, "%")
	};
	MDP_PUSH(a, page->inputs, page->ninputs, page->cap_inputs, in);
}

void mdp_evidence_components(struct mdp_arena *a, struct mdp_page *page)
{
	int line = 1;
	bool code = false, start = true;
	const char *data = NULL, *input = NULL; /* of the component around */
	for (const char *p = page->text; *p;) {
		if (start && !strncmp(p, "```", 3))
			code = !code;
		start = *p == '\n';
		line += start;
		struct tag t;
		const char *end = *p == '<' && !code ? read_tag(p, &t) : NULL;
		if (!end) {
			p++;
			continue;
		}
		t.line = line;
		const char *own = query_name(a, attr(a, &t, "data"));
		read_component(a, page, &t, own ? own : data);
		read_input(a, page, &t, &input);
		if (own && !t.closes)
			data = own;
		for (; p < end; p++)
			line += *p == '\n';
		start = false;
	}
}
