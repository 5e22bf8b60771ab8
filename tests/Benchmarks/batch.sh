#!/usr/bin/env bash
# Prepares, builds and measures the batch jobs, and keeps the results: results/ and the table in README.md.
#   tests/Benchmarks/batch.sh                            days of 1 and 10 million events; give it a quiet machine
#   tests/Benchmarks/batch.sh --events 1000000           one of them
# With --out or --readme only the files that they name change.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
./deploy/prepare.sh
source deploy/tools.sh
dotnet build tests/Benchmarks -c Release -v quiet --nologo
case " $* " in
  *' --out '* | *' --readme '* | *' --help '*) keep=() ;;
  *) keep=(--out tests/Benchmarks/results --readme tests/Benchmarks/README.md) ;;
esac
exec dotnet .artifacts/bin/Benchmarks/release/Benchmarks.dll batch "${keep[@]}" "$@"
