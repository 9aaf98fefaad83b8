#!/usr/bin/env bash
# Compares readers of SSTs on a generated file: ours, RocksDB's through JNI, and sst_dump where it is installed.
# Usage: benchmarks/sst-reader.sh [--compression=zstd] [--checksum=crc32c] [--megabytes=300] [--rounds=5] [--readers=pure,rocksdb]
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn -q -B -ntp -f "$root/pom.xml" -pl io,benchmarks -DskipTests \
  package dependency:build-classpath -DincludeScope=runtime -Dmdep.outputFile="$work/classpath" >&2

java -Xmx1g -Djava.io.tmpdir="$work" ${JAVA_ARGS:-} \
  -cp "$root/benchmarks/target/classes:$(<"$work/classpath")" \
  dev.parqueduct.benchmarks.SstReaderBenchmark "$@"
