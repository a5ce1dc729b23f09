#!/bin/sh
# Shops of SEEDS [20] other seeds: how much of what was planted is found as unusual, and how much of what is found was planted.
set -eu
build=$(cd "${1:?usage: anomalies.sh BUILD [SEEDS]}" && pwd)
seeds=${2:-20}
root=${MDP_SOURCE_ROOT:-$(cd "$(dirname "$0")/../.." && pwd)}
export MDP_NOW=2025-01-02T06:00:00Z
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
for i in $(seq 1 "$seeds"); do
	shop=$dir/shop
	rm -rf "$shop" && mkdir "$shop" && cp -r "$root/dbt_project" "$shop/"
	(cd "$shop" && "$build/mdp" generate --seed $((100 + i)) --out sources && "$build/mdp" pipeline) >"$dir/made" 2>&1
	"$build/mdp" ask --project "$shop" --as-of 2025-01-02 --format json "Are there any anomalies with how we sell products?" >"$dir/found"
	python3 "$root/tests/questions/statistics/planted.py" "$shop/sources/manifest.json" "$dir/found"
done | awk -v seeds="$seeds" '/planted [0-9]/ {
	planted += $3; all += $5; findings += $12
	others += gsub(/\(/, "(")
} END {
	printf "planted anomalies that are found, %d shops | %d | %d | %.2f | >= 0.8\n", seeds, planted, all, planted / all
	printf "findings that were planted, %d shops | %d | %d | %.2f | >= 0.8\n", seeds, findings - others, findings, 1 - others / findings
}'
