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

# Assemblies that need a JVM or Kafka in nearly every test, or whose fixture starts one.
slow='EndToEnd Gateway SparkBinding SparkJobs'
# The C# names of the code that starts Kafka or a JVM, or builds the images' programs.
starts='KafkaAsync|CreateTopicsAsync|KafkaBroker|LocalStack|SparkCluster|SparkJobsOptions|SparkSession|BuiltImages'

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

# run <assembly> <name> [option...]: writes the output to a file and shows it at the end, whole, also when two assemblies end at once.
run() {
  local assembly=$1 name=$2 report=.artifacts/test-results/$2 began=$SECONDS code
  shift 2
  # A hang counts as a failure. The output names the tests that take long, so that one that hangs is known.
  timeout --foreground -k 10 2700 ".artifacts/bin/$assembly/release/$assembly" -noColor -noLogo -longRunning 300 \
    -result-ctrf "$report.json" "$@" > "$report.log" 2>&1 < /dev/null
  code=$?
  echo "$code $((SECONDS - began))" > "$report.end"
  exec 8>> .artifacts/test-results/lock
  flock 8
  echo "=== $name"
  cat "$report.log"
}

# start <at most> <assembly> <name> [option...]: runs it beside at most so many others, less one.
started=()
start() {
  local most=$1
  shift
  while [ "$(jobs -rp | wc -l)" -ge "$most" ]; do wait -n; done
  mkdir -p .artifacts/test-results
  rm -f .artifacts/test-results/"$2".{json,log,end}
  # Job control gives it a process group, to which stop passes signals on.
  set -m
  run "$@" &
  set +m
  started+=("$2")
}

# stop <exit code>: ends what runs, and then this run.
stop() {
  jobs -p | while read -r job; do kill -INT -- "-$job"; done
  wait
  end_left
  exit "$1"
}
trap 'stop 130' INT
trap 'stop 143' TERM HUP

# count <name>: adds the counts of a report that xunit has written.
count() {
  local name=$1 report=.artifacts/test-results/$1 code=1 took=0 sums
  read -r code took < "$report.end"
  sums=$(sed -n 's/.*"summary":{\([^}]*\)}.*/\1/p' <(cat "$report.json" 2>/dev/null | tr -d ' \n'))
  sum() { grep -o "\"$1\":[0-9]*" <<< "$sums" | head -n 1 | cut -d: -f2; }
  local good=$(($(sum passed || echo 0) + 0))
  passed=$((passed + good)) skipped=$((skipped + $(sum skipped || echo 0) + 0))
  times+=$(printf '%-24s %7d %8d' "$name" "$good" "$took")$'\n'
  local wrong=$(($(sum failed || echo 0) + 0))
  # A crash, whose report is missing or incomplete, counts as a failure.
  if [ "$code" != 0 ] && [ "$wrong" = 0 ]; then wrong=1; fi
  if [ "$wrong" != 0 ]; then
    failures+="$(grep -a -A 12 '\[FAIL\]' "$report.log" || echo "$name ended with code $code")"$'\n'
    if [ "$code" = 124 ]; then failures+="$(grep -a 'Long Running Test' "$report.log" | tail -n 2)"$'\n'; fi
  fi
  failed=$((failed + wrong))
}

# Every process that a test starts inherits both: none may be left at the end, and none lives long enough for .NET's profiles to pay.
export ANALYTICS_TEST_RUN=$$ DOTNET_TieredPGO=0
source tests/left.sh

check 'shell scripts' scripts_parse
check 'names of what starts Kafka or a JVM' starts_exist
check build build_all Release

# The longest assemblies are first, so that none of them is left alone at the end.
names=''
for name in EndToEnd BatchJobs Collector Faults SparkJobs Local $(cd tests && printf '%s\n' *.Tests | sed 's/[.]Tests$//'); do
  # With names as arguments only these run.
  if [ $# -gt 0 ] && [[ " $* " != *" $name "* ]]; then continue; fi
  if [ -n "$quick" ] && [[ " $slow " == *" $name "* ]]; then continue; fi
  if [[ " $names " != *" $name "* ]] && [ -n "$(git ls-files "tests/$name.Tests/*.cs")" ]; then names+=" $name"; fi
done

# Two assemblies run at a time, since half of a test's time is waiting; 12 GB hold both, of the machine or of its container. A test that
# asserts a time of less than several times the usual has the trait Runs=Alone: it runs after all others, and nothing runs beside it.
memory=$(cat /proc/meminfo /sys/fs/cgroup/memory.max 2> /dev/null |
  awk '/^MemAvailable/ { kb = $2 } /^[0-9]+$/ && $1 / 1024 < kb { kb = $1 / 1024 } END { print int(kb / 1048576) }')
lanes=$((memory >= 12 ? 2 : 1))
# left_out <assembly>: sets options to those that leave out the assembly's tests that ./test.sh quick does not run.
left_out() {
  local class
  options=()
  if [ -n "$quick" ]; then
    for class in $(slow_classes "$1"); do options+=(-class- "$class"); done
  fi
}
for name in $names; do
  left_out "$name.Tests"
  start $lanes "$name.Tests" "$name.Tests" -trait- Runs=Alone ${options[@]+"${options[@]}"}
done
for name in $names; do
  if ! git grep --untracked -qF '[Trait("Runs", "Alone")]' -- "tests/$name.Tests/*.cs"; then continue; fi
  left_out "$name.Tests"
  start 1 "$name.Tests" "$name.alone" -trait Runs=Alone ${options[@]+"${options[@]}"}
done
wait
for name in "${started[@]}"; do count "$name"; done
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
