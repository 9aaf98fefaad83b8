#!/usr/bin/env bash
# Builds the benchmarks and measures Parquet writers against each other: parquet-writer.sh [rows [rounds]]
set -euo pipefail
cd "$(dirname "$0")/.."
classpath=$(mktemp)
trap 'rm -f "$classpath"' EXIT
# Both modules in one run, so that the classpath has this build of io and nothing need be installed.
mvn -q -B -ntp -pl io,benchmarks -DskipTests package dependency:build-classpath \
  -DincludeScope=runtime -Dmdep.outputFile="$classpath"
java -Xms3g -Xmx3g -cp "benchmarks/target/classes:$(cat "$classpath")" \
  dev.parqueduct.benchmarks.ParquetWriterBenchmark "$@"
