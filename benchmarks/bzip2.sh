#!/usr/bin/env bash
# Compares bzip2 decoders on the files given: ours, Commons Compress, and the bzip2 and lbzip2 programs.
# Usage: benchmarks/bzip2.sh [--decoders=fast,commons,...] [--rounds=N] [--copies=N] file.bz2...
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mvn -q -B -ntp -f "$root/pom.xml" -pl io,benchmarks -DskipTests \
  package dependency:build-classpath -Dmdep.outputFile="$work/classpath" >&2

java -Xmx1g -XX:+UseTransparentHugePages -cp "$root/benchmarks/target/classes:$(<"$work/classpath")" \
  dev.parqueduct.benchmarks.Bzip2Benchmark \
  --decoders=fast,fast:2,commons,bzip2,lbzip2,lbzip2:2 "$@"
