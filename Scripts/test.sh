#!/usr/bin/env bash
# Runs the test suite. GEMBA_TEST_SEED and GEMBA_TEST_SCALE reach the property tests; see docs/testing.md.
set -euo pipefail
exec swift test --skip-build --explicit-target-dependency-import-check error "$@"
