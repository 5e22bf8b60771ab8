# Prepares and builds the benchmarks, for the scripts that source this file, and says how they are run.
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
./deploy/prepare.sh
source deploy/tools.sh
dotnet build tests/Benchmarks -c Release -v quiet --nologo

# page COMMAND: prints the page with the command's table.
page() {
  case $1 in
    batch) echo Batch/README.md ;;
    collector | neighbors) echo Ingest/README.md ;;
    events) echo Events/README.md ;;
    *) echo README.md ;;
  esac
}

# measure COMMAND [OPTIONS]: runs a command, which keeps its results in this folder; with --out or --readme only in what they name.
measure() {
  local command=$1 keep
  keep=(--out tests/Benchmarks/results --readme "tests/Benchmarks/$(page "$command")")
  shift
  case " $* " in
    *' --out '* | *' --readme '* | *' --help '*) keep=() ;;
  esac
  exec dotnet .artifacts/bin/Benchmarks/release/Benchmarks.dll "$command" "${keep[@]}" "$@"
}
