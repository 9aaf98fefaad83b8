#!/usr/bin/env python3
"""One peer of export-postgres: exports the table items of the server that the PG* variables name, and says what its file lost.

    python3 benchmarks/postgres_peer.py connectorx out/items.parquet
    python3 benchmarks/postgres_peer.py --types out/items.parquet

export_postgres.py runs it; the answer 3 is that the peer is not installed.
"""

import glob
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

_QUERY = "SELECT * FROM items"
_NOT_INSTALLED = 3
# What the columns are in Parquet when nothing is lost, by the beginning of what DuckDB calls the type.
_WHOLE = {
    "data_item_id": "BLOB", "owner_public_address": "BLOB", "byte_count": "BIGINT", "uploaded_date": "TIMESTAMP", "assessed_winston_price": "DECIMAL(20,0)",
    "plan_id": "UUID", "planned_date": "TIMESTAMP", "bundle_id": "BLOB", "permanent_date": "TIMESTAMP", "block_height": "INTEGER", "data_start": "INTEGER",
    "signature_type": "SMALLINT", "failed_bundles": "BLOB[]", "content_type": "VARCHAR", "premium_feature_type": "VARCHAR", "deadline_height": "INTEGER",
}  # fmt: skip


def main() -> int:
    name, file = sys.argv[1:]
    if name == "--types":
        print(_changed(file))
        return 0
    try:
        PEERS[name](file)
    except ImportError as absent:
        print(absent, file=sys.stderr)
        return _NOT_INSTALLED
    return 0


def _url() -> str:
    return "postgresql://{PGUSER}@{PGHOST}:{PGPORT}/{PGDATABASE}".format_map(os.environ)


def _connectorx(file: str) -> None:
    """Two partitions by an integer column, which is the splitting that it has."""
    import connectorx
    import pyarrow.parquet

    options = {"partition_on": "block_height", "partition_num": len(os.sched_getaffinity(0))}
    table = connectorx.read_sql(_url(), _QUERY, return_type="arrow", **options)
    pyarrow.parquet.write_table(table, file, compression="zstd")


def _connectorx_without_arrays(file: str) -> None:
    global _QUERY
    _QUERY = f"SELECT {', '.join(column for column in _WHOLE if column != 'failed_bundles')} FROM items"
    _connectorx(file)


def _adbc(file: str) -> None:
    import adbc_driver_postgresql.dbapi
    import pyarrow.parquet

    with adbc_driver_postgresql.dbapi.connect(_url()) as connection, connection.cursor() as cursor:
        cursor.execute(_QUERY)
        batches = cursor.fetch_record_batch()
        with pyarrow.parquet.ParquetWriter(file, batches.schema, compression="zstd") as writer:
            for batch in batches:
                writer.write_batch(batch)


def _duckdb(file: str) -> None:
    import duckdb

    connection = duckdb.connect()
    package = importlib.util.find_spec("duckdb_extension_postgres_scanner")
    if package:
        found = glob.glob(f"{Path(package.origin).parent}/extensions/v{duckdb.__version__}/*.duckdb_extension")
        if not found:
            raise ImportError(f"duckdb-extension-postgres-scanner is not for DuckDB {duckdb.__version__}")
        connection.execute(f"LOAD '{found[0]}'")
    else:
        try:
            connection.execute("LOAD postgres")
        except duckdb.Error as absent:
            raise ImportError(str(absent)) from absent
    connection.execute(f"SET threads = {len(os.sched_getaffinity(0))}")
    connection.execute("ATTACH '' AS source (TYPE postgres, READ_ONLY)")
    connection.execute(f"COPY (SELECT * FROM source.items) TO '{file}' (FORMAT parquet, COMPRESSION zstd)")


def _pg2parquet(file: str) -> None:
    options = ["--host", os.environ["PGHOST"], "--port", os.environ["PGPORT"], "--user", os.environ["PGUSER"], "--dbname", os.environ["PGDATABASE"]]
    try:
        subprocess.run(["pg2parquet", "export", *options, "--password", "none", "--query", _QUERY, "--output-file", file, "--compression", "zstd"], check=True)
    except FileNotFoundError as absent:
        raise ImportError(str(absent)) from absent


def _changed(file: str) -> str:
    import duckdb

    rows = duckdb.execute(f"DESCRIBE SELECT * FROM read_parquet('{file}')").fetchall()
    read = {name: kind for name, kind, *_ in rows}
    other = [f"{name} {read.get(name, 'absent')}" for name, whole in _WHOLE.items() if not read.get(name, "").startswith(whole)]
    count = duckdb.execute(f"SELECT count(*) FROM read_parquet('{file}')").fetchone()[0]
    return f"{count:,} rows; " + (", ".join(other) or "nothing")


PEERS = {
    "duckdb": _duckdb,
    "adbc": _adbc,
    "connectorx": _connectorx,
    "connectorx-without-arrays": _connectorx_without_arrays,
    "pg2parquet": _pg2parquet,
}

if __name__ == "__main__":
    sys.exit(main())
