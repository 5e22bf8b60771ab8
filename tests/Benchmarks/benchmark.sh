# Prepares and builds the benchmarks, for the scripts that source this file, and says how they are run.
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
./deploy/prepare.sh
source deploy/tools.sh
dotnet build tests/Benchmarks -c Release -v quiet --nologo

# measure COMMAND [OPTIONS]: runs a command, which keeps its results in this folder; with --out or --readme only in what they name.
measure() {
  local command=$1 keep=(--out tests/Benchmarks/results --readme tests/Benchmarks/README.md)
  shift
  case " $* " in
    *' --out '* | *' --readme '* | *' --help '*) keep=() ;;
  esac
  exec dotnet .artifacts/bin/Benchmarks/release/Benchmarks.dll "$command" "${keep[@]}" "$@"
}
