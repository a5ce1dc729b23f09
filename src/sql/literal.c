/*
 * Literals as text, for statements that are kept in files and put into templates: quoted for SQL, and without a backslash, a
 * carriage return or a ${, which a template of JavaScript would read in its own way; those become chr() and a joint of two texts.
 */
#include <string.h>
#include "base/buf.h"
#include "sql/sql.h"
#include "base/banned.h"

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
