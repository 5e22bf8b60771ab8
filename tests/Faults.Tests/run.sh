#!/usr/bin/env bash
# Kills every part under load and checks that every event counts once.
#   tests/Faults.Tests/run.sh                              one short round of each kill, as in ./test.sh
#   tests/Faults.Tests/run.sh --rounds 10 --seconds 60     the long run
#   tests/Faults.Tests/run.sh --only F10                   one row of docs/faults.md, or a part of a fault's name; F8 as root
#   tests/Faults.Tests/run.sh --only F21 --seconds 1800    a soak: no fault, and nothing may grow
#   tests/Faults.Tests/run.sh --all                        the tests of every row; the results go into docs/faults.md; as root. F21
#                                                          takes 900 s and F23 180 s at least; other rows their default
# options: --rounds N (of each fault), --seconds N (of traffic a round), --rate N (events a second), --seed N (printed by every run),
#          --only TEXT (the id of a fault or a part of its name)
# The table is printed and kept in .artifacts/test-results/faults.md. Exit codes: 0 nothing lost or counted twice; 1 otherwise, and where
# --all skips a test, with the package that it needs; 64 usage.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
page=docs/faults.md
all=
while [ $# -gt 0 ]; do
  case $1 in
    --rounds | --seconds | --rate | --seed)
      [[ ${2:-} =~ ^[0-9]+$ ]] || { echo "run.sh: $1 takes a number" >&2 && exit 64; }
      name=${1#--}
      export "FAULT_${name^^}=$2"
      shift 2
      ;;
    --only)
      [ -n "${2:-}" ] || { echo "run.sh: $1 takes the id of a fault or a part of its name" >&2 && exit 64; }
      export FAULT_ONLY=$2
      shift 2
      ;;
    --all) all=1 && shift ;;
    -h | --help) sed -n '2,13s/^# \?//p' "${BASH_SOURCE[0]}" && exit 0 ;;
    *) echo "run.sh: unknown option $1; --help lists all" >&2 && exit 64 ;;
  esac
done
./deploy/prepare.sh
source deploy/tools.sh
build_all Release

# A test that cuts the network runs in its own network namespace, one that fills disks in its own mount namespace.
run() {
  case ${FAULT_ONLY:-} in
    F9 | *network*) unshare --net bash -c 'ip link set lo up && exec "$@"' bash "$@" < /dev/null ;;
    F8 | *disk*) unshare --mount "$@" < /dev/null ;;
    *) "$@" < /dev/null ;;
  esac
}

if [ -z "$all" ]; then
  class=FaultsTests
  if [ "${FAULT_ONLY:-}" = F21 ]; then class=SoakTests; fi
  run .artifacts/bin/Faults.Tests/release/Faults.Tests -noLogo -explicit on -class "Faults.Tests.$class"
  exit
fi

execute() {
  local project=$1
  shift
  run ".artifacts/bin/$project/release/$project" -noColor -noLogo "$@"
}

# A row's failure does not end the run, so a signal to it would not either.
trap 'exit 130' INT TERM
source tests/Faults.Tests/rows.sh
logs=.artifacts/test-results/faults
rm -rf "$logs"
mkdir -p "$logs"
table=$logs/table.md
{
  echo
  echo "$(date -u '+%Y-%m-%d %H:%M') UTC, commit $(git rev-parse --short HEAD)."
  echo
  echo '| row | fault | passed | failed | skipped | s |'
  echo '|---|---|---:|---:|---:|---:|'
} > "$table"
while IFS='|' read -r _ id what _; do
  row "${id// /}" "$(sed 's/^ *//; s/ *$//' <<< "$what")" >> "$table"
  tail -1 "$table"
done < <(sed '/<!-- results -->/,$d' "$page" | grep -E '^\| F[0-9]+ ')
{
  section "$logs/skipped.md" 'Rows that are incomplete, and what their skipped tests need:'
  if [ -s "$logs/figures.md" ]; then
    { echo '```' && sort -V "$logs/figures.md" && echo '```'; } > "$logs/figures.block"
    section "$logs/figures.block" 'What the rounds sent and found, as each test prints it:'
  fi
} >> "$table"
[ ! -s "$logs/skipped.md" ] || { echo 'Incomplete:' && cat "$logs/skipped.md"; } >&2
{ sed '/<!-- results -->/q' "$page" && cat "$table" && echo && sed -n '/<!-- \/results -->/,$p' "$page"; } > "$logs/page.md"
cp "$logs/page.md" "$page"
exit "$bad"
