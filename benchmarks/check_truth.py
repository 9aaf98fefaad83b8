#!/usr/bin/env python3
"""Compares an export with what its generator knew: every row by digest, counts, sums, some rows in full, rejects by reason.

    python3 benchmarks/check_truth.py --output /data/out --truth /data/feed.truth.json [--keep latest]

Reads the Parquet files with DuckDB, or with pyarrow: neither is ours. Exits 0 when everything is equal, 1 when not.
"""

import argparse
import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path

from vt_feed.truth import add_digests, row_digest

COLUMNS = ("sha256", "sha1", "md5", "positives", "total", "scan_date", "detection_names", "classification", "date")


def main() -> int:
    options = _parse_options()
    output = Path(options.output)
    truth = json.loads(Path(options.truth).read_text())
    kept = truth[options.keep]
    files = sorted(path for path in output.rglob("*.parquet") if not any(part.startswith("_") for part in path.relative_to(output).parts))
    if not files:
        print(f"{output} holds no Parquet files", file=sys.stderr)
        return 1
    read = {"duckdb": read_with_duckdb, "pyarrow": read_with_pyarrow}[options.reader or _reader()]
    checks = Checks()
    check_rows(checks, read(files), kept)
    if options.rows_only:
        print("rejects and totals of _report.json: not checked")
    else:
        check_report(checks, json.loads((output / "_report.json").read_text()), truth, kept)
    print(
        f"{len(files)} files: " + (f"{checks.failed} of {checks.made} checks FAILED" if checks.failed else f"all {checks.made} checks hold")
    )
    return 1 if checks.failed else 0


class Checks:
    def __init__(self):
        self.made = self.failed = 0

    def equal(self, what: str, found, expected) -> None:
        self.made += 1
        if found != expected:
            self.failed += 1
            print(f"DIFFERS {what}: found {found!r}, expected {expected!r}")


def check_rows(checks: Checks, rows, kept: dict) -> None:
    spots = {row["sha256"]: row for row in kept["spotRows"]}
    seen, days, digests, found = set(), Counter(), [], Counter()
    for row in rows:
        value = dict(zip(COLUMNS, row))
        seen.add(value["sha256"])
        days[value["date"]] += 1
        digests.append(row_digest(row[:7], value["date"]))
        found["written"] += 1
        found["positivesAtLeastOne"] += (value["positives"] or 0) >= 1
        found["positivesSum"] += value["positives"] or 0
        found["nullDetectionNames"] += value["detection_names"] is None
        found["classified"] += value["classification"] is not None
        spot = spots.pop(value["sha256"], None)
        if spot:
            checks.equal(f"row {value['sha256']}", {name: value[name] for name in spot}, spot)
    checks.equal("rows of the checked sha256 that are there", len(kept["spotRows"]) - len(spots), len(kept["spotRows"]))
    checks.equal("distinct sha256", len(seen), kept["written"])
    checks.equal("rows with a classification", found["classified"], 0)
    for name in ("written", "positivesAtLeastOne", "positivesSum", "nullDetectionNames"):
        checks.equal(name, found[name], kept[name])
    checks.equal("rows by day", dict(sorted(days.items())), kept["writtenByDay"])
    checks.equal("digest of all rows", add_digests(digests), kept["digest"])


def check_report(checks: Checks, report: dict, truth: dict, kept: dict) -> None:
    expected = {
        "read": truth["read"],
        "written": kept["written"],
        "duplicates": kept["duplicates"],
        "filtered": 0,
        "rejected": truth["rejected"],
    }
    for name, count in expected.items():
        checks.equal(f"_report.json rows.{name}", report["rows"].get(name), count)
    rejected = {reason: count for reason, count in report["rejectedByReason"].items() if count}
    checks.equal("_report.json rejectedByReason", dict(sorted(rejected.items())), truth["rejectedByReason"])


def read_with_duckdb(files: list):
    import duckdb

    connection = duckdb.connect()
    names = [str(path) for path in files]
    types = {name: kind for name, kind, *_ in connection.execute("DESCRIBE SELECT * FROM read_parquet(?)", [names]).fetchall()}
    if tuple(types) != COLUMNS:
        raise SystemExit(f"columns are {', '.join(types)}; expected {', '.join(COLUMNS)}")
    dated = "scan_date" if types["scan_date"] == "VARCHAR" else "strftime(scan_date, '%Y-%m-%d %H:%M:%S') AS scan_date"
    cursor = connection.execute(f"SELECT * REPLACE ({dated}) FROM read_parquet(?)", [names])
    while rows := cursor.fetchmany(10_000):
        yield from rows


def read_with_pyarrow(files: list):
    import pyarrow.parquet as parquet

    for path in files:
        file = parquet.ParquetFile(path)
        if tuple(file.schema_arrow.names) != COLUMNS:
            raise SystemExit(f"columns of {path} are {', '.join(file.schema_arrow.names)}; expected {', '.join(COLUMNS)}")
        for batch in file.iter_batches():
            for row in zip(*(column.to_pylist() for column in batch.columns)):
                yield tuple(value.strftime("%Y-%m-%d %H:%M:%S") if hasattr(value, "strftime") else value for value in row)


def _reader() -> str:
    for name in ("duckdb", "pyarrow"):
        if importlib.util.find_spec(name):
            return name
    raise SystemExit("a Parquet reader is needed: pip install duckdb (or pyarrow)")


def _parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", required=True, help="folder of the export")
    parser.add_argument("--truth", required=True, help="what the generator wrote")
    parser.add_argument("--keep", choices=("first", "latest"), default="first", help="which report of a sha256 the export kept")
    parser.add_argument("--reader", choices=("duckdb", "pyarrow"), help="default: the first that is installed")
    parser.add_argument("--rows-only", action="store_true", help="do not look at _report.json")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
