/* Shell completion from the tables: commands first, then the options of the command that stands on the line. */
#include <string.h>
#include "cmd/cmd.h"
#include "base/banned.h"

static void option_words(struct mdp_buf *out, uint64_t options)
{
	for (int i = 0; i < MDP_OPT_COUNT; i++)
		if (options >> i & 1)
			mdp_buf_printf(out, " --%s", mdp_options[i].name);
}

/* Commands whose argument is the name of something that is there, and what lists it: a CSV whose first column it is. */
static const char *names_of(const char *command)
{
	static const struct {
		const char *command, *listed_by;
	} NAMES[] = { { "run", "saved" }, { "schema", "schema" }, { "describe", "schema" } };
	for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++)
		if (!strcmp(NAMES[i].command, command))
			return NAMES[i].listed_by;
	return NULL;
}

#define FIRST_COLUMN " --format csv 2>/dev/null | tail -n +2 | cut -d, -f1"

static void bash(struct mdp_buf *out)
{
	mdp_buf_puts(
		out,
		"# bash completion for mdp: eval \"$(mdp completion bash)\"\n_mdp() {\n"
		"\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} verb= w i of=()\n"
		"\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
		"\t\tw=${COMP_WORDS[i]}\n"
		"\t\tcase $w in\n\t\t--project|--warehouse) of+=(\"$w\" \"${COMP_WORDS[i+1]}\"); ((i++)) ;;\n\t\t");
	const char *bar = "";
	for (int i = 0; i < MDP_OPT_COUNT; i++)
		if (mdp_options[i].arg && strcmp(mdp_options[i].name, "project") != 0 &&
		    strcmp(mdp_options[i].name, "warehouse") != 0) {
			mdp_buf_printf(out, "%s--%s", bar, mdp_options[i].name);
			bar = "|";
		}
	mdp_buf_puts(out,
		     ") ((i++)) ;;\n\t\t-*) ;;\n\t\t*) [ -n \"$verb\" ] || verb=$w ;;\n\t\tesac\n"
		     "\tdone\n"
		     "\tcase $prev in\n"
		     "\t--project|--warehouse-dir) COMPREPLY=($(compgen -d -- \"$cur\")); return ;;\n"
		     "\t--warehouse) COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n"
		     "\t--format|-f) COMPREPLY=($(compgen -W 'table csv tsv json md html' -- \"$cur\")); return ;;\n"
		     "\t--chart) COMPREPLY=($(compgen -W 'auto line bar none' -- \"$cur\")); return ;;\n"
		     "\t--output|--lexicon) COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n"
		     "\tesac\n"
		     "\tlocal words='");
	option_words(out, mdp_global_options);
	mdp_buf_puts(out, "'\n\tcase $verb in\n\t'') words+='");
	for (int i = 0; i < mdp_ncommands; i++)
		mdp_buf_printf(out, " %s", mdp_commands[i].name);
	mdp_buf_puts(out, "' ;;\n");
	for (int i = 0; i < mdp_ncommands; i++) {
		if (!mdp_commands[i].options)
			continue;
		mdp_buf_printf(out, "\t%s) words+='", mdp_commands[i].name);
		option_words(out, mdp_commands[i].options);
		mdp_buf_puts(out, "' ;;\n");
	}
	mdp_buf_puts(out, "\tesac\n\tcase $verb:$cur in\n\t*:-*) ;;\n");
	for (int i = 0; i < mdp_ncommands; i++)
		if (names_of(mdp_commands[i].name))
			mdp_buf_printf(
				out, "\t%s:*) words+=\" $(\"${COMP_WORDS[0]}\" %s \"${of[@]}\"" FIRST_COLUMN ")\" ;;\n",
				mdp_commands[i].name, names_of(mdp_commands[i].name));
	mdp_buf_puts(out, "\tesac\n\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
			  "\t[ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- \"$cur\"))\n}\n"
			  "complete -o filenames -F _mdp mdp ./mdp\n");
}

/* Text inside single quotes and brackets of a zsh specification. */
static void zsh_text(struct mdp_buf *out, const char *text)
{
	for (const char *p = text; *p; p++) {
		if (strchr("[]:", *p))
			mdp_buf_putc(out, '\\');
		if (*p == '\'')
			mdp_buf_puts(out, "'\\''");
		else
			mdp_buf_putc(out, *p);
	}
}

static void zsh_options(struct mdp_buf *out, uint64_t options)
{
	for (int i = 0; i < MDP_OPT_COUNT; i++) {
		if (!(options >> i & 1))
			continue;
		mdp_buf_printf(out, " \\\n\t\t'--%s[", mdp_options[i].name);
		zsh_text(out, mdp_options[i].help);
		mdp_buf_puts(out, "]");
		if (mdp_options[i].arg) {
			mdp_buf_puts(out, ":");
			zsh_text(out, mdp_options[i].arg);
			mdp_buf_puts(out, ":_files");
		}
		mdp_buf_puts(out, "'");
	}
}

static void zsh(struct mdp_buf *out)
{
	mdp_buf_puts(out,
		     "#compdef mdp\n# zsh completion for mdp: mdp completion zsh > a folder of $fpath/_mdp\n_mdp() {\n"
		     "\tlocal -a commands\n\tcommands=(\n");
	for (int i = 0; i < mdp_ncommands; i++) {
		mdp_buf_printf(out, "\t\t'%s:", mdp_commands[i].name);
		zsh_text(out, mdp_commands[i].help);
		mdp_buf_puts(out, "'\n");
	}
	mdp_buf_puts(out, "\t)\n\tif (( CURRENT == 2 )); then\n\t\t_describe command "
			  "commands\n\t\treturn\n\tfi\n\tcase $words[2] in\n");
	for (int i = 0; i < mdp_ncommands; i++) {
		mdp_buf_printf(out, "\t%s) _arguments", mdp_commands[i].name);
		zsh_options(out, mdp_global_options | mdp_commands[i].options);
		const char *lists = names_of(mdp_commands[i].name);
		if (lists)
			mdp_buf_printf(out, " \\\n\t\t'*:name:{compadd -- ${(f)\"$(mdp %s" FIRST_COLUMN ")\"}}' ;;\n",
				       lists);
		else
			mdp_buf_puts(out, " \\\n\t\t'*:argument:_files' ;;\n");
	}
	mdp_buf_puts(out, "\tesac\n}\n_mdp \"$@\"\n");
}

static void fish(struct mdp_buf *out)
{
	mdp_buf_puts(out, "# fish completion for mdp: mdp completion fish | source\n");
	for (int i = 0; i < mdp_ncommands; i++)
		mdp_buf_printf(out, "complete -c mdp -n __fish_use_subcommand -f -a %s -d \"%s\"\n",
			       mdp_commands[i].name, mdp_commands[i].help);
	for (int i = 0; i < mdp_ncommands; i++)
		if (names_of(mdp_commands[i].name))
			mdp_buf_printf(
				out,
				"complete -c mdp -n \"__fish_seen_subcommand_from %s\" -f -a \"(mdp %s" FIRST_COLUMN
				")\"\n",
				mdp_commands[i].name, names_of(mdp_commands[i].name));
	for (int c = -1; c < mdp_ncommands; c++) {
		uint64_t options = c < 0 ? mdp_global_options : mdp_commands[c].options;
		for (int i = 0; i < MDP_OPT_COUNT; i++) {
			if (!(options >> i & 1))
				continue;
			mdp_buf_puts(out, "complete -c mdp");
			if (c >= 0)
				mdp_buf_printf(out, " -n \"__fish_seen_subcommand_from %s\"", mdp_commands[c].name);
			mdp_buf_printf(out, " -l %s%s -d \"%s\"\n", mdp_options[i].name,
				       mdp_options[i].arg ? " -r" : "", mdp_options[i].help);
		}
	}
}

int mdp_help_completion(struct mdp_buf *out, const char *shell)
{
	static const struct {
		const char *name;
		void (*write)(struct mdp_buf *out);
	} shells[] = { { "bash", bash }, { "zsh", zsh }, { "fish", fish } };
	for (size_t i = 0; i < sizeof(shells) / sizeof(shells[0]); i++) {
		if (!strcmp(shells[i].name, shell)) {
			shells[i].write(out);
			return 0;
		}
	}
	return -1;
}
