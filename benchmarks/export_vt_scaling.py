#!/usr/bin/env python3
"""Time and peak memory of an exporter as its input grows, to see whether either grows faster than the input.

    python3 benchmarks/export_vt_scaling.py --units 1,2,4,8,10 --unit-packages 16 --only ours

Every size is the first part of the largest feed. Time is the median of the rounds, memory the largest of them.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

from side_by_side.contenders import LAUNCHER, chosen
from side_by_side.feeds import first_packages, generated
from side_by_side.measure import CommandFailed, run, typical


def main() -> int:
    options = _parse_options()
    work, launcher = Path(options.work).absolute(), Path(options.launcher).absolute()
    units = sorted(int(count) for count in options.units.split(","))
    contenders = chosen(options.only, launcher)
    packages = units[-1] * options.unit_packages
    feed = generated(work, f"feed-{packages}", {"packages": packages, "reports": options.reports, "seed": options.seed})
    feed.warm()
    costs = {}
    try:
        for _ in range(options.rounds):
            for count in units:
                folder = first_packages(work, feed, count * options.unit_packages)
                for contender in contenders:
                    output = work / "output" / contender.name
                    shutil.rmtree(output, ignore_errors=True)
                    log = work / "logs" / f"{contender.name}.log"
                    cost = run(contender.command(folder, output, launcher), log, {"PARQUEDUCT_HEAP": options.heap})
                    costs.setdefault((contender, count), []).append(cost)
                    print(
                        f"{contender.name} x{count}: {cost.wall:.2f} s, {cost.cpu:.2f} CPU s (load {os.getloadavg()[0]:.1f})",
                        file=sys.stderr,
                    )
    except CommandFailed as error:
        print(error, file=sys.stderr)
        return 1
    print(f"A unit is {options.unit_packages} packages of {options.reports} reports; heap {options.heap}; {options.rounds} rounds.\n")
    print("| contender | units | reports | wall s | CPU s | peak MB | CPU s for each further unit | peak MB / peak MB of the first size |")
    print("|---|" + "---:|" * 7)
    for contender in contenders:
        _print_rows(contender, units, costs, options.unit_packages * options.reports)
    return 0


def _print_rows(contender, units: list, costs: dict, unit_reports: int) -> None:
    first = before = None
    for count in units:
        cost = typical(costs[contender, count], "median")
        first = first or cost
        step = f"{(cost.cpu - before[1].cpu) / (count - before[0]):.2f}" if before else ""
        print(
            f"| {contender.label} | {count} | {count * unit_reports:,} | {cost.wall:.2f} | {cost.cpu:.2f} | {cost.megabytes:.0f} | {step} | "
            f"{cost.megabytes / first.megabytes:.2f} |"
        )
        before = count, cost


def _parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--units", default="1,2,4,8,10")
    parser.add_argument("--unit-packages", type=int, default=16)
    parser.add_argument("--reports", type=int, default=900, help="reports a package")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", default="out/benchmarks", help="folder for feeds, outputs and logs")
    parser.add_argument("--only", default="ours", metavar="NAMES", help="comma-separated contenders")
    parser.add_argument("--heap", default="1g", help="PARQUEDUCT_HEAP of our launcher")
    parser.add_argument("--launcher", default=LAUNCHER)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
