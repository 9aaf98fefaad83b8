#!/usr/bin/env bash
# Brings in the ClickHouse engine that tests and the demo of backfill-events start, as a shared
# library out of an npm package, and prints where it is. Does nothing when it is there already.
#
#   io/clickhouse-engine.sh            the path of libchdb.so on standard output
#   PARQUEDUCT_CACHE=DIR               where to keep it, ~/.cache/parqueduct by default
#
# Exit code 0 when the library is there, 3 when it cannot be had here (no npm, another platform).
set -euo pipefail

package=@chdb/lib-linux-x64-gnu
version=26.7.3-stable.1
# Of the package's tarball, as the registry states it.
integrity=XP97mMqnc5tZpKQywR8N7cLTsHNiTmHr30pC5mzo3jWmukjKn2IBa60c2B/gWUNcuFjOMjWoorQICCqBVj5wpw==

cache="${PARQUEDUCT_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/parqueduct}"
folder="$cache/chdb/$version"
library="$folder/libchdb.so"

cannot() {
  echo "clickhouse-engine: $*" >&2
  exit 3
}

if [ ! -f "$library" ]; then
  [ "$(uname -sm)" = "Linux x86_64" ] || cannot "there is no library for $(uname -sm)"
  command -v npm >/dev/null || cannot "npm is needed to fetch $package"
  command -v openssl >/dev/null || cannot "openssl is needed to check $package"
  mkdir -p "$folder"
  work="$(mktemp -d "$folder/fetch.XXXXXX")"
  trap 'rm -rf "$work"' EXIT
  echo "Fetching $package $version (178 MB, once) ..." >&2
  (cd "$work" && npm pack --silent "$package@$version" >/dev/null) ||
    cannot "npm cannot fetch $package@$version"
  tarball="$(echo "$work"/*.tgz)"
  found="$(openssl dgst -sha512 -binary "$tarball" | base64 -w0)"
  [ "$found" = "$integrity" ] || {
    echo "clickhouse-engine: $package@$version is not what it should be: sha512-$found" >&2
    exit 1
  }
  tar -xzf "$tarball" -C "$work" --strip-components=1 package/libchdb.so
  mv "$work/libchdb.so" "$library"
fi
echo "$library"
