#!/bin/sh
# The analyses: question files on the platform of tests/fixture.sh and on those of tests/platforms, all right; and what they find.
set -u
# shellcheck source=../../tools/tap.sh
. "$(dirname "$0")/../../tools/tap.sh"
mdp=${1:?usage: analyses.sh MDP LOAD_DB} load_db=${2:?usage: analyses.sh MDP LOAD_DB}
fixture=$("$(dirname "$0")/../../fixture.sh" "$mdp") || exit 1
here=$root/tests/questions/analyses

# Each file is asked once: all of it right, and every restatement understood as the same.
all_right() { # FILE OPTION…
	file=$1 && shift
	"$mdp" eval "$@" --list all --format json "$file" >"$tmp/score" 2>&1
	python3 - "$tmp/score" <<-'EOP'
		import json, sys
		text = open(sys.argv[1]).read()
		try:
		    asked = json.loads(text)["list"]
		except ValueError:
		    sys.exit(print("#", text) or 1)
		bad = [q for q in asked if q["outcome"] != "right" or q["unlawful"]]
		for q in bad:
		    print("#", *(q[k] for k in ("id", "question", "outcome", "restated", "reason", "unlawful")), sep=" | ")
		sys.exit(bool(bad) or not asked)
	EOP
}
ok "the shop: all right, and every restatement is understood as the same" all_right "$here/demo.yaml" --project "$fixture"
ok "page views: all right, and every restatement is understood as the same" all_right "$here/pageviews.yaml" --project "$fixture" --schema staging
"$load_db" "$tmp/named.duckdb" "$here/named" >"$tmp/load" 2>&1 || sed 's/^/# /' "$tmp/load"
ok "names of a platform come before those of analyses" all_right "$here/named.yaml" --warehouse "$tmp/named.duckdb"
for platform in hotel market claims; do
	mkdir -p "$tmp/$platform" && cp "$root/tests/platforms/$platform/warehouse.sql" "$tmp/$platform/schema.sql"
	"$load_db" "$tmp/$platform.duckdb" "$tmp/$platform" >"$tmp/load" 2>&1 || sed 's/^/# /' "$tmp/load"
	ok "$platform: all right, and every restatement is understood as the same" all_right "$here/$platform.yaml" --warehouse "$tmp/$platform.duckdb"
done
# The set of mlxtend's user guide (tools/statistics/basket.py): all of its pairs, with the same figures.
textbook() {
	"$load_db" "$tmp/textbook.duckdb" "$here/textbook" >"$tmp/load" 2>&1 || sed 's/^/# /' "$tmp/load"
	"$mdp" ask --warehouse "$tmp/textbook.duckdb" --format csv "pairs of foods in the same order in at least 1 order" >"$tmp/pairs" 2>&1
	python3 - "$here/textbook/pairs.csv" "$tmp/pairs" <<-'EOP'
		import csv, sys
		wanted = {(r["food"], r["with_food"]): r for r in csv.DictReader(open(sys.argv[1]))}
		found = {(r["food id"], r["with food id"]): r for r in csv.DictReader(open(sys.argv[2]))}
		named = {"together": "orders together", "support": "support", "confidence": "confidence", "confidence_back": "confidence back", "lift": "lift"}
		off = [k for k in wanted if k not in found or any(abs(float(wanted[k][w]) - float(found[k][f])) > 1e-6 for w, f in named.items())]
		print("#", off, len(found)) if off or len(found) != len(wanted) else None
		sys.exit(bool(off) or not wanted or len(found) != len(wanted))
	EOP
}
ok "pairs and their figures are those of mlxtend" textbook
# Too little data, no event, nothing below it, values all alike: what is missing is said.
missing() { # PLATFORM, then lines of QUESTION|PART OF THE ANSWER
	bad=0
	while IFS='|' read -r question part; do
		"$mdp" ask --warehouse "$tmp/$1.duckdb" --as-of 2024-12-31 "$question" >"$tmp/out" 2>&1
		grep -qF "$part" "$tmp/out" || { bad=1 && echo "# $question" && sed 's/^/#   /' "$tmp/out"; }
	done
	return $bad
}
mkdir -p "$tmp/thin" "$tmp/few"
echo "create table parts as select i as part_id, 'Part ' || i as part_name, ['steel','brass'][1 + i % 2] as material, (i * 1.7)::decimal(8,1) as weight_kg from range(1, 31) t(i);" >"$tmp/thin/schema.sql"
cat >"$tmp/few/schema.sql" <<-'SQL'
	create table clients as select i as client_id, 'Client ' || i as client_name, ['east','west'][1 + i % 2] as area from range(1, 61) t(i);
	create table jobs as select i as job_id, i as client_id, date '2024-03-01' + (i * 3)::int as done_on, 100.0::decimal(8,2) as fee from range(1, 61) t(i);
SQL
for platform in thin few; do "$load_db" "$tmp/$platform.duckdb" "$tmp/$platform" >"$tmp/load" 2>&1 || sed 's/^/# /' "$tmp/load"; done
ok "no events: each analysis says what is missing" missing thin <<-'EOF'
	basket analysis|nothing in this data holds several things of one kind at once
	which parts are bought together|nothing in this data holds several parts at once
	any anomalies in parts|nothing in this data has a date
	average lifetime value|nothing in this data says who did something when
	rfm|nothing in this data says who did something when
	forecast parts|parts have no time
	how are we doing|nothing in this data says who did something when
	correlation between weight and part id|only names things
	is the weight of steel parts different from that of brass parts|no more than chance explains
EOF
ok "too few: each analysis says what is missing" missing few <<-'EOF'
	which clients are served together|nothing in this data holds several clients at once
	forecast jobs by month|at least 8 are needed
	anomalies in jobs|at least 12 whole periods are needed
	is fee different between east and west|too few values in a group of jobs, or all are the same
	churn rate|nobody who could come back
	outliers in fee|No value of fee is far from the others
EOF
# docs/analyses.md: what it shows is what comes out, and its JSON is answered.
documented() {
	python3 - "$mdp" "$fixture" "$root/docs/analyses.md" <<-'EOP'
		import re, subprocess, sys
		mdp, fixture, page = sys.argv[1], sys.argv[2], open(sys.argv[3]).read()
		bad = 0
		def run(args):
		    return subprocess.run([mdp] + args[:1] + ["--project", fixture, "--no-color"] + args[1:], capture_output=True, text=True).stdout
		shown = re.findall(r'^\$ mdp ask -q (?:(--[a-z-]+(?: [0-9a-z-]+)?) )?"([^"]*)"\n(.*?)(?=^\$ |^```)', page, re.S | re.M)
		for option, question, text in shown:
		    out = run(["ask", "-q", "--no-chart"] + (option.split() if option else []) + [question])
		    if out.strip() != text.strip():
		        bad += 1
		        print("# asked:", question, *out.splitlines(), sep="\n# ")
		for option, json in re.findall(r"^```json(.*)\n((?:(?!```).*\n)*)```", page, re.M):
		    out = run(["query", "--format", "json"] + option.split() + [json])
		    if '"status":"answered"' not in out:
		        bad += 1
		        print("# query:", json, *out.splitlines(), sep="\n# ")
		sys.exit(bool(bad) or not shown)
	EOP
}
ok "docs/analyses.md shows what comes out" documented
# A change: the parts of every split add up to it, to the cent, and it is the change.
adds_up() { # QUESTION BEFORE AFTER [SPLIT PART]: that come first, behind number and average
	"$mdp" ask --project "$fixture" --format csv "$1" >"$tmp/change" 2>&1
	python3 - "$tmp/change" "$@" <<-'EOP'
		import collections, csv, sys
		rows = list(csv.DictReader(open(sys.argv[1])))
		before, after, first = float(sys.argv[3]), float(sys.argv[4]), sys.argv[5:]
		sums = collections.defaultdict(float)
		for r in rows:
		    sums[r["by"]] += float(r["change"])
		off = {by: s for by, s in sums.items() if abs(s - (after - before)) > 0.005}
		named = [r for r in rows if first and r["by"] == first[0]]
		found = [named[0]["by"], named[0]["part"]] if named else []
		# a split that shows what an earlier one shows is left out: one part of theirs would be the same numbers
		leads = {r["by"]: (r["before"], r["after"]) for r in sorted(rows[1:], key=lambda r: abs(float(r["change"])))}
		twice = [by for by in leads if list(leads.values()).count(leads[by]) > 1]
		if off or twice or len(sums) < 6 or (first and found != first):
		    print("#", off, twice, len(sums), found)
		    sys.exit(1)
	EOP
}
ok "the parts of a change of revenue add up" adds_up "Why did revenue increase in Q4 2024 versus Q3 2024?" 552306.73 736471.93
ok "the parts of a change of a number add up, and the planted state is the first of its split" adds_up "why did orders rise in September 2022" 311 342 state FL
# The pairs that were planted are the ones that are found.
planted() {
	"$mdp" ask --project "$fixture" --format csv "top 10 product pairs by lift in at least 100 orders" >"$tmp/pairs" 2>&1
	python3 - "$fixture/sources/manifest.json" "$tmp/pairs" <<-'EOP'
		import csv, json, sys
		planted = {tuple(sorted(p["product_ids"])) for p in json.load(open(sys.argv[1]))["pairs"]}
		rows = list(csv.DictReader(open(sys.argv[2])))
		found = [tuple(sorted((int(r["product id"]), int(r["with product id"])))) for r in rows]
		missed = planted - set(found[:len(planted)])
		print("# missed:", missed) if missed or not planted else None
		sys.exit(bool(missed) or not planted)
	EOP
}
ok "the planted pairs come first" planted
done_testing
