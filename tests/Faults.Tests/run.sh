#!/usr/bin/env bash
# Kills every part under load and checks that every event counts once.
#   tests/Faults.Tests/run.sh                              one short round of each fault, as in ./test.sh
#   tests/Faults.Tests/run.sh --rounds 10 --seconds 60     the long run
#   tests/Faults.Tests/run.sh --only collector --rounds 10 --seconds 20 --rate 2000
# options: --rounds N (of each fault), --seconds N (of traffic a round), --rate N (events a second), --seed N (printed by every run),
#          --only TEXT (part of a fault's name)
# The table is printed and kept in .artifacts/test-results/faults.md. Exit codes: 0 nothing lost or counted twice; 1 otherwise; 64 usage.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
while [ $# -gt 0 ]; do
  case $1 in
    --rounds | --seconds | --rate | --seed)
      [[ ${2:-} =~ ^[0-9]+$ ]] || { echo "run.sh: $1 takes a number" >&2 && exit 64; }
      name=${1#--}
      export "FAULT_${name^^}=$2"
      shift 2
      ;;
    --only)
      [ -n "${2:-}" ] || { echo "run.sh: $1 takes a part of a fault's name" >&2 && exit 64; }
      export FAULT_ONLY=$2
      shift 2
      ;;
    -h | --help) sed -n '2,8s/^# \?//p' "${BASH_SOURCE[0]}" && exit 0 ;;
    *) echo "run.sh: unknown option $1; --help lists all" >&2 && exit 64 ;;
  esac
done
./deploy/prepare.sh
source deploy/tools.sh
build_all Release
exec .artifacts/bin/Faults.Tests/release/Faults.Tests -noLogo -class Faults.Tests.FaultsTests
