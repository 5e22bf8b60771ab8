#!/usr/bin/env bash
# Stops Kafka, fills the disk and kills the collector under load, and checks that acknowledged events arrive once and in order.
#   tests/Collector.Tests/faults.sh                                            short, as in ./test.sh
#   tests/Collector.Tests/faults.sh --rounds 10 --seconds 60 --rate 2000       the long run
# options: --rounds N (kills and outages), --seconds N (of an outage), --rate N (events a second)
# The table is printed and kept in .artifacts/test-results/collector-faults.md. Exit codes: 0 every event once; 1 otherwise; 64 usage.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
while [ $# -gt 0 ]; do
  case $1 in
    --rounds | --seconds | --rate)
      [[ ${2:-} =~ ^[0-9]+$ ]] || { echo "faults.sh: $1 takes a number" >&2 && exit 64; }
      name=${1#--}
      export "FAULT_${name^^}=$2"
      shift 2
      ;;
    -h | --help) sed -n '2,6s/^# \?//p' "${BASH_SOURCE[0]}" && exit 0 ;;
    *) echo "faults.sh: unknown option $1; --help lists all" >&2 && exit 64 ;;
  esac
done
./deploy/prepare.sh
source deploy/tools.sh
dotnet build tests/Collector.Tests -c Release -v quiet --nologo
exec .artifacts/bin/Collector.Tests/release/Collector.Tests -noLogo \
  -namespace Collector.Tests.Faults -namespace Collector.Tests.Delivery.Spool
