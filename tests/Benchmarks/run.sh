#!/usr/bin/env bash
# Prepares, builds and runs the whole benchmark, and keeps the results: results/ and the tables in README.md.
#   tests/Benchmarks/run.sh                              every contender three times, about two hours; give it a quiet machine
#   tests/Benchmarks/run.sh --contender default stock    some of them; all options: --help
#   tests/Benchmarks/run.sh curve                        the defaults at growing rates, about an hour
# With --out or --readme only the files that they name change.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/benchmark.sh"
command=end-to-end
if [[ ${1:-} == curve ]]; then
  command=$1
  shift
fi
measure "$command" "$@"
