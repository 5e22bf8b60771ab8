#!/usr/bin/env bash
# Prepares, builds and measures the collector alone, and keeps results/ and the tables in Ingest/README.md and Events/README.md.
#   tests/Benchmarks/collector.sh                       HTTP to Kafka under load, about four minutes; give it a quiet machine
#   tests/Benchmarks/collector.sh --load single         some of it; all options: --help
#   tests/Benchmarks/collector.sh events                the cost of one event, step by step (BenchmarkDotNet)
# With --out or --readme only the files that they name change.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/benchmark.sh"
what=collector
if [ "${1:-}" = events ]; then what=events; shift; fi
measure "$what" "$@"
