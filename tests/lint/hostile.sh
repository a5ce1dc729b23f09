#!/bin/sh
# hostile.sh MDP LOAD_DB: names, values and files made to do harm. Every command ends with its code, in time, and nothing that a
# terminal would obey is printed.
set -u
# shellcheck source=../tools/tap.sh
. "$(dirname "$0")/../tools/tap.sh"
mdp=$1 load=$2
esc=$(printf '\033')
p=$tmp/platform
mkdir -p "$p/pages" "$p/dbt/models" "$tmp/db"
cat >"$tmp/db/schema.sql" <<EOF
CREATE TABLE "evil${esc}[31mtable" AS SELECT i AS id, 'v${esc}]0;x' || (i % 3) AS "na${esc}[2Jme", (i % 5)::decimal(10, 2) AS "sel ect ""x""",
	'<script>alert(1)</script>' || (i % 2) AS "<b>html</b>" FROM range(50) t(i);
CREATE TABLE "order" AS SELECT i AS "Group", i % 4 AS "select", 1.5 * (i % 7) AS "From", 'ж' || (i % 3) AS "Имя" FROM range(60) t(i);
EOF
"$load" "$p/w.duckdb" "$tmp/db" >/dev/null 2>&1
printf '```sql a\nselect sum("nothing%s[32m") as x from "order"\n```\n' "$esc" >"$p/pages/evil${esc}[31m.md"
printf '\357\273\277---\r\ntitle: T\r\n---\r\n```sql a\r\nselect sum(nothing) as x from "order"\r\n```\r\n' >"$p/pages/crlf.md"
head -c 5000 /dev/urandom >"$p/pages/binary.md"
head -c 5000 /dev/urandom >"$p/dbt/models/binary.sql"
head -c 5000 /dev/urandom >"$p/dbt/models/binary.yml"
mkfifo "$tmp/secret.csv" # who opened it would wait for ever
printf '```sql peek\nselect max(column0) as seen from read_csv(\047%s\047, header = false)\n```\n' "$tmp/secret.csv" >"$p/pages/peek.md"
printf 'name: x\n' >"$p/dbt/dbt_project.yml"
printf 'a: &a [x,x,x,x,x,x,x,x,x]\n' >"$p/dbt/models/bomb.yml"
for n in b c d e f g h i; do
	l=$(echo "$n" | tr b-i a-h)
	printf '%s: &%s [*%s,*%s,*%s,*%s,*%s,*%s,*%s,*%s,*%s]\n' "$n" "$n" "$l" "$l" "$l" "$l" "$l" "$l" "$l" "$l" "$l" >>"$p/dbt/models/bomb.yml"
done
awk 'BEGIN { for (i = 0; i < 20000; i++) printf "["; print "" }' >"$p/dbt/models/deep.yml"
awk 'BEGIN { printf "select "; for (i = 0; i < 5000; i++) printf "("; print "1" }' >"$p/dbt/models/deep.sql"
ln -s . "$p/loop"
ln -s .. "$p/pages/up"
ln -s missing "$p/pages/gone.md"
mkdir "$p/pages/closed" && chmod 0 "$p/pages/closed"
truncate -s 100M "$p/dbt/models/large.sql"
truncate -s 100M "$p/dbt/models/large.yml"

ends() { # CODE COMMAND...
	want=$1
	shift
	timeout 30 "$mdp" "$@" --project "$p" >"$tmp/out" 2>"$tmp/err" </dev/null
	got=$?
	[ "$got" -eq "$want" ] || { echo "# exit $got instead of $want: $*"; sed 's/^/# /' "$tmp/err" | head -3; return 1; }
	! LC_ALL=C grep -q "$esc" "$tmp/out" "$tmp/err" || { echo "# a raw escape: $*"; return 1; }
}
ok "lint ends, and finds" ends 1 lint
ok "the file with a byte order mark and carriage returns at its line" contains "pages/crlf.md:5: error" "$tmp/out"
ok "an escape in a name made visible" contains '\x1b[31m' "$tmp/out"
ok "the aliases that multiply" contains "bomb.yml" "$tmp/out"
ok "the nesting without end" contains "deep.yml" "$tmp/out"
ok "the file that is too large" contains "large.sql" "$tmp/out"
ok "lint as JSON" ends 1 lint --format json
ok "lint as SARIF" ends 1 lint --format sarif
ok "a name of a file is escaped as a reference" contains "evil%1B%5B31m.md" "$tmp/out"
ok "describe" ends 0 describe
ok "schema" ends 0 schema
ok "test" ends 0 test
ok "a question" ends 0 ask 'how many orders by имя'
ok "an error on a name that was typed" ends 2 describe "${esc}[31m"
chmod 700 "$p/pages/closed"
ok "the SQL of a page reads no file" ends 1 lint --no-cache
done_testing
