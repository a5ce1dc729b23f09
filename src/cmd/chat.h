/* mdp chat in parts: the loop and its commands (cmd_chat.c), the terminal (chat_edit.c). Private to cmd/. */
#ifndef MDP_CMD_CHAT_H
#define MDP_CMD_CHAT_H

#include "ask/talk.h"
#include "cmd/session.h"

struct mdp_chat_editor; /* line editing with history and completion, on a terminal */

/* What Tab completes, sorted: commands, and what the platform calls its things, figures and values. */
struct mdp_chat_words {
	const char **items;
	int n;
};

struct mdp_chat_words mdp_chat_words(const struct mdp_catalog *c, const char *const *commands, int ncommands,
				     struct mdp_arena *a);
struct mdp_chat_editor *mdp_chat_editor_new(const char *path, const struct mdp_chat_words *words); /* NULL: none */
void mdp_chat_editor_free(struct mdp_chat_editor *e); /* keeps the history */
/* The next line, without its end. False at the end of input; a line that was broken off is empty. */
bool mdp_chat_editor_line(struct mdp_chat_editor *e, struct mdp_str *line);
/* The longest common continuation of what the words after some blank of `text` begin, and the candidates: for Tab and for tests. */
int mdp_chat_complete(const struct mdp_chat_words *words, struct mdp_str text, const char **found, int max,
		      size_t *typed);

#endif
