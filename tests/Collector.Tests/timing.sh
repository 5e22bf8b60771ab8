#!/usr/bin/env bash
# Measures whether the time of a refusal depends on how much of a write key is right. Load disturbs it: give it a quiet machine.
#   tests/Collector.Tests/timing.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
./deploy/prepare.sh
source deploy/tools.sh
dotnet build tests/Collector.Tests -c Release -v quiet --nologo
exec .artifacts/bin/Collector.Tests/release/Collector.Tests -noLogo -explicit only -class Collector.Tests.Keys.KeyTimingTests
