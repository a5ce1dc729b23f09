#!/bin/sh
# setup.sh without installing anything: its options, and what it says where it may not install.
set -u
. "$(dirname "$0")/tap.sh"

run() {
	"$root/setup.sh" "$@" >"$tmp/out" 2>"$tmp/err"
}
exits() { # CODE ARGUMENTS...
	want=$1
	shift
	run "$@"
	[ $? -eq "$want" ]
}
ok "--help is answered" exits 0 --help
ok "and names --deps" contains "--deps" "$tmp/out"
ok "and --full" contains "--full" "$tmp/out"
ok "an unknown option is refused" exits 2 --nonsense
ok "by name" contains "'--nonsense'" "$tmp/err"

# a machine with the shell's tools only, and a user who may not install
mkdir "$tmp/bin"
for tool in dirname tr wc grep sed tail cat date; do
	ln -s "$(command -v $tool)" "$tmp/bin/$tool"
done
printf '#!/bin/sh\necho 1000\n' >"$tmp/bin/id"
chmod +x "$tmp/bin/id"
bare() {
	PATH=$tmp/bin "$root/setup.sh" "$@" >"$tmp/out" 2>"$tmp/err"
}
ok "without the right to install it fails" not bare --deps
ok "in one line" lines 1 "$tmp/err"
ok "that can be typed" contains "apt-get install gcc" "$tmp/err"
ok "and holds every library" contains "libstemmer-dev" "$tmp/err"
done_testing
