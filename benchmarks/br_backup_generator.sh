#!/usr/bin/env bash
# Makes a large synthetic backup of TiDB, and truth.json with what a correct export of it adds up to.
# Usage: br_backup_generator.sh --output DIR [--rows N] [--sstBytes B] [--seed S]
#                               [--compression zstd|lz4|snappy|none] [--threads T]
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
classpath=$(mktemp)
trap 'rm -f "$classpath"' EXIT

# Both modules in one run, so that the classpath has this build of io and nothing need be installed.
mvn -q -B -ntp -f "$root/pom.xml" -pl io,benchmarks -DskipTests package dependency:build-classpath \
  -DincludeScope=runtime -Dmdep.outputFile="$classpath" >&2

java -Xmx1g -cp "$root/benchmarks/target/classes:$(<"$classpath")" \
  dev.parqueduct.benchmarks.br.BackupGenerator "$@"
