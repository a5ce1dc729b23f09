#!/bin/sh
# Warehouses that are not kind: names, types and values of tests/platforms/hostile, 2,000 columns, 500 tables, none, and files that are no
# warehouse. Every command must end well, its JSON must be JSON and hold to its schema, and nothing raw reaches a terminal.
set -u
# shellcheck source=../tools/tap.sh
. "$(dirname "$0")/../tools/tap.sh"
mdp=$(realpath "${1:?usage: hostile.sh MDP LOAD_DB CHECK_SCHEMA}") load_db=$(realpath "$2") check=$(realpath "$3")
schema=$root/docs/catalog.schema.json

make() { # NAME SQL
	mkdir -p "$tmp/$1.sql" && echo "$2" >"$tmp/$1.sql/schema.sql" && "$load_db" "$tmp/$1.duckdb" "$tmp/$1.sql"
}
said() { # CODE ARGUMENT...: mdp ends with the code
	code=$1
	shift
	"$mdp" "$@" >"$tmp/out" 2>"$tmp/err" </dev/null
	got=$?
	[ "$got" -eq "$code" ] || { echo "# exit $got: $*"; sed 's/^/# /' "$tmp/err" | head -5; return 1; }
}
all_commands() { # NAME
	for command in describe schema test "describe --graph dot" "describe --graph mermaid"; do
		# shellcheck disable=SC2086
		said 0 $command --warehouse "$tmp/$1.duckdb" || return 1
		if LC_ALL=C grep -q "$(printf '[\001-\010\013-\037]')" "$tmp/out"; then
			echo "# a control character in: $command"
			return 1
		fi
	done
	said 0 lint --fail-on error --warehouse "$tmp/$1.duckdb"
}
holds() { # NAME
	said 0 describe --format json --warehouse "$tmp/$1.duckdb" && "$check" "$schema" <"$tmp/out"
}
wide=$(i=0; while [ $i -lt 2000 ]; do printf '(i * %d %% 97) as c%d, ' $i $i; i=$((i + 1)); done)
many=$(i=0; while [ $i -lt 500 ]; do printf 'create table t%d as select i as t%d_id, i %% 10 as kind, i * 1.5 as amount from range(100) as t(i);' $i $i; i=$((i + 1)); done)

"$load_db" "$tmp/hostile.duckdb" "$root/tests/platforms/hostile"
make wide "create table wide as select $wide i as id from range(200) as t(i)"
make many "$many"
make none "select 1"
for name in hostile wide many none; do
	ok "$name: every command ends well" all_commands "$name"
	ok "$name: describe is JSON as its schema says" holds "$name"
done
ok "a name in quotes is found" said 0 describe --warehouse "$tmp/hostile.duckdb" 'Order Lines; drop table x'
ok "… with its schema" said 0 describe --warehouse "$tmp/hostile.duckdb" 'my schema.Order Lines; drop table x'
ok "a table is still there" said 0 schema --warehouse "$tmp/hostile.duckdb" one_row
ok "rows of it can be counted" said 0 ask --warehouse "$tmp/hostile.duckdb" "how many generated are there"
for graph in dot mermaid; do
	"$mdp" describe --graph $graph --warehouse "$tmp/hostile.duckdb" >"$tmp/graph"
	ok "no markup in the $graph" not grep -q '<script>' "$tmp/graph"
done
printf 'this is no database' >"$tmp/text.duckdb"
mkdir "$tmp/folder.duckdb"
mkfifo "$tmp/fifo.duckdb"
ok "folder: wrong use" said 2 describe --warehouse "$tmp/folder.duckdb"
for name in text fifo missing; do
	ok "$name: an error in a line" said 5 describe --warehouse "$tmp/$name.duckdb"
done
done_testing
