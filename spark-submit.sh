#!/usr/bin/env bash
# Submits a C# job to Spark.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/deploy/tools.sh"

usage() {
  cat <<'TEXT'
usage: ./spark-submit.sh [spark options] JOB [job options]

JOB
  all             every query below in one application
  live-metrics    Kafka -> warehouse, every 100 ms
  rejected-counts Kafka -> warehouse, every second
  sessions        Kafka -> warehouse, every second
  historical-metrics  Kafka -> warehouse, every 10 s
  lake-archive    Kafka -> lake, every 10 s
  batch NAME      a batch job
  batch schedule  the worker that starts batch jobs at their times; without a JVM
  PROGRAM.dll     any other C# program, from any folder: docs/write-a-job.md

spark options     anything spark-submit takes, before JOB:
  --master URL    local[4] (default), local[*], spark://host:7077, yarn, k8s://...; or --conf spark.master=URL
  --conf K=V      any Spark setting
  --driver-memory 2g (default)

job options       ./spark-submit.sh JOB --help

environment
  SPARK_HOME      a Spark 3.5 distribution; its bin/spark-submit is used. Without one: the jars in .lib/spark/jars
                  (deploy/prepare.sh puts them there)
  ANALYTICS_CONFIGURATION  release or debug: which build of the jobs to run; default: the newest
TEXT
}

fail() {
  echo "spark-submit.sh: $1" >&2
  exit "${2:-64}"
}

options=() jars=() master= configured=
while [ $# -gt 0 ]; do
  case $1 in
    -h | --help) usage && exit 0 ;;
    --master) master=${2:?} && shift 2 ;;
    --master=*) master=${1#*=} && shift ;;
    --jars) jars+=("${2:?}") && shift 2 ;;
    --jars=*) jars+=("${1#*=}") && shift ;;
    --conf | -c) [[ ${2?$1 needs a value} != spark.master=* ]] || configured=${2#*=}; options+=("$1" "$2") && shift 2 ;;
    --conf=spark.master=*) configured=${1#*=*=} && options+=("$1") && shift ;;
    -v | --verbose | --version | --supervise | -*=*) options+=("$1") && shift ;;
    -*) options+=("$1" "${2?$1 needs a value}") && shift 2 ;;
    *) break ;;
  esac
done
# In Spark --master overrides a setting of spark.master, whichever comes first.
master=${master:-${configured:-local[4]}}
[ $# -gt 0 ] || { usage >&2 && exit 64; }

project=Analytics.SparkJobs program= needs_spark=yes
if [ "$1" = batch ]; then
  project=Analytics.BatchJobs
  shift
  # The schedule starts the other jobs through this script, and needs no JVM itself.
  if [ "${1:-}" = schedule ]; then
    [ ${#options[@]} = 0 ] && [ ${#jars[@]} = 0 ] && [ "$master" = 'local[4]' ] ||
      fail 'the schedule takes no Spark options: each job has its own in schedule.json ("spark": ["--master", "..."])'
    needs_spark=no
  fi
elif [[ $1 == *.dll ]]; then
  [ -f "$1" ] || fail "no $1" 69
  program=$(realpath "$1")
  shift
fi
[ -n "$program" ] || for build in "${ANALYTICS_CONFIGURATION:-release}" "${ANALYTICS_CONFIGURATION:-debug}"; do
  found=$repository/.artifacts/bin/$project/${build,,}/$project.dll
  if [ -f "$found" ] && { [ -z "$program" ] || [ "$found" -nt "$program" ]; }; then program=$found; fi
done
[ -n "$program" ] || fail "$project is not built: dotnet build -c Release" 69

if [ $needs_spark = no ]; then
  ANALYTICS_SPARK_SUBMIT=${ANALYTICS_SPARK_SUBMIT:-$repository/spark-submit.sh} exec dotnet "$program" "$@"
fi

JAVA_HOME=$(java_home) || fail 'needs a JDK 17: deploy/prepare.sh' 69
export JAVA_HOME
# With a local master Spark listens on the loopback address only.
case $master in local* | spark://127.0.0.1:* | spark://localhost:*) export SPARK_LOCAL_IP=${SPARK_LOCAL_IP:-127.0.0.1} ;; esac

library=$repository/.lib/spark
distribution=${SPARK_HOME:-$library}
if [ -x "$distribution/bin/spark-submit" ]; then
  # A distribution has only Spark's jars: the other jars that the jobs need are added.
  for package in spark-sql-kafka-0-10 spark-token-provider-kafka-0-10 kafka-clients commons-pool2 delta-spark delta-storage postgresql; do
    found=("$library/jars/$package"*.jar)
    [ -f "${found[0]}" ] || fail "no $package in .lib/spark/jars: deploy/prepare.sh" 69
    jars+=("${found[0]}")
  done
else
  distribution=$library
  [ -f "$library/jars/.stamp" ] || fail 'no Spark: deploy/prepare.sh, or set SPARK_HOME' 69
fi
[ ${#jars[@]} = 0 ] || options+=(--jars "$(IFS=, && echo "${jars[*]}")")

# Our options come first, so that the caller's options override them.
# ParallelGC saves CPU time: 93 -> 82 ms a batch. A JVM without memory ends: it would hang. Buckets are computed in the time zones of the
# session and the JVM: both are UTC.
java='-XX:+UseParallelGC -XX:+ExitOnOutOfMemoryError -Duser.timezone=UTC'
# The JVM takes archived classes only with the JDK and the jars of their making, and says nothing when they do not fit. With an agent, as a
# flight recording from the start is too, JDK 17 crashes on them.
archive=() agents='-javaagent|-agentlib|-agentpath|StartFlightRecording'
if [ "$distribution" = "$library" ] && [ -f "$library/classes.jsa" ] &&
  [[ ! "${options[*]} ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-} ${_JAVA_OPTIONS:-} ${SPARK_SUBMIT_OPTS:-}" =~ $agents ]]; then
  archive=("-XX:SharedArchiveFile=$library/classes.jsa" -Xlog:cds=off -Xlog:cds+dynamic=off)
fi
arguments=(
  --master "$master" --driver-memory 2g
  --conf "spark.driver.defaultJavaOptions=$java ${archive[*]} -Dlog4j2.configurationFile=file:$repository/deploy/spark/log4j2.properties"
  --conf spark.pyspark.driver.python="$(command -v dotnet)"
  "${options[@]}"
  --class org.apache.spark.deploy.PythonRunner spark-internal "$program" '' "$@"
)

# exec delivers the signals of this script to the driver.
if [ -x "$distribution/bin/spark-submit" ]; then
  exec "$distribution/bin/spark-submit" "${arguments[@]}"
fi
# As in bin/spark-submit, Spark's launcher converts options to the driver's command line (heap, agents, add-opens).
export SPARK_HOME=$distribution SPARK_SCALA_VERSION=2.12
mapfile -d '' -t driver < <("$JAVA_HOME/bin/java" -Xmx128m -XX:TieredStopAtLevel=1 "${archive[@]}" -cp "$distribution/jars/*" \
  org.apache.spark.launcher.Main org.apache.spark.deploy.SparkSubmit "${arguments[@]}")
# The launcher's output begins with an empty line, after any output of the JVM. For a wrong option it is the command that
# prints the usage.
driver=("${driver[@]:1}")
exec "${driver[0]#$'\n'}" "${driver[@]:1}"
