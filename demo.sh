#!/usr/bin/env bash
# From a fresh clone to a dashboard that moves: prepares, builds, starts everything, sends traffic.
#   ./demo.sh                until Ctrl-C
#   ./demo.sh --for 30s      ends by itself, with 0 only if what was sent is what was counted
#   ./demo.sh --help         all options
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
./deploy/prepare.sh
source deploy/tools.sh
build_all Release
# Exec: Ctrl-C and SIGTERM are the launcher's, which stops everything in order.
exec dotnet .artifacts/bin/Analytics.Local/release/Analytics.Local.dll demo "$@"
