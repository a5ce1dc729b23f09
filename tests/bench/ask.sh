#!/bin/sh
# Cold `mdp ask` against a bare program that opens the same file and runs the same SQL; and question to SQL in a running process.
set -eu
build=${1:?usage: ask.sh BUILD}
here=$(cd "$(dirname "$0")" && pwd)
fixture=$("$here/../fixture.sh" "$build/mdp")
sql=$(mktemp)
trap 'rm -f "$sql"' EXIT
cd "$fixture"

cold() { # NAME QUESTION
	./mdp ask --dump=sql "$2" >"$sql"
	ms=$("$build/tests/bench/versus" 31 : "exec $build/mdp ask '$2' >/dev/null" \
		: "exec $build/tests/bench/bare_query warehouse/data.duckdb $sql >/dev/null")
	echo "$ms" | awk -v name="$1" '{ printf "%s | %.1f ms | %.1f ms | %.2f x | <= 1.5 x\n", name, $1, $2, $1 / $2 }'
}

cold "ask, cold: a total" "total revenue in 2024"
cold "ask, cold: a breakdown" "revenue by customer segment"
"$build/tests/bench/ask_warm" . "total revenue in 2024" "revenue by customer segment" "How many orders are there in total?" \
	"Monthly revenue for 2024" "top 10 products by units sold" | awk '{
	printf "question to SQL, warm: median | %.2f ms | | | <= 2 ms\nquestion to SQL, warm: 95th percentile | %.2f ms | | | <= 2 ms\n", $1, $2 }'
