#!/bin/sh
# Statistics asked in English: many wordings, one query each, on several platforms; what was planted is found, and little else.
set -u
# shellcheck source=../../tools/tap.sh
. "$(dirname "$0")/../../tools/tap.sh"
mdp=$(realpath "${1:?usage: statistics.sh MDP LOAD_DB WORDINGS}") load_db=${2:?} wordings=${3:?}
fixture=$("$(dirname "$0")/../../fixture.sh" "$mdp") || exit 1
here=$root/tests/questions/statistics

all_right() { # FILE OPTION VALUE
	"$mdp" eval "$2" "$3" --list all "$1" >"$tmp/score" 2>&1 && grep -q "wrong" "$tmp/score" && return 0
	grep -v " right" "$tmp/score" | sed 's/^/# /'
	return 1
}
for platform in hotel market; do
	mkdir -p "$tmp/$platform" && cp "$root/tests/platforms/$platform/warehouse.sql" "$tmp/$platform/schema.sql"
	"$load_db" "$tmp/$platform.duckdb" "$tmp/$platform" >"$tmp/load" 2>&1 || sed 's/^/# /' "$tmp/load"
done
ok "the shop: all right" all_right "$here/demo.yaml" --project "$fixture"
ok "the market: all right" all_right "$here/market.yaml" --warehouse "$tmp/market.duckdb"

# Wordings of one group become one query; the first of them is its restatement, which is read back as the same.
wordings() {
	"$wordings" "$here/wordings.txt" shop="$fixture" hotel="$tmp/hotel.duckdb" market="$tmp/market.duckdb" >"$tmp/wordings" 2>&1 && return 0
	cat "$tmp/wordings"
	return 1
}
ok "all wordings of one question are one query, also its restatement" wordings

# Findings against the manifest: those planted, those that a planted campaign explains, and others.
planted() {
	"$mdp" ask --project "$fixture" --as-of 2025-01-02 --format json "Are there any anomalies with how we sell products?" >"$tmp/found" 2>&1
	python3 "$here/planted.py" "$fixture/sources/manifest.json" "$tmp/found" 3
}
ok "the shop: what was planted is found, with the campaigns that explain it" planted
# Where nothing was planted at most one false alarm a year is borne: of two years there is one, a day without a booking.
ok "the hotel: hardly anything is unusual" sh -c '[ "$("$1" ask --warehouse "$2" --format csv "any anomalies in bookings" | wc -l)" -le 2 ]' sh "$mdp" "$tmp/hotel.duckdb"

# The questions that findings name show what they say.
shows() {
	"$mdp" ask --project "$fixture" --as-of 2025-01-02 --format json "anomalies in orders in 2024" >"$tmp/found" 2>&1
	python3 - "$mdp" "$fixture" "$tmp/found" <<-'EOP'
		import json, subprocess, sys
		mdp, fixture, found = sys.argv[1], sys.argv[2], json.load(open(sys.argv[3]))
		names = [c["name"] for c in found["columns"]]
		bad = 0
		for row in found["rows"]:
		    r = dict(zip(names, row))
		    out = subprocess.run([mdp, "ask", "--project", fixture, "--format", "json", r["question"]], capture_output=True, text=True).stdout
		    shown = json.loads(out)
		    values = [v[1] for v in shown.get("rows", []) if r["from"] <= v[0] <= r["to"]]
		    if abs(sum(values) - r["actual"]) > 0.01:
		        bad += 1
		        print("#", r["question"], values, "instead of", r["actual"])
		sys.exit(bool(bad) or len(found["rows"]) < 3)
	EOP
}
ok "the questions that the findings name show them" shows
# Each series of a split is what it is when it is forecast alone.
split() {
	"$mdp" ask --project "$fixture" --as-of 2025-01-02 --format csv "forecast revenue by segment for the next 2 months" >"$tmp/each" 2>&1
	"$mdp" ask --project "$fixture" --as-of 2025-01-02 --format csv "forecast revenue of high_value for the next 2 months" >"$tmp/alone" 2>&1
	grep "^high_value," "$tmp/each" | cut -d, -f2- >"$tmp/one"
	sed 1d "$tmp/alone" >"$tmp/single"
	[ "$(wc -l <"$tmp/one")" = 2 ] && cmp -s "$tmp/one" "$tmp/single" || { cat "$tmp/each" "$tmp/alone" | sed 's/^/# /'; return 1; }
}
ok "a forecast by segment is that of each segment" split
trends() {
	"$mdp" ask --project "$fixture" --as-of 2025-01-02 --format csv "revenue trend by segment" | cut -d, -f1 | sort | tr '\n' ' ' | grep -q "^churned customer segment high_value low_value medium_value"
}
ok "trends of a split" trends
done_testing
