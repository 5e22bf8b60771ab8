#!/usr/bin/env bash
# Archives the classes that Kafka and Spark load (the JDK's class-data sharing) in .lib/kafka/classes.jsa and .lib/spark/classes.jsa:
# later starts map them, which saves a third to a half of a start's processor time. deploy/prepare.sh runs it; a second run is instant.
# Without the archives everything works, only slower: docs/decisions/0023-jvms-start-from-archived-classes.md.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/tools.sh"
spark=$repository/.lib/spark kafka=$repository/.lib/kafka
stamp=$spark/classes.stamp log=$spark/classes.log
JAVA_HOME=$(java_home)

# The JVM takes an archive only with the JDK and the class path of its making: the jars in the folder's order, with their sizes and times.
# The archives' own sizes tell a file that was cut off, on which the JVM would crash.
fingerprint() {
  {
    cat "$JAVA_HOME/release" "$repository"/deploy/{class-archives.sh,spark/ClassTraining.java}
    ls -U "$spark/jars" "$kafka/libs"
    stat -c '%n %s %Y' "$spark"/jars/*.jar "$kafka"/libs/*.jar
    stat -c '%n %s' "$spark/classes.jsa" "$kafka/classes.jsa" || true
  } 2> /dev/null | sha256sum
}
if [ "$(cat "$stamp" 2> /dev/null)" = "$(fingerprint)" ]; then exit 0; fi

# java_of <log4j2 folder> <class path> <options...>: replaces this shell by a JVM that logs nothing. It is ended after fifteen minutes; it
# has two more to write the archive.
java_of() {
  local configuration=$repository/deploy/$1/log4j2.properties path=$2
  shift 2
  exec timeout --foreground -k 120 900 "$JAVA_HOME/bin/java" -Xmx1g -XX:TieredStopAtLevel=1 -Xlog:disable \
    "-Dlog4j2.configurationFile=file:$configuration" -cp "$path" "$@"
}

free_port() {
  local port
  while port=$((20000 + RANDOM % 12000)) && (exec 3<> "/dev/tcp/127.0.0.1/$port") 2> /dev/null; do :; done
  echo "$port"
}

listens() { (exec 3<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null; }

# A separate broker takes and gives the events from which Spark is trained; both write their archives when they end.
train() {
  local port controller cluster=AnalyticsClassTraining
  port=$(free_port) controller=$(free_port)
  cat > "$folder/server.properties" <<TEXT
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:$controller
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:$port,CONTROLLER://127.0.0.1:$controller
log.dirs=$folder/kafka
TEXT
  (java_of kafka "$kafka/libs/*" kafka.tools.StorageTool format --cluster-id "$cluster" --config "$folder/server.properties")
  java_of kafka "$kafka/libs/*" "-XX:ArchiveClassesAtExit=$kafka/classes.new" kafka.Kafka "$folder/server.properties" &
  broker=$!
  until listens "$port"; do
    kill -0 "$broker"
    sleep 0.1
  done

  mkdir "$folder/classes"
  "$JAVA_HOME/bin/javac" -cp "$spark/jars/*" -d "$folder/classes" "$repository/deploy/spark/ClassTraining.java"
  "$JAVA_HOME/bin/jar" cf "$folder/training.jar" -C "$folder/classes" .
  local settings=() opened=() name
  for name in java.{lang,lang.invoke,lang.reflect,io,net,nio,util,util.concurrent} sun.{nio.ch,nio.cs,security.action,util.calendar}; do
    opened+=(--add-opens "java.base/$name=ALL-UNNAMED")
  done
  for name in ui.enabled=false sql.shuffle.partitions=1 sql.extensions=io.delta.sql.DeltaSparkSessionExtension \
    sql.catalog.spark_catalog=org.apache.spark.sql.delta.catalog.DeltaCatalog databricks.delta.snapshotPartitions=1; do
    settings+=(--conf "spark.$name")
  done
  (
    export SPARK_LOCAL_IP=127.0.0.1
    java_of spark "$spark/jars/*" "-XX:ArchiveClassesAtExit=$spark/classes.new" "${opened[@]}" org.apache.spark.deploy.SparkSubmit \
      --master 'local[2]' "${settings[@]}" --class ClassTraining "$folder/training.jar" "127.0.0.1:$port" "$folder"
  )
  kill "$broker"
  wait "$broker" || true
  broker=''
  keep "$kafka" "$kafka/libs/*"
  keep "$spark" "$spark/jars/*"
}

# An archive is used under its name only when a JVM has started with it.
keep() {
  "$JAVA_HOME/bin/java" -Xshare:on "-XX:SharedArchiveFile=$1/classes.new" -cp "$2" -version
  sync "$1/classes.new"
  mv -f "$1/classes.new" "$1/classes.jsa"
}

rm -f "$spark/classes.jsa" "$kafka/classes.jsa"
began=$SECONDS
# As a condition the steps would go on after an error.
set +e
(
  set -e
  folder=$(mktemp -d) broker=''
  # timeout hands the signal on to the broker.
  trap '[ -z "$broker" ] || { kill "$broker"; wait "$broker" || true; }; rm -rf "$folder" "$spark/classes.new" "$kafka/classes.new"' EXIT
  train
) > "$log" 2>&1 9>&-
code=$?
set -e
if [ $code = 0 ]; then
  fingerprint > "$stamp"
  echo "prepare: archived the classes of Kafka and Spark, $((SECONDS - began)) s"
else
  echo "prepare: no class archives, so JVMs start slower; ${log#"$repository"/} says why, and the next run tries again"
fi
