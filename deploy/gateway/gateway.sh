#!/usr/bin/env bash
# The gateway: nginx with the files of conf/, filled in from variables GATEWAY_... (README.md lists them all).
#   gateway.sh render   writes the configuration into $GATEWAY_FOLDER/conf
#   gateway.sh check    renders it aside, and lets nginx test it
#   gateway.sh run      checks, then becomes nginx: in the foreground, errors on standard error, never as root
#   gateway.sh reload   checks, then reloads the running nginx: new settings, new certificate; no request is dropped
# Exit codes: 64 a wrong call or setting (every error is named), 69 no nginx or not running, 78 nginx refuses the configuration.
set -euo pipefail
source=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

declare -A settings
errors=()

# setting NAME DEFAULT PATTERN MEANING: takes $GATEWAY_<NAME> or the default, and records a value that does not match.
setting() {
  local variable=GATEWAY_$1 value
  value=${!variable-$2}
  settings[$1]=$value
  [[ $value =~ ^($3)$ ]] || errors+=("$variable: '$value' is not $4.")
}

place='[A-Za-z0-9.-]+|\[[0-9a-f:.]+\]'
network='[0-9.]+(/[0-9]+)?|[0-9a-f:.]*:[0-9a-f:.]*(/[0-9]+)?'
path='/[A-Za-z0-9/._@+-]+'
count='[1-9][0-9]{0,6}'
port='[1-9][0-9]{0,4}'
low='[0-9]{1,3}|10[01][0-9]|102[0-3]'

setting COLLECTORS '' "($place):$port(,($place):$port)*" 'a list like 10.0.0.1:8080,10.0.0.2:8080'
setting SERVER_NAME '' '[A-Za-z0-9.-]+' 'a host name'
setting CERTIFICATE '' "$path" 'the path of a PEM file: the certificate and those between it and its authority'
setting CERTIFICATE_KEY '' "$path" 'the path of a PEM file'
setting ADDRESSES '0.0.0.0,[::]' "($place)(,($place))*" 'a list like 0.0.0.0,[::]'
setting HTTPS_PORT 443 "$port" 'a port'
setting HTTP_PORT 80 "$port|off" 'a port or off'
setting PLAIN_HTTP refuse 'refuse|serve' 'refuse or serve'
setting HSTS 31536000 "$count[0-9]?|0|off" 'a number of seconds or off'
setting RATE 500 "$count" 'a number of requests a second'
setting BURST 1000 "$count" 'a number of requests'
setting CONNECTIONS 512 "$count" 'a number of connections'
setting LARGE_BODIES 32 "$count" 'a number of bodies'
setting MAX_BODY_SIZE 4456448 "$count[0-9]{0,3}" 'a number of bytes'
setting HEADER_TIMEOUT 10 "$count" 'a number of seconds'
setting BODY_TIMEOUT 8 "$count" 'a number of seconds'
setting SEND_TIMEOUT 10 "$count" 'a number of seconds'
setting UPSTREAM_TIMEOUT 20 "$count" 'a number of seconds'
setting MAX_FAILS 2 "$count" 'a number of failed attempts'
setting FAIL_TIMEOUT 3 "$count" 'a number of seconds'
setting TRUSTED_PROXIES '' "|($network)(,($network))*" 'a list of addresses or networks like 10.0.0.0/8'
setting COUNTRIES '' "|$path" 'the path of a file'
setting COUNTRY_HEADER X-Country '[A-Za-z0-9-]+' 'the name of a header'
setting WORKERS auto "$count|auto" 'a number of processes or auto'
setting BODY_TEMP_PATH body "$path|body" 'the path of a folder'
setting FOLDER /run/analytics-gateway "$path" 'the path of a folder'
setting ACCESS_LOG access.log "$path|access.log|off" 'the path of a file or off'
setting USER '' '|[a-z_][a-z0-9_-]*' 'the name of a user'

declare -A renamed=(
  [BODIES]=BODY_TEMP_PATH [BODY]=MAX_BODY_SIZE [BODY_STALL]=BODY_TIMEOUT [FAILS]=MAX_FAILS [FAIL_PAUSE]=FAIL_TIMEOUT
  [HEADER_WAIT]=HEADER_TIMEOUT [PATIENCE]=UPSTREAM_TIMEOUT [READ_STALL]=SEND_TIMEOUT
)

fail() {
  local code=$1
  shift
  printf '%s\n' "$@" >&2
  exit "$code"
}

as=() # Drops root: the prefix of each command that runs as nginx's user.
choose_user() {
  [ "$(id -u)" = 0 ] || return 0
  local user=${settings[USER]}
  : "${user:=$(id -un www-data 2>/dev/null || echo nobody)}"
  id "$user" >/dev/null 2>&1 || { errors+=("GATEWAY_USER: there is no user '$user'."); return 0; }
  [ "$(id -u "$user")" != 0 ] || errors+=("GATEWAY_USER: the gateway does not run as root.")
  owner=$user as=(setpriv "--reuid=$user" "--regid=$(id -g "$user")" --clear-groups --no-new-privs)
  local kept='' # Keeps only the capability to bind ports below 1024, and only where it is needed.
  if [[ ${settings[HTTPS_PORT]} =~ ^($low)$ || ${settings[HTTP_PORT]} =~ ^($low)$ ]]; then kept=,+net_bind_service; fi
  as+=("--inh-caps=-all$kept" "--bounding-set=-all$kept" ${kept:+--ambient-caps=+net_bind_service})
}

own_folder() {
  mkdir -p "${settings[FOLDER]}"
  [ ${#as[@]} = 0 ] || chown "$owner" "${settings[FOLDER]}"
}

check_settings() {
  local variable name file
  for variable in "${!GATEWAY_@}"; do
    name=${variable#GATEWAY_}
    if [ -n "${renamed[$name]+known}" ]; then
      errors+=("$variable: the name of this setting is GATEWAY_${renamed[$name]} now.")
    elif [ -z "${settings[$name]+known}" ]; then
      errors+=("$variable: there is no such setting.")
    fi
  done
  file=${settings[FOLDER]}/conf # A rendering replaces it.
  [ ! -e "$file" ] || [ -e "$file/collectors.conf" ] || [ -z "$(ls -A "$file")" ] ||
    errors+=("GATEWAY_FOLDER: '$file' has files that are not the gateway's, and would be lost.")
  [ ${#errors[@]} != 0 ] || own_folder
  for file in CERTIFICATE CERTIFICATE_KEY COUNTRIES; do
    [ -z "${settings[$file]}" ] || "${as[@]}" test -r "${settings[$file]}" ||
      errors+=("GATEWAY_$file: '${settings[$file]}' is no file that ${owner:-$(id -un)} can read.")
  done
  [ ${#errors[@]} = 0 ] || fail 64 "${errors[@]}"
}

# lines BEFORE LIST AFTER: prints a line for each item of a comma-separated list.
lines() {
  printf '%s' "$1${2//,/"$3"$'\n    '"$1"}$3"
}

# Turns settings into configuration text: a block, or a line for each item of a list.
derive() {
  settings[COLLECTORS]=$(lines 'server ' "${settings[COLLECTORS]}" \
    " max_fails=${settings[MAX_FAILS]} fail_timeout=${settings[FAIL_TIMEOUT]}s;")
  settings[SECURE_LISTEN]=$(lines 'listen ' "${settings[ADDRESSES]}" ":${settings[HTTPS_PORT]} ssl http2 backlog=4096;")
  settings[PLAIN_LISTEN]=$(lines 'listen ' "${settings[ADDRESSES]}" ":${settings[HTTP_PORT]} backlog=4096;")
  case ${settings[HTTP_PORT]}:${settings[PLAIN_HTTP]} in
    off:*) settings[PLAIN_SERVER]='# Plain HTTP is off.' ;;
    *:serve) settings[PLAIN_SERVER]='include plain-served.conf;' ;;
    *) settings[PLAIN_SERVER]='include plain-refused.conf;' ;;
  esac
  case ${settings[ACCESS_LOG]} in
    off) ;;
    *) settings[ACCESS_LOG]="${settings[ACCESS_LOG]} events" ;;
  esac
  case ${settings[HSTS]} in
    off) settings[HSTS]='' ;;
    *) settings[HSTS]=max-age=${settings[HSTS]} ;;
  esac
  if [ -n "${settings[TRUSTED_PROXIES]}" ]; then
    settings[TRUSTED_PROXIES]="$(lines 'set_real_ip_from ' "${settings[TRUSTED_PROXIES]}" ';')"$'\n'
    settings[TRUSTED_PROXIES]+='real_ip_header X-Forwarded-For; real_ip_recursive on;'
  else
    settings[TRUSTED_PROXIES]='# There is no trusted proxy: the client is the peer of the connection.'
  fi
  if [ -n "${settings[COUNTRIES]}" ]; then
    settings[COUNTRIES]="geo \$country { default ''; include ${settings[COUNTRIES]}; }"
  else
    settings[COUNTRIES]="# There are no countries, so the header is not sent; geo defines the variable.
geo \$country { default ''; }"
  fi
}

# render FOLDER: writes every file of conf/ with each @NAME@ replaced. It writes as nginx's user, whose folder it is: root would follow
# a link that is there. It removes as the caller: an earlier version wrote as root.
render() {
  local file text name
  rm -rf "$1"
  "${as[@]}" mkdir "$1"
  for file in "$source"/conf/*.conf; do
    text=$(< "$file")
    for name in "${!settings[@]}"; do text=${text//"@$name@"/"${settings[$name]}"}; done
    "${as[@]}" tee "$1/${file##*/}" <<< "$text" > /dev/null
  done
}

nginx=$(PATH=$PATH:/usr/sbin:/usr/local/sbin command -v nginx) || fail 69 'There is no nginx: install the package nginx-light.'

# by_nginx CONF OPTION...: runs nginx in its folder, as its user.
by_nginx() {
  local conf=$1
  shift
  "${as[@]}" "$nginx" -p "${settings[FOLDER]}" -c "$conf/nginx.conf" -e stderr "$@"
}

# Renders aside and renames once nginx accepts it, so that the running nginx never reads an invalid configuration.
prepare() {
  local conf=${settings[FOLDER]}/conf said
  render "$conf.new"
  said=$(by_nginx "$conf.new" -q -t 2>&1) || fail 78 "$said"
  rm -rf "$conf"
  "${as[@]}" mv "$conf.new" "$conf"
}

umask 022
choose_user
check_settings
derive
case ${1:-} in
  render) render "${settings[FOLDER]}/conf" ;;
  check)
    render "${settings[FOLDER]}/conf.new"
    by_nginx "${settings[FOLDER]}/conf.new" -t || exit 78
    ;;
  run)
    prepare
    ulimit -n "$(ulimit -H -n)"
    # Removes the client, the request and its query, with which nginx ends each line.
    exec "${as[@]}" "$nginx" -p "${settings[FOLDER]}" -c "${settings[FOLDER]}/conf/nginx.conf" -e stderr -g 'daemon off;' \
      2> >(exec "${as[@]}" sed -u 's/, client: .*//' >&2)
    ;;
  reload)
    prepare
    "${as[@]}" bash -c 'kill -HUP "$(cat "$0")"' "${settings[FOLDER]}/nginx.pid" || fail 69 'The gateway does not run.'
    ;;
  *) fail 64 'usage: gateway.sh render|check|run|reload' ;;
esac
