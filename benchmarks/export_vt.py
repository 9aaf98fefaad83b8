#!/usr/bin/env python3
"""Measures export-vt beside its peers on generated feeds and prints one Markdown table.

    python3 benchmarks/export_vt.py --packages 16,64 --rounds 3 --work out/benchmarks

Every contender runs on both sizes in every round, one after another, each into a new folder. Figures are medians over the
rounds, or with --statistic best their least, which other work on the machine disturbs less. Marginal figures are those of
the larger size minus those of the smaller: start-up and JIT warm-up cancel out.
What the exporters wrote is compared with the generator's truth in the first round.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

from side_by_side.contenders import LAUNCHER, chosen
from side_by_side.feeds import Feed, first_packages, generated
from side_by_side.measure import CommandFailed, run, typical, unsteadiness

_STEADY = 1.25
_CHECK = Path(__file__).resolve().parent / "check_truth.py"


def main() -> int:
    options = _parse_options()
    work, launcher = Path(options.work).absolute(), Path(options.launcher).absolute()
    small, large = sorted(int(count) for count in options.packages.split(","))
    contenders = chosen(options.only, launcher)
    feed = generated(work, f"feed-{large}", {"packages": large, "reports": options.reports, "seed": options.seed})
    feed.warm()
    folders = {small: first_packages(work, feed, small), large: feed.folder}
    bench = Bench(work, launcher, {"PARQUEDUCT_HEAP": options.heap})
    try:
        start_up = bench.start_up([c for c in contenders if c.kind == "ours"])
        for number in range(options.rounds):
            for packages, folder in folders.items():
                for contender in contenders:
                    bench.measure(contender, packages, folder, feed if packages == large and number == 0 else None)
    except CommandFailed as error:
        print(error, file=sys.stderr)
        return 1
    print(_surroundings(options))
    print(_table(contenders, bench.costs, small, large, options))
    for (name, packages), costs in bench.costs.items():
        if unsteadiness(costs) > _STEADY:
            print(f"\nNOT STEADY: CPU seconds of {name} on {packages} packages differ {unsteadiness(costs):.1f}-fold between rounds.")
    for name, cost in start_up.items():
        print(f"\nStart-up of {name} (one package of 10 reports): {cost.wall:.1f} s wall, {cost.cpu:.1f} CPU s, {cost.megabytes:.0f} MB.")
    return 0


class Bench:
    def __init__(self, work: Path, launcher: Path, env: dict):
        self._work, self._launcher, self._env = work, launcher, env
        self.costs = defaultdict(list)  # by contender name and packages, one a round

    def start_up(self, contenders: list) -> dict:
        if not contenders:
            return {}
        tiny = generated(self._work, "feed-tiny", {"packages": 1, "reports": 10, "seed": 1})
        self._once(contenders[0], tiny.folder)  # the launcher may have to build first
        return {contender.name: typical([self._once(contender, tiny.folder) for _ in range(3)], "median") for contender in contenders}

    def measure(self, contender, packages: int, folder: Path, known: Feed = None) -> None:
        cost = self._once(contender, folder)
        self.costs[contender.name, packages].append(cost)
        load = os.getloadavg()[0]
        print(
            f"{contender.name} {packages}: {cost.wall:.2f} s, {cost.cpu:.2f} CPU s, {cost.megabytes:.0f} MB (load {load:.1f})",
            file=sys.stderr,
        )
        if known and contender.kind != "decoder":
            self._check(contender, known)

    def _once(self, contender, folder: Path):
        output = self._output(contender)
        shutil.rmtree(output, ignore_errors=True)
        return run(contender.command(folder, output, self._launcher), self._work / "logs" / f"{contender.name}.log", self._env)

    def _output(self, contender) -> Path:
        return self._work / "output" / contender.name

    def _check(self, contender, known: Feed) -> None:
        command = [sys.executable, _CHECK, f"--output={self._output(contender)}", f"--truth={known.truth}"]
        if contender.kind != "ours":
            command.append("--rows-only")
        if subprocess.run(command, stdout=sys.stderr).returncode:
            raise CommandFailed(f"{contender.name} did not write what the feed holds; its time says nothing")


def _table(contenders: list, costs: dict, small: int, large: int, options) -> str:
    more = (large - small) * options.reports
    lines = [
        f"| contender | wall s, {small} | wall s, {large} | CPU s, {small} | CPU s, {large} | peak MB, {large} | marginal wall s | "
        "marginal CPU s | marginal reports/s | wall, ratio to first row | CPU, ratio to first row |",
        "|---|" + "---:|" * 10,
    ]
    base = None
    for contender in contenders:
        low = typical(costs[contender.name, small], options.statistic)
        high = typical(costs[contender.name, large], options.statistic)
        wall, cpu = high.wall - low.wall, high.cpu - low.cpu
        base = base or (wall, cpu)
        lines.append(
            f"| {contender.label} | {low.wall:.2f} | {high.wall:.2f} | {low.cpu:.2f} | {high.cpu:.2f} | {high.megabytes:.0f} | {wall:.2f} | "
            f"{cpu:.2f} | {more / wall:,.0f} | {wall / base[0]:.2f} | {cpu / base[1]:.2f} |"
        )
    return "\n".join(lines)


def _surroundings(options) -> str:
    model = next((line.partition(":")[2].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    return (
        f"{options.reports} reports a package, {options.statistic} of {options.rounds} rounds, heap {options.heap}; {len(os.sched_getaffinity(0))} cores of {model}, "
        f"Python {platform.python_version()}, load average at the end {os.getloadavg()[1]:.1f}.\n"
    )


def _parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--packages", default="16,64", help="two sizes; the larger feed begins with the smaller")
    parser.add_argument("--reports", type=int, default=900, help="reports a package")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--statistic", choices=("median", "best"), default="median")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", default="out/benchmarks", help="folder for feeds, outputs and logs")
    parser.add_argument(
        "--only", default="", metavar="NAMES", help="comma-separated contenders; the first of the table is what ratios are to"
    )
    parser.add_argument("--heap", default="1g", help="PARQUEDUCT_HEAP of our launcher")
    parser.add_argument("--launcher", default=LAUNCHER)
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
