#!/usr/bin/env python3
"""Measures backfill-events beside the Python job that it replaces and beside the server's own INSERT SELECT, on a server of its own.

    python3 benchmarks/backfill_events.py --observations 1000000 --rounds 3 --peerPython venv/bin/python
    python3 benchmarks/backfill_events.py --only ours-dry,python-dry
    python3 benchmarks/backfill_events.py --memory 1000000,5000000

The server is the engine that tests use (`io/clickhouse-engine.sh`), its data below --server. Observations are about 1.2 KB each, with a tenth as many
traces; 4 % of both have a newer version, 0.5 % are deleted by one, 0.2 % of observations are of a trace that is nowhere, 0.5 % come days after theirs.
The same size gives the same rows, and the data stays for the next run.

In each round all contenders do the month of June, one after another: each inserts into an empty table in which merges are stopped, so that
CPU seconds of the server are those of reading, joining and inserting. `--merges` lets merges work afterwards, and counts them in a column of their own.
What was inserted is compared: all columns of backfill-events with those of the INSERT SELECT, and of the Python job, which reads neither newest versions nor traces of
other months, the columns that are the observation's alone. A difference stops the run.

The Python job needs `pip install clickhouse-connect` in the Python of --peerPython; without it it is left out, and said so.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from side_by_side.clickhouse import Server
from side_by_side.contenders import LAUNCHER
from side_by_side.events import MONTHS, NATIVE_SETTINGS, Shape, checksum, checksum_of_own, fill, make_target, native_insert
from side_by_side.measure import run

_JOB = Path(__file__).resolve().parent / "events_seed_job.py"
_MONTH = "202406"
_LABELS = {
    "ours-dry": "backfill-events, dry run",
    "python-dry": "Python job, dry run",
    "native": "INSERT SELECT, hash join",
    "ours": "backfill-events",
    "python": "Python job",
}


@dataclass(frozen=True)
class Trial:
    """Rows are those that were read; memory is the client's."""

    rows: int
    wall: float
    client: float
    server: float
    merges: float
    megabytes: float


class Bench:
    def __init__(self, options, server: Server, work: Path):
        self._options, self._server, self._work = options, server, work
        self._sums = {}

    def trial(self, name: str) -> Trial:
        """Runs a contender; what it inserted is in the table of its name."""
        table = _table_of(name)
        if not name.endswith("-dry"):
            make_target(self._server, table, self._options.plain)
            self._server.sql(f"SYSTEM STOP MERGES {table}")
        before = self._server.cpu()
        if name == "native":
            rows, wall, client, megabytes = self._native(table)
        else:
            rows, wall, client, megabytes = self._client(name, table)
        spent = self._server.cpu() - before
        merges = 0.0
        if not name.endswith("-dry"):
            self._check(name, table)
            merges = self._merge(table) if self._options.merges else 0.0
        return Trial(rows, wall, client, spent, merges, megabytes)

    def _native(self, table: str) -> tuple:
        started = time.monotonic()
        self._server.sql(native_insert([_MONTH], table), **NATIVE_SETTINGS)
        return int(self._server.sql(f"SELECT count() FROM {table}")), time.monotonic() - started, 0.0, 0.0

    def _client(self, name: str, table: str) -> tuple:
        log = self._work / "logs" / f"{name}.log"
        if name.startswith("python"):
            command = [self._options.peerPython, str(_JOB), f"--partition={_MONTH}", f"--url={self._server.url}", f"--table={table}"]
            command += ["--dry-run"] * name.endswith("-dry")
        else:
            output = self._work / "output" / name
            shutil.rmtree(output, ignore_errors=True)
            command = backfill(self._server, _MONTH, table, output) + self._options.argument
            command += ["--dryRun"] if name.endswith("-dry") else []
            if name.endswith("-dry"):
                make_target(self._server, table)
        cost = run(command, log)
        return rows_read(log), cost.wall, cost.cpu, cost.megabytes

    def _check(self, name: str, table: str) -> None:
        if name == "python":
            known = "events_of_native" if "native" in self._sums else "events_of_ours" if "ours" in self._sums else None
            if known and name not in self._sums:
                found, wanted = checksum_of_own(self._server, table, known), checksum_of_own(self._server, known, known)
                if found != wanted:
                    raise SystemExit(f"DIFFERS: of the observations' own columns the Python job wrote {found}, {known} has {wanted}")
            self._sums[name] = ""
            return
        self._sums[name] = checksum(self._server, table)
        if len({self._sums[each] for each in ("ours", "native") if each in self._sums}) > 1:
            raise SystemExit(f"DIFFERS: rows and sums over all columns are {self._sums}")

    def _merge(self, table: str) -> float:
        before = self._server.cpu()
        self._server.sql(f"SYSTEM START MERGES {table}")
        self._server.quiet(table)
        return self._server.cpu() - before


def _table_of(name: str) -> str:
    return f"events_of_{name.replace('-', '_')}"


def backfill(server: Server, months: str, table: str, output: Path) -> list:
    """The command that backfills."""
    return [str(LAUNCHER), "backfill-events", f"--url={server.url}", f"--partition={months}", f"--eventsTable={table}", f"--output={output}"]


def rows_read(log: Path) -> int:
    """As the summary of either tells it."""
    text = log.read_text(errors="replace")
    found = re.search(r"^rows (\d+) ", text, re.M) or re.search(r"^  observations +([\d,]+) ", text, re.M)
    if not found:
        raise SystemExit(f"{log} does not tell how many rows were read")
    return int(found.group(1).replace(",", ""))


def main() -> int:
    options = _parse_options()
    work = Path(options.work).absolute()
    subprocess.run([LAUNCHER, "--version"], check=True, stdout=sys.stderr)  # it may have to build first
    with Server(Path(options.server).absolute(), options.port, keep=True) as server:
        if options.memory:
            _memory(options, server, work)
        else:
            _side_by_side(options, server, work)
    return 0


def _side_by_side(options, server: Server, work: Path) -> None:
    fill(server, Shape(options.observations))
    bench, trials = Bench(options, server, work), defaultdict(list)
    names = _able(options)
    for name in _LABELS:  # merges of an earlier run's tables would go on
        server.sql(f"DROP TABLE IF EXISTS {_table_of(name)} SYNC")
    for _ in range(options.rounds):
        for name in names:
            trial = bench.trial(name)
            trials[name].append(trial)
            print(
                f"{name}: {trial.rows:,} rows, {trial.wall:.1f} s, client {trial.client:.1f} and server {trial.server:.1f} CPU s, merges {trial.merges:.1f}"
                f" (load {os.getloadavg()[0]:.1f})",
                file=sys.stderr,
                flush=True,
            )
    typical = {name: _typical(each) for name, each in trials.items()}
    _table(options, typical)
    _ratios(typical)


def _table(options, typical: dict) -> None:
    print(f"{options.observations:,} observations, median of {options.rounds} rounds:\n")
    print("| | rows | wall s | client CPU s | server CPU s | both | merges CPU s | rows a client CPU s | client MB |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|")
    for name, t in typical.items():
        each = f"{t.rows / t.client:,.0f}" if t.client else ""
        print(
            f"| {_LABELS[name]} | {t.rows:,} | {t.wall:.1f} | {t.client:.1f} | {t.server:.1f} | {t.client + t.server:.1f} | {t.merges:.1f} | {each} | {t.megabytes:.0f} |"
        )
    print()


def _ratios(typical: dict) -> None:
    if typical.keys() >= {"ours-dry", "python-dry"}:
        ours, python = typical["ours-dry"], typical["python-dry"]
        print(f"dry run: {ours.rows / ours.client / (python.rows / python.client):.1f} times the rows a client CPU second, {ours.rows / ours.wall / (python.rows / python.wall):.1f} times the rows a second")
    if typical.keys() >= {"ours", "python"}:
        ours, python = typical["ours"], typical["python"]
        print(f"real run: {ours.rows / ours.wall / (python.rows / python.wall):.1f} times the rows a second, {ours.rows / ours.client / (python.rows / python.client):.1f} times the rows a client CPU second")
    if typical.keys() >= {"ours", "native"}:
        ours, native = typical["ours"], typical["native"]
        print(f"real run: {(ours.client + ours.server) / native.server:.2f} times the CPU seconds of the INSERT SELECT, client and server together")


def _typical(trials: list) -> Trial:
    names = ("wall", "client", "server", "merges", "megabytes")
    return Trial(trials[0].rows, *(median(getattr(trial, name) for trial in trials) for name in names))


def _able(options) -> list:
    names = options.only.split(",") if options.only else list(_LABELS)
    unknown = set(names) - _LABELS.keys()
    if unknown:
        raise SystemExit(f"--only {','.join(sorted(unknown))}: the names are {', '.join(_LABELS)}")
    if subprocess.run([options.peerPython, "-c", "import clickhouse_connect"], capture_output=True).returncode:
        for name in [name for name in names if name.startswith("python")]:
            print(f"LEFT OUT {name}: pip install clickhouse-connect, for {options.peerPython}", file=sys.stderr)
            names.remove(name)
    return names


def _memory(options, server: Server, work: Path) -> None:
    """Real runs over all months; the heap is the launcher's, as --heap says."""
    print(f"| observations | rows read | wall s | client CPU s | µs a row | peak MB, heap {options.heap} | server CPU s | server peak MB |\n|---:|---:|---:|---:|---:|---:|---:|---:|")
    for size in map(int, options.memory.split(",")):
        fill(server, Shape(size, options.lean))
        make_target(server, "events_of_memory", options.plain)
        output, log = work / "output" / "memory", work / "logs" / "memory.log"
        shutil.rmtree(output, ignore_errors=True)
        before = server.cpu()
        command = backfill(server, f"{MONTHS[0]}-{MONTHS[-1]}", "events_of_memory", output) + options.argument
        cost = run(command, log, {"PARQUEDUCT_HEAP": options.heap})
        rows = rows_read(log)
        print(
            f"| {size:,} | {rows:,} | {cost.wall:.1f} | {cost.cpu:.1f} | {cost.cpu / rows * 1e6:.2f} | {cost.megabytes:.0f} | {server.cpu() - before:.1f} | {server.peak_megabytes():.0f} |",
            flush=True,
        )


def _parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--observations", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", help=f"some of {', '.join(_LABELS)}, separated by commas")
    parser.add_argument("--plain", action="store_true", help="a table of events without what the server computes and indexes")
    parser.add_argument("--merges", action="store_true", help="let merges end after each run, and count them")
    parser.add_argument("--memory", help="numbers of observations: backfill each once, nothing else")
    parser.add_argument("--lean", action="store_true", help="observations of about 300 bytes, for --memory")
    parser.add_argument("--heap", default="512m", help="PARQUEDUCT_HEAP, for --memory")
    parser.add_argument("--peerPython", default=sys.executable, help="a Python that has clickhouse-connect")
    parser.add_argument("--port", type=int, default=28123, help="of the server's HTTP; the next one is taken, too")
    parser.add_argument("--server", default="/tmp/parqueduct-benchmark-clickhouse", help="folder of the server's data, which stays")
    parser.add_argument("--work", default="out/benchmarks", help="folder for outputs and logs")
    parser.add_argument("--argument", action="append", default=[], help="further option of backfill-events, as --argument=--concurrency=1")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
