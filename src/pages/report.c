/* What became of each file, for people: what was done or differs, then how to mend it. */
#include "base/buf.h"
#include "pages/pages.h"
#include "base/banned.h"

static const char *const words[] = {
	[MDP_PAGE_SAME] = "unchanged",  [MDP_PAGE_WRITTEN] = "written", [MDP_PAGE_DIFFERS] = "differs",
	[MDP_PAGE_MISSING] = "missing", [MDP_PAGE_LEFT] = "left over",  [MDP_PAGE_FAILED] = "failed",
};

bool mdp_pages_passed(const struct mdp_page_report *r)
{
	for (int i = 0; i < r->n; i++)
		if (r->files[i].state > MDP_PAGE_WRITTEN)
			return false;
	return true;
}

const char *mdp_pages_text(const struct mdp_page_report *r, struct mdp_arena *a)
{
	struct mdp_buf b = MDP_BUF_INIT;
	int count[MDP_PAGE_FAILED + 1] = { 0 };
	for (int i = 0; i < r->n; i++) {
		const struct mdp_page_file *f = &r->files[i];
		count[f->state]++;
		if (f->state == MDP_PAGE_SAME)
			continue;
		mdp_buf_printf(&b, "%-9s  %s\n", words[f->state], f->file);
		if (f->state != MDP_PAGE_FAILED)
			continue;
		mdp_buf_printf(&b, "           %s\n", f->err.primary);
		if (f->err.detail[0])
			mdp_buf_printf(&b, "           %s\n", f->err.detail);
		if (f->err.hint[0])
			mdp_buf_printf(&b, "           %s\n", f->err.hint);
	}
	if (!r->n)
		mdp_buf_puts(&b, "no queries: they are files queries/NAME.json of the Evidence project\n");
	else
		mdp_buf_printf(&b, "%d quer%s: %d right, %d wrong\n", r->n, r->n == 1 ? "y" : "ies",
			       count[MDP_PAGE_SAME] + count[MDP_PAGE_WRITTEN],
			       r->n - count[MDP_PAGE_SAME] - count[MDP_PAGE_WRITTEN]);
	if (count[MDP_PAGE_DIFFERS] || count[MDP_PAGE_MISSING])
		mdp_buf_puts(&b, "run `mdp pages` to write what differs or is missing\n");
	if (count[MDP_PAGE_LEFT])
		mdp_buf_puts(&b, "delete what is left over: the query that it was made from is gone\n");
	const char *out = mdp_arena_strdup(a, mdp_buf_cstr(&b));
	mdp_buf_release(&b);
	return out;
}
