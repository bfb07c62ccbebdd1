#!/usr/bin/env bash
# Formats all Swift sources; with --check only says what differs.
set -euo pipefail
if [ "${1:-}" = --check ]; then
  swift format lint --strict --recursive --parallel Sources Tests Benchmarks Package.swift
else
  swift format format --in-place --recursive --parallel Sources Tests Benchmarks Package.swift
fi
