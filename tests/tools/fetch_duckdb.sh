#!/bin/sh
# The fetch tool against an npm of our own making: whole or not at all, and one clear line for each failure.
set -u
. "$(dirname "$0")/tap.sh"

mkdir "$tmp/bin" "$tmp/empty"
cat >"$tmp/bin/npm" <<'NPM'
#!/bin/sh
case $FAKE_NPM in
offline)
	echo "npm ERR! code ENOTFOUND" >&2
	exit 1
	;;
wrong)
	echo "some other bytes" >fake.tgz
	;;
slow)
	touch "$FAKE_STARTED"
	sleep 20
	;;
esac
NPM
chmod +x "$tmp/bin/npm"
run() { # FAKE_NPM
	FAKE_NPM=$1 NPM=$tmp/bin/npm MDP_DUCKDB_DIR=$tmp/third/duckdb "$root/tools/fetch-duckdb" --force >"$tmp/out" 2>"$tmp/err"
}
nothing_left() {
	[ -z "$(ls -A "$tmp/third" 2>/dev/null)" ]
}

ok "a registry that is not reached fails" not run offline
ok "in one line" lines 1 "$tmp/err"
ok "that gives the reason" contains "(ENOTFOUND)" "$tmp/err"
ok "and the way out" contains "check the network" "$tmp/err"
ok "and leaves nothing" nothing_left

ok "a package that differs fails" not run wrong
ok "in one line" lines 1 "$tmp/err"
ok "that names both checksums" contains "checksum of @duckdb/node-bindings-linux" "$tmp/err"
ok "and leaves nothing" nothing_left

missing() {
	NPM=$tmp/no-such-npm MDP_DUCKDB_DIR=$tmp/third/duckdb "$root/tools/fetch-duckdb" --force >"$tmp/out" 2>"$tmp/err"
}
ok "without npm it fails" not missing
ok "and says how to get it" contains "apt-get install npm" "$tmp/err"

mkdir -p "$tmp/third/duckdb"
echo old >"$tmp/third/duckdb/kept"
run wrong
ok "what was there stays when a fetch fails" contains old "$tmp/third/duckdb/kept"
rm -rf "$tmp/third"

FAKE_STARTED=$tmp/started FAKE_NPM=slow NPM=$tmp/bin/npm MDP_DUCKDB_DIR=$tmp/third/duckdb \
	"$root/tools/fetch-duckdb" --force >"$tmp/out" 2>"$tmp/err" &
pid=$!
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
	[ -e "$tmp/started" ] && break
	sleep 0.1
done
kill -KILL $pid
wait $pid 2>/dev/null
ok "a kill leaves no half library" not test -e "$tmp/third/duckdb"
run offline
ok "and what it leaves is cleared by the next run" nothing_left
done_testing
