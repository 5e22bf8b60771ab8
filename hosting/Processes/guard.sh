#!/bin/sh
# usage: guard.sh LOG SIGNAL SECONDS UMASK COMMAND...
# Runs COMMAND in a new session, prints its pid, and exits with its code. Standard input is a pipe that the launcher
# holds: when it closes, even by kill -9, COMMAND gets SIGNAL (a number) and, SECONDS later, its whole group SIGKILL.
# UMASK is that of COMMAND, or "keep" for the one of this script.
log=$1 signal=$2 seconds=$3 umask=$4
shift 4
[ "$umask" != keep ] || umask=$(umask)
# The log may hold whole events, so only the user of the run may read it.
umask 077
exec 3<&0 2>>"$log"
umask "$umask"

# Inside a background job setsid does not fork: the pid stays that of the command.
setsid "$@" </dev/null >>"$log" 2>&1 3<&- &
command=$!
echo "$command"

alive() { kill -s 0 -- "-$1" 2>/dev/null; }

# end TENTHS: waits that long for the group to end by itself, then kills the rest of it.
end() {
  left=$1
  while alive "$command" && [ "$left" -gt 0 ]; do
    left=$((left - 1))
    sleep 0.1
  done
  kill -s KILL -- "-$command" 2>/dev/null
}

{
  while read -r _ <&3; do :; done
  kill "-$signal" "$command"
  end $((seconds * 10))
} >/dev/null 2>&1 &
watcher=$!

wait "$command"
code=$?
kill -s KILL "$watcher" 2>/dev/null
# Children that outlive the command (a Spark job whose JVM was killed) may end by themselves; the others are killed.
end 50
exit "$code"
