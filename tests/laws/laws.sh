#!/bin/sh
# laws.sh MDP LAWS LOAD_DB BUDGET PLATFORM…: the laws of README.md on the demo platform ("demo") and on platforms of tests/platforms.
# tests/laws/floors says how many of how many were broken, a line each: BUDGET PLATFORM LAW BROKEN TRIED. A larger part must not be; a
# law that it does not name holds without exception. LAWS_SHOW=N prints N examples of each that is broken.
set -u
# shellcheck source=../tools/tap.sh
. "$(dirname "$0")/../tools/tap.sh"
usage='usage: laws.sh MDP LAWS LOAD_DB BUDGET PLATFORM...'
mdp=${1:?$usage} laws=${2:?$usage} load_db=${3:?$usage} budget=${4:?$usage}
shift 4
questions="$root/tests/questions"

try() { # PLATFORM
	if [ "$1" = demo ]; then
		fixture=$("$root/tests/fixture.sh" "$mdp") || return 1
		set -- demo --project "$fixture" "$questions/ecommerce.yaml" "$questions/words.yaml" "$questions/paraphrases.yaml"
	else
		mkdir -p "$tmp/$1" && cp "$root/tests/platforms/$1/warehouse.sql" "$tmp/$1/schema.sql" &&
			"$load_db" "$tmp/$1.duckdb" "$tmp/$1" || return 1
		set -- "$1" --warehouse "$tmp/$1.duckdb" "$questions/$1/questions.yaml"
		[ -f "$4" ] || set -- "$1" "$2" "$3"
	fi
	name=$1
	shift
	"$laws" "$name" "$budget" "$@" >"$tmp/$name.laws" 2>&1
}
held() { # PLATFORM LAW BROKEN TRIED
	awk -v budget="$budget" -v platform="$1" -v law="$2" -v broken="$3" -v tried="$4" '
		$1 == budget && $2 == platform && $3 == law { found = 1; good = broken * $5 <= $4 * tried }
		END { exit !(found ? good : broken == 0) }' "$root/tests/laws/floors"
}

for platform; do
	ok "$platform: the laws are tried" try "$platform"
	grep '^#' "$tmp/$platform.laws"
	while read -r name law broken tried what; do
		case $name in
		'#'*) ;;
		*) ok "$name: ${what}: $broken of $tried" held "$name" "$law" "$broken" "$tried" ;;
		esac
	done <"$tmp/$platform.laws"
done
done_testing
