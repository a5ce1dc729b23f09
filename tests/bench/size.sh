#!/bin/sh
# The shipped program on the demo at 60 times its size, as a user has it: the first question after a pipeline, and what it cost.
set -eu
build=$(cd "${1:?usage: size.sh BUILD}" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
mdp=$build/mdp
dir=$(mktemp -d "${BENCH_DIR:-${TMPDIR:-/tmp}}/mdp-size.XXXXXX")
trap 'rm -rf "$dir"' EXIT

# seconds and MB of a command
measured() {
	/usr/bin/env python3 -c 'import resource, subprocess, sys, time
t = time.time()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
print("%.3f %.0f" % (time.time() - t, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024))' "$@"
}

cp -r "$root/dbt_project" "$dir/"
cd "$dir"
"$mdp" generate --scale 60 >/dev/null 2>&1
"$mdp" pipeline --format json >made.json
measured "$mdp" ask "total revenue" >first
measured "$mdp" ask "total revenue" >second
measured "$mdp" ask --no-cache "total revenue" >anew
python3 - <<'PY'
import json
first, second, anew = (open(n).read().split() for n in ("first", "second", "anew"))
report = json.load(open("made.json"))
profile = [s["ms"] for s in report["steps"] if s["phase"] == "profile"][0] / 1000
print("first question after a pipeline of 2.2 million lines against the second | %.0f ms | %.0f ms | %.2f x | <= 1.5 x" % (float(first[0]) * 1000, float(second[0]) * 1000, float(first[0]) / float(second[0])))
print("profile and what is kept, 2.2 million lines | %.1f s | | | <= 30 s" % profile)
print("a question that profiles 2.2 million lines, memory | %s MB | | | <= 2048 MB" % anew[1])
PY
