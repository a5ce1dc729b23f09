/*
 * Why a view cannot be read, in words that help. A view over files or over another database is refused by the engine, since
 * questions may open neither; that the file is also not there is worth more than the refusal.
 */
#include <string.h>

#include "base/file.h"
#include "profile/prof.h"
#include "base/banned.h"

/* What stands behind a mark up to the next quote. */
static const char *quoted_behind(struct mdp_arena *a, const char *text, const char *mark)
{
	const char *at = strstr(text, mark), *end;

	if (!at)
		return NULL;
	at += strlen(mark);
	end = strchr(at, '"');
	return end ? mdp_arena_strndup(a, at, (size_t)(end - at)) : NULL;
}

const char *mdp_prof_why_unreadable(struct mdp_arena *a, const char *message)
{
	static const char *const file_marks[] = { "access file \"", "open file \"", "match the pattern \"" };
	static const char *const database_marks[] = { "because schema \"", "because catalog \"", "Catalog \"" };
	const char *name = NULL;

	for (size_t i = 0; !name && i < sizeof(file_marks) / sizeof(file_marks[0]); i++)
		name = quoted_behind(a, message, file_marks[i]);
	if (name && (strpbrk(name, "*?[") || strstr(name, "://")))
		return mdp_arena_printf(a, "it reads files (%s), which questions may not open; make a table of them",
					name);
	if (name && mdp_file_exists(name))
		return mdp_arena_printf(a, "it reads the file %s, which questions may not open; make a table of it",
					name);
	if (name)
		return mdp_arena_printf(a, "it reads the file %s, which is not there", name);
	for (size_t i = 0; !name && i < sizeof(database_marks) / sizeof(database_marks[0]); i++)
		name = quoted_behind(a, message, database_marks[i]);
	if (name && strstr(message, "does not exist"))
		return mdp_arena_printf(a, "it reads another database or schema, %s, which is not there (%s)", name,
					message);
	return message;
}
