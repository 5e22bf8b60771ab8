#!/usr/bin/env bash
# Fetches the user agent data from npm and writes down what it is: ./refresh.sh uap-core@0.18.0 crawler-user-agents@1.60.0
# The collector's tests then say whether the new rules still agree with uap-core's own cases (its tests are not in the package:
# take tests/test_ua.yaml and tests/test_os.yaml of the same tag from its repository).
set -euo pipefail
shopt -s inherit_errexit
folder=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# = 2 ] || { sed -n 2p "${BASH_SOURCE[0]}" | sed 's/^# //'; exit 64; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# take <package@version> <file>: the file and its licence, and a line that says where they are from.
take() {
  (cd "$scratch" && npm pack --loglevel=error "$1" >/dev/null && tar xzf ./*.tgz && rm ./*.tgz)
  cp "$scratch/package/$2" "$folder/$2"
  cp "$scratch/package/LICENSE" "$folder/LICENSE.${1%@*}"
  rm -rf "$scratch/package"
  echo "$1 $2 $(sha256sum < "$folder/$2" | cut -d' ' -f1)"
}

rules=$(take "$1" regexes.yaml)
crawlers=$(take "$2" crawler-user-agents.json)
printf '%s\n' "$rules" "$crawlers" | tee "$folder/sources.txt"
