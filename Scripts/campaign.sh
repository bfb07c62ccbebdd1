#!/usr/bin/env bash
# The long tests: the same code as the suite with bigger numbers. What was run, with which seed, and how it ended is
# written to docs/results/DATE-campaign.md.
# GEMBA_TEST_SCALE (default 10) multiplies the counts; GEMBA_TEST_SEED starts the random histories elsewhere.
set -uo pipefail
cd "$(dirname "$0")/.."
export GEMBA_TEST_SCALE=${GEMBA_TEST_SCALE:-10}
export GEMBA_TEST_SEED=${GEMBA_TEST_SEED:-$(date +%s)}
Scripts/build.sh --explicit-target-dependency-import-check error --build-tests || exit 1
mkdir -p docs/results
result=docs/results/$(date +%F)-campaign.md
{
  echo "# Campaign of $(date +%F)"
  echo
  echo "Commit $(git rev-parse --short HEAD), seed $GEMBA_TEST_SEED, scale $GEMBA_TEST_SCALE, $(nproc) cores."
  echo
  echo "| suite | ended | seconds |"
  echo "|---|---|---|"
} >"$result"
status=0
for suite in GrowingTests KillTests BadInput FormatScanner JobsTimetable; do
  started=$SECONDS
  log=$(mktemp)
  Scripts/test.sh --filter "$suite" >"$log" 2>&1 || status=1
  ended=$(grep -aE 'Test run with' "$log" | tail -1 | sed 's/^[^T]*//')
  echo "| $suite | ${ended:-did not run} | $((SECONDS - started)) |" >>"$result"
  grep -aE 'recorded an issue|seed' "$log" | head -20
  rm -f "$log"
done
cat "$result"
exit $status
