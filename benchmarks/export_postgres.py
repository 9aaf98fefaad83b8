#!/usr/bin/env python3
"""Measures export-postgres beside `psql`, which only receives the same rows, on a server of its own.

    python3 benchmarks/export_postgres.py --rows 5000000 --rounds 3

The server (Debian: `apt install postgresql`) lives in --work as long as the run. Rows are those of the data-item schema in its normalised form,
sixteen columns. Each round runs `psql -c "COPY (...) TO STDOUT (FORMAT BINARY)" > /dev/null` with one connection a core, each reading its part of the
blocks, then the export, both with the server on the same cores; CPU seconds are the client's. Then level 2 of validate-parquet reads what was
exported, beside DuckDB reading every value of the same files (`pip install duckdb`).
"""

import argparse
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from side_by_side.contenders import LAUNCHER
from side_by_side.measure import run, typical
from side_by_side.postgres import Server

_SCHEMA = """
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
_COPY = "COPY (SELECT * FROM items WHERE ctid >= '({},0)' AND ctid < '({},0)') TO STDOUT (FORMAT BINARY)"


def main() -> int:
    options = _parse_options()
    work = Path(options.work).absolute()
    subprocess.run([LAUNCHER, "--version"], check=True, stdout=sys.stderr)  # it may have to build first
    costs = defaultdict(list)
    cores = len(os.sched_getaffinity(0))
    with Server(Path(options.server).absolute(), options.port) as server:
        schema = work / "schema.sql"
        schema.parent.mkdir(parents=True, exist_ok=True)
        schema.write_text(_SCHEMA)
        server.psql("-v", f"rows={options.rows}", "-f", str(schema))
        blocks = int(server.psql("-c", "SELECT pg_relation_size('items') / 8192"))
        ends = [blocks * part // cores for part in range(cores)] + [blocks + 1]
        parts = [_COPY.format(start, end) for start, end in zip(ends, ends[1:])]
        receive = " & ".join(f'psql -qX -c "{part}" > /dev/null' for part in parts) + " & wait"
        output = work / "output" / "export-postgres"
        for _ in range(options.rounds):
            _add(costs, "psql, rows dropped", run(["sh", "-c", receive], work / "logs" / "psql.log", server.environment))
            shutil.rmtree(output, ignore_errors=True)
            command = [LAUNCHER, "export-postgres", "--tables=items", f"--output={output}"]
            _add(costs, "export-postgres", run(command, work / "logs" / "export-postgres.log", server.environment))
    scan = "import duckdb, sys; c = duckdb.connect(); c.execute(\"select max(columns(*)) from read_parquet(sys.argv[1])\".replace('sys.argv[1]', repr(sys.argv[1]))).fetchall()"
    for _ in range(options.rounds):
        _add(costs, "DuckDB, every value", run([sys.executable, "-c", scan, f"{output}/**/*.parquet"], work / "logs" / "duckdb.log"))
        _add(costs, "validate-parquet, level 2", run([LAUNCHER, "validate-parquet", f"--input={output}"], work / "logs" / "validate.log"))
    print("| | wall s | client CPU s | peak MB |\n|---|---:|---:|---:|")
    for name, each in costs.items():
        cost = typical(each, options.statistic)
        print(f"| {name} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.megabytes:.0f} |")
    ratio = typical(costs["export-postgres"], options.statistic).wall / typical(costs["psql, rows dropped"], options.statistic).wall
    print(f"\nexport-postgres takes {ratio:.2f} times the time of psql.")
    return 0


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
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
