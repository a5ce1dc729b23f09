/*
 * Answers that `ask --follow` goes on from: a file of lines (id, question, query) in the person's state folder. It is appended to, and cut
 * to its later half when it has grown; that it cannot be written is no failure of the answer.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/file.h"
#include "cmd/session.h"
#include "base/banned.h"

#define KEPT_BYTES (256 << 10)

const char *mdp_cli_state_path(struct mdp_cli *cli, const char *folder, const char *name)
{
	struct mdp_arena *a = &cli->arena;
	const char *dir = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
	struct mdp_error ignored;
	if ((!dir || dir[0] != '/') && home && home[0] == '/')
		dir = mdp_path_join(a, home, ".local/state");
	if (!dir || dir[0] != '/')
		return NULL;
	dir = mdp_path_join(a, dir, "mdp");
	if (folder)
		dir = mdp_path_join(a, dir, folder);
	return mdp_dir_make(dir, &ignored) < 0 ? NULL : mdp_path_join(a, dir, name);
}

static const char *one_line(struct mdp_arena *a, const char *text)
{
	char *copy = mdp_arena_strdup(a, text ? text : "");
	for (char *p = copy; *p; p++)
		if (*p == '\n' || *p == '\t' || *p == '\r')
			*p = ' ';
	return copy;
}

static void cut(struct mdp_arena *a, const char *path)
{
	struct mdp_str text;
	struct mdp_error ignored = { 0 };
	struct mdp_file_info info;
	if (mdp_file_stat(path, &info, &ignored) < 0 || info.size < KEPT_BYTES ||
	    mdp_file_read(a, path, &text, &ignored) < 0)
		return;
	size_t from = text.n / 2;
	while (from < text.n && text.p[from] != '\n')
		from++;
	from += from < text.n;
	mdp_file_write(path, (struct mdp_str){ text.p + from, text.n - from }, &ignored);
}

void mdp_cli_note_answer(struct mdp_cli *cli, const struct mdp_answer *ans)
{
	struct mdp_arena *a = &cli->arena;
	const char *path =
		ans->status == MDP_ANSWERED && ans->id && ans->query ? mdp_cli_state_path(cli, NULL, "answers") : NULL;
	if (!path)
		return;
	cut(a, path);
	const char *line =
		mdp_arena_printf(a, "%s\t%s\t%s\n", ans->id, one_line(a, ans->question), mdp_query_dump(a, ans->query));
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return;
	if (write(fd, line, strlen(line)) < 0)
		unlink(path);
	close(fd);
}

int mdp_cli_find_answer(struct mdp_cli *cli, const char *id, const char **question, struct mdp_query **q)
{
	struct mdp_str text = { "", 0 }, line, field;
	struct mdp_error ignored = { 0 };
	const char *path = mdp_cli_state_path(cli, NULL, "answers"), *json = NULL;
	if (path && mdp_file_read(&cli->arena, path, &text, &ignored) < 0)
		text = (struct mdp_str){ "", 0 };
	while (mdp_str_next(&text, '\n', &line)) {
		struct mdp_str said;
		if (!mdp_str_next(&line, '\t', &field) || !mdp_str_is(field, id) || !mdp_str_next(&line, '\t', &said))
			continue;
		*question = mdp_arena_strndup(&cli->arena, said.p, said.n);
		json = mdp_arena_strndup(&cli->arena, line.p, line.n);
	}
	if (!json) {
		mdp_fail(&cli->err, MDP_USAGE, "there is no answer with the id “%s” any more", id);
		mdp_error_hint(&cli->err, "ids of answers are in the JSON, and told with -v");
		return -MDP_USAGE;
	}
	return mdp_query_load(&cli->arena, mdp_str_of(json), q, &cli->err);
}
