#!/usr/bin/env bash
# The long tests: the same code as the suite with bigger numbers. What was run, with which seed, on what, how it ended,
# and the figures the tests noted are written to docs/results/DATE-NAME.md.
# Scripts/campaign.sh [NAME SUITE…]; without arguments all suites, under the name `campaign`.
# ENGINES as for Scripts/test.sh, but for the default: sqlite.
# GEMBA_TEST_SCALE (default 10) multiplies the counts; GEMBA_TEST_SEED starts the random histories elsewhere.
set -uo pipefail
cd "$(dirname "$0")/.."
name=${1:-campaign}
shift || true
suites=("$@")
[ ${#suites[@]} -gt 0 ] || suites=(GrowingTests KillTests BadInput ServerLifeTests FormatScanner JobsTimetable BrowserPages BrowserDeeds)
export ENGINES=${ENGINES:-sqlite}
export GEMBA_TEST_SCALE=${GEMBA_TEST_SCALE:-10}
export GEMBA_TEST_SEED=${GEMBA_TEST_SEED:-$(date +%s)}
GEMBA_TEST_REPORT=$(mktemp)
export GEMBA_TEST_REPORT
log=$(mktemp)
trap 'rm -f "$GEMBA_TEST_REPORT" "$log"' EXIT
Scripts/build.sh --explicit-target-dependency-import-check error --build-tests || exit 1
mkdir -p docs/results
result=docs/results/$(date +%F)-$name.md
changes=$(git diff --quiet HEAD -- Sources Tests Package.swift && echo "" || echo " with changes that are not committed")
{
  echo "# Campaign of $(date +%F): $name"
  echo
  echo "Commit $(git rev-parse HEAD)$changes, on $ENGINES, seed $GEMBA_TEST_SEED, scale $GEMBA_TEST_SCALE, $(nproc) cores, debug build with hot targets optimised."
  echo
  echo "| suite | ended | seconds |"
  echo "|---|---|---|"
} >"$result"
status=0
for suite in "${suites[@]}"; do
  started=$SECONDS
  Scripts/test.sh --filter "$suite" >"$log" 2>&1 || status=1
  ended=$(grep -aE 'Test run with' "$log" | tail -1 | sed 's/^[^T]*//')
  echo "| $suite | ${ended:-did not run} | $((SECONDS - started)) |" >>"$result"
  grep -aE 'recorded an issue' "$log" | head -20
done
if [ -s "$GEMBA_TEST_REPORT" ]; then
  { echo; echo "## What the tests noted"; echo; sed 's/^/* /' "$GEMBA_TEST_REPORT"; } >>"$result"
fi
cat "$result"
exit $status
