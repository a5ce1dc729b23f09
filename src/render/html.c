/* Tables as an HTML fragment: no style of its own, so that the page it goes into decides. */
#include "render/sheet.h"
#include "base/banned.h"

void mdp_html_text(struct mdp_buf *out, const char *text)
{
	for (const char *p = text; *p; p++) {
		switch (*p) {
		case '<':
			mdp_buf_puts(out, "&lt;");
			break;
		case '>':
			mdp_buf_puts(out, "&gt;");
			break;
		case '&':
			mdp_buf_puts(out, "&amp;");
			break;
		case '"':
			mdp_buf_puts(out, "&quot;");
			break;
		default:
			mdp_buf_putc(out, *p);
		}
	}
}

static void element(struct mdp_buf *out, const char *tag, const char *text, bool number)
{
	mdp_buf_printf(out, "<%s%s>", tag, number ? " align=\"right\"" : "");
	mdp_html_text(out, text);
	mdp_buf_printf(out, "</%s>", tag);
}

void mdp_sheet_html(struct mdp_buf *out, const struct mdp_sheet *s)
{
	struct mdp_arena a;
	mdp_arena_init(&a);
	mdp_buf_puts(out, "<table>\n<thead><tr>");
	bool *number = MDP_NEW_ARRAY(&a, (size_t)s->ncolumns + 1, bool);
	for (int c = 0; c < s->ncolumns; c++) {
		number[c] = !s->columns[c].left && mdp_sheet_numeric(s, c);
		element(out, "th", s->columns[c].title, number[c]);
	}
	mdp_buf_puts(out, "</tr></thead>\n<tbody>\n");
	for (int64_t r = 0; r < s->nrows; r++) {
		mdp_buf_puts(out, "<tr>");
		for (int c = 0; c < s->ncolumns; c++)
			element(out, "td", mdp_sheet_cell(s, r, c, &a), number[c]);
		mdp_buf_puts(out, "</tr>\n");
	}
	mdp_buf_puts(out, "</tbody>\n</table>\n");
	mdp_arena_release(&a);
}
