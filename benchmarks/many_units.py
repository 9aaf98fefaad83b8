#!/usr/bin/env python3
"""Shows what each further unit of a local run costs when units are small: it should not grow with their number.

    python3 benchmarks/many_units.py --files 1000,2000,4000

exports the example feed, gives one of its files that many names, and validates them, down to the last page.
"""

import argparse
import os
import shutil
import sys
from pathlib import Path

from side_by_side.contenders import LAUNCHER
from side_by_side.measure import run

_FEED = LAUNCHER.parent / "examples" / "vt-feed"


def main() -> int:
    options = _parse_options()
    work = Path(options.work).absolute() / "many-units"
    shutil.rmtree(work, ignore_errors=True)
    run([LAUNCHER, "export-vt", f"--input={_FEED}", f"--output={work / 'export'}"], work / "export.log")
    file = min((work / "export").rglob("*.parquet"), key=lambda each: each.stat().st_size)
    print(f"{file.stat().st_size / 1000:.0f} KB a file\n\n| files | wall s | CPU s | CPU ms a further file | MB |\n|---:|---:|---:|---:|---:|")
    before, number_before = None, 0
    for number in map(int, options.files.split(",")):
        folder = work / "files"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for i in range(number):
            os.link(file, folder / f"{i:06}.parquet")
        cost = run([LAUNCHER, "validate-parquet", f"--input={folder}", "--level=2"], work / "validate.log")
        further = f"{(cost.cpu - before.cpu) / (number - number_before) * 1000:.2f}" if before else ""
        print(f"| {number:,} | {cost.wall:.1f} | {cost.cpu:.1f} | {further} | {cost.megabytes:.0f} |", flush=True)
        before, number_before = cost, number
    return 0


def _parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", default="1000,2000,4000,8000")
    parser.add_argument("--work", default="out/benchmarks")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
