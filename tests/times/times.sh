#!/bin/sh
# Reads cases.txt: a block is a warehouse, its questions and what the answers must and must not hold.
#   == NAME         begins a warehouse; the SQL that makes it follows
#   @ DAY           --as-of of the questions that follow (a day or `latest`)
#   $ NAME=VALUE    a variable of the environment, until the next warehouse
#   + FILE: LINE    a line of a file beside the warehouse, which is then a project
#   ? QUESTION      asked; each line below it holds of the answer, as a table and as JSON together:
#   > PATTERN       is there (basic regular expression)
#   ! PATTERN       is not
set -u
# shellcheck source=../tools/tap.sh
. "$(dirname "$0")/../tools/tap.sh"
mdp=${1:?usage: times.sh MDP LOAD_DB} load_db=${2:?usage: times.sh MDP LOAD_DB}
# shellcheck disable=SC2154
dir=$tmp/none block='' day=2025-01-02 vars='' question='' project=''
make_db() {
	[ -s "$dir/sql/schema.sql" ] && [ ! -f "$dir/w.duckdb" ] || return 0
	"$load_db" "$dir/w.duckdb" "$dir/sql" >"$tmp/log" 2>&1 || { sed 's/^/# /' "$tmp/log"; return 1; }
}
ask() {
	make_db || return
	if [ "$project" ]; then set -- --project "$dir" "$@"; else set -- --warehouse "$dir/w.duckdb" "$@"; fi
	# shellcheck disable=SC2086
	env $vars "$mdp" ask --as-of "$day" --format table "$@" -- "$question" >"$tmp/out" 2>&1
	# shellcheck disable=SC2086
	env $vars "$mdp" ask --as-of "$day" --format json "$@" -- "$question" >>"$tmp/out" 2>/dev/null
}
holds() { grep -q -e "$1" "$tmp/out" || { sed 's/^/# /' "$tmp/out"; return 1; }; }
holds_not() { ! holds_quietly "$1" || { sed 's/^/# /' "$tmp/out"; return 1; }; }
holds_quietly() { grep -q -e "$1" "$tmp/out"; }
n=0
while IFS= read -r line; do
	rest=${line#??}
	case $line in
	'== '*)
		n=$((n + 1)) block=${line#== } dir=$tmp/$n day=2025-01-02 vars='' project=''
		mkdir -p "$dir/sql" ;;
	'@ '*) day=$rest ;;
	'$ '*) vars="$vars $rest" ;;
	'+ '*) project=1 && printf '%s\n' "${rest#*: }" >>"$dir/${rest%%: *}" ;;
	'? '*) question=$rest && ask ;;
	'> '*) ok "$block: $question: $rest" holds "$rest" ;;
	'! '*) ok "$block: $question: no $rest" holds_not "$rest" ;;
	'#'* | '') ;;
	*) printf '%s\n' "$line" >>"$dir/sql/schema.sql" ;;
	esac
done <"$(dirname "$0")/cases.txt"
done_testing
