# The processes that tests have started and that still live. To be sourced by test.sh, whose run has its id in ANALYTICS_TEST_RUN.

# left: prints the processes of this run that still live, each with its id first; grep and cut have ended when ps looks.
left() {
  local found
  found=$(grep -lsz "^ANALYTICS_TEST_RUN=$$\$" /proc/[0-9]*/environ | cut -d/ -f3)
  # shellcheck disable=SC2086
  [ -z "$found" ] || ps -o pid=,args= -p $found
}

# all_ended SECONDS: succeeds when none is left within that time.
all_ended() {
  local attempt
  for ((attempt = 0; attempt < $1 * 5; attempt++)); do
    [ -n "$(left)" ] || return 0
    sleep 0.2
  done
  return 1
}

# nothing_left: succeeds when none is left within 10 s; else prints and ends them.
nothing_left() {
  if all_ended 10; then return 0; fi
  left
  end_left
  return 1
}

# end_left: ends the processes that a test left, first by asking; a test that is stopped cannot end what it started.
end_left() {
  local signal found
  for signal in TERM KILL; do
    found=$(left)
    # shellcheck disable=SC2046
    [ -z "$found" ] || kill -s "$signal" $(awk '{ print $1 }' <<< "$found") 2> /dev/null
    if all_ended 5; then return 0; fi
  done
}
