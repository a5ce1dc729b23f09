#!/bin/sh
# shop.sh MDP CORPUS: lints dashboards and models as many shops have them (an order's amounts summed over its lines) in a copy of the sample
# platform, whose own pages and models must stay clean beside them.
set -eu
mdp=$1 corpus=$2
root=${MDP_SOURCE_ROOT:?}
from=$("$root/tests/fixture.sh" "$mdp")
dir=$(mktemp -d "${TMPDIR:-/tmp}/mdp-lint.XXXXXX")
trap 'rm -rf --one-file-system "$dir"' EXIT
mkdir -p "$dir/shop/evidence/sources/analytics"
cp -r "$from/dbt_project" "$dir/shop/"
cp -r "$from/warehouse" "$dir/shop/"
for table in fct_orders dim_products dim_customers; do
	echo "select * from marts.$table" >"$dir/shop/evidence/sources/analytics/$table.sql"
done
echo "type: duckdb" >"$dir/shop/evidence/sources/analytics/connection.yaml"
cp -r "$root/tests/lint/shop/pages" "$dir/shop/evidence/"
cp "$root"/tests/lint/shop/models/*.sql "$dir/shop/dbt_project/models/marts/"
"$corpus" "$root/tests/platforms" "$dir/shop"
