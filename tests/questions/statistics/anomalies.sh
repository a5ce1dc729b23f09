#!/bin/sh
# anomalies.sh MDP [SEED]: a shop of another seed (11) is made, and what was planted in it is looked for.
set -u
# shellcheck source=../../tools/tap.sh
. "$(dirname "$0")/../../tools/tap.sh"
mdp=$(realpath "${1:?usage: anomalies.sh MDP [SEED]}") seed=${2:-11}
planted() {
	mkdir -p "$tmp/shop" && cp -r "$root/dbt_project" "$tmp/shop/" && cd "$tmp/shop" || return 1
	"$mdp" generate --seed "$seed" --out sources >"$tmp/made" 2>&1 && "$mdp" pipeline >>"$tmp/made" 2>&1 || { sed 's/^/# /' "$tmp/made"; return 1; }
	"$mdp" ask --project "$tmp/shop" --as-of 2025-01-02 --format json "Are there any anomalies with how we sell products?" >"$tmp/found" 2>&1
	python3 "$root/tests/questions/statistics/planted.py" sources/manifest.json "$tmp/found" 4
}
ok "another seed of the shop: what was planted is found, with the campaigns that explain it" planted
done_testing
