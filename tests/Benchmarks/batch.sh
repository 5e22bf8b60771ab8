#!/usr/bin/env bash
# Prepares, builds and measures the batch jobs, and keeps the results: results/ and the table in Batch/README.md.
#   tests/Benchmarks/batch.sh                            days of 1 and 10 million events; give it a quiet machine
#   tests/Benchmarks/batch.sh --events 1000000           one of them
# With --out or --readme only the files that they name change.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/benchmark.sh"
measure batch "$@"
