#!/usr/bin/env bash
# What an export of a backup cannot be faster than; prints seconds and CPU seconds.
# Usage: export-floors.sh read BACKUP            every entry, with RocksDB
#        export-floors.sh write EXPORT SCRATCH   as many rows of the same columns, with the Parquet writer
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
classpath=$root/benchmarks/target/floors.classpath

if [ ! -f "$classpath" ] || [ -n "$(find "$root"/{io,benchmarks}/{pom.xml,src} -newer "$classpath" -print -quit)" ]; then
  mvn -q -B -ntp -f "$root/pom.xml" -pl io,benchmarks -DskipTests package dependency:build-classpath \
    -DincludeScope=runtime -Dmdep.outputFile="$classpath" >&2
fi

java -Xmx3g -XX:+UseParallelGC -XX:+UseTransparentHugePages -cp "$root/benchmarks/target/classes:$(<"$classpath")" \
  dev.parqueduct.benchmarks.br.ExportFloors "$@"
