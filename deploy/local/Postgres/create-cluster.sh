#!/bin/sh
# usage: create-cluster.sh BIN FOLDER [USER]   with the superuser's password in PGPASSWORD
# Creates a cluster in FOLDER. PostgreSQL never runs as root: root names the USER that owns it.
set -eu
bin=$1 folder=$2 user=${3:-}
cd /
umask 077
as=
mkdir -p "$folder"
if [ -n "$user" ]; then
  chown "$user" "$folder"
  as="setpriv --reuid=$user --regid=$(id -g "$user") --clear-groups"
fi
# A file keeps the password out of the list of processes.
$as sh -c 'cat > "$0/password"' "$folder" <<PASSWORD
$PGPASSWORD
PASSWORD
# The cluster is created aside and renamed, so that an existing one is complete.
rm -rf "$folder/new"
$as "$bin/initdb" --pgdata="$folder/new" --username=postgres --pwfile="$folder/password" --auth=scram-sha-256 \
  --encoding=UTF8 --locale=C.UTF-8 --no-instructions
rm "$folder/password"
mv "$folder/new" "$folder/data"
