#!/usr/bin/env bash
# Runs the test suite, in three parts one after the other: the many quick tests; those that start, kill and stop real
# servers, watch how long it takes, or put a browser before them; and the long random histories. Arguments go to `swift test` as they are and run
# in one part. GEMBA_TEST_SEED and GEMBA_TEST_SCALE reach the random tests; see docs/testing.md.
set -euo pipefail
run() { swift test --skip-build --explicit-target-dependency-import-check error "$@"; }
if [ $# -gt 0 ]; then
  run "$@"
  exit
fi
servers='KillTests|ServerLifeTests|ServerPatienceTests|BadInput|BrowserPages|BrowserDeeds'
histories='GrowingTests|JobsTimetableOracleTests'
run --skip "$servers|$histories"
run --filter "$servers"
run --filter "$histories"
