"""planted.py MANIFEST FOUND [FEWEST]: findings of `mdp ask --format json` against what a generated shop says was planted in it.

Right is a finding that meets something planted: a day, a state's or product's months, or a lift of a campaign. Prints one line
"planted N of N, campaigns named N of N, findings N, others […]". With FEWEST exits with 1 when fewer planted ones are found, more than 2
findings are others, or less than 7 in 10 of the causes are right.
"""

import json
import sys

manifest, found = json.load(open(sys.argv[1])), json.load(open(sys.argv[2]))
fewest = int(sys.argv[3]) if len(sys.argv) > 3 else None
names = [c["name"] for c in found["columns"]]
seen, named, others = set(), 0, []


def meets(r, planted, entity, is_it):
    whole = entity == "all"
    same = r["of"] == "all" if whole else r["of"].startswith(entity + " ") and is_it(r["of"])
    return r["from"] <= planted["to"] and r["to"] >= planted["from"] and same


rows = [dict(zip(names, r)) for r in found["rows"]]
for r in rows:
    known = False
    for i, a in enumerate(manifest["anomalies"]):
        v = str(a["value"])
        if meets(r, a, a["entity"], lambda t: t.endswith("[%s]" % v) or t.endswith(" " + v)):
            seen.add(i)
            known = True
    for lift in manifest["campaign_lifts"]:
        if meets(r, lift, "product", lambda t: any(t.endswith("[%d]" % p) for p in lift["product_ids"])):
            known = True
            named += (r["cause"] or "").endswith("[%d]" % lift["campaign_id"])
    if not known:
        others.append((r["figure"], r["of"], r["from"], r["to"], r["actual"], r["expected"]))
causes = sum(1 for r in rows if r["cause"])
missed = [a for i, a in enumerate(manifest["anomalies"]) if i not in seen]
print(
    "# planted %d of %d, campaigns named %d of %d, findings %d, others %s"
    % (len(seen), len(manifest["anomalies"]), named, causes, len(rows), others)
)
for a in missed:
    print("# missed:", json.dumps(a))
if fewest is not None:
    sys.exit(not (len(seen) >= fewest and len(others) <= 2 and causes >= 8 and named >= 0.7 * causes))
