#!/usr/bin/env bash
# Prepares, checks, builds, and runs every test with real parts. The last line says: N passed, N failed[, N skipped].
#   ./test.sh                    everything
#   ./test.sh Warehouse Local    the named assemblies only
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
./deploy/prepare.sh --tests || exit
source deploy/tools.sh

passed=0 failed=0 skipped=0 failures=''
# check <what> <command...>: one check that is not a test assembly, counted as one test.
check() {
  local what=$1 began=$SECONDS
  shift
  if "$@"; then
    passed=$((passed + 1))
    echo "$what: good, $((SECONDS - began)) s"
  else
    failed=$((failed + 1))
    failures+="$what"$'\n'
    echo "$what: FAILED, $((SECONDS - began)) s"
  fi
}

scripts_parse() {
  local script good=0
  while read -r script; do
    case $(head -n 1 "$script") in
      '#!/bin/sh'*) sh -n "$script" || good=1 ;;
      *) bash -n "$script" || good=1 ;;
    esac
  done < <(git ls-files '*.sh' .ci/run)
  return $good
}

# run <assembly>: its output as it comes; its sums from the report that xunit writes.
run() {
  local name=$1 report=.artifacts/test-results/$1.json
  mkdir -p .artifacts/test-results
  rm -f "$report"
  echo "=== $name"
  # What hangs is a failure, not a night without a result.
  timeout --foreground -k 10 900 ".artifacts/bin/$name/release/$name" -noColor -noLogo -result-ctrf "$report" 2>&1 | tee ".artifacts/test-results/$name.log"
  local code=${PIPESTATUS[0]} sums
  sums=$(sed -n 's/.*"summary":{\([^}]*\)}.*/\1/p' <(tr -d ' \n' < "$report" 2>/dev/null))
  sum() { grep -o "\"$1\":[0-9]*" <<< "$sums" | head -n 1 | cut -d: -f2; }
  passed=$((passed + $(sum passed || echo 0) + 0)) skipped=$((skipped + $(sum skipped || echo 0) + 0))
  local wrong=$(($(sum failed || echo 0) + 0))
  # A crash reports nothing, or not all: it is a failure all the same.
  if [ "$code" != 0 ] && [ "$wrong" = 0 ]; then wrong=1; fi
  if [ "$wrong" != 0 ]; then failures+="$(grep -a -A 12 '\[FAIL\]' ".artifacts/test-results/$name.log" || echo "$name ended with code $code")"$'\n'; fi
  failed=$((failed + wrong))
}

# Every process that a test starts inherits this; none may be left at the end.
export ANALYTICS_TEST_RUN=$$
nothing_left() {
  local attempt left
  for attempt in {1..50}; do
    left=$(grep -lsz "^ANALYTICS_TEST_RUN=$$\$" /proc/[0-9]*/environ | cut -d/ -f3 | xargs -r ps -o pid=,args= -p | grep -v 'grep -lsz')
    [ -n "$left" ] || return 0
    sleep 0.2
  done
  echo "$left"
  return 1
}

check 'shell scripts' scripts_parse
check build build_all Release

for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  # Names given: only those.
  if [ $# -gt 0 ] && [[ " $* " != *" ${name%.Tests} "* ]]; then continue; fi
  if [ "$(git ls-files "$(dirname "$project")/*.cs" | wc -l)" = 0 ]; then continue; fi
  run "$name"
done
check 'no process left' nothing_left

# Said again here: the end of a long log is what one reads first.
if [ "$failed" != 0 ]; then printf '\n=== what failed\n%s\n' "$failures"; fi
[ "$skipped" = 0 ] && rest='' || rest=", $skipped skipped"
echo "$passed passed, $failed failed$rest"
[ "$failed" = 0 ]
