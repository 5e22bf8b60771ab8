#!/usr/bin/env bash
# Fuzzes a collector before a real Kafka with mutated requests of every route, and checks all events that it accepts.
#   tests/Collector.Tests/fuzz.sh                                    a million mutations, a quarter of an hour
#   tests/Collector.Tests/fuzz.sh --mutations 5000 --seed 7          fewer and other mutations
#   tests/Collector.Tests/fuzz.sh --mutations 1 --from 4711          one mutation again, by the number that a failure names
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
export ANALYTICS_FUZZ_MUTATIONS=1000000
while [ $# -gt 0 ]; do
  case $1 in
    --mutations) export ANALYTICS_FUZZ_MUTATIONS=${2:?a number} ;;
    --seed) export ANALYTICS_FUZZ_SEED=${2:?a number} ;;
    --from) export ANALYTICS_FUZZ_FROM=${2:?a number} ;;
    *)
      sed -n '2,5s/^# \?//p' "${BASH_SOURCE[0]}" >&2
      exit 64
      ;;
  esac
  shift 2
done
./deploy/prepare.sh
source deploy/tools.sh
dotnet build tests/Collector.Tests -c Release -v quiet --nologo
exec .artifacts/bin/Collector.Tests/release/Collector.Tests -noLogo -noColor -showLiveOutput -class Collector.Tests.Abuse.Fuzz.FuzzTests
