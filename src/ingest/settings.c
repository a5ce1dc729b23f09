/*
 * How a file is to be read, as its source declares it. Everybody calls these things by other names; those in use are known. A
 * wrong one is an error, since values read in another way than meant are worse than none.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "ingest/sources.h"
#include "base/banned.h"

struct settings {
	struct mdp_arena *a;
	const struct mdp_source_table *s;
	const struct mdp_yaml *levels[3]; /* nearest first */
	int nlevels;
	struct mdp_error *err;
};

static const char *const delimiter_keys[] = { "delimiter", "delim", "sep", "separator", "field_delimiter", NULL };
static const char *const quote_keys[] = { "quote", "quote_char", "quotechar", NULL };
static const char *const encoding_keys[] = { "encoding", "charset", NULL };
static const char *const decimal_keys[] = {
	"decimal", "decimal_sign", "decimal_separator", "decimal_mark", "decimal_char", "decimal_point", NULL
};
static const char *const thousands_keys[] = { "thousands", "thousands_separator", "grouping", "group_separator", NULL };
static const char *const date_keys[] = { "date_format", "dateformat", NULL };
static const char *const time_keys[] = { "timestamp_format", "timestampformat", "datetime_format", "time_format",
					 NULL };
static const char *const null_keys[] = { "null",       "nulls",       "null_text",   "null_texts",
					 "null_value", "null_values", "null_string", "null_strings",
					 "nullstr",    "na_values",   NULL };
static const char *const rejected_keys[] = { "max_rejected", "most_rejected",      "max_rejects",
					     "reject_limit", "max_rejected_share", NULL };

static int wrong(const struct settings *t, const struct mdp_yaml *at, const char *key, const char *must)
{
	int rc = mdp_fail(t->err, MDP_FORMAT, "%s of %s.%s must be %s", key, t->s->source, t->s->table, must);

	mdp_error_detail(t->err, "it is '%.60s'", at->text ? at->text : "a list or a map");
	mdp_error_hint(t->err, "change it, or leave it out");
	mdp_error_at(t->err, t->s->file, at->line);
	return rc;
}

/* The first of these keys, looked for level by level; also below `csv:`. */
static const struct mdp_yaml *find(const struct settings *t, const char *const *keys)
{
	for (int i = 0; i < t->nlevels; i++) {
		const struct mdp_yaml *metas[] = { mdp_yaml_get(mdp_yaml_get(t->levels[i], "config"), "meta"),
						   mdp_yaml_get(t->levels[i], "meta") };

		for (size_t m = 0; m < 2; m++) {
			const struct mdp_yaml *places[] = { metas[m], mdp_yaml_get(metas[m], "csv") };

			for (size_t p = 0; p < 2; p++)
				for (const char *const *key = keys; *key; key++) {
					const struct mdp_yaml *node = mdp_yaml_get(places[p], *key);

					if (node && node->kind != MDP_YAML_NULL)
						return node;
				}
		}
	}
	return NULL;
}

static const char *text_of(const struct settings *t, const struct mdp_yaml *node)
{
	return node && node->text ? mdp_arena_strdup(t->a, node->text) : NULL;
}

/* One byte, which may be written as a word. */
static int read_sign(const struct settings *t, const char *const *keys, const char *allowed, const char **out)
{
	static const struct {
		const char *word, *sign;
	} words[] = {
		{ "tab", "\t" },       { "\\t", "\t" },  { "comma", "," },    { "semicolon", ";" }, { "pipe", "|" },
		{ "space", " " },      { "point", "." }, { "dot", "." },      { "period", "." },    { "colon", ":" },
		{ "apostrophe", "'" }, { "caret", "^" }, { "\xc2\xa0", " " },
	};
	const struct mdp_yaml *node = find(t, keys);
	const char *text = text_of(t, node);

	if (!node)
		return 0;
	for (size_t i = 0; text && i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcasecmp(text, words[i].word))
			text = words[i].sign;
	if (!text || strlen(text) != 1 || (allowed && !strchr(allowed, *text)))
		return wrong(t, node, keys[0], allowed ? "a point or a comma" : "one character");
	*out = text;
	return 0;
}

/* "DD.MM.YYYY HH:MM" as strptime has it; what has a % stays. */
static const char *format_of(const struct settings *t, const char *text)
{
	static const struct {
		const char *word, *code;
	} parts[] = {
		{ "YYYY", "%Y" }, { "MONTH", "%B" }, { "HH24", "%H" }, { "HH12", "%I" },
		{ "MON", "%b" },  { "MMM", "%b" },   { "YY", "%y" },   { "DD", "%d" },
		{ "HH", "%H" },   { "MI", "%M" },    { "SS", "%S" },
	};
	struct mdp_buf b = MDP_BUF_INIT;
	bool clock = false;
	const char *out;

	if (!text || strchr(text, '%'))
		return text;
	while (*text) {
		size_t i = 0, n = sizeof(parts) / sizeof(parts[0]);

		while (i < n && strncasecmp(text, parts[i].word, strlen(parts[i].word)))
			i++;
		if (i < n) {
			clock = clock || parts[i].word[0] == 'H';
			mdp_buf_puts(&b, parts[i].code);
			text += strlen(parts[i].word);
		} else if (!strncasecmp(text, "MM", 2)) {
			mdp_buf_puts(&b, clock ? "%M" : "%m");
			text += 2;
		} else {
			mdp_buf_putc(&b, *text++);
		}
	}
	out = mdp_arena_strdup(t->a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return out;
}

static int read_format(const struct settings *t, const char *const *keys, const char **out)
{
	const struct mdp_yaml *node = find(t, keys);

	if (!node)
		return 0;
	*out = format_of(t, text_of(t, node));
	return *out && strchr(*out, '%') ? 0 : wrong(t, node, keys[0], "a format like '%d.%m.%Y' or 'DD.MM.YYYY'");
}

static int read_nulls(const struct settings *t, const char ***out)
{
	const struct mdp_yaml *node = find(t, null_keys);
	int n = 0;

	if (!node)
		return 0;
	*out = MDP_NEW_ARRAY(t->a, (size_t)mdp_yaml_count(node) + 2, const char *);
	if (node->kind == MDP_YAML_SCALAR)
		(*out)[n++] = text_of(t, node);
	for (const struct mdp_yaml *c = node->kind == MDP_YAML_LIST ? node->child : NULL; c; c = c->next)
		if (c->text)
			(*out)[n++] = text_of(t, c);
	return n ? 0 : wrong(t, node, null_keys[0], "a text or a list of texts");
}

static int read_share(const struct settings *t, double *out)
{
	const struct mdp_yaml *node = find(t, rejected_keys);
	const char *text = text_of(t, node);
	char *end = NULL;

	*out = -1;
	if (!node)
		return 0;
	*out = text ? strtod(text, &end) : -1;
	if (end && *end == '%')
		*out /= 100;
	return end && end != text && *out >= 0 && *out <= 1
		       ? 0
		       : wrong(t, node, rejected_keys[0], "a share from 0 to 1, or of 100 %");
}

static int read_level(const struct settings *t, struct mdp_source_reading *r)
{
	int rc;

	if ((rc = read_sign(t, delimiter_keys, NULL, &r->delimiter)) ||
	    (rc = read_sign(t, quote_keys, NULL, &r->quote)) || (rc = read_sign(t, decimal_keys, ".,", &r->decimal)) ||
	    (rc = read_sign(t, thousands_keys, NULL, &r->thousands)) ||
	    (rc = read_format(t, date_keys, &r->date_format)) ||
	    (rc = read_format(t, time_keys, &r->timestamp_format)) || (rc = read_nulls(t, &r->nulls)) ||
	    (rc = read_share(t, &r->most_rejected)))
		return rc;
	r->encoding = text_of(t, find(t, encoding_keys));
	if (r->decimal && r->thousands && *r->decimal == *r->thousands)
		return wrong(t, find(t, thousands_keys), thousands_keys[0], "another sign than the decimal one");
	return 0;
}

int mdp_source_settings(struct mdp_arena *a, struct mdp_source_table *s, struct mdp_error *err)
{
	struct settings t = { .a = a, .s = s, .levels = { s->node, s->parent }, .nlevels = 2, .err = err };
	int rc = read_level(&t, &s->reading);

	for (int i = 0; !rc && i < s->ncolumns; i++) {
		struct settings of = {
			.a = a, .s = s, .levels = { s->columns[i].node, s->node, s->parent }, .nlevels = 3, .err = err
		};

		rc = read_level(&of, &s->columns[i].reading);
	}
	return rc;
}
