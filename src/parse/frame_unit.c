/* "… in minutes", "… in euros": said behind a figure that is in that unit, it adds nothing. Only how long something took is converted. */
#include <string.h>

#include "catalog/units.h"
#include "parse/frame.h"
#include "base/banned.h"

static const char *const TIMES[] = { "seconds", "minutes", "hours", "days", "weeks", "months", "years" };

/* The unit that the word stands for; NULL. */
static const char *unit_of(const struct mdp_phraser *x, struct mdp_str word)
{
	for (size_t i = 0; i < sizeof(TIMES) / sizeof(TIMES[0]); i++)
		if (mdp_str_is(word, TIMES[i]))
			return TIMES[i];
	return mdp_unit_of_value(x->a, mdp_arena_strndup(x->a, word.p, word.n));
}

bool mdp_is_unit_word(const struct mdp_phraser *x, struct mdp_str word)
{
	return unit_of(x, word) != NULL;
}

static const char *unit_shown(const struct mdp_frame *f, const struct mdp_figure *it)
{
	if (it->measure >= 0)
		return f->x->c->measures[it->measure].unit;
	return it->column >= 0 ? mdp_catalog_unit(f->x->c, f->x->a, it->column) : NULL;
}

int mdp_frame_check_unit(struct mdp_frame *f)
{
	if (!f->in_unit)
		return 0;
	struct mdp_str word = mdp_said(f->x, f->in_unit->args[0]->from, f->in_unit->args[0]->to);
	const char *unit = unit_of(f->x, word);
	bool same = false;
	if (!unit)
		return -MDP_REFUSED; /* the rule asks for one */
	for (int i = 0; i < f->nfigures; i++)
		same |= !f->figures[i].counts || !f->tally; /* not the number beside what they come to */
	for (int i = 0; i < f->nfigures; i++) {
		if (f->figures[i].counts && f->tally)
			continue;
		if (mdp_figure_is_span(&f->figures[i]) && mdp_span_seconds(mdp_str_of(unit)) >= 0) {
			int rc = mdp_span_tell_in(f->x, f->in_unit->from, f->in_unit->to, unit, &f->figures[i]);
			if (rc < 0)
				return rc;
			continue;
		}
		const char *shown = unit_shown(f, &f->figures[i]);
		bool vague = shown && mdp_unit_is_vague(shown) && mdp_unit_is_money(unit);
		/* pounds of money are no pounds of weight */
		bool sterling = shown && !strcmp(shown, "GBP") && mdp_unit_is_measure(unit) &&
				mdp_also_word(f->x, f->in_unit->args[0]->from, "money");
		same &= shown && (vague || sterling || !strcmp(shown, unit));
	}
	if (same)
		return 0;
	return mdp_frame_refuse(f, MDP_REASON_UNSUPPORTED, f->in_unit->from, f->in_unit->to,
				"nothing that is asked for is known to be in %s, and nothing is converted", unit);
}
