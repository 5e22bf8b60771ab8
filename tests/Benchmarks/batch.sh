#!/usr/bin/env bash
# Prepares, builds and measures reprocess on a day of events in a lake that it makes: seconds a million and peak memory.
#   tests/Benchmarks/batch.sh                 1,000,000 events, some minutes; give it a quiet machine
#   tests/Benchmarks/batch.sh 10000000        a day of ten million
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
./deploy/prepare.sh --tests
source deploy/tools.sh
dotnet build tests/BatchJobs.Tests -c Release -v quiet --nologo
export REPROCESS_EVENTS=${1:-1000000}
exec .artifacts/bin/BatchJobs.Tests/release/BatchJobs.Tests -noLogo -explicit only -diagnostics -class BatchJobs.Tests.Jobs.ReprocessSpeedTests
