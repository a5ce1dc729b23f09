#!/bin/sh
# The catalog that is kept: what was seen once is not profiled again, whatever changed is, and nothing that happens to the kept file (or to
# the place it is kept in) is more than a loss of time. `--trace session` tells where the catalog came from.
set -u
# shellcheck source=../tools/tap.sh
. "$(dirname "$0")/../tools/tap.sh"
mdp=$(realpath "${1:?usage: cache.sh MDP LOAD_DB}") load_db=$(realpath "${2:?usage: cache.sh MDP LOAD_DB}")
export HOME="$tmp/home"
unset XDG_CACHE_HOME DBT_PROFILES_DIR MDP_WAREHOUSE
mkdir -p "$HOME/.dbt"
# shellcheck disable=SC2154
p="$tmp/p"

sql() { # FILE.duckdb SQL: the file is made anew
	mkdir -p "$tmp/sql" && echo "$2" >"$tmp/sql/schema.sql" && "$load_db" "$1" "$tmp/sql"
}
# in the file itself, by another program as it were
change() {
	sql "$tmp/scratch.duckdb" "attach '$p/data/w.duckdb' as w; $1"
}
tables() { # WARDS
	echo "create table patients as select i as patient_id, 'ward ' || (i % $1) as ward, 20 + i % 60 as age from range(300) t(i);
		create table visits as select i as visit_id, i % 300 as patient_id, date '2024-01-01' + (i % 366)::int as visited_on, i % 7 * 1.5 as fee from range(900) t(i);"
}
# how many wards (or what $of says) there are, asked in the folder $in with the options given; what was traced is in $tmp/err
in=$p
ask() {
	(cd "$in" && "$mdp" ask --trace session "$@" "how many ${of:-wards} are there") >"$tmp/out" 2>"$tmp/err" </dev/null
}
tells() {
	sed 's/^/# /' "$tmp/out" "$tmp/err"
	return 1
}
profiled() {
	ask "$@" && contains "catalog profiled" "$tmp/err" || tells
}
cached() {
	ask "$@" && contains "catalog from cache" "$tmp/err" || tells
}
# seen as new, and only once
noticed() {
	profiled "$@" && cached "$@"
}
says() {
	contains "$1" "$tmp/out" || tells
}

mkdir -p "$p/data" "$p/dbt/models" "$p/shared/models" "$p/report/pages" "$p/dags"
sql "$p/data/w.duckdb" "$(tables 5)" || exit 1
printf 'name: clinic\nprofile: clinic\nmodel-paths: [models, ../shared/models]\n' >"$p/dbt/dbt_project.yml"
printf 'clinic:\n  outputs:\n    dev: {type: duckdb, path: ../data/w.duckdb, schema: main}\n' >"$HOME/.dbt/profiles.yml"
echo 'select 1 as x' >"$p/dbt/models/first.sql"
printf 'version: 2\nmodels:\n  - name: patients\n    description: those who came\n' >"$p/shared/models/more.yml"
printf '```sql fees\nselect sum(fee) as fees from visits\n```\n' >"$p/report/pages/index.md"
printf 'from airflow.sdk import DAG\nwith DAG(dag_id="load"):\n    pass\n' >"$p/dags/load.py"

ok "what was not seen is profiled, and then not again" noticed
ok "the answer is that of the data" says "wards is 5"
kept=$(echo "$p"/data/.w.duckdb.*.catalog)
ok "it is kept beside the warehouse" test -f "$kept"
in=$p/dbt/models
ok "found from within the platform" cached
in=$tmp
ok "found from elsewhere" cached --project "$p"
ok "found by the warehouse's name" cached --warehouse "$p/data/w.duckdb"
ln -s "$p/data/w.duckdb" "$tmp/link.duckdb"
ln -s "$p" "$tmp/link"
ok "found through a link to it" cached --warehouse "$tmp/link.duckdb"
ok "found through a link to the platform" cached --project "$tmp/link"
in=$p
ok "--no-cache profiles" profiled --no-cache
ok "schemas asked for are a catalog of their own" noticed --schema main
ok "beside that of all" cached
in=$p/dbt/models
of=patients
ok "without its other parts a platform is another" noticed --project "$p/dbt"
in=$p of=
ok "which takes nobody's place" cached

# what it was made from
change "create table w.wards as select 1 as ward_id; drop table w.wards;"
ok "a warehouse that was written to is noticed" noticed
sql "$tmp/other.duckdb" "$(tables 6)"
ok "(a file of the same size)" test "$(wc -c <"$tmp/other.duckdb")" -eq "$(sql "$tmp/o.duckdb" "$(tables 5)" && wc -c <"$tmp/o.duckdb")"
cp "$tmp/o.duckdb" "$p/data/w.duckdb"
touch -d 2024-05-05T05:05:05Z "$p/data/w.duckdb"
ok "so is one of another time" noticed
cat "$tmp/other.duckdb" >"$p/data/w.duckdb"
touch -d 2024-05-05T05:05:05Z "$p/data/w.duckdb"
ok "another content of the same size and time is noticed" noticed
ok "and told" says "wards is 6"
change "pragma disable_checkpoint_on_shutdown; update w.patients set ward = 'ward 7' where patient_id = 1;"
ok "(a log is left beside the file)" test -s "$p/data/w.duckdb.wal"
ok "changes that are only in the log are noticed" noticed
ok "and read" says "wards is 7"
change "checkpoint w;"
ok "as is the log's end" noticed
for file in dbt/models/first.sql shared/models/more.yml report/pages/index.md dags/load.py; do
	echo >>"$p/$file"
	ok "a change of $file is noticed" noticed
done
echo 'platform: Clinic' >"$p/mdp.yaml"
ok "an mdp.yaml that comes is noticed" noticed
rm "$p/mdp.yaml"
ok "and one that goes" noticed
sed 's/main/other/' "$HOME/.dbt/profiles.yml" >"$tmp/profiles.yml"
cp "$tmp/profiles.yml" "$HOME/.dbt/profiles.yml"
ok "a profile of another schema is noticed" noticed
touch "$HOME/.dbt/profiles.yml"
ok "a profile that says the same is not" cached

# what happens to the file itself
size=$(wc -c <"$kept")
damage() { # WHAT COMMAND...: done to the kept file, of which nobody is told
	what=$1
	shift
	"$@"
	ok "$what: profiled, not an error" noticed
	ok "$what: nothing is said" lines 1 "$tmp/err"
}
flip() {
	printf '%b' '\0125\0252' | dd of="$kept" bs=1 seek="$1" conv=notrunc 2>"$tmp/dd"
}
damage "empty" truncate -s 0 "$kept"
damage "half" truncate -s $((size / 2)) "$kept"
damage "one byte less" truncate -s $((size - 1)) "$kept"
damage "longer" truncate -s $((size + 4)) "$kept"
for at in 20 41 2000 $((size - 2)); do
	damage "other bytes at $at" flip "$at"
done
damage "another kind of file" cp "$mdp" "$kept"
damage "a link to nowhere" ln -sf "$tmp/nowhere" "$kept"
damage "a link to itself" sh -c 'rm "$1" && ln -s "$1" "$1"' sh "$kept"
rm -f "$kept"
damage "a pipe that nobody writes to" mkfifo "$kept"
chmod 0640 "$p/data/w.duckdb"
(umask 0 && ask)
ok "whoever may not read the warehouse may not read what is known of it" test "$(stat -c %a "$kept")" = 640

# where it is kept: a folder in its place cannot be replaced, so the next place is taken
rm -f "$kept"
mkdir "$kept"
ok "without a place beside the warehouse it is kept in the home" noticed
ok "for its owner alone" test "$(stat -c %a "$HOME"/.cache/mdp/*.catalog)" = 600
export XDG_CACHE_HOME="$tmp/xdg"
ok "or where XDG_CACHE_HOME says" noticed
ok "which is made" test -d "$tmp/xdg/mdp"
XDG_CACHE_HOME=relative
ok "a relative one is none" cached
XDG_CACHE_HOME=
ok "nor is an empty one" cached
XDG_CACHE_HOME=/dev/null
ok "with no place at all every question profiles" profiled
ok "again" profiled
unset XDG_CACHE_HOME HOME
ok "without HOME too" profiled
rmdir "$kept"
ok "a place that comes back is used" noticed
export HOME="$tmp/home"
rm -rf "$HOME/.cache"
rm -f "$kept"
no_room() {
	(ulimit -f 8 && ask) && contains "catalog not kept" "$tmp/err" || tells
}
ok "no room for the file is no error, and told to who asks for it" no_room
ok "nothing half-written is left" test -z "$(find "$p/data" -name "$(basename "$kept")*")"

# people: who may only read keeps it in a place of its own; and a file that a stranger has put there is not believed
others() {
	[ "$(id -u)" -eq 0 ] && command -v setpriv >"$tmp/found" && chmod 0755 "$tmp" &&
		setpriv --reuid 65534 --regid 65534 --clear-groups "$mdp" version >"$tmp/found" 2>&1
}
if others; then
	mkdir "$tmp/stranger" && chown 65534:65534 "$tmp/stranger"
	chmod 0644 "$p/data/w.duckdb"
	as_stranger() {
		(export DBT_PROFILES_DIR="$HOME/.dbt" HOME="$tmp/stranger" && cd "$p" && setpriv --reuid 65534 --regid 65534 --clear-groups "$mdp" ask --trace session \
			"how many wards are there" >"$tmp/out" 2>"$tmp/err" </dev/null) && contains "$1" "$tmp/err" || tells
	}
	ok "a folder that is read-only is no error" as_stranger "catalog not kept"
	ok "and no loss of time" as_stranger "catalog from cache"
	rm -rf "$tmp/stranger/.cache"
	ask
	ok "what the owner has kept serves all who may read the warehouse" as_stranger "catalog from cache"
	chown 65534 "$kept"
	ok "what a stranger has put there is not believed" profiled
	chown 65534 "$kept" "$p/data/w.duckdb"
	ok "(a change of the owner is a change)" noticed
	chown 65534 "$kept"
	ok "what the warehouse's owner has put there is" cached
	chown 0 "$kept" "$p/data/w.duckdb"
else
	for what in "a folder that is read-only is no error" "and no loss of time" "what the owner has kept serves all" \
		"what a stranger has put there is not believed" "a change of the owner is a change" "what the warehouse's owner has put there is"; do
		ok "$what # SKIP this user cannot become another" true
	done
fi

# many at once
eight() {
	for i in 1 2 3 4 5 6 7 8; do
		(cd "$p" && "$mdp" ask "how many wards are there" >"$tmp/out$i" 2>&1 </dev/null; echo $? >"$tmp/rc$i") &
	done
	wait
	for i in 1 2 3 4 5 6 7 8; do
		[ "$(cat "$tmp/rc$i")" = 0 ] && contains "wards is 7" "$tmp/out$i" || return 1
	done
}
ok "eight at once all answer" eight
ok "and leave one whole file" cached
ok "alone" test "$(find "$p/data" -name "$(basename "$kept")*" | wc -l)" -eq 1

# a publish leaves the catalog of what it published, so that not even the first question waits
fixture=$("$(dirname "$0")/../fixture.sh" "$mdp") || exit 1
mkdir -p "$tmp/shop/warehouse" && cp -r "$fixture/dbt_project" "$tmp/shop/" && cp "$fixture/warehouse/data.duckdb" "$tmp/shop/warehouse/"
touch "$tmp/shop/warehouse/.data.duckdb.0123456789abcdef.catalog"
built() { "$mdp" build --project "$tmp/shop" >"$tmp/out" 2>"$tmp/err"; }
ok "a build is published" built
ok "and profiled, which is told" says "profile  1/1"
ok "how far it was is for terminals" test ! -s "$tmp/err"
ok "with its catalog beside it, and no older one" test "$(find "$tmp/shop/warehouse" -name '.data.duckdb.*.catalog' | wc -l)" -eq 1
in=$tmp/shop of=orders
ok "so that the first question finds it" cached
done_testing
