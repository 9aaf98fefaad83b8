#!/usr/bin/env python3
"""Writes seeded, realistic VirusTotal feed packages and, beside them, what a correct export of them holds.

    python3 benchmarks/vt_feed_generator.py --output /data/feed --start 20201101T0000 --packages 64 --seed 1

makes {output}/{YYYYMMDD}/{YYYYMMDD}T{HHMM}, one package a minute, and {output}.truth.json. The same arguments give the
same bytes (with the same libbz2), whatever --processes is. Standard library only.
"""

import argparse
import json
import multiprocessing
import sys
import time
from dataclasses import asdict
from datetime import datetime
from functools import partial
from pathlib import Path

from vt_feed.packages import write_package
from vt_feed.plan import PACKAGE_KINDS, RECORD_KINDS, FeedShape, plan_feed
from vt_feed.truth import Truth


def main() -> int:
    options = _parser().parse_args()
    folder = Path(options.output)
    if folder.exists() and any(folder.iterdir()):
        print(f"{folder} is not empty; packages of another run in it would make the truth wrong", file=sys.stderr)
        return 2
    try:
        shape = _shape(options)
        plans = plan_feed(shape)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    truth_path = Path(options.truth or f"{folder}.truth.json")
    truth_path.unlink(missing_ok=True)
    summary = _generate(shape, plans, folder, options.processes)
    truth_path.parent.mkdir(parents=True, exist_ok=True)
    truth_path.write_text(json.dumps(summary, indent=1) + "\n", encoding="ascii")
    ratio = summary["jsonBytes"] / summary["packageBytes"]
    print(
        f"{summary['packages']} packages, {summary['read']} reports, {summary['packageBytes'] / 1e6:.1f} MB (JSON {summary['jsonBytes'] / 1e6:.1f} MB, "
        f"ratio {ratio:.1f}), {summary['first']['written']} distinct, {summary['rejected']} to reject; truth in {truth_path}"
    )
    return 0


def _generate(shape: FeedShape, plans: list, folder: Path, processes: int) -> dict:
    truth = Truth()
    write = partial(write_package, shape, spot_modulus=max(1, len(plans) * shape.reports // 200), folder=folder)
    noted = time.monotonic()
    with multiprocessing.Pool(processes) as pool:
        for done, facts in enumerate(pool.imap(write, plans), 1):
            truth.add(facts)
            if time.monotonic() - noted > 10:
                noted = time.monotonic()
                print(f"{done} of {len(plans)} packages", file=sys.stderr)
    arguments = asdict(shape) | {"start": shape.start.strftime("%Y%m%dT%H%M")}
    return truth.summary(arguments)


def _shape(options) -> FeedShape:
    return FeedShape(
        start=_start(options.start),
        packages=options.packages_per_day if options.days > 1 else options.packages,
        days=options.days,
        reports=options.reports,
        seed=options.seed,
        version=options.version,
        duplicates=options.duplicates,
        positives=options.positives,
        odd=options.odd,
        missing_minutes=options.missing_minutes,
        broken=options.broken,
        inject=tuple(_injections(options.inject)),
        level=options.level,
        scale=options.scale,
    )


def _start(text: str) -> datetime:
    for pattern in ("%Y%m%dT%H%M", "%Y%m%d"):
        try:
            return datetime.strptime(text, pattern)
        except ValueError:
            continue
    raise ValueError(f"--start {text}: YYYYMMDD or YYYYMMDDTHHMM is needed")


def _injections(texts: list):
    for item in ",".join(texts).split(","):
        if not item:
            continue
        kind, _, count = item.partition("=")
        if kind not in RECORD_KINDS + PACKAGE_KINDS:
            raise ValueError(f"--inject {item}: the kinds are {', '.join(RECORD_KINDS + PACKAGE_KINDS)}")
        if not count.isdigit():
            raise ValueError(f"--inject {item}: a count is needed, as in {kind}=3")
        yield kind, int(count)


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not in [0, 1)")
    return value


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    add = parser.add_argument
    add("--output", required=True, help="folder of the feed; must be empty or new")
    add("--truth", help="file for what is known about the feed; default {output}.truth.json")
    add("--start", default="20201101T0000", help="first minute, YYYYMMDD or YYYYMMDDTHHMM, UTC")
    add("--packages", type=int, default=64, help="packages in all, when --days is 1")
    add("--days", type=int, default=1, help="days that begin at the start's time of day")
    add("--packages-per-day", type=int, default=4, help="packages a day, when --days is more than 1")
    add("--reports", type=int, default=900, help="intact reports a package")
    add("--seed", type=int, default=1)
    add("--version", choices=("v2", "v3", "mixed"), default="v2", help="v2: tar.bz2; v3: bzip2 without tar; mixed: either, by package")
    add("--duplicates", type=_share, default=0.28, help="share of reports whose sha256 was in the feed before")
    add("--positives", type=_share, default=0.47, help="share of samples that some engine detects")
    add("--odd", type=_share, default=0.01, help="share of reports with something legal but unusual")
    add("--missing-minutes", type=_share, default=0.0, help="share of minutes without a package")
    add("--broken", type=_share, default=0.0, help="broken records a report, and damaged packages a package, of any kind but too-large")
    add("--inject", action="append", default=[], metavar="KIND=N,...", help=f"broken on request: {', '.join(RECORD_KINDS + PACKAGE_KINDS)}")
    add("--level", type=int, choices=range(1, 10), default=9, help="bzip2 block size in 100 kB")
    add("--scale", type=float, default=1.0, help="factor for the size of what a report holds beside its scans")
    add("--processes", type=int, default=2)
    return parser


if __name__ == "__main__":
    sys.exit(main())
