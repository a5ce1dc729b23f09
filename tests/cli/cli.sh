#!/bin/sh
# The program as shells and scripts see it: exit codes, streams, help and the texts made from the tables.
set -u
# shellcheck source=../tools/tap.sh
. "$(dirname "$0")/../tools/tap.sh"
mdp=${1:?usage: cli.sh MDP}

exits() { # CODE COMMAND...
	want=$1
	shift
	"$@" >"$tmp/out" 2>"$tmp/err" </dev/null
	got=$?
	[ "$got" -eq "$want" ] || { echo "# exit $got instead of $want: $*"; return 1; }
}
empty() {
	[ ! -s "$1" ]
}

ok "version" exits 0 "$mdp" version
ok "--version" exits 0 "$mdp" --version
ok "help is an answer, on stdout" exits 0 "$mdp" --help
ok "and says nothing on stderr" empty "$tmp/err"
ok "no command is a mistake" exits 2 "$mdp"
ok "that prints nothing on stdout" empty "$tmp/out"
ok "an unknown command" exits 2 "$mdp" versoin
ok "is met with the nearest" contains "did you mean “version”" "$tmp/err"
ok "an unknown option" exits 2 "$mdp" version --fromat json
ok "is met with the nearest, too" contains "did you mean --format" "$tmp/err"
ok "a question in the place of a command" exits 2 "$mdp" "how many orders"
ok "is told what to write" contains 'mdp ask "how many orders"' "$tmp/err"
ok "a value that an option does not take" exits 2 "$mdp" version --quiet=yes
ok "an option without its value" exits 2 "$mdp" version --format
ok "help of every command" sh -c '
	for c in $("$1" help | sed -n "/^Commands:/,/^$/s/^  \([a-z-]*\) .*/\1/p"); do
		"$1" help "$c" | grep -q "^Usage: mdp $c" && "$1" "$c" --help >/dev/null || { echo "# $c"; exit 1; }
	done' sh "$mdp"
if [ -w /dev/full ]; then
	ok "a full disk is an error" sh -c '"$1" help >/dev/full 2>"$2"; [ $? -eq 5 ]' sh "$mdp" "$tmp/err"
	ok "that is named" contains "cannot write the output" "$tmp/err"
fi
ok "a closed pipe ends the program quietly" sh -c '{ "$1" help --markdown 2>"$2"; echo $? >"$3"; } | true; [ ! -s "$2" ]' sh "$mdp" "$tmp/err" "$tmp/rc"
ok "bash completion is bash" sh -c '"$1" completion bash | bash -n' sh "$mdp"
ok "bash completes commands" sh -c '
	bash -c "eval \"\$($1 completion bash)\"; COMP_WORDS=(mdp vers); COMP_CWORD=1; _mdp; echo \"\${COMPREPLY[*]}\"" | grep -qx version' sh "$mdp"
ok "bash completes options" sh -c '
	bash -c "eval \"\$($1 completion bash)\"; COMP_WORDS=(mdp help --markd); COMP_CWORD=2; _mdp; echo \"\${COMPREPLY[*]}\"" | grep -qx -- --markdown' sh "$mdp"
ok "and what an option can be, and names of the project that stands on the line" sh -c '
	cd / && bash -c "eval \"\$($1 completion bash)\"; f() { COMP_WORDS=(\"\$@\"); COMP_CWORD=\$((\$# - 1)); _mdp; echo \"\${COMPREPLY[*]}\"; }
		f $1 ask --chart l; f $1 --project $2 schema marts.fct; f $1 --as-of 2024-12-31 pip" | tr "\n" " " | grep -q "^line marts.fct_orders pipeline "' sh "$(realpath "$mdp")" "$("$root/tests/fixture.sh" "$mdp")"
ok "no completion for an unknown shell" exits 2 "$mdp" completion csh
"$mdp" help --markdown >"$tmp/commands.md"
ok "docs/commands.md is what the tables say (mdp help --markdown)" diff -u "$root/docs/commands.md" "$tmp/commands.md"
"$mdp" help --man >"$tmp/mdp.1"
ok "docs/mdp.1 is what the tables say (mdp help --man)" diff -u "$root/docs/mdp.1" "$tmp/mdp.1"
if command -v groff >/dev/null 2>&1; then
	ok "the manual page is without fault" sh -c '! groff -man -Tutf8 -ww "$1" 2>&1 >/dev/null | grep .' sh "$tmp/mdp.1"
fi
done_testing
