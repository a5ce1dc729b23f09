#!/bin/sh
# mdp pages as scripts see it, on a copy of the platform that this program makes: exit codes, and that files are named.
set -u
# shellcheck source=../tools/tap.sh
. "$(dirname "$0")/../tools/tap.sh"
made=$(sh "$root/tests/fixture.sh" "$MDP") || exit 1
mkdir "$tmp/platform"
cp -r "$made/dbt_project" "$made/evidence" "$tmp/platform"
ln -s "$made/warehouse" "$tmp/platform/warehouse"
queries=$tmp/platform/evidence/queries
for one in "$queries"/*.json; do
	one=$(basename "$one" .json)
	break
done

exits() { # CODE ARGUMENTS...
	want=$1
	shift
	"$MDP" pages --project "$tmp/platform" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
	got=$?
	[ "$got" -eq "$want" ] || { echo "# exit $got instead of $want: mdp pages $*"; cat "$tmp/out" "$tmp/err"; return 1; }
}

ok "what is committed is what would be written" exits 0 --check
echo "-- changed" >>"$queries/$one.sql"
cp "$queries/$one.sql" "$tmp/changed.sql"
ok "a file that differs fails the check" exits 1 --check
ok "and is named" contains "differs    evidence/queries/$one.sql" "$tmp/out"
ok "and stays as it was" cmp -s "$queries/$one.sql" "$tmp/changed.sql"
ok "it is written by name" exits 0 "$one"
ok "and then the check passes" exits 0 --check
ok "a name that is none" exits 2 "$one.nothing"
ok "is told what names are" contains "without .json" "$tmp/err"
"$MDP" save --project "$tmp/platform" states_of_2023 "revenue by state in 2023" >"$tmp/out" 2>&1
printf '{"title": "Revenue by state", "kept": "states_of_2023"}\n' >"$queries/kept_states.json"
printf '{"title": "Revenue by state", "kept": "nothing_kept"}\n' >"$queries/kept_nothing.json"
ok "a question that is not kept is no query of a page" exits 1 kept_states kept_nothing
ok "which says where it was looked for" contains "no question \`nothing_kept\` is kept in questions/" "$tmp/out"
ok "one that is kept is, with its statement" grep -q "group by" "$queries/kept_states.sql"
rm "$queries/kept_states.json" "$queries/kept_states.sql" "$queries/kept_nothing.json"
mv "$queries/$one.json" "$tmp"
ok "a file whose query is gone fails the check" exits 1 --check
ok "and is named as left over" contains "left over  evidence/queries/$one.sql" "$tmp/out"
mv "$tmp/$one.json" "$queries"
printf '{"title": "T",\n "qury": {}}' >"$queries/wrong.json"
ok "a query that is wrong fails" exits 1
ok "with its file" contains "failed     evidence/queries/wrong.json" "$tmp/out"
ok "its place and what was meant" contains "\$: unknown member 'qury'" "$tmp/out"
rm -r "$tmp/platform/evidence"
ok "a platform without dashboards is told so" exits 5
ok "with what makes one" contains "evidence.config.yaml" "$tmp/err"
done_testing
