/*
 * What was not answered, for people: why, the words it is about, and the way on. The words are pointed at in the
 * question itself.
 */
#include <string.h>
#include "base/utf8.h"
#include "render/sheet.h"
#include "base/banned.h"

/* The question with a line of marks under the words that the reason is about. */
static void point_at(struct mdp_buf *out, const char *question, struct mdp_span span)
{
	size_t n = question ? strlen(question) : 0;
	if (!question || span.length <= 0 || span.start < 0 || (size_t)span.start + (size_t)span.length > n ||
	    strchr(question, '\n'))
		return;
	int before = mdp_utf8_width((struct mdp_str){ question, (size_t)span.start });
	int marks = mdp_utf8_width((struct mdp_str){ question + span.start, (size_t)span.length });
	mdp_buf_printf(out, "  %s\n  ", question);
	for (int i = 0; i < before; i++)
		mdp_buf_putc(out, ' ');
	for (int i = 0; i < marks; i++)
		mdp_buf_putc(out, '^');
	mdp_buf_putc(out, '\n');
}

static void line(struct mdp_buf *out, const struct mdp_style *style, const char *before, const char *text)
{
	mdp_buf_puts(out, before);
	mdp_text_wrap(out, text, style->width, (int)strlen(before));
	mdp_buf_putc(out, '\n');
}

/* What of the question was understood; nothing where all of it was, or next to nothing. */
static void put_understood(struct mdp_buf *out, const struct mdp_answer *ans, const struct mdp_style *style)
{
	static const char *const SMALL[] = { "noise", "connector", "question word", "word" };
	struct mdp_buf text = MDP_BUF_INIT;
	enum mdp_reason why = ans->reason.reason;
	bool told = why == MDP_REASON_UNKNOWN_WORD || why == MDP_REASON_UNSUPPORTED || why == MDP_REASON_NOT_A_QUESTION;
	for (int i = 0; told && ans->status == MDP_STATUS_REFUSED && i < ans->nunderstood; i++) {
		const struct mdp_understood *u = &ans->understood[i];
		bool small = false;
		for (size_t k = 0; k < sizeof(SMALL) / sizeof(SMALL[0]); k++)
			small |= !strcmp(u->type, SMALL[k]);
		if (small)
			continue;
		mdp_buf_printf(&text, "%s“%s”", text.n ? ", " : "understood: ", u->text);
		bool named = !strcmp(u->type, "measure") || !strcmp(u->type, "dimension") ||
			     !strcmp(u->type, "entity") || !strcmp(u->type, "value") || !strcmp(u->type, "period");
		if (named && u->meaning && *u->meaning && strcmp(u->meaning, u->text) != 0)
			mdp_buf_printf(&text, " (%s)", u->meaning);
	}
	if (text.n)
		line(out, style, "  ", mdp_buf_cstr(&text));
	mdp_buf_release(&text);
}

void mdp_render_problem(struct mdp_buf *out, const struct mdp_answer *ans, const struct mdp_style *style)
{
	const struct mdp_error *e = &ans->reason;
	const char *label = ans->status == MDP_STATUS_REFUSED  ? "Cannot answer"
			    : ans->status == MDP_STATUS_CHOICE ? "Which one"
							       : "Error";
	struct mdp_arena a;
	mdp_arena_init(&a);
	const char *why = e->reason != MDP_REASON_NONE
				  ? mdp_arena_printf(&a, "%s: %s (%s)", label, e->primary, mdp_reason_word(e->reason))
				  : mdp_arena_printf(&a, "%s: %s", label, e->primary);
	struct mdp_buf text = MDP_BUF_INIT;
	mdp_text_wrap(&text, why, style->width, 0);
	size_t bold = strlen(label) + 1;
	mdp_buf_puts(out, style->color ? "\033[1m" : "");
	mdp_buf_put(out, mdp_buf_cstr(&text), bold);
	mdp_buf_puts(out, style->color ? "\033[0m" : "");
	mdp_buf_puts(out, mdp_buf_cstr(&text) + bold);
	mdp_buf_release(&text);
	mdp_buf_putc(out, '\n');
	if (e->file[0])
		mdp_buf_printf(out, e->line ? "  %s:%d\n" : "  %s\n", e->file, e->line);
	point_at(out, ans->question, e->span);
	if (e->detail[0])
		line(out, style, "  ", e->detail);
	if (e->hint[0])
		line(out, style, "  ", e->hint);
	for (int i = 0; i < ans->nchoices; i++)
		line(out, style, mdp_arena_printf(&a, "  %d. ", i + 1), ans->choices[i].text);
	put_understood(out, ans, style);
	if (ans->nsuggestions)
		mdp_buf_puts(out, "You could ask:\n");
	for (int i = 0; i < ans->nsuggestions; i++)
		line(out, style, mdp_arena_printf(&a, "  %d. ", i + 1), ans->suggestions[i]);
	bool lost = e->reason == MDP_REASON_UNKNOWN_WORD || e->reason == MDP_REASON_NOT_A_QUESTION;
	if (style->picking && lost && !ans->nsuggestions)
		mdp_buf_puts(out, "  “what can I ask” tells what there is\n");
	if (style->picking && (ans->nchoices || ans->nsuggestions))
		line(out, style, "  ", style->picking);
	mdp_arena_release(&a);
}
