#!/usr/bin/env python3
"""Measures export-postgres beside `psql`, which only receives the same rows, and beside its peers, on a server of its own.

    python3 benchmarks/export_postgres.py --rows 5000000 --rounds 3
    python3 benchmarks/export_postgres.py --peerRows 1000000 --only peers
    python3 benchmarks/export_postgres.py --memory 1000000,10000000,50000000
    python3 benchmarks/export_postgres.py --validate 1,8,32

The server (Debian: `apt install postgresql`) lives in --work as long as the run. Rows are those of the data-item schema in its normalised form,
sixteen columns. Each round runs `psql -c "COPY (...) TO STDOUT (FORMAT BINARY)" > /dev/null` with one connection a core, each reading its part of the
blocks, then the export, both with the server on the same cores; CPU seconds are the client's. Then level 2 of validate-parquet reads what was
exported, beside DuckDB reading every value of the same files (`pip install duckdb`): once to hash it, once only for the greatest of each column.
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from side_by_side.contenders import LAUNCHER
from side_by_side.measure import CommandFailed, run, typical
from side_by_side.postgres import Server

_SCHEMA = """
DROP TABLE IF EXISTS items;
CREATE TABLE items (data_item_id bytea NOT NULL, owner_public_address bytea NOT NULL, byte_count bigint NOT NULL,
  uploaded_date timestamp NOT NULL, assessed_winston_price numeric(20,0) NOT NULL, plan_id uuid NOT NULL, planned_date timestamp NOT NULL,
  bundle_id bytea NOT NULL, permanent_date timestamp NOT NULL, block_height int NOT NULL, data_start int, signature_type smallint,
  failed_bundles bytea[] NOT NULL, content_type text, premium_feature_type text, deadline_height int);
INSERT INTO items SELECT sha256(('item ' || i)::bytea), sha256(('owner ' || i % 9973)::bytea), 200 + i::bigint * 7919 % 1000000,
  timestamp '2026-01-01' + i * interval '240 ms', (i::bigint * 104729 % 1000000007), md5('plan ' || i / 500)::uuid,
  timestamp '2026-01-01' + i * interval '240 ms' + interval '5 minutes', sha256(('bundle ' || i / 500)::bytea),
  timestamp '2026-01-01' + i * interval '240 ms' + interval '1 hour', 1590000 + i / 500, i % 5000,
  CASE WHEN i % 10 > 0 THEN 1 + i % 4 END, CASE WHEN i % 50 = 0 THEN ARRAY[sha256(('bundle ' || i)::bytea)] ELSE '{}' END,
  (ARRAY['image/png', 'application/json', 'text/html', NULL])[1 + i % 4], CASE WHEN i % 1000 = 0 THEN 'warp' END,
  CASE WHEN i % 3 = 0 THEN 1590200 + i / 500 END
FROM generate_series(1, :rows) AS i;
VACUUM ANALYZE items;
"""
_PEER = Path(__file__).resolve().parent / "postgres_peer.py"
_LEVEL_2 = "validate-parquet, level 2"
_SCANS = {"DuckDB, hash of every value": "sum(hash({}))", "DuckDB, greatest of each column": "max({})"}
_COPY = "COPY (SELECT * FROM items WHERE ctid >= '({},0)' AND ctid < '({},0)') TO STDOUT (FORMAT BINARY)"


# Of each column something is made that needs all of its values, so that none can be left undecoded.
_SCAN = """
import duckdb, sys
connection = duckdb.connect()
connection.execute("SET threads = 2")
source = f"read_parquet('{sys.argv[1]}/**/*.parquet')"
names = [row[0] for row in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall()]
print(connection.execute(f"SELECT count(*), {', '.join(sys.argv[2].format(name) for name in names)} FROM {source}").fetchall())
"""


def main() -> int:
    options = _parse_options()
    work = Path(options.work).absolute()
    subprocess.run([LAUNCHER, "--version"], check=True, stdout=sys.stderr)  # it may have to build first
    with Server(Path(options.server).absolute(), options.port) as server:
        if options.memory:
            _memory(options, server, work)
        elif options.validate:
            _validation(options, server, work)
        else:
            if options.only != "peers":
                _beside_psql(options, server, work)
            if options.only != "psql":
                _beside_peers(options, server, work)
    return 0


def _beside_psql(options, server: Server, work: Path) -> None:
    costs = defaultdict(list)
    cores = len(os.sched_getaffinity(0))
    _fill(server, work, options.rows)
    blocks = int(server.psql("-c", "SELECT pg_relation_size('items') / 8192"))
    ends = [blocks * part // cores for part in range(cores)] + [blocks + 1]
    parts = [_COPY.format(start, end) for start, end in zip(ends, ends[1:])]
    receive = " & ".join(f'psql -qX -c "{part}" > /dev/null' for part in parts) + " & wait"
    for _ in range(options.rounds):
        _add(costs, "psql, rows dropped", run(["sh", "-c", receive], work / "logs" / "psql.log", server.environment))
        output, cost = _export(server, work)
        _add(costs, "export-postgres", cost)
    for _ in range(options.rounds):
        _validate(costs, "", output, work)
    print(f"{options.rows:,} rows:\n\n| | wall s | client CPU s | peak MB |\n|---|---:|---:|---:|")
    for name, each in costs.items():
        cost = typical(each, options.statistic)
        print(f"| {name} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.megabytes:.0f} |")
    ratio = typical(costs["export-postgres"], options.statistic).wall / typical(costs["psql, rows dropped"], options.statistic).wall
    print(f"\nexport-postgres takes {ratio:.2f} times the time of psql.\n")


def _beside_peers(options, server: Server, work: Path) -> None:
    """What a peer loses is told by the types that DuckDB reads from its file, beside the types that hold every value."""
    _fill(server, work, options.peerRows)
    output, cost = _export(server, work)
    lines = [("export-postgres", cost, _bytes(output), _changed(options, f"{output}/**/*.parquet"))]
    for peer in ("duckdb", "adbc", "connectorx", "connectorx-without-arrays", "pg2parquet"):
        file, log = work / "output" / f"{peer}.parquet", work / "logs" / f"{peer}.log"
        file.unlink(missing_ok=True)
        try:
            cost = run([options.peersPython, str(_PEER), peer, str(file)], log, server.environment)
        except CommandFailed:
            said = log.read_text(errors="replace").strip().splitlines()[-1:]
            absent = "not installed" if "ended with 3" in str(sys.exc_info()[1]) else "FAILS"
            print(f"{peer}: {absent}: {said}", file=sys.stderr)
            lines.append((peer, None, 0, f"{absent}: {''.join(said)[:160]}"))
            continue
        lines.append((peer, cost, file.stat().st_size, _changed(options, str(file))))
    print(f"{options.peerRows:,} rows:\n\n| | wall s | client CPU s | peak MB | file MB | rows; columns of another type |\n|---|---:|---:|---:|---:|---|")
    for name, cost, size, changed in lines:
        numbers = f"{cost.wall:.2f} | {cost.cpu:.2f} | {cost.megabytes:.0f} | {size / 1e6:.1f}" if cost else "| | |"
        print(f"| {name} | {numbers} | {changed} |")


def _memory(options, server: Server, work: Path) -> None:
    print("| rows | wall s | client CPU s | CPU µs a row | peak MB | files MB |\n|---:|---:|---:|---:|---:|---:|")
    for rows in map(int, options.memory.split(",")):
        _fill(server, work, rows)
        output, cost = _export(server, work)
        each = cost.cpu / rows * 1e6
        print(f"| {rows:,} | {cost.wall:.1f} | {cost.cpu:.1f} | {each:.2f} | {cost.megabytes:.0f} | {_bytes(output) / 1e6:.0f} |", flush=True)
        shutil.rmtree(output)


def _validation(options, server: Server, work: Path) -> None:
    """The difference of two sizes is without the start of the programs. Copies are links: what is read is in the page cache either way."""
    copies, costs = [int(number) for number in options.validate.split(",")], defaultdict(list)
    _fill(server, work, options.rows)
    exported, _ = _export(server, work)
    for number in copies:
        shutil.rmtree(exported.with_name("copies"), ignore_errors=True)
        for copy in range(number):
            shutil.copytree(exported, exported.with_name("copies") / str(copy), copy_function=os.link)
        for _ in range(options.rounds):
            _validate(costs, f", {number * options.rows:,} rows", exported.with_name("copies"), work)
    print("| | wall s | CPU s | peak MB |\n|---|---:|---:|---:|")
    for name, each in costs.items():
        cost = typical(each, options.statistic)
        print(f"| {name} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.megabytes:.0f} |")
    millions = (copies[-1] - copies[0]) * options.rows / 1e6
    for name in (*_SCANS, _LEVEL_2) if millions else ():
        small, large = (typical(costs[f"{name}, {number * options.rows:,} rows"], options.statistic) for number in (copies[0], copies[-1]))
        print(f"| {name}, each further million | {(large.wall - small.wall) / millions:.3f} | {(large.cpu - small.cpu) / millions:.3f} | |")


def _validate(costs, suffix: str, output: Path, work: Path) -> None:
    for name, expression in _SCANS.items():
        _add(costs, name + suffix, run([sys.executable, "-c", _SCAN, str(output), expression], work / "logs" / "duckdb.log"))
    _add(costs, _LEVEL_2 + suffix, run([LAUNCHER, "validate-parquet", f"--input={output}"], work / "logs" / "validate.log"))


def _fill(server: Server, work: Path, rows: int) -> None:
    schema = work / "schema.sql"
    schema.parent.mkdir(parents=True, exist_ok=True)
    schema.write_text(_SCHEMA)
    server.psql("-v", f"rows={rows}", "-f", str(schema))


def _export(server: Server, work: Path):
    output = work / "output" / "export-postgres"
    shutil.rmtree(output, ignore_errors=True)
    command = [LAUNCHER, "export-postgres", "--tables=items", f"--output={output}"]
    return output, run(command, work / "logs" / "export-postgres.log", server.environment)


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*.parquet"))


def _changed(options, files: str) -> str:
    return subprocess.run([options.peersPython, str(_PEER), "--types", files], check=True, capture_output=True, text=True).stdout.strip()


def _add(costs, name: str, cost) -> None:
    costs[name].append(cost)
    print(f"{name}: {cost.wall:.2f} s, {cost.cpu:.2f} CPU s, {cost.megabytes:.0f} MB (load {os.getloadavg()[0]:.1f})", file=sys.stderr)


def _parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--statistic", choices=("median", "best"), default="median")
    parser.add_argument("--port", type=int, default=54329)
    parser.add_argument("--server", default="/tmp/parqueduct-benchmark-postgres", help="folder of the server; the user postgres must reach it")
    parser.add_argument("--work", default="out/benchmarks", help="folder for outputs and logs")
    parser.add_argument("--only", choices=("psql", "peers"), help="one of the two tables")
    parser.add_argument("--peerRows", type=int, default=1_000_000, help="rows for the table of peers")
    parser.add_argument("--peersPython", default=sys.executable, help="a Python that has the peers' packages, and duckdb")
    parser.add_argument("--memory", help="numbers of rows, as 1000000,10000000,50000000: export each once, nothing else")
    parser.add_argument("--validate", help="numbers of copies of the export: level 2 beside DuckDB on each, and each further million, nothing else")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
