#!/usr/bin/env bash
# Measures how fast rows of a binary COPY of PostgreSQL become columns of Parquet.
# Usage: benchmarks/copy-decode.sh [rows=1000000] [rounds=5]
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn -q -B -ntp -f "$root/pom.xml" -pl io,benchmarks -DskipTests package dependency:build-classpath \
  -DincludeScope=runtime -Dmdep.outputFile="$work/classpath" >&2

java -Xmx1g -Djava.io.tmpdir="$work" ${JAVA_ARGS:-} \
  -cp "$root/benchmarks/target/classes:$(<"$work/classpath")" \
  dev.parqueduct.benchmarks.CopyDecodeBenchmark "$@"
