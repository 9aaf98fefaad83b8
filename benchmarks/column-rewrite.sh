#!/usr/bin/env bash
# Builds the benchmarks and measures filling one column of a file: column-rewrite.sh [rows [rounds]]
set -euo pipefail
cd "$(dirname "$0")/.."
classpath=$(mktemp)
trap 'rm -f "$classpath"' EXIT
mvn -q -B -ntp -pl io,benchmarks -DskipTests package dependency:build-classpath \
  -DincludeScope=runtime -Dmdep.outputFile="$classpath"
java -Xmx2g -cp "benchmarks/target/classes:$(cat "$classpath")" \
  dev.parqueduct.benchmarks.ColumnRewriteBenchmark "${1:-500000}" "${2:-9}"
