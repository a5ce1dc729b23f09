/* What is quick is done in silence. The line is rewritten in place and taken away at the end, so that an answer begins on a clean line. */
#include "cmd/progress.h"

#include <stdio.h>
#include <unistd.h>

#include "base/date.h"
#include "cmd/cmd.h"
#include "base/banned.h"

#define SILENT_MS 1000
#define AGAIN_MS 200
#define NAME_WIDTH 40

void mdp_cli_progress_begin(struct mdp_cli_progress *p, const struct mdp_cli *cli)
{
	*p = (struct mdp_cli_progress){ .wanted = isatty(STDERR_FILENO) && !mdp_cli_has(cli, MDP_OPT_QUIET),
					.since = mdp_clock_ms() };
}

void mdp_cli_progress_tell(void *progress, const char *what, int at, int of)
{
	struct mdp_cli_progress *p = progress;
	double now = mdp_clock_ms();
	struct mdp_buf b = MDP_BUF_INIT;

	if (!p->wanted || now - p->since < SILENT_MS || now - p->shown < AGAIN_MS)
		return;
	p->shown = now;
	mdp_buf_printf(&b, "profiling %3d/%-3d %-*.*s %5.0f s", at, of, NAME_WIDTH, NAME_WIDTH, what,
		       (now - p->since) / 1000);
	mdp_cli_tame(&b, false);
	fprintf(stderr, "\r%s", mdp_buf_cstr(&b));
	fflush(stderr);
	mdp_buf_release(&b);
}

void mdp_cli_progress_end(struct mdp_cli_progress *p)
{
	if (p->shown > 0)
		fputs("\r\033[K", stderr);
	p->shown = 0;
}
