#!/usr/bin/env bash
# The performance suite: a release build, then `gemba-bench` beside its baselines. The report goes to
# docs/results/DATE-bench-ENGINE.md unless --out names another file. --engine sqlite (default), postgres or mariadb; a
# server is started for the run in a throw-away folder. Arguments go to gemba-bench as they are.
# DuckDB joins in where a Python of GEMBA_BENCH_PYTHON has it (python3 -m venv DIR; DIR/bin/pip install duckdb).
set -euo pipefail
cd "$(dirname "$0")/.."
flags=(-c release --explicit-target-dependency-import-check error)
Scripts/build.sh "${flags[@]}" --product gemba
Scripts/build.sh "${flags[@]}" --product gemba-bench
programs=$(swift build "${flags[@]}" --show-bin-path)
more=()
[ -n "${GEMBA_BENCH_PYTHON:-}" ] && more+=(--duckdb "$GEMBA_BENCH_PYTHON")
engine=sqlite
before=
for word in "$@"; do
  case $word in --engine=*) engine=${word#*=} ;; esac
  [ "$before" != --engine ] || engine=$word
  before=$word
done
case " $* " in *" --out "* | *" --out="*) ;; *) mkdir -p docs/results; more+=(--out "docs/results/$(date +%F)-bench-$engine.md") ;; esac
GEMBA_SERVERS=$(mktemp -d -t gemba-bench-servers-XXXXXX)
chmod 755 "$GEMBA_SERVERS"
export GEMBA_SERVERS
trap 'Scripts/servers.sh down all; rm -rf "$GEMBA_SERVERS"' EXIT
"$programs/gemba-bench" "$@" "${more[@]}"
