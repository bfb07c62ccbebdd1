#!/usr/bin/env bash
# `swift build` with its progress on one line, and its errors in full.
set -uo pipefail
started=$SECONDS
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if [ -t 1 ]; then
  swift build "$@" 2>&1 | tee "$log" | grep --line-buffered -oE '^\[[0-9]+/[0-9]+\] [A-Za-z]+ [A-Za-z0-9_]+|^(Fetching|Fetched|Computing|Creating)[^(]*' \
    | while read -r line; do printf '\r\033[K%s  (%d s)' "$line" $((SECONDS - started)); done
  status=${PIPESTATUS[0]}
  printf '\r\033[K'
else
  swift build "$@" >"$log" 2>&1
  status=$?
fi
if [ "$status" -ne 0 ]; then
  grep -E 'error:|warning:|note:' "$log" | sort -u | head -40 >&2
  tail -5 "$log" >&2
  exit "$status"
fi
echo "Built in $((SECONDS - started)) s."
