#!/bin/sh
# secrets.sh FOLDER: creates the passwords of compose.yaml at the first start, and puts into each service's folder those that it reads.
# A later start creates only the missing ones.
set -eu
root=$1
umask 022

# secret NAME: prints the password, made when it is missing; 48 hexadecimal digits, which no text that holds it has to escape.
secret() {
  if ! [ -s "$root/own/$1" ]; then
    mkdir -p "$root/own"
    od -An -N24 -tx1 /dev/urandom | tr -d ' \n' > "$root/own/.new"
    chmod 0400 "$root/own/.new"
    mv "$root/own/.new" "$root/own/$1"
  fi
  cat "$root/own/$1"
}

# give SERVICE FILE TEXT: any user of the service's container may read the file, and no other container mounts its folder.
give() {
  mkdir -p "$root/$1"
  printf '%s' "$3" > "$root/$1/.new"
  chmod 0444 "$root/$1/.new"
  mv "$root/$1/.new" "$root/$1/$2"
}

# warehouse ROLE SECRET: prints a connection string.
warehouse() { echo "Host=postgres;Database=analytics;Username=$1;Password=$(secret "$2")"; }

give postgres password "$(secret postgres)"
give migrate warehouse "$(warehouse postgres postgres)"
for role in owner writer batch reader collector keys; do
  give migrate "$role" "$(secret "$role")"
done
give keys warehouse "$(warehouse analytics_keys keys)"
give collector warehouse "$(warehouse analytics_collector collector)"
for key in write_key app_key; do
  give collector "$key" "$(secret "$key")"
  give traffic "$key" "$(secret "$key")"
done
give streaming warehouse "$(warehouse analytics_writer writer)"
give schedule warehouse "$(warehouse analytics_batch batch)"
give preview warehouse "$(warehouse analytics_reader reader)"
give grafana grafana_pg "$(secret reader)"
give grafana admin_password "$(secret grafana)"
give push-token admin_password "$(secret grafana)"
