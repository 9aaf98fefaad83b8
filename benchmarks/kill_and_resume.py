#!/usr/bin/env python3
"""Kills an export at random moments, starts it again until it is done, and compares with a run that was left alone.

    python3 benchmarks/kill_and_resume.py --kills 6 --seed 1
    python3 benchmarks/kill_and_resume.py --pipeline export-br --rows 2000000
    python3 benchmarks/kill_and_resume.py --pipeline export-rawkv --input s3://backups/raw
    python3 benchmarks/kill_and_resume.py --pipeline export-postgres --rows 400000
    python3 benchmarks/kill_and_resume.py --pipeline backfill-classification
    python3 benchmarks/kill_and_resume.py --pipeline backfill-events --rows 400000 --kills 20 --server-restarts 5 --poor 1

For export-postgres a server is started (Debian: `apt install postgresql`), with a table that is exported as it is stored, and another one in the
order of timestamps and ids, under names that tell them; DuckDB (`pip install duckdb`) counts that every row is there once.

For backfill-classification a feed is exported first, and each run fills a copy of that from a store on loopback; DuckDB compares every row with
what the store says. A killed run does not ask again for what it found, so its counters of lookups are left out.

For backfill-events a ClickHouse is started (`io/clickhouse-engine.sh`). Runs are killed; then the server is, and is started again, while runs go on
or are begun again; then it has 1 GiB of memory. Equal means: as many rows, counted without FINAL, and the same sums over hashes of all columns.

Otherwise equal means: the same files, the same bytes in each. Of `_report.json`, which holds timings, what the output holds must be
equal: rows, rejects, counters, units, sources, files and bytes. In the JSON files of `_ledger` the values whose names tell
that they are times are left out, and so is which snapshot of a database a unit was read in. Exits 0 when equal, 1 when not.
"""

import argparse
import hashlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from side_by_side.clickhouse import Server as ClickHouse
from side_by_side.contenders import LAUNCHER
from side_by_side.event_kills import Kills
from side_by_side.feeds import generated
from side_by_side.postgres import Server
from side_by_side.verdicts import Verdicts, rows_with_other_verdicts

_TIMES = re.compile(r"(?i)^(started|finished|duration|elapsed|time|timestamp|.*(At|Millis|Seconds|Nanos|Time))$")
_BENCHMARKS = Path(__file__).resolve().parent
_REPORTED = ("rows", "rejectedByReason", "counters", "units", "sources", "fileCount", "bytes", "files", "rejects", "status")
_SCHEMA = """
CREATE TABLE items (id varchar(43) NOT NULL, made timestamp NOT NULL, number int NOT NULL, note text, PRIMARY KEY (made, id));
INSERT INTO items SELECT translate(encode(sha256(i::text::bytea), 'base64'), '+/=', '-_'),
  timestamp '2026-01-01' + i / 3 * interval '10 s', i, repeat('note ' || i, i % 9) FROM generate_series(1, :rows) AS i;
VACUUM ANALYZE items;
"""
_UNITS = ["--tables=items", "--unitBytes=3000000", "--rowsPerFile=10000"]
_EXPORTS = {
    "stored": _UNITS,
    "ordered": [*_UNITS, "--timestampColumn=made", "--idColumn=id", "--base64urlColumns=id", "--layout=hive_date"],
}
_PIPELINES = ("export-vt", "export-br", "export-rawkv", "export-postgres", "backfill-classification", "backfill-events")
_INJECTED = "no-json=3,invalid-hash=2,not-found=2,truncated-package=1"


def main() -> int:
    options = _parse_options()
    work = Path(options.work).absolute()
    if options.pipeline == "backfill-classification":
        return _backfill(options, work)
    if options.pipeline == "backfill-events":
        subprocess.run([options.launcher, "--version"], check=True, stdout=sys.stderr)
        with ClickHouse(Path(options.clickhouse).absolute(), options.port, keep=True) as server:
            return Kills(options, server, work).all()
    if options.pipeline != "export-postgres":
        return _kill_and_compare(options, work, [f"--input={_input(options, work)}"], {})
    subprocess.run([options.launcher, "--version"], check=True, stdout=sys.stderr)  # it may have to build first
    with Server(Path(options.server).absolute(), options.port) as server:
        server.psql("-v", f"rows={options.rows}", "-f", str(_schema(work)))
        return sum(_kill_and_compare(options, work / name, arguments, server.environment) for name, arguments in _EXPORTS.items())


def _backfill(options, work: Path) -> int:
    export = work / "output" / "exported"
    feed = _input(options, work)
    command = [options.launcher, "export-vt", f"--input={feed}", f"--output={_empty(export)}"]
    subprocess.run(command, check=True, stdout=sys.stderr, env=os.environ | {"PARQUEDUCT_HEAP": options.heap})
    with Verdicts() as store:
        source = [f"--lookup={store.prefix}", f"--maxInFlight={store.connections}", "--concurrency=1"]
        return _kill_and_compare(options, work, source, {}, export)


def _schema(work: Path) -> Path:
    schema = work / "kill_and_resume.sql"
    schema.parent.mkdir(parents=True, exist_ok=True)
    schema.write_text(_SCHEMA)
    return schema


def _kill_and_compare(options, work: Path, source: list, environment: dict, export=None) -> int:
    whole = _begun(work / "output" / "whole", export)
    runner = Runner(options, source, work / "logs" / "kill_and_resume.log", environment)
    seconds = runner.run(whole, None)
    if seconds is None:
        return 1
    print(f"{options.pipeline} {work.name if environment else ''} uninterrupted: {seconds:.1f} s")
    different = _rows_are_there_once(whole, options.rows) if environment else 0
    different += rows_with_other_verdicts(whole) if export else 0
    rng = random.Random(options.seed)
    kills = outputs = 0
    while kills < options.kills:  # a run that was done before the next kill is compared, and another is begun
        outputs += 1
        killed = _begun(work / "output" / f"killed-{outputs}", export)
        made = _kill_until_done(runner, killed, seconds, options.kills - kills, rng)
        if made is None:
            return 1
        if made == 0 and outputs > options.kills:
            print("it ends before it can be killed; use more days or reports")
            return 1
        kills += made
        different += _compare_all(whole, killed)
        if environment:
            different += _rows_are_there_once(killed, options.rows)
        if export:
            different += rows_with_other_verdicts(killed)
    print(f"{kills} kills, {outputs} outputs, {different} differences")
    return 1 if different else 0


def _input(options, work: Path) -> str:
    """What is exported: what `--input` names, or something generated."""
    if options.input:
        return options.input
    if options.pipeline in ("export-vt", "backfill-classification"):
        shape = {"days": options.days, "packages-per-day": options.packages_per_day, "reports": options.reports, "inject": _INJECTED}
        return str(generated(work, "feed-days", shape | {"seed": options.seed}).folder)
    if options.pipeline == "export-rawkv":
        backup = work / f"rawkv-{options.rows}"
        if not (backup / "backupmeta").exists():
            keys_per_sst = options.sst_bytes // 200
            subprocess.run([_BENCHMARKS / "rawkv_backup_generator.sh", backup, str(options.rows), str(keys_per_sst)], check=True)
        return str(backup)
    backup = work / f"backup-{options.rows}-{options.seed}"
    if not (backup / "truth.json").exists():
        generator = [_BENCHMARKS / "br_backup_generator.sh", "--output", backup, "--rows", options.rows]
        generator += ["--sstBytes", options.sst_bytes, "--seed", options.seed]
        subprocess.run(list(map(str, generator)), check=True)
    return str(backup)


def _kill_until_done(runner, output: Path, seconds: float, most: int, rng):
    """How often a run was killed before it ended well; None when it failed."""
    for kills in range(most):
        moment = seconds * rng.uniform(0.05, 0.9)
        ended = runner.run(output, moment)
        if runner.failed:
            return None
        if ended is not None:
            print(f"done in {ended:.1f} s, before a kill at {moment:.1f} s")
            return kills
        print(f"killed at {moment:.1f} s: {_parquet_files(output)} Parquet files stand")
    ended = runner.run(output, None)
    if ended is None:
        return None
    print(f"left alone: done in {ended:.1f} s")
    return most


def _compare_all(whole: Path, killed: Path) -> int:
    differences = list(_compare(whole, killed))
    for difference in differences:
        print(f"DIFFERS {difference}")
    verdict = f"{len(differences)} differences" if differences else "equal byte for byte"
    print(f"{killed.name}: {len(_files(killed))} files, {verdict}")
    return len(differences)


def _rows_are_there_once(output: Path, rows: int) -> int:
    """0 when DuckDB finds each row of the table in the Parquet files, and none of them twice."""
    import duckdb

    counts = f"SELECT count(*), count(DISTINCT number), min(number), max(number) FROM read_parquet('{output}/**/*.parquet')"
    found = duckdb.sql(counts).fetchall()[0]
    if found == (rows, rows, 1, rows):
        return 0
    print(f"DIFFERS {output.name}: of {rows} rows there are {found[0]}, {found[1]} of them different")
    return 1


def _begun(output: Path, export) -> Path:
    """What a run is given: nothing, or a copy of an export."""
    _empty(output)
    if export:
        shutil.copytree(export, output)
    return output


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    return folder


class Runner:
    def __init__(self, options, source: list, log: Path, environment: dict):
        self._options, self._source, self._log, self._environment = options, source, log, environment
        self.failed = False
        log.parent.mkdir(parents=True, exist_ok=True)

    def run(self, output: Path, kill_after) -> float:
        """Seconds until it ended well; None when it was killed, or failed, which `failed` tells."""
        folder = "--input" if self._options.pipeline == "backfill-classification" else "--output"
        command = [self._options.launcher, self._options.pipeline, *self._source, f"{folder}={output}", *self._options.argument]
        started = time.monotonic()
        with open(self._log, "ab") as log:
            environment = os.environ | {"PARQUEDUCT_HEAP": self._options.heap} | self._environment
            process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environment, start_new_session=True)
            try:
                code = process.wait(kill_after)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)  # its own session: the launcher and the JVM, nothing else
                process.wait()
                return None
            except BaseException:
                os.killpg(process.pid, signal.SIGKILL)
                raise
        if code:
            self.failed = True
            print(f"{' '.join(map(str, command))} ended with {code}; see {self._log}")
            return None
        return time.monotonic() - started


def _compare(one: Path, other: Path):
    files, others = _files(one), _files(other)
    for name in sorted(files.keys() ^ others.keys()):
        yield f"{name}: only in the {'uninterrupted' if name in files else 'killed'} output"
    for name in sorted(files.keys() & others.keys()):
        if name.endswith("_report.json"):
            equal = _reported(files[name]) == _reported(others[name])
        elif name.startswith("_ledger/snapshots/"):
            equal = True  # each run has a snapshot of its own
        elif "_ledger/" in name and name.endswith(".json"):
            equal = _ledger(files[name], one) == _ledger(others[name], other)
        else:
            equal = _sha256(files[name]) == _sha256(others[name])
        if not equal:
            yield f"{name}: {files[name].stat().st_size} and {others[name].stat().st_size} bytes"


def _files(folder: Path) -> dict:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def _reported(path: Path):
    """What a report says of the output, not of the run."""
    report = json.loads(path.read_text())
    # A killed export of a database is read in several snapshots, and says so.
    report.get("counters", {}).pop("tables_of_several_snapshots", None)
    if report["pipeline"] == "backfill-classification":
        report["counters"] = {}
    return {name: report[name] for name in _REPORTED}


def _ledger(path: Path, output: Path):
    """A ledger file without times, and without the name of the output folder, which differs between the two runs."""
    entry = _timeless(json.loads(path.read_text().replace(str(output), "{output}")))
    if "_backfill" in path.parts:
        # What was found before the kill is not asked for again, and the files that are read are filled already.
        entry = {name: value for name, value in entry.items() if name not in ("counters", "sources")}
    return entry


def _timeless(value):
    if isinstance(value, dict):
        return {name: _timeless(item) for name, item in value.items() if not _TIMES.match(name)}
    return [_timeless(item) for item in value] if isinstance(value, list) else value


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _parquet_files(folder: Path) -> int:
    return sum(1 for _ in folder.rglob("*.parquet"))


def _parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pipeline", default="export-vt", choices=_PIPELINES)
    parser.add_argument("--input", help="what is exported, instead of something generated")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the generated backup or table")
    parser.add_argument("--sst-bytes", type=int, default=4_000_000, help="bytes of an SST of the generated backup")
    parser.add_argument("--days", type=int, default=6)
    parser.add_argument("--packages-per-day", type=int, default=6)
    parser.add_argument("--reports", type=int, default=600, help="reports a package")
    parser.add_argument("--seed", type=int, default=1, help="of the feed and of the moments")
    parser.add_argument("--work", default="out/benchmarks", help="folder for the feed, outputs and logs")
    parser.add_argument("--heap", default="1g", help="PARQUEDUCT_HEAP of the launcher")
    parser.add_argument("--server-restarts", type=int, default=0, help="how often the server is killed, for backfill-events")
    parser.add_argument("--poor", type=int, default=0, help="runs on a server with 1 GiB of memory, for backfill-events")
    parser.add_argument("--port", type=int, default=54328, help="of the server")
    parser.add_argument("--server", default="/tmp/parqueduct-kills-postgres", help="folder of that server; the user postgres must reach it")
    parser.add_argument("--clickhouse", default="/tmp/parqueduct-kills-clickhouse", help="folder of the data for backfill-events, which stays")
    parser.add_argument("--launcher", default=LAUNCHER)
    parser.add_argument("--argument", action="append", default=[], help="further option of the pipeline, as --argument=--keep=latest")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
