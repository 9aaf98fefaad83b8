#!/usr/bin/env python3
"""Kills an export at random moments, starts it again until it is done, and compares with a run that was left alone.

    python3 benchmarks/kill_and_resume.py --kills 6 --seed 1
    python3 benchmarks/kill_and_resume.py --pipeline export-br --rows 2000000
    python3 benchmarks/kill_and_resume.py --pipeline export-rawkv --input s3://backups/raw

Equal means: the same files, the same bytes in each. Of `_report.json`, which holds timings, what the output holds must be
equal: rows, rejects, counters, units, sources, files and bytes. In the JSON files of `_ledger` the values whose names tell
that they are times are left out. Exits 0 when equal, 1 when not.
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

from side_by_side.contenders import LAUNCHER
from side_by_side.feeds import generated

_TIMES = re.compile(r"(?i)^(started|finished|duration|elapsed|time|timestamp|.*(At|Millis|Seconds|Nanos|Time))$")
_BENCHMARKS = Path(__file__).resolve().parent
_REPORTED = ("rows", "rejectedByReason", "counters", "units", "sources", "fileCount", "bytes", "files", "rejects", "status")
_INJECTED = "no-json=3,invalid-hash=2,not-found=2,truncated-package=1"


def main() -> int:
    options = _parse_options()
    work = Path(options.work).absolute()
    source = _input(options, work)
    whole = work / "output" / "whole"
    runner = Runner(options, source, work / "logs" / "kill_and_resume.log")
    seconds = runner.run(_empty(whole), None)
    if seconds is None:
        return 1
    print(f"{options.pipeline} uninterrupted: {seconds:.1f} s")
    rng = random.Random(options.seed)
    kills = different = outputs = 0
    while kills < options.kills:  # a run that was done before the next kill is compared, and another is begun
        outputs += 1
        killed = _empty(work / "output" / f"killed-{outputs}")
        made = _kill_until_done(runner, killed, seconds, options.kills - kills, rng)
        if made is None:
            return 1
        if made == 0 and outputs > options.kills:
            print("it ends before it can be killed; use more days or reports")
            return 1
        kills += made
        different += _compare_all(whole, killed)
    print(f"{kills} kills, {outputs} outputs, {different} differences")
    return 1 if different else 0


def _input(options, work: Path) -> str:
    """What is exported: what `--input` names, or something generated."""
    if options.input:
        return options.input
    if options.pipeline == "export-vt":
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


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    return folder


class Runner:
    def __init__(self, options, source: str, log: Path):
        self._options, self._source, self._log = options, source, log
        self.failed = False
        log.parent.mkdir(parents=True, exist_ok=True)

    def run(self, output: Path, kill_after) -> float:
        """Seconds until it ended well; None when it was killed, or failed, which `failed` tells."""
        command = [self._options.launcher, self._options.pipeline, f"--input={self._source}", f"--output={output}", *self._options.argument]
        started = time.monotonic()
        with open(self._log, "ab") as log:
            environment = os.environ | {"PARQUEDUCT_HEAP": self._options.heap}
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
        if name == "_report.json":
            equal = _reported(files[name]) == _reported(others[name])
        elif name.startswith("_ledger/") and name.endswith(".json"):
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
    return {name: report[name] for name in _REPORTED}


def _ledger(path: Path, output: Path):
    """A ledger file without times, and without the name of the output folder, which differs between the two runs."""
    return _timeless(json.loads(path.read_text().replace(str(output), "{output}")))


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
    parser.add_argument("--pipeline", default="export-vt", choices=["export-vt", "export-br", "export-rawkv"])
    parser.add_argument("--input", help="what is exported, instead of something generated")
    parser.add_argument("--kills", type=int, default=5)
    parser.add_argument("--rows", type=int, default=1_000_000, help="rows of the generated backup")
    parser.add_argument("--sst-bytes", type=int, default=4_000_000, help="bytes of an SST of the generated backup")
    parser.add_argument("--days", type=int, default=6)
    parser.add_argument("--packages-per-day", type=int, default=6)
    parser.add_argument("--reports", type=int, default=600, help="reports a package")
    parser.add_argument("--seed", type=int, default=1, help="of the feed and of the moments")
    parser.add_argument("--work", default="out/benchmarks", help="folder for the feed, outputs and logs")
    parser.add_argument("--heap", default="1g", help="PARQUEDUCT_HEAP of the launcher")
    parser.add_argument("--launcher", default=LAUNCHER)
    parser.add_argument("--argument", action="append", default=[], help="further option of the pipeline, as --argument=--keep=latest")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
