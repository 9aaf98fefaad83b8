#!/usr/bin/env python3
"""Measures export-br beside what it cannot be faster than: reading every entry of the backup, and writing the same columns.

    python3 benchmarks/export_br.py --rows 20000000 --sstBytes 100000000 --rounds 3

Each round runs, one after another on the same files and cores: `sst_dump --command=scan` on every SST (one process a core, output
dropped), RocksDB's reader through JNI, the export, the Parquet writer on as many rows of the same columns from memory, and the export
with RocksDB's reader. The floor is the faster of the two readers plus the writer. The first export's rows and sums are compared with the
generator's truth by DuckDB.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import duckdb

from side_by_side.contenders import LAUNCHER
from side_by_side.measure import Cost, run, typical

_HERE = Path(__file__).resolve().parent
_SCAN = 'find "$1" -name "*.sst" | sort | xargs -P "$2" -I{} sst_dump --command=scan --file={} > /dev/null'


def main() -> int:
    options = _parse_options()
    work = Path(options.work).absolute()
    backup = _backup(work, options)
    for sst in sorted(backup.glob("**/*.sst")):
        sst.read_bytes()  # no contender pays for the disk
    subprocess.run([LAUNCHER, "--version"], check=True, stdout=sys.stderr)  # it may have to build first
    costs = defaultdict(list)
    for number in range(options.rounds):
        if shutil.which("sst_dump"):
            cores = str(len(os.sched_getaffinity(0)))
            _add(costs, "sst_dump, scan", run(["sh", "-c", _SCAN, "sh", str(backup), cores], work / "logs" / "sst_dump.log"))
        _add(costs, "rocksdbjni, read", _floor("read", backup))
        export = _export(work, backup, options, "pure", costs)
        if number == 0:
            _check(backup, export)
        scratch = work / "scratch"
        scratch.mkdir(exist_ok=True)
        _add(costs, "Parquet writer", _floor("write", export, scratch))
        _export(work, backup, options, "rocksdb", costs)
    print(_table(costs, options))
    return 0


def _backup(work: Path, options) -> Path:
    folder = work / f"backup-{options.rows}-{options.sstBytes}-{options.seed}"
    if not (folder / "truth.json").exists():
        shutil.rmtree(folder, ignore_errors=True)
        arguments = [f"--{name}={getattr(options, name)}" for name in ("rows", "sstBytes", "seed")]
        subprocess.run([_HERE / "br_backup_generator.sh", f"--output={folder}", *arguments], check=True, stdout=sys.stderr)
    return folder


def _export(work: Path, backup: Path, options, reader: str, costs) -> Path:
    output = work / "output" / f"export-br-{reader}"
    shutil.rmtree(output, ignore_errors=True)
    command = [LAUNCHER, "export-br", f"--input={backup}", f"--output={output}", f"--sstReader={reader}"]
    cost = run(command, work / "logs" / f"export-br-{reader}.log", {"PARQUEDUCT_HEAP": options.heap})
    _add(costs, f"export-br, {reader}", cost)
    return output


def _floor(*arguments) -> Cost:
    out = subprocess.run([_HERE / "export-floors.sh", *arguments], check=True, capture_output=True, text=True).stdout
    wall, cpu = map(float, out.split()[-2:])
    return Cost(wall, cpu, 0)


def _add(costs, name: str, cost: Cost) -> None:
    costs[name].append(cost)
    print(f"{name}: {cost.wall:.2f} s, {cost.cpu:.2f} CPU s, {cost.megabytes:.0f} MB (load {os.getloadavg()[0]:.1f})", file=sys.stderr)


def _check(backup: Path, export: Path) -> None:
    truth = json.loads((backup / "truth.json").read_text())
    for name, table in truth["tables"].items():
        expressions = list(table["sums"])
        query = f"select count(*), {', '.join(expressions)} from '{export}/{truth['database']}/{name}/*.parquet'"
        found = duckdb.connect().execute(query).fetchone()
        expected = (table["rows"], *table["sums"].values())
        if tuple(map(int, found)) != expected:
            raise SystemExit(f"table {name}: {('count', *expressions)} are {found}, not {expected}; its time says nothing")


def _table(costs, options) -> str:
    cost = {name: typical(each, options.statistic) for name, each in costs.items()}
    readers = [cost[name] for name in ("sst_dump, scan", "rocksdbjni, read") if name in cost]
    wall = min(each.wall for each in readers) + cost["Parquet writer"].wall
    cpu = min(each.cpu for each in readers) + cost["Parquet writer"].cpu
    lines = ["| | wall s | CPU s | peak MB | wall, ratio to the floor | CPU, ratio to the floor |", "|---|" + "---:|" * 5]
    for name, each in cost.items():
        memory = f"{each.megabytes:.0f}" if each.megabytes else ""
        lines.append(f"| {name} | {each.wall:.2f} | {each.cpu:.2f} | {memory} | {each.wall / wall:.2f} | {each.cpu / cpu:.2f} |")
    lines.append(f"| floor: the faster reader and the writer | {wall:.2f} | {cpu:.2f} | | 1 | 1 |")
    return "\n".join(lines)


def _parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=20_000_000)
    parser.add_argument("--sstBytes", type=int, default=100_000_000, help="size of the larger SST of a pair, about")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--statistic", choices=("median", "best"), default="median")
    parser.add_argument("--heap", default="1g", help="PARQUEDUCT_HEAP of the launcher")
    parser.add_argument("--work", default="out/benchmarks", help="folder for backups, outputs and logs")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
