#!/usr/bin/env bash
# Draws the pictures of docs/images again: the preview page with the sessions that its tests invent, in headless Chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
source deploy/tools.sh
pictures=$(mktemp -d)
trap 'rm -r "$pictures"' EXIT

dotnet build tests/DashboardPreview.Tests -c Release -v quiet
ANALYTICS_TEST_PICTURES=$pictures .artifacts/bin/DashboardPreview.Tests/release/DashboardPreview.Tests -noLogo \
  -method '*.Every_panel_is_drawn_and_no_label_is_cut'

mkdir -p docs/images
for dashboard in grafana/dashboards/*.json; do
  name=$(basename "$dashboard" .json)
  mv "$pictures/$name-small.png" "docs/images/dashboard-$name.png"
done
