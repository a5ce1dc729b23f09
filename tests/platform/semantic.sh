#!/bin/sh
# dbt's semantic layer, form by form: every number is the one that MetricFlow gives for the same definition on the same data (asked once,
# by hand); what cannot be said is refused by its name.
set -u
# shellcheck source=../tools/tap.sh
. "$(dirname "$0")/../tools/tap.sh"
mdp=${1:?usage: semantic.sh MDP LOAD_DB} load_db=${2:?usage: semantic.sh MDP LOAD_DB}
here=$(dirname "$0")/semantic
# shellcheck disable=SC2154
p="$tmp/p"
mkdir -p "$p/models" "$tmp/sql"
cp "$here/rentals.sql" "$tmp/sql/schema.sql"
cp "$here/semantic.yml" "$p/models/"
echo 'name: rentals' >"$p/dbt_project.yml"
for m in stations riders rides refunds credits; do
	echo "select * from src_$m" >"$p/models/$m.sql"
done
"$load_db" "$p/w.duckdb" "$tmp/sql" >"$tmp/log" 2>&1 || { sed 's/^/# /' "$tmp/log"; exit 1; }

ask() { "$mdp" ask --project "$p" --as-of 2024-12-31 --format json "$1" >"$tmp/said" 2>"$tmp/err" </dev/null; }
# gives QUESTION ROWS: the rows as JSON, digits behind the fourth left out
gives() {
	ask "$1"
	rows=$(sed 's/.*"rows":\(\[.*\]\),"row_count".*/\1/; s/\(\.[0-9]\{4\}\)[0-9]*/\1/g' "$tmp/said")
	[ "$rows" = "$2" ] || { echo "# $1: $rows"; sed 's/^/# /' "$tmp/said" "$tmp/err"; return 1; }
}
# refuses QUESTION TEXT…: it does, and every text is in the answer
refuses() {
	ask "$1"
	question=$1
	shift
	grep -q '"status":"refused"' "$tmp/said" || { echo "# not refused: $question"; sed 's/^/# /' "$tmp/said"; return 1; }
	for text; do
		grep -qF -- "$text" "$tmp/said" || { echo "# no $text in:"; sed 's/^/# /' "$tmp/said"; return 1; }
	done
}

while IFS='|' read -r question rows; do
	case $question in '' | '#'*) continue ;; esac
	ok "$question" gives "$question" "$rows"
done <"$here/answers.txt"
while IFS='|' read -r question first second; do
	case $question in '' | '#'*) continue ;; esac
	ok "refused: $question" refuses "$question" "$first" "${second:-$first}"
done <"$here/refusals.txt"
done_testing
