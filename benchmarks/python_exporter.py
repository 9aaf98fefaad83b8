#!/usr/bin/env python3
"""The peer: a feed exporter as its users write it in Python, with a pool of processes, one set of hashes and pyarrow.

    python3 benchmarks/python_exporter.py --input /data/feed --output /data/out --processes 2 --json orjson

Workers take a package each: bz2, tarfile, a JSON parser, a row a report. The parent keeps the first row of every sha256 and
writes Parquet (zstd level 3, 500,000 rows a file); without pyarrow it writes CSV and says so. A day that is done is noted in
`.progress` together with all hashes so far in `.hashes` (32 bytes each), and skipped by the next run.
"""

import argparse
import bz2
import csv
import functools
import importlib.util
import io
import json
import multiprocessing
import re
import sys
import tarfile
import time
from pathlib import Path

COLUMNS = ("sha256", "sha1", "md5", "positives", "total", "scan_date", "detection_names", "classification", "date")
ROWS_PER_FILE = 500_000
_DETECTED = ("malicious", "suspicious")
_COUNTED = ("malicious", "suspicious", "undetected", "harmless")


def main() -> int:
    options = _parse_options()
    loads = _json_parser(options.json)
    started = time.monotonic()
    days = sorted(path for path in Path(options.input).iterdir() if re.fullmatch(r"\d{8}", path.name))
    if not days:
        print(f"{options.input} holds no day folders (YYYYMMDD)", file=sys.stderr)
        return 2
    output = Path(options.output)
    output.mkdir(parents=True, exist_ok=True)
    progress = Progress(output)
    writer = (ParquetWriter if importlib.util.find_spec("pyarrow") else CsvWriter)(output, progress.files)
    reports = written = skipped = 0
    with multiprocessing.Pool(options.processes) as pool:
        for day in days:
            if day.name in progress.days:
                continue
            day_rows = 0
            for rows, bad in pool.imap(functools.partial(read_package, loads), sorted(day.iterdir())):
                reports += len(rows) + bad
                skipped += bad
                for row in rows:
                    key = bytes.fromhex(row[0])
                    if key not in progress.seen:
                        progress.add(key)
                        writer.add(row)
                        day_rows += 1
            written += day_rows
            progress.finish(day.name, writer.flush())
            print(f"{day.name}: {day_rows} rows, {written} in all, {time.monotonic() - started:.1f} s", file=sys.stderr)
    print(f"rows {written} reports {reports} skipped {skipped} seconds {time.monotonic() - started:.2f} files {writer.files}")
    return 0


def read_package(loads, path: Path) -> tuple:
    """Rows of one package in order, and how many of its lines gave none."""
    rows, bad = [], 0
    try:
        for line in _lines(path):
            if not line.strip():
                continue
            try:
                row = to_row(_load(loads, line), path.parent.name)
            except (ValueError, TypeError, AttributeError, RecursionError):
                row = None
            if row is None:
                bad += 1
            else:
                rows.append(row)
    except (OSError, EOFError, tarfile.TarError):
        bad += 1
    return rows, bad


def _lines(path: Path):
    content = bz2.decompress(path.read_bytes())
    if content[:1] in (b"{", b"["):
        yield from content.split(b"\n")
        return
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        for member in archive:
            if member.isfile():
                yield from archive.extractfile(member).read().split(b"\n")


def _load(loads, line: bytes):
    try:
        return loads(line)
    except ValueError:
        return json.loads(line)  # orjson refuses half a surrogate pair, which feeds do contain


def to_row(report: dict, date: str):
    if "attributes" in report:
        return _v3_row(report["attributes"], report.get("id"), date)
    if report.get("response_code", 1) != 1 or not report.get("sha256"):
        return None
    names = [
        f"{engine}:{scan['result']}"
        for engine, scan in (report.get("scans") or {}).items()
        if isinstance(scan, dict) and scan.get("detected") and scan.get("result")
    ]
    counts = (_int(report.get("positives")), _int(report.get("total")))
    return _row(report["sha256"], report, counts, report.get("scan_date"), names, date)


def _v3_row(attributes: dict, name: str, date: str):
    stats = attributes.get("last_analysis_stats") or {}
    names = [
        f"{engine}:{result['result']}"
        for engine, result in (attributes.get("last_analysis_results") or {}).items()
        if isinstance(result, dict) and result.get("category") in _DETECTED and result.get("result")
    ]
    counts = (sum(stats.get(key, 0) for key in _DETECTED), sum(stats.get(key, 0) for key in _COUNTED))
    scanned = attributes.get("last_analysis_date")
    scan_date = None if scanned is None else time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(scanned))
    return _row(attributes.get("sha256") or name, attributes, counts, scan_date, names, date)


def _row(sha256: str, hashes: dict, counts: tuple, scan_date: str, names: list, date: str) -> tuple:
    text = ";".join(names) or None
    if text and not text.isascii():
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return sha256.lower(), _lower(hashes.get("sha1")), _lower(hashes.get("md5")), *counts, scan_date, text, None, date


def _lower(value):
    return value and value.lower()


def _int(value):
    return None if value is None else int(value)


class Progress:
    """Days that are done, the hashes of their rows and the number of files, in two files of the output folder."""

    def __init__(self, output: Path):
        self._days, self._hashes = output / ".progress", output / ".hashes"
        state = json.loads(self._days.read_text()) if self._days.exists() else {"days": [], "files": 0}
        self.days, self.files = set(state["days"]), state["files"]
        data = self._hashes.read_bytes() if self._hashes.exists() else b""
        self.seen = {data[at : at + 32] for at in range(0, len(data), 32)}
        self._new = []

    def add(self, key: bytes) -> None:
        self.seen.add(key)
        self._new.append(key)

    def finish(self, day: str, files: int) -> None:
        with open(self._hashes, "ab") as hashes:
            hashes.write(b"".join(self._new))
        self._new.clear()
        self.days.add(day)
        self._days.write_text(json.dumps({"days": sorted(self.days), "files": files}))


class ParquetWriter:
    def __init__(self, output: Path, files: int):
        self._output, self.files, self._rows = output, files, []

    def add(self, row: tuple) -> None:
        self._rows.append(row)
        if len(self._rows) == ROWS_PER_FILE:
            self.flush()

    def flush(self) -> int:
        import pyarrow as arrow
        import pyarrow.parquet as parquet

        if self._rows:
            columns = []
            for name, values in zip(COLUMNS, zip(*self._rows)):
                column = arrow.array(values, arrow.int32() if name in ("positives", "total") else arrow.string())
                columns.append(column.cast(arrow.timestamp("ms")) if name == "scan_date" else column)
            table = arrow.table(columns, names=COLUMNS)
            path = self._output / f"part_{self.files:06d}.parquet"
            parquet.write_table(table, path, compression="zstd", compression_level=3, row_group_size=ROWS_PER_FILE)
            self.files += 1
            self._rows = []
        return self.files


class CsvWriter:
    def __init__(self, output: Path, files: int):
        print("NO PYARROW: WRITING CSV, WHICH IS NOT WHAT IS COMPARED. pip install pyarrow", file=sys.stderr)
        self._output, self.files, self._rows = output, files, []

    def add(self, row: tuple) -> None:
        self._rows.append(row)

    def flush(self) -> int:
        with open(self._output / f"part_{self.files:06d}.csv", "w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([COLUMNS, *self._rows])
        self.files += 1
        self._rows = []
        return self.files


def _json_parser(name: str):
    if name == "orjson":
        import orjson

        return orjson.loads
    return json.loads


def _parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--input", required=True, help="folder with {YYYYMMDD}/{package}")
    parser.add_argument("--output", required=True)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--json", choices=("json", "orjson"), default="json")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
