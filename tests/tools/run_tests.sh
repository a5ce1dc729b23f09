#!/bin/sh
# The counting of tests: a runner that cannot fail would be the worst defect of all.
set -u
. "$(dirname "$0")/tap.sh"

if ! command -v meson >/dev/null; then
	echo "1..0 # SKIP no meson"
	exit 0
fi
project() { # the tests' definitions come in on standard input
	rm -rf "$tmp/p"
	mkdir "$tmp/p"
	{
		echo "project('p')"
		cat
	} >"$tmp/p/meson.build"
	cat >"$tmp/p/say" <<'SAY'
#!/bin/sh
rc=$1
shift
for line; do
	echo "$line"
done
exit "$rc"
SAY
	chmod +x "$tmp/p/say"
	meson setup "$tmp/p/b" "$tmp/p" >"$tmp/setup" 2>&1 || cat "$tmp/setup"
	"$root/tools/run-tests" "$tmp/p/b" >"$tmp/out" 2>"$tmp/err"
	rc=$?
	last=$(tail -n 1 "$tmp/out")
}
is() {
	[ "$1" = "$2" ] || {
		echo "# got '$1', not '$2'"
		return 1
	}
}

project <<'M'
say = find_program('say')
test('tap', say, args: ['0', '1..3', 'ok 1 - a', 'ok 2 - b', 'ok 3 - c # SKIP no reason'], protocol: 'tap')
test('plain', say, args: ['0', 'not ok, said in passing'])
test('skipped', say, args: ['77'])
M
ok "cases and plain tests are added up" is "$last" "3 passed, 0 failed, 2 skipped"
ok "and that is a success" is "$rc" 0

project <<'M'
say = find_program('say')
test('tap', say, args: ['1', '1..3', 'ok 1 - a', 'not ok 2 - b', 'not ok 3 - c'], protocol: 'tap')
M
ok "failed cases are counted" is "$last" "1 passed, 2 failed"
ok "and that is a failure" not is "$rc" 0

project <<'M'
say = find_program('say')
test('died', say, args: ['9', '1..1', 'ok 1 - a'], protocol: 'tap')
test('short', say, args: ['0', '1..5', 'ok 1 - a'], protocol: 'tap')
test('plain', say, args: ['1'])
M
ok "a test that dies, stops early or exits with 1 has failed" is "$last" "2 passed, 3 failed"
ok "and that is a failure" not is "$rc" 0

project </dev/null
ok "no test at all is a failure" is "$last" "0 passed, 1 failed"
ok "with its exit code" not is "$rc" 0
done_testing
