#!/bin/sh
# Questions on more rows than profiling samples, by way of what is kept of entities and without it; and that what is kept is nobody's data.
set -u
# shellcheck source=../tools/tap.sh
. "$(dirname "$0")/../tools/tap.sh"
mdp=$(realpath "${1:?usage: large.sh MDP LOAD_DB}") load_db=$(realpath "${2:?usage: large.sh MDP LOAD_DB}")
floor=$(cat "$root/tests/questions/right")
export HOME="$tmp/home" MDP_KEEP_ROWS=300000
unset XDG_CACHE_HOME MDP_WAREHOUSE
tells() {
	sed 's/^/# /' "$tmp/out" "$tmp/err"
	return 1
}
run() {
	"$mdp" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null || tells
}
says() {
	contains "$1" "$tmp/out" || tells
}
scored() { # FILE MIN-RIGHT OPTION…
	file=$1 least=$2
	shift 2
	run eval --list wrong --min-right "$least" --max-wrong 0 "$@" "$file"
}

# --- the demo at 20 times its size
shop=$tmp/shop
mkdir -p "$shop" && cp -r "$root/dbt_project" "$shop/" || exit 1
cd "$shop" || exit 1
ok "20 times the demo is generated" run generate --scale 20 --out sources
ok "and published" run pipeline --project "$shop"
ok "profiled with it" says "profile  1/1"
first() {
	run ask --trace session "total revenue" && contains "catalog from cache" "$tmp/err" || tells
}
ok "so that the first question is as quick as the second" first
cp "$tmp/out" "$tmp/short"
ok "its plan says what was kept" run explain "total revenue"
ok "with the reason" says "[kept] orders are read from \"mdp_kept\".\"orders\", made of fct_orders"
long() {
	MDP_KEEP_ROWS=0 run ask "total revenue" && cmp "$tmp/out" "$tmp/short"
}
ok "the long way comes to the same" long
ok "all questions are right by what is kept" scored "$root/tests/questions/ecommerce.yaml" "$floor" --project "$shop"
all_long() {
	MDP_KEEP_ROWS=0 scored "$root/tests/questions/ecommerce.yaml" "$floor" --project "$shop"
}
ok "and the long way" all_long
unseen() {
	for command in schema describe lint test; do
		"$mdp" $command >"$tmp/out" 2>"$tmp/err" </dev/null
		! contains mdp_kept "$tmp/out" || return 1
	done
	run ask --format csv "which tables are there" && ! contains mdp_kept "$tmp/out" || return 1
}
ok "it is nobody's data" unseen
ok "a build that keeps nothing" env MDP_KEEP_ROWS=0 "$mdp" build -q --project "$shop"
gone() {
	run explain "total revenue" && ! contains mdp_kept "$tmp/out"
}
ok "leaves nothing of an older state" gone

# --- warehouses of others, which stay as they are
other() { # FOLDER
	w=$tmp/$1.duckdb here="$root/tests/large/$1"
	"$load_db" "$w" "$here" >"$tmp/out" 2>&1 && sum=$(cksum <"$w") || return 1
	scored "$here/questions.yaml" 10 --warehouse "$w" --no-cache && ! ls "$tmp"/."$1".duckdb.*.kept.duckdb >/dev/null 2>&1 &&
		scored "$here/questions.yaml" 10 --warehouse "$w" && [ -e "$tmp"/."$1".duckdb.*.kept.duckdb ] &&
		[ "$sum" = "$(cksum <"$w")" ]
}
for name in helpdesk parcels; do
	ok "$name: all are right, before and after a file was made beside it" other $name
done
asked() { # TEXT of the plan
	run explain --warehouse "$tmp/parcels.duckdb" "total freight charge" && says "$1"
}
ok "the file beside it is read" asked 'from "mdp_side"."shipments"'
side=$(echo "$tmp"/.parcels.duckdb.*.kept.duckdb)
ok "it is for those who may read the warehouse" test "$(stat -c %a "$side")" = "$(stat -c %a "$tmp/parcels.duckdb")"
echo x >>"$side"
ok "a file that is not what it was is not" asked "from main.parcels"
rm -f "$side"
ok "nor one that is gone" asked "from main.parcels"
done_testing
