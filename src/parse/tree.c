/* Trees as text. */
#include "parse/tree.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/banned.h"

static void dump(const struct mdp_node *n, struct mdp_buf *b, int depth)
{
	if (!n || depth > MDP_LIMIT_TOKENS) {
		mdp_buf_puts(b, "nil");
		return;
	}
	if (n->edge) {
		const struct mdp_meaning *m = &n->edge->meaning;
		mdp_buf_printf(b, "[%s%s%s", m->cat, m->sub ? "." : "", m->sub ? m->sub : "");
		if (m->kind == MDP_CAT_NUMBER)
			mdp_buf_printf(b, " %g", n->edge->number);
		else if (m->kind == MDP_CAT_VALUE)
			mdp_buf_printf(b, " %d=%s", m->column, m->text);
		else if (m->kind != MDP_CAT_WORD && m->kind != MDP_CAT_QUOTED)
			mdp_buf_printf(b, " %d", m->id);
		mdp_buf_putc(b, ']');
		return;
	}
	if (n->nargs == 0) {
		mdp_buf_puts(b, n->op ? n->op : "nil");
		return;
	}
	mdp_buf_printf(b, "(%s", n->op);
	for (int i = 0; i < n->nargs; i++) {
		mdp_buf_putc(b, ' ');
		dump(n->args[i], b, depth + 1);
	}
	mdp_buf_putc(b, ')');
}

const char *mdp_node_dump(const struct mdp_node *n, struct mdp_arena *a)
{
	struct mdp_buf b = MDP_BUF_INIT;
	dump(n, &b, 0);
	const char *text = mdp_arena_strndup(a, mdp_buf_cstr(&b), b.n);
	mdp_buf_release(&b);
	return text;
}
