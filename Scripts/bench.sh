#!/usr/bin/env bash
# The performance suite: a release build, then `gemba-bench` beside its baselines. The report goes to
# docs/results/DATE-bench.md unless --out names another file. Arguments go to gemba-bench as they are.
# DuckDB joins in where a Python of GEMBA_BENCH_PYTHON has it (python3 -m venv DIR; DIR/bin/pip install duckdb).
set -euo pipefail
cd "$(dirname "$0")/.."
flags=(-c release --explicit-target-dependency-import-check error)
Scripts/build.sh "${flags[@]}" --product gemba
Scripts/build.sh "${flags[@]}" --product gemba-bench
programs=$(swift build "${flags[@]}" --show-bin-path)
more=()
[ -n "${GEMBA_BENCH_PYTHON:-}" ] && more+=(--duckdb "$GEMBA_BENCH_PYTHON")
case " $* " in *" --out "*) ;; *) mkdir -p docs/results; more+=(--out "docs/results/$(date +%F)-bench.md") ;; esac
exec "$programs/gemba-bench" "$@" "${more[@]}"
