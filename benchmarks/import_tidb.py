#!/usr/bin/env python3
"""Measures import-tidb beside LOAD DATA LOCAL INFILE of the same rows as CSV, on a MariaDB server of its own.

    python3 benchmarks/import_tidb.py --rows 1000000 --rounds 3

The server comes from the Maven artifact that the tests use, and shares the cores. Rows are those of export-vt, in files of 250,000; the table has
sha256 as primary key and indexes on sha1 and md5, and is made anew for each load. `pip install duckdb` makes the rows. Memory is the client's. Then
import-tidb loads a tenth of the rows, to show that memory does not grow with them, and verifies.
"""

import argparse
import multiprocessing
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from side_by_side.contenders import LAUNCHER
from side_by_side.mariadb import Server
from side_by_side.measure import run, typical

_ROWS = """SELECT sha256('f' || i) AS sha256, sha256('s' || i)[:40] AS sha1, md5('m' || i) AS md5, (i % 60)::INT AS positives, 70::INT AS total,
  (TIMESTAMP '2026-11-01' + INTERVAL (i % 86400) SECOND)::TIMESTAMP_MS AS scan_date,
  CASE WHEN i % 3 > 0 THEN repeat('Engine' || i % 70 || ':Trojan:Win32/Family' || i % 999 || ';', 1 + (i % 20)::INT) END AS detection_names,
  CASE WHEN i % 2 = 0 THEN 'MALWARE' END AS classification, '20261101' AS date FROM range({}, {}) r(i)"""
_TABLE = "files.files"
_ROWS_A_FILE = 250_000


def main() -> int:
    options = _parse_options()
    work = Path(options.work).absolute() / "import-tidb"
    subprocess.run([LAUNCHER, "--version"], check=True, stdout=sys.stderr)  # it may have to build first
    shutil.rmtree(work, ignore_errors=True)
    # In a process of its own: what this one holds would count as the memory of what it starts.
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        csv = pool.apply(_make_rows, (work, options.rows))
    costs = defaultdict(list)
    lib = Path(LAUNCHER).resolve().parent / "pipelines" / "target" / "lib"
    with Server(Path(options.server).absolute(), options.port, lib) as server:
        _load(server, work, "files", options.port)  # leaves the table's definition
        _, definition = server.sql(f"SHOW CREATE TABLE {_TABLE}").split("\t", 1)
        definition = definition.replace("\\n", " ").strip().replace("`files`", _TABLE, 1)
        for _ in range(options.rounds):
            server.sql(f"DROP TABLE {_TABLE}; {definition}")
            load = f"LOAD DATA LOCAL INFILE '{csv}' INTO TABLE {_TABLE} CHARACTER SET utf8mb4 FIELDS TERMINATED BY ',' OPTIONALLY ENCLOSED BY '\"'"
            _add(costs, "LOAD DATA LOCAL INFILE", run(server.client(load), work / "logs" / "load.log"))
            _check(server, options.rows)
            server.sql(f"DROP TABLE {_TABLE}")
            _add(costs, "import-tidb", _load(server, work, "files", options.port))
            _check(server, options.rows)
            server.sql(f"DROP TABLE {_TABLE}")
            after = _load(server, work, "files", options.port, "--secondaryIndexes=after")
            _add(costs, "import-tidb, indexes after", after)
        _add(costs, "import-tidb --verify, all loaded", _load(server, work, "files", options.port, "--verify", fresh=False))
        server.sql(f"DROP TABLE {_TABLE}")
        _add(costs, "import-tidb, a tenth of the rows", _load(server, work, "tenth", options.port))
    print("| | wall s | rows/s | client CPU s | peak MB |\n|---|---:|---:|---:|---:|")
    for name, each in costs.items():
        cost = typical(each, options.statistic)
        rows = options.rows // 10 if "tenth" in name else options.rows
        print(f"| {name} | {cost.wall:.2f} | {rows / cost.wall:,.0f} | {cost.cpu:.2f} | {cost.megabytes:.0f} |")
    ratio = typical(costs["import-tidb"], options.statistic).wall / typical(costs["LOAD DATA LOCAL INFILE"], options.statistic).wall
    print(f"\nimport-tidb takes {ratio:.2f} times the time of LOAD DATA LOCAL INFILE.")
    return 0


def _make_rows(work: Path, rows: int) -> Path:
    import duckdb

    connection = duckdb.connect()
    for folder in ("files", "tenth"):
        (work / folder).mkdir(parents=True)
    for number, start in enumerate(range(0, rows, _ROWS_A_FILE)):
        query = _ROWS.format(start, min(rows, start + _ROWS_A_FILE))
        connection.execute(f"COPY ({query}) TO '{work}/files/part-{number:04}.parquet' (COMPRESSION zstd)")
    connection.execute(f"COPY ({_ROWS.format(0, rows // 10)}) TO '{work}/tenth/part.parquet' (COMPRESSION zstd)")
    csv = work / "rows.csv"
    connection.execute(f"COPY (FROM '{work}/files/*.parquet') TO '{csv}' (HEADER false, NULLSTR '\\N')")
    return csv


def _load(server, work: Path, folder: str, port: int, *more, fresh=True):
    if fresh:
        server.sql(f"DROP TABLE IF EXISTS {_TABLE}" if "files" in server.sql("SHOW DATABASES") else "SELECT 1")
        shutil.rmtree(work / folder / "_import", ignore_errors=True)
    command = [LAUNCHER, "import-tidb", f"--input={work / folder}", f"--table={_TABLE}", f"--port={port}", *more]
    return run(command, work / "logs" / "import.log")


def _check(server, rows: int) -> None:
    found = int(server.sql(f"SELECT COUNT(*) FROM {_TABLE}"))
    if found != rows:
        raise SystemExit(f"The table has {found} rows, not {rows}.")


def _add(costs, name: str, cost) -> None:
    costs[name].append(cost)
    print(f"{name}: {cost.wall:.2f} s, {cost.cpu:.2f} CPU s, {cost.megabytes:.0f} MB (load {os.getloadavg()[0]:.1f})", file=sys.stderr)


def _parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--statistic", choices=("median", "best"), default="median")
    parser.add_argument("--port", type=int, default=54330)
    parser.add_argument("--server", default="/tmp/parqueduct-benchmark-mariadb", help="folder of the server")
    parser.add_argument("--work", default="out/benchmarks", help="folder for rows, outputs and logs")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
