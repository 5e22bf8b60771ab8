#!/bin/sh
# Sets variables from files, then runs the command: secrets are mounted as files, and the programs read variables.
#   ANALYTICS_SECRETS   NAME=FILE, several separated by blanks
set -eu
for pair in ${ANALYTICS_SECRETS:-}; do
  file=${pair#*=}
  if ! [ -r "$file" ]; then
    echo "entrypoint.sh: cannot read $file" >&2
    exit 66
  fi
  export "${pair%%=*}=$(cat "$file")"
done
exec "$@"
