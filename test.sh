#!/usr/bin/env bash
# Prepares, checks, builds, and runs every test with real parts. The last line is: N passed, N failed[, N skipped].
#   ./test.sh                    everything
#   ./test.sh Warehouse Local    the named assemblies only
#   ./test.sh quick              everything that needs no JVM and no Kafka: about 3 minutes on two cores
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
quick=''
if [ "${1:-}" = quick ]; then
  quick=1
  shift
  # The variable keeps the fixture RunningCollector from starting a collector.
  export ANALYTICS_TEST_QUICK=1
  ./deploy/prepare.sh || exit
else
  ./deploy/prepare.sh --tests || exit
fi
source deploy/tools.sh

passed=0 failed=0 skipped=0 failures='' times=''
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

# Assemblies that need a JVM or Kafka in every test, whose fixture starts one, or that build images.
slow='BatchJobs Compose EndToEnd Faults Gateway SparkBinding SparkJobs'
# The C# names of the code that starts Kafka or a JVM.
starts='KafkaAsync|CreateTopicsAsync|KafkaBroker|LocalStack|SparkCluster|SparkJobsOptions|SparkSession'

# Checks that each of these names exists: with a wrong name ./test.sh quick would run tests that it must leave out.
starts_exist() {
  local name
  for name in ${starts//|/ }; do
    if ! git grep --untracked -qw "$name" -- '*.cs'; then
      echo "test.sh: no C# file names $name"
      return 1
    fi
  done
}

# slow_classes <assembly>: prints the classes whose files name such code, or a class that does.
slow_classes() {
  local names=$starts files before=none classes
  chromium_path > /dev/null || names+='|Browsers'
  has_prometheus > /dev/null || names+='|PrometheusTool|RunningPrometheus'
  while
    files=$(git grep --untracked -lwE "$names" -- "tests/$1/*.cs")
    [ "$files" != "$before" ]
  do
    before=$files
    # shellcheck disable=SC2086
    classes=$([ -z "$files" ] || awk '/^namespace / { space = $2; sub(";", "", space) }
      /^[a-z ]*class / { sub(/^.*class /, ""); sub(/[^A-Za-z0-9_].*/, ""); print space "." $0 }' $files)
    names+=$(sed '/./s/.*[.]/|/' <<< "$classes" | tr -d '\n')
  done
  echo "$classes"
}

# run <assembly> [option...]: shows the output while it runs, and takes the counts from the report that xunit writes.
run() {
  local name=$1 report=.artifacts/test-results/$1.json began=$SECONDS
  shift
  mkdir -p .artifacts/test-results
  rm -f "$report"
  echo "=== $name"
  # A hang counts as a failure.
  timeout --foreground -k 10 1500 ".artifacts/bin/$name/release/$name" -noColor -noLogo -result-ctrf "$report" "$@" 2>&1 |
    tee ".artifacts/test-results/$name.log"
  local code=${PIPESTATUS[0]} sums
  sums=$(sed -n 's/.*"summary":{\([^}]*\)}.*/\1/p' <(tr -d ' \n' < "$report" 2>/dev/null))
  sum() { grep -o "\"$1\":[0-9]*" <<< "$sums" | head -n 1 | cut -d: -f2; }
  local good=$(($(sum passed || echo 0) + 0))
  passed=$((passed + good)) skipped=$((skipped + $(sum skipped || echo 0) + 0))
  times+=$(printf '%-24s %7d %8d' "$name" "$good" $((SECONDS - began)))$'\n'
  local wrong=$(($(sum failed || echo 0) + 0))
  # A crash, whose report is missing or incomplete, counts as a failure.
  if [ "$code" != 0 ] && [ "$wrong" = 0 ]; then wrong=1; fi
  if [ "$wrong" != 0 ]; then
    failures+="$(grep -a -A 12 '\[FAIL\]' ".artifacts/test-results/$name.log" || echo "$name ended with code $code")"$'\n'
  fi
  failed=$((failed + wrong))
}

# Every process that a test starts inherits the variable; none may be left at the end.
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
check 'names of what starts Kafka or a JVM' starts_exist
check build build_all Release

for project in tests/*.Tests/*.csproj; do
  name=$(basename "$project" .csproj)
  # With names as arguments only these run.
  if [ $# -gt 0 ] && [[ " $* " != *" ${name%.Tests} "* ]]; then continue; fi
  if [ "$(git ls-files "$(dirname "$project")/*.cs" | wc -l)" = 0 ]; then continue; fi
  options=()
  if [ -n "$quick" ]; then
    if [[ " $slow " == *" ${name%.Tests} "* ]]; then continue; fi
    for class in $(slow_classes "$name"); do options+=(-class- "$class"); done
  fi
  run "$name" ${options[@]+"${options[@]}"}
done
check 'no process left' nothing_left

printf '\n%-24s %7s %8s\n%s' assembly passed seconds "$times"
if [ -n "$quick" ]; then
  missing=''
  chromium_path > /dev/null || missing+=', and Chromium, which is not installed'
  has_prometheus > /dev/null || missing+=', and Prometheus, which is not installed'
  echo "quick: left out what needs a JVM or Kafka$missing; ./test.sh runs everything"
fi
# Failures are repeated at the end of the log, where they are found first.
if [ "$failed" != 0 ]; then printf '\n=== what failed\n%s\n' "$failures"; fi
[ "$skipped" = 0 ] && rest='' || rest=", $skipped skipped"
echo "$passed passed, $failed failed$rest"
[ "$failed" = 0 ]
