#!/bin/sh
# tools/train-decision finds the feature that tells right from wrong, counts what it was not taught, and does so again.
set -u
# shellcheck source=tap.sh
. "$(dirname "$0")/tap.sh"
# Of three platforms with forty questions each: what has a key that is an amount is mostly wrong, clauses say nothing.
awk 'BEGIN { for (p = 1; p <= 3; p++) for (i = 0; i < 40; i++) {
	key = i % 4 == 0; wrong = key ? i % 20 != 0 : i % 13 == 1
	printf "{\"file\": \"p%d\", \"verdict\": \"%s\", \"query\": {}, \"features\": {\"clauses\": %d%s}}\n", p,
		wrong ? "wrong" : "right", i % 3, key ? ", \"amount_key\": 1" : "" } }' >"$tmp/taught.jsonl"
cat >"$tmp/asked.jsonl" <<'X'
{"file": "p4", "verdict": "choice", "query": null, "choices": [{"right": false, "features": {"amount_key": 1}}]}
{"file": "p4", "verdict": "right", "query": {}, "features": {"clauses": 2}}
{"file": "p4", "verdict": "refused", "query": null, "features": null}
X
train() { "$root/tools/train-decision" taught=1:"$tmp/taught.jsonl" counted=0:"$tmp/asked.jsonl"; }
again() { train >"$tmp/again" && cmp -s "$tmp/out" "$tmp/again"; }
raises() { awk -v name="$1" '$1 == name { found = $2 > '"$2"' } END { exit !found }' "$tmp/out"; }
train >"$tmp/out" || exit 1
ok "what goes with wrong answers raises doubt" raises amount_key 2
ok "what does not raises none" sh -c "! awk '\$1 == \"clauses\" && \$2 > 0.5 { found = 1 } END { exit !found }' '$tmp/out'"
ok "what was asked about and what was answered are counted" grep -q "^| counted | 1 / 1 | 50.0 % | 1.00 |" "$tmp/out"
ok "the same reports give the same" again
done_testing
