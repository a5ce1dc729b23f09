/*
 * Names and literals as text: which names need no quotes, and literals for statements that are kept in files and put into templates. Those
 * are quoted for SQL, and hold no backslash, carriage return or ${, which a template of JavaScript would read in its own way: these
 * become chr() and a joint of two texts.
 */
#include <string.h>
#include "base/buf.h"
#include "sql/sql.h"
#include "base/banned.h"

/* Words that cannot be a bare name in DuckDB. Sorted. */
static const char *const reserved[] = {
	"all",           "analyse",   "analyze",    "and",         "anti",       "any",
	"array",         "as",        "asc",        "asof",        "asymmetric", "at",
	"authorization", "between",   "binary",     "both",        "case",       "cast",
	"check",         "collate",   "collation",  "column",      "columns",    "concurrently",
	"constraint",    "create",    "cross",      "date",        "default",    "deferrable",
	"desc",          "describe",  "distinct",   "do",          "else",       "end",
	"except",        "exists",    "extract",    "false",       "fetch",      "for",
	"foreign",       "freeze",    "from",       "full",        "generated",  "glob",
	"group",         "grouping",  "having",     "ilike",       "in",         "initially",
	"inner",         "intersect", "interval",   "into",        "is",         "isnull",
	"join",          "lambda",    "lateral",    "leading",     "left",       "like",
	"limit",         "map",       "natural",    "not",         "notnull",    "null",
	"nullif",        "offset",    "on",         "only",        "or",         "order",
	"outer",         "overlaps",  "pivot",      "placing",     "position",   "positional",
	"primary",       "qualify",   "references", "returning",   "right",      "row",
	"select",        "semi",      "show",       "similar",     "some",       "struct",
	"summarize",     "symmetric", "table",      "tablesample", "then",       "time",
	"timestamp",     "to",        "trailing",   "true",        "try_cast",   "union",
	"unique",        "unpack",    "unpivot",    "using",       "values",     "variadic",
	"verbose",       "when",      "where",      "window",      "with",
};

bool mdp_sql_is_plain_name(const char *name)
{
	for (const char *s = name; *s; s++) {
		bool letter = (*s >= 'a' && *s <= 'z') || *s == '_';
		if (!letter && (s == name || *s < '0' || *s > '9'))
			return false;
	}
	for (size_t i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++)
		if (strcmp(name, reserved[i]) == 0)
			return false;
	return *name != '\0';
}

/* Whether a character is written as chr(…). */
static bool is_odd(char c)
{
	return c == '\\' || c == '\r' || c == '\0';
}

static void put_text(struct mdp_buf *b, struct mdp_str s)
{
	bool odd = false;
	for (size_t i = 0; i < s.n; i++)
		odd |= is_odd(s.p[i]) || (s.p[i] == '$' && i + 1 < s.n && s.p[i + 1] == '{');
	mdp_buf_puts(b, odd ? "('" : "'");
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (is_odd(c)) {
			mdp_buf_printf(b, "' || chr(%d) || '", (unsigned char)c);
			continue;
		}
		if (c == '\'')
			mdp_buf_putc(b, c);
		mdp_buf_putc(b, c);
		if (c == '$' && i + 1 < s.n && s.p[i + 1] == '{')
			mdp_buf_puts(b, "' || '");
	}
	mdp_buf_puts(b, odd ? "')" : "'");
}

const char *mdp_sql_literal(struct mdp_arena *a, const struct mdp_value *v)
{
	struct mdp_buf b = MDP_BUF_INIT;
	const char *text = mdp_value_print(a, v);
	switch (v->type) {
	case MDP_T_TEXT:
		put_text(&b, v->s);
		break;
	case MDP_T_DATE:
	case MDP_T_TIMESTAMP:
		mdp_buf_printf(&b, "%s '%s'", mdp_type_word(v->type), text);
		break;
	case MDP_T_INT:
	case MDP_T_DOUBLE:
	case MDP_T_DECIMAL:
		/* "a - -1" would be a comment without the blank, and "-1" binds tighter than it looks */
		mdp_buf_printf(&b, *text == '-' ? "(%s)" : "%s", text);
		break;
	default:
		mdp_buf_puts(&b, text);
		break;
	}
	const char *out = mdp_arena_strdup(a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return out;
}
