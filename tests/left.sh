# The processes that tests have started and that still live. To be sourced by test.sh, whose run has its id in ANALYTICS_TEST_RUN.

# left: prints the processes of this run that still live, each with its id first.
left() {
  grep -lsz "^ANALYTICS_TEST_RUN=$$\$" /proc/[0-9]*/environ | cut -d/ -f3 | xargs -r ps -o pid=,args= -p | grep -v 'grep -lsz'
}

# nothing_left: succeeds when none is left within 10 s; else prints and ends them.
nothing_left() {
  local attempt found
  for attempt in {1..50}; do
    found=$(left)
    [ -n "$found" ] || return 0
    sleep 0.2
  done
  echo "$found"
  end_left
  return 1
}

# end_left: ends the processes that a test left, first by asking; a test that is stopped cannot end what it started.
end_left() {
  local attempt signal=TERM found
  for attempt in {1..50}; do
    found=$(left | awk '{ print $1 }')
    [ -n "$found" ] || return 0
    [ "$attempt" -lt 25 ] || signal=KILL
    # shellcheck disable=SC2086
    kill -s "$signal" $found 2> /dev/null
    sleep 0.2
  done
}
