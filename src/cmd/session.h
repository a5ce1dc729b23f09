/* What the commands that ask have in common: an open platform, a style, an answer written out. Private to cmd/. */
#ifndef MDP_CMD_SESSION_H
#define MDP_CMD_SESSION_H

#include "ask/ask.h"
#include "cmd/cmd.h"
#include "render/render.h"

/* The style of the output, from options, terminal and environment. */
int mdp_cli_style(struct mdp_cli *cli, struct mdp_style *style);
int mdp_cli_session_options(struct mdp_cli *cli, struct mdp_session_options *opt);
int mdp_cli_session(struct mdp_cli *cli, struct mdp_session **s);
/* Without what is kept for questions. */
int mdp_cli_session_long_way(struct mdp_cli *cli, struct mdp_session **s);
/* Also where mdp.yaml is wrong, for what gives no numbers; `tell`: on the screen. */
int mdp_cli_session_anyway(struct mdp_cli *cli, struct mdp_session **s, bool tell);
/* A failure before there was an answer, in the form of one when the format is JSON. Returns the exit code. */
int mdp_cli_fail_as_answer(struct mdp_cli *cli, const struct mdp_style *style, const char *question);
/* Writes an answer (problems on stderr when stdout is for rows alone). Returns `code`, or that of a failed write. */
int mdp_cli_put_answer(struct mdp_cli *cli, struct mdp_session *s, const struct mdp_answer *ans,
		       const struct mdp_style *style, int code);
/* --output: is its suffix known; and the answer into that file. */
int mdp_cli_output_check(struct mdp_cli *cli);
/* What each command that answers begins with: the style, --output and --limit (0: none), and Ctrl-C that ends a statement. */
int mdp_cli_answering(struct mdp_cli *cli, struct mdp_style *style, long long *limit);
int mdp_cli_output(struct mdp_cli *cli, const struct mdp_catalog *c, const struct mdp_answer *ans,
		   const struct mdp_style *style);
/* A file of the person's state (history, conversations), in a folder made for it; NULL: there is no place. */
const char *mdp_cli_state_path(struct mdp_cli *cli, const char *folder, const char *name);
/* Keeps an answer's query under its id, for `ask --follow`; and finds it again. */
void mdp_cli_note_answer(struct mdp_cli *cli, const struct mdp_answer *ans);
int mdp_cli_find_answer(struct mdp_cli *cli, const char *id, const char **question, struct mdp_query **q);
/* Opens the platform, asks, writes, closes. */
int mdp_cli_ask(struct mdp_cli *cli, const char *question);
/* The width of the screen as it is now into the style; its height, 0 when it has none. */
int mdp_cli_screen(struct mdp_style *style);
/* A table that is no answer. */
int mdp_cli_put_sheet(struct mdp_cli *cli, const struct mdp_sheet *sheet, const struct mdp_style *style);

/* Ctrl-C from now on cancels the statement of this engine; without one (NULL) it ends the program, saying so. */
void mdp_cli_interrupts(struct mdp_engine *e);
/* Where a person sits, Ctrl-C never ends the program: it cancels what runs, and else is only remembered. */
void mdp_cli_interrupts_held(bool held);
bool mdp_cli_was_interrupted(void); /* since it was asked last */

#endif
