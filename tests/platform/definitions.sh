#!/bin/sh
# Where the agent's definitions come from: dbt's semantic layer, read afresh. In a copy of the platform a metric is changed, and the
# definition and the number of an answer change with it; then it is removed, and the answer falls back to what the data say.
set -u
# shellcheck source=../tools/tap.sh
. "$(dirname "$0")/../tools/tap.sh"
mdp=$(realpath "${1:?usage: definitions.sh MDP}")
fixture=$("$(dirname "$0")/../fixture.sh" "$mdp") || exit 1

copy=$tmp/platform
mkdir -p "$copy/warehouse"
cp -r "$fixture/dbt_project" "$copy/"
cp "$fixture/warehouse/data.duckdb" "$copy/warehouse/"
layer=$copy/dbt_project/models/semantic/_semantic.yml

# said QUESTION: the answer as JSON in $tmp/said
said() {
	"$mdp" ask --project "$copy" --format json "$1" >"$tmp/said" </dev/null
}
# says TEXT: it is in the answer
says() {
	grep -qF -- "$1" "$tmp/said" || { echo "# no $1 in:"; sed 's/^/# /' "$tmp/said"; return 1; }
}
# the line of a metric in the file
line_of() {
	awk -v name="$1" '/^metrics:/ { m = 1 } m && $0 == "  - name: " name { print NR }' "$layer"
}
number() {
	sed 's/.*"rows":\[\[\([^]]*\)\]\].*/\1/' "$tmp/said"
}

said "revenue in 2024"
total=$(number)
ok "revenue is defined in the semantic layer" says "\"source\":\"dbt_project/models/semantic/_semantic.yml:$(line_of revenue)\""
ok "as the sum of what an order cost, once per order" says '"expression":"sum of total, once per order","entity":"order"'
said "sales in 2024"
ok "its synonyms are words for it" [ "$(number)" = "$total" ]
said "units sold in 2024"
ok "what is of the line is defined there too" says "_semantic.yml:$(line_of units_sold)\""
said "average order value in 2024"
ok "so is a quotient" says "_semantic.yml:$(line_of average_order_value)\""

# what needs a window of time is known by its names, and nothing like it is taken in its place
cp "$layer" "$tmp/kept"
cat >>"$layer" <<'END'
  - name: trailing_revenue
    label: Revenue of the last week
    type: cumulative
    type_params: {measure: order_total, window: 7 days}
END
said "trailing revenue by month"
ok "a cumulative metric is refused by name" says 'is defined, but cannot be computed here yet'
ok "with its reason and place" says "_semantic.yml:$(line_of trailing_revenue)"
said "revenue of the last week"
ok "by its label as well" says 'cumulative'
cp "$tmp/kept" "$layer"

# another definition of the same name; the metric that was defined so before is taken out
awk '/^metrics:/ { m = 1 } m && /^  - name: / { skip = $3 == "subtotal" }
	m { sub(/measure: order_total}/, "measure: order_subtotal}") } !skip' "$layer" >"$tmp/layer"
cp "$tmp/layer" "$layer"
said "revenue in 2024"
other=$(number)
ok "another definition makes another number" [ -n "$other" -a "$other" != "$total" ]
ok "and is told" says '"expression":"sum of subtotal, once per order"'
said "subtotal in 2024"
ok "the number is that of what it is now defined by" [ "$(number)" = "$other" ]

# no metric at all
sed '/^semantic_models:/,$ d' "$tmp/layer" >"$layer"
said "revenue in 2024"
ok "without a definition the name is defined by no file" not says "_semantic.yml"
said "total in 2024"
ok "what the column holds still is" [ "$(number)" = "$total" ]
ok "and counted once per order" says '"expression":"sum of total, once per order"'
ok "said to come from the data" says '"source":null'
done_testing
