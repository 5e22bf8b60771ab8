#!/usr/bin/env bash
# Runs at their full size the tests that ./test.sh runs small, then every row of docs/faults.md: some three hours on two cores, as root.
#   tests/full.sh                  everything
#   tests/full.sh names kills      the named ones only, of: names events kills recomputed fuzz faults
# names: 1,000,000 random names of events. events: 100,000 events with members at every edge, straight into Kafka. kills: 10 runs of
# reprocess killed at random moments. recomputed: 2,000 events/s for three minutes through the whole system, recomputed from the lake.
# fuzz: 1,000,000 mutated requests. faults: tests/Faults.Tests/run.sh --all, which replaces the results in docs/faults.md.
# The table is printed and kept in .artifacts/test-results/full.md. Exit codes: 0 all passed; 1 otherwise; 64 usage.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
all='names events kills recomputed fuzz faults'
for name in "$@"; do
  case $name in
    -h | --help) sed -n '2,8s/^# \?//p' "${BASH_SOURCE[0]}" && exit 0 ;;
    names | events | kills | recomputed | fuzz | faults) ;;
    *) echo "full.sh: '$name' is none of: $all" >&2 && exit 64 ;;
  esac
done
./deploy/prepare.sh --tests || exit
source deploy/tools.sh
build_all Release || exit

# tests ASSEMBLY OPTION...: runs the selected tests of an assembly. A skipped test is a failure, and so are none: xunit ends with 0.
tests() {
  local assembly=$1
  shift
  ".artifacts/bin/$assembly/release/$assembly" -noColor -noLogo -failSkips "$@" | tee >(cat >&2) | grep -q ' Total: [1-9]'
}

run() {
  case $1 in
    names) ANALYTICS_TEST_NAMES=1000000 tests Warehouse.Tests -class '*.CardinalityTests' ;;
    events) ANALYTICS_TEST_POISONS=100000 tests SparkJobs.Tests -class '*.AnyEventTests' ;;
    kills) ANALYTICS_TEST_KILLS=10 tests BatchJobs.Tests -method '*.Killed_at_any_moment*' ;;
    recomputed) ANALYTICS_BATCH_RATE=2000 ANALYTICS_BATCH_SECONDS=180 tests EndToEnd.Tests -class '*.RecomputedTests' ;;
    fuzz) tests/Collector.Tests/fuzz.sh ;;
    faults) tests/Faults.Tests/run.sh --all ;;
  esac
}

logs=.artifacts/test-results/full
mkdir -p "$logs"
table=.artifacts/test-results/full.md
printf '| what | result | s |\n|---|---|---:|\n' | tee "$table"
bad=0
for name in ${*:-$all}; do
  began=$SECONDS
  result=passed
  run "$name" > "$logs/$name.log" 2>&1 < /dev/null || { result="failed, see $logs/$name.log" && bad=1; }
  echo "| $name | $result | $((SECONDS - began)) |" | tee -a "$table"
done
exit $bad
