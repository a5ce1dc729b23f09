#!/bin/sh
# What is installed, as a Debian package in a root of its own: it runs from there, shells complete it, and it goes again without a trace.
set -u
# shellcheck source=tap.sh
. "$(dirname "$0")/tap.sh"
build=${1:?usage: package.sh BUILD}
skip() { echo "1..0 # skip: $1"; exit 0; }
command -v dpkg-deb >/dev/null || skip "no dpkg-deb here"
[ -f "$build/build.ninja" ] || skip "not a build folder"
deb=$("$root/tools/deb" "$build" "$tmp") || { echo "not ok 1 - a package is built"; echo "1..1"; exit 1; }
ok "a package is built" test -f "$deb"
fields() { dpkg-deb -f "$deb" Package Version Architecture Depends | grep -q "^Depends: .*libc6"; }
ok "it says what it needs" fields

sys=$tmp/root
mkdir -p "$sys/var/lib/dpkg/info" "$sys/var/lib/dpkg/updates" "$sys/var/lib/dpkg/triggers" && : >"$sys/var/lib/dpkg/status" && : >"$sys/var/lib/dpkg/available"
pkg() { dpkg --root="$sys" --force-not-root --force-depends --force-bad-path --log=/dev/null "$@" >"$tmp/dpkg" 2>&1 || { sed 's/^/# /' "$tmp/dpkg"; return 1; }; }
ok "it installs" pkg --install "$deb"
ok "the program runs from there, with the library that came along" sh -c '"$1/usr/bin/mdp" --version | grep -q "DuckDB v"' sh "$sys"
ok "the manual is where man looks" sh -c 'gzip -dc "$1/usr/share/man/man1/mdp.1.gz" | grep -q "^.TH MDP 1"' sh "$sys"

PATH=$sys/usr/bin:$PATH
fixture=$("$root/tests/fixture.sh" "$build/mdp") || fixture=
mkdir -p "$tmp/project" && [ "$fixture" ] && cp -r "$fixture/." "$tmp/project/" && cd "$tmp/project" && mdp save monthly_revenue "revenue by month in 2023" >/dev/null 2>&1
share=$sys/usr/share
in_bash() { # WORDS... of which the last is completed
	bash -c '. "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _mdp; printf "%s\n" "${COMPREPLY[@]}"' bash "$share/bash-completion/completions/mdp.bash" "$@"
}
in_fish() { fish -c 'source $argv[1]; complete -C $argv[2]' "$share/fish/vendor_completions.d/mdp.fish" "$*" | cut -f1; }
in_zsh() { # the keys typed at a real line, and what the screen shows
	cat >"$tmp/z.zsh" <<'Z'
zmodload zsh/zpty
zpty z "TERM=dumb zsh -f -i"
zpty -w z "PS1=; unsetopt zle_bracketed_paste; fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -d $3; zstyle ':completion:*' list-colors; setopt no_list_beep; LISTMAX=1000"
sleep 1
zpty -n -w z "$2"$'\t\t'
sleep 2
local line=
while zpty -r -t z line; do print -r -- "$line"; done
zpty -d z
Z
	timeout 20 zsh -f "$tmp/z.zsh" "$share/zsh/vendor-completions" "$*" "$tmp/zdump" 2>/dev/null
}
completes() { # SHELL WANTED WORDS...
	shell=$1 wanted=$2
	shift 2
	"in_$shell" "$@" >"$tmp/completed" 2>&1
	grep -qF -- "$wanted" "$tmp/completed" || { sed 's/^/# /' "$tmp/completed"; return 1; }
}
for shell in ${SHELLS:-bash fish zsh}; do
	if ! command -v "$shell" >/dev/null; then
		ok "completion in $shell # skip: $shell is not here" true
		continue
	fi
	ok "$shell completes commands" completes $shell pipeline mdp pip
	ok "$shell completes options after a command" completes $shell --output mdp ask --ou
	ok "$shell completes names of tables" completes $shell marts.dim_products mdp schema marts.dim_pr
	ok "$shell completes saved questions" completes $shell monthly_revenue mdp run mon
done
cd /
ok "it is removed" pkg --purge mdp
trace() { find "$sys/usr" -type f 2>/dev/null | sed "s/^/# /" >"$tmp/left"; [ ! -s "$tmp/left" ] || { cat "$tmp/left"; return 1; }; }
ok "without a trace" trace
done_testing
