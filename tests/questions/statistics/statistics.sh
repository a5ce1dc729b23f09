#!/bin/sh
# Statistics asked in English: many wordings, one query each, on several platforms; what was planted is found, and little else.
set -u
# shellcheck source=../../tools/tap.sh
. "$(dirname "$0")/../../tools/tap.sh"
mdp=$(realpath "${1:?usage: statistics.sh MDP LOAD_DB}") load_db=${2:?usage: statistics.sh MDP LOAD_DB}
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
	python3 - "$mdp" "$here/wordings.txt" "$fixture" "$tmp" <<-'EOP'
		import json, subprocess, sys
		mdp, path, fixture, tmp = sys.argv[1:]
		places = {"shop": ["--project", fixture, "--as-of", "2025-01-02"]}
		for name in ("hotel", "market"):
		    places[name] = ["--warehouse", "%s/%s.duckdb" % (tmp, name)]
		groups = []
		for line in open(path):
		    line = line.strip()
		    if line.startswith("= "):
		        groups.append((line[2:].split(), []))
		    elif line and not line.startswith("#"):
		        groups[-1][1].append(line)
		bad = 0
		def query(place, question):
		    r = subprocess.run([mdp, "ask", *places[place], "--dump=query", question], capture_output=True, text=True)
		    return r.stdout.strip() if r.returncode == 0 else None
		for kind, questions in groups:
		    if "refused" in kind:
		        for q in questions:
		            r = subprocess.run([mdp, "ask", *places[kind[0]], q], capture_output=True, text=True)
		            if r.returncode not in (3, 4):
		                bad += 1
		                print("# not refused:", q)
		        continue
		    first = query(kind[0], questions[0])
		    r = subprocess.run([mdp, "query", *places[kind[0]], "--format", "json", first or ""], capture_output=True, text=True)
		    restated = json.loads(r.stdout or "{}").get("restated")
		    for q in questions[1:] + [restated or "nothing"]:
		        if query(kind[0], q) != first or first is None:
		            bad += 1
		            print("# not the same as '%s': %s" % (questions[0], q))
		sys.exit(bool(bad) or not groups)
	EOP
}
ok "all wordings of one question are one query, also its restatement" wordings

# Findings against the manifest: those planted, those that a planted campaign explains, and others.
planted() { # FOLDER FEWEST
	"$mdp" ask --project "$1" --as-of 2025-01-02 --format json "Are there any anomalies with how we sell products?" >"$tmp/found" 2>&1
	python3 - "$1/sources/manifest.json" "$tmp/found" "$2" <<-'EOP'
		import json, sys
		manifest, found, fewest = json.load(open(sys.argv[1])), json.load(open(sys.argv[2])), int(sys.argv[3])
		names = [c["name"] for c in found["columns"]]
		rows = [dict(zip(names, r)) for r in found["rows"]]
		seen, named, others = set(), 0, []
		for r in rows:
		    def meets(a, entity, of):
		        return r["from"] <= a["to"] and r["to"] >= a["from"] and (r["of"] == "all" if entity == "all" else r["of"].startswith(entity + " ") and of(r["of"]))
		    known = False
		    for i, a in enumerate(manifest["anomalies"]):
		        v = str(a["value"])
		        if meets(a, a["entity"], lambda t: t.endswith("[%s]" % v) or t.endswith(" " + v)):
		            seen.add(i)
		            known = True
		    for l in manifest["campaign_lifts"]:
		        if meets(l, "product", lambda t: any(t.endswith("[%d]" % p) for p in l["product_ids"])):
		            known = True
		            named += (r["cause"] or "").endswith("[%d]" % l["campaign_id"])
		    if not known:
		        others.append((r["of"], r["from"], r["to"], r["actual"], r["expected"]))
		lifts = sum(1 for r in rows if r["cause"])
		print("# planted found: %d of %d; campaigns named: %d of %d; others: %s" % (len(seen), len(manifest["anomalies"]), named, lifts, others))
		sys.exit(not (len(seen) >= fewest and len(others) <= 2 and lifts >= 8 and named >= 0.7 * lifts))
	EOP
}
ok "the shop: what was planted is found, with the campaigns that explain it" planted "$fixture" 3
other_seed() {
	mkdir -p "$tmp/other" && cp -r "$root/dbt_project" "$tmp/other/" && cd "$tmp/other" || return 1
	MDP_NOW=2025-01-02T06:00:00Z
	export MDP_NOW
	"$mdp" generate --seed 11 --out sources >"$tmp/made" 2>&1 && "$mdp" pipeline >>"$tmp/made" 2>&1 || { sed 's/^/# /' "$tmp/made"; return 1; }
	planted "$tmp/other" 4
}
ok "another seed of it: too" other_seed
# Where nothing was planted nothing is found.
ok "the hotel: nothing unusual" sh -c '"$1" ask --warehouse "$2" "any anomalies in bookings" | grep -q "^Nothing is unusual"' sh "$mdp" "$tmp/hotel.duckdb"

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
