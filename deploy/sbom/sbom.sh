#!/usr/bin/env bash
# Writes the bill of materials of this checkout, in the format CycloneDX: every package with its version and its hash, and those of
# NuGet with their licenses where they name one.
#   sbom.sh                  .artifacts/sbom/nuget.json: the packages of every project; jvm.json: the jars of Spark and Kafka in .lib
#   sbom.sh --check FOLDER   only checks that the files in FOLDER name every package of the lock files and every jar
# deploy/prepare.sh has put the jars there. Exit codes: 0 done; 1 a package is missing in a bill; 64 usage.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../tools.sh"
plugin=org.apache.maven.plugins:maven-dependency-plugin:3.8.1
cd "$repository"

# locked: prints every package of the lock files as name@version.
locked() {
  git ls-files -z '*packages.lock.json' | xargs -0 awk '
    /^      "[^"]+": \{$/ { split($0, part, "\""); name = part[2]; project = 0 }
    /"type": "Project"/ { project = 1 }
    /"resolved":/ && !project { split($0, part, "\""); print tolower(name) "@" part[4] }' | sort -u
}

# jars: prints every jar as name@hash.
jars() {
  (cd .lib && sha256sum spark/jars/*.jar kafka/libs/*.jar) | sed -E 's,^([0-9a-f]+) .*/(.*)$,\2@\1,' | sort -u
}

# listed_packages <folder>, listed_jars <folder>: print the packages of nuget.json, and the jars of jvm.json, in the same forms.
listed_packages() {
  grep -oE '"pkg:nuget/[^"?]+"' "$1/nuget.json" | sed -E 's,^"pkg:nuget/(.*)"$,\1,' | tr '[:upper:]' '[:lower:]' | sort -u
}

listed_jars() {
  sed -nE 's/.*"name": "analytics:file", "value": "([^"]+)".*"content": "([0-9a-f]+)".*/\1@\2/p' "$1/jvm.json" | sort -u
}

# check <folder>: names what the bills in the folder lack.
check() {
  local missing
  missing=$(comm -23 <(locked) <(listed_packages "$1") && comm -23 <(jars) <(listed_jars "$1"))
  [ -z "$missing" ] && return
  sed 's/^/sbom: missing: /' <<< "$missing" >&2
  return 1
}

# components <pom> <folder>: prints the jars of a pom as components.
components() {
  local group name version file list
  list=$(mktemp)
  JAVA_HOME=$(java_home) mvn -B -q -Dstyle.color=never -f "$1" "${settings[@]}" "$plugin:list" \
    -DincludeScope=runtime -DoutputFile="$list" > /dev/null
  # group:name:jar[:classifier]:version:scope
  sed -nE 's/^ +([^: ]+):([^:]+):jar:(([^:]+):)?([^:]+):(compile|runtime)( .*)?$/\1 \2 \5 \4/p' "$list" |
    while read -r group name version classifier; do
      file=$2/$name-$version${classifier:+-$classifier}.jar
      printf '{"type": "library", "group": "%s", "name": "%s", "version": "%s", "purl": "pkg:maven/%s/%s@%s?type=jar%s", ' \
        "$group" "$name" "$version" "$group" "$name" "$version" "${classifier:+&classifier=$classifier}"
      printf '"properties": [{"name": "analytics:file", "value": "%s"}], "hashes": [{"alg": "SHA-256", "content": "%s"}]}\n' \
        "${file##*/}" "$(sha256sum "$file" | cut -d' ' -f1)"
    done
  rm -f "$list"
}

case ${1:-} in
  '') ;;
  --check)
    [ -d "${2:-}" ] || { echo 'sbom.sh: --check takes a folder' >&2 && exit 64; }
    check "$2"
    exit
    ;;
  *) echo 'usage: sbom.sh [--check FOLDER]' >&2 && exit 64 ;;
esac

out=$repository/.artifacts/sbom
mkdir -p "$out"
dotnet restore Analytics.sln --verbosity quiet
(
  cd deploy/sbom
  dotnet tool restore --verbosity quiet
  # Hashes and licenses are in the packages, which the restore has put on this machine.
  dotnet tool run dotnet-CycloneDX "$repository/Analytics.sln" --disable-package-restore \
    --base-intermediate-output-path "$repository/.artifacts/obj" --output "$out" --filename nuget.json --output-format Json \
    --set-name analytics > "$out/nuget.log"
)
settings=()
if [ -f .lib/settings.xml ]; then settings=(-s .lib/settings.xml); fi
{
  echo '{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": ['
  { components deploy/spark/pom.xml .lib/spark/jars && components deploy/kafka/pom.xml .lib/kafka/libs; } | sort -u | sed '$!s/$/,/'
  echo ']}'
} > "$out/jvm.json"
check "$out"
echo "sbom: $(grep -c '"purl"' "$out/nuget.json") NuGet packages and $(grep -c '"purl"' "$out/jvm.json") jars in ${out#"$repository"/}"
