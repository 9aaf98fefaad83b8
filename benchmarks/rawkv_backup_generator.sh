#!/usr/bin/env bash
# Makes a synthetic RawKV backup. Usage: rawkv_backup_generator.sh DIR KEYS KEYS_PER_SST
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
classpath=$(mktemp)
trap 'rm -f "$classpath"' EXIT

mvn -q -B -ntp -f "$root/pom.xml" -pl io,benchmarks -DskipTests package dependency:build-classpath \
  -DincludeScope=runtime -Dmdep.outputFile="$classpath" >&2

java -Xmx1g -cp "$root/benchmarks/target/classes:$(<"$classpath")" \
  dev.parqueduct.benchmarks.br.KeyValueGenerator "$@"
