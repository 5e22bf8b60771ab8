#!/usr/bin/env bash
# Runs the demo from a fresh clone: prepares, builds, starts everything, sends traffic.
#   ./demo.sh                until Ctrl-C
#   ./demo.sh --for 30s      sends for 30 s, then ends, with 0 only if every event sent was counted
#   ./demo.sh --help         all options
set -euo pipefail
from=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")"
./deploy/prepare.sh
source deploy/tools.sh
build_all Release
# A relative path of an option starts from the caller's folder.
cd "$from"
# With exec Ctrl-C and SIGTERM reach the launcher, which stops everything in order.
exec dotnet "$repository"/.artifacts/bin/Analytics.Local/release/Analytics.Local.dll demo "$@"
