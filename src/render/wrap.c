/* Text that fits a screen: lines are broken between words, never within one. */
#include <string.h>
#include "base/utf8.h"
#include "render/render.h"
#include "base/banned.h"

void mdp_text_wrap(struct mdp_buf *out, const char *text, int width, int indent)
{
	int at = indent; /* cells of the line so far */
	bool begun = false; /* a word stands on it */
	for (const char *p = text; *p;) {
		if (*p == '\n') {
			mdp_buf_putc(out, '\n');
			for (int i = 0; i < indent && p[1]; i++)
				mdp_buf_putc(out, ' ');
			at = indent;
			begun = false;
			p++;
			continue;
		}
		size_t blanks = strspn(p, " "), n = strcspn(p + blanks, " \n");
		int cells = mdp_utf8_width((struct mdp_str){ p + blanks, n });
		if (width > 0 &&
		    cells > width - indent) { /* a path is broken behind the last of its folders that fits */
			size_t part = 0;
			for (size_t i = 0;
			     i + 1 < n && indent + mdp_utf8_width((struct mdp_str){ p + blanks, i + 1 }) <= width; i++)
				part = p[blanks + i] == '/' ? i + 1 : part;
			n = part ? part : n;
			cells = mdp_utf8_width((struct mdp_str){ p + blanks, n });
		}
		if (width > 0 && begun && n && at + (int)blanks + cells > width) {
			mdp_buf_putc(out, '\n');
			for (int i = 0; i < indent; i++)
				mdp_buf_putc(out, ' ');
			at = indent;
		} else {
			for (size_t i = 0; i < blanks; i++)
				mdp_buf_putc(out, ' ');
			at += (int)blanks;
		}
		mdp_buf_put(out, p + blanks, n);
		at += cells;
		begun |= n > 0;
		p += blanks + n;
	}
}
