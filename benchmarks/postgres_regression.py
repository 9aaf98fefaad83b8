#!/usr/bin/env python3
"""Exports what PostgreSQL's own regression suite leaves, and proves the files twice.

    python3 benchmarks/postgres_regression.py postgresql-15.18/src/test/regress

The suite is part of PostgreSQL's sources; take it of the server's major version. A server of its own (Debian: `apt install postgresql`) runs the tests one
after another as `psql` scripts; what needs the suite's C library fails, and leaves fewer tables. All tables of all schemas are exported with the default
policies, and those with values that these refuse (infinite dates, NaN in decimals, arrays of other shapes) once more as text. Then validate-parquet compares
every table with the server (level 3), and DuckDB reads the files: column by column, the rows must be what the server prints (`pip install duckdb`).
"""

import argparse
import csv
import io
import json
import os
import struct
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

import duckdb
from side_by_side.contenders import LAUNCHER
from side_by_side.postgres import Server

_AS_TEXT = ["--infiniteDates=text", "--nanNumerics=text", "--endOfDay=text", "--arrayShapes=text"]
_MOMENT = "regexp_replace({}::varchar, '(.*) .BC.(.*)', '\\1\\2 BC')"
# By type of the server: how both sides print a value.
_BY_SERVER = {
    "time with time zone": ("{0}::time || ' ' || extract(timezone from {0})::int", "{0}.time::varchar || ' ' || {0}.utc_offset"),
    "interval": (
        "(extract(year from {0}) * 12 + extract(month from {0}))::int || ' ' || extract(day from {0})::int || ' '"
        " || (extract(hour from {0}) * 3600000000 + extract(minute from {0}) * 60000000 + extract(microseconds from {0}))::int8",
        "{0}.months || ' ' || {0}.days || ' ' || {0}.micros",
    ),
    "money": ("{0}::numeric::text", "{0}::varchar"),
    "timestamp with time zone": ("(extract(epoch from {0}) * 1000000)::int8::text", "epoch_us({0})::varchar"),
    "boolean": ("{0}::text", "{0}::varchar"),
    "bytea": ("{0}::text", "'\\x' || lower(hex({0}))"),
}


_TYPES = """SELECT json_build_array(c.relkind, json_object_agg(attname, format_type(coalesce(nullif(typbasetype, 0), t.oid), NULL)))
  FROM pg_class c JOIN pg_attribute ON attrelid = c.oid JOIN pg_type t ON t.oid = atttypid WHERE c.oid = {}::regclass AND attnum > 0 AND NOT attisdropped GROUP BY c.relkind"""


def main() -> int:
    csv.field_size_limit(1 << 30)
    options = _parse_options()
    suite, work = Path(options.suite).absolute(), Path(options.work).absolute()
    subprocess.run([LAUNCHER, "--version"], check=True, stdout=sys.stderr)  # it may have to build first
    with Server(Path(options.server).absolute(), options.port) as server:
        server.psql("-c", "CREATE DATABASE regression TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
        server.environment["PGDATABASE"] = "regression"
        server.psql("-c", "ALTER DATABASE regression SET lc_messages = 'C'")
        _load(suite, server)
        first, second = work / "regression", work / "regression-as-text"
        refused = _export(server, first, "*.*", [])
        refused = {table: why for table, why in refused.items() if "has no columns" not in why}
        left = _export(server, second, ",".join(_quoted(table) for table in refused), _AS_TEXT) if refused else {}
        wrong = [f"{table}: {why}" for table, why in left.items()]
        compared = Counter()
        for output in (first, second) if refused else (first,):
            wrong += _validate(server, output, compared)
            wrong += _read(server, output, compared)
    print(f"{len(refused)} tables as text. " + ", ".join(f"{count:,} {what}" for what, count in compared.items()))
    print("\n".join(wrong) if wrong else "All are equal.")
    return 1 if wrong else 0


def _load(suite: Path, server: Server) -> None:
    environment = os.environ | server.environment | {
        "PGTZ": "PST8PDT", "PGDATESTYLE": "Postgres, MDY", "PG_ABS_SRCDIR": str(suite), "PG_ABS_BUILDDIR": str(suite), "PG_LIBDIR": "", "PG_DLSUFFIX": ".so",
        "PGOPTIONS": "-c intervalstyle=postgres_verbose -c statement_timeout=60s -c lock_timeout=10s",
    }
    for line in (suite / "parallel_schedule").read_text().splitlines():
        for test in line.removeprefix("test:").split() if line.startswith("test:") else []:
            with open(suite / "sql" / f"{test}.sql") as script:
                subprocess.run(["psql", "-X", "-q"], stdin=script, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, check=False)


def _export(server: Server, output: Path, tables: str, more: list[str]) -> dict[str, str]:
    """Exports; what was refused, and why."""
    subprocess.run(["rm", "-rf", output], check=True)
    names = output.with_suffix(".tables")
    names.parent.mkdir(parents=True, exist_ok=True)
    names.write_text(tables)
    command = [LAUNCHER, "export-postgres", f"--tablesFile={names}", f"--output={output}", *more]
    subprocess.run(command, env=os.environ | server.environment, stdout=subprocess.DEVNULL, check=False)
    return {table["table"]: " ".join(table["failures"]) for table in _report(output)["tables"] if table["status"] != "done"}


def _validate(server: Server, output: Path, compared: Counter) -> list[str]:
    results = output.with_suffix(".results")
    address = f"jdbc:postgresql://127.0.0.1:{server.port}/regression"
    command = [LAUNCHER, "validate-parquet", f"--input={output}", f"--against={address}", f"--results={results}/results.txt"]
    answer = subprocess.run(command, env=os.environ | server.environment, capture_output=True, text=True, check=False).stdout
    # Tables of which some were refused, or that others inherit from, are not safe and equal.
    done = {table["table"] for table in _report(output)["tables"] if table["status"] == "done"}
    # Units of refused tables are gaps here; their rows are in the export as text.
    refused = [f"/_ledger/units/{table['table']}-" for table in _report(output)["tables"] if table["status"] != "done"]
    wrong = [line for line in answer.splitlines() if line.startswith("FAIL") and not any(unit in line for unit in refused)]
    for table in _report(results)["tables"]:
        if table["table"] in done:
            compared["tables by fingerprint"] += 1
            if not all(source["equal"] for source in table["source"] or [{"equal": False}]):
                wrong.append(f"{table['table']}: {table}")
    return wrong


def _read(server: Server, output: Path, compared: Counter) -> list[str]:
    wrong = []
    connection = duckdb.connect()
    connection.execute("SET timezone = 'UTC'")
    files_of = _files(output)
    for table in _report(output)["tables"]:
        files = files_of.get(table["table"], [])
        if table["status"] != "done" or not files:
            continue
        kind, types = json.loads(server.psql("-c", _TYPES.format(_literal(_quoted(table["table"])))))
        rows = ("ONLY " if kind in ("r", "m") else "") + _quoted(table["table"])
        source = f"read_parquet({files!r})"
        columns = []
        for name, duck_type, *_ in connection.execute(f"DESCRIBE SELECT * FROM {source}").fetchall():
            both = _expressions(types[name], duck_type)
            if both is None:
                compared["columns by fingerprint alone"] += 1
            else:
                columns.append((name, duck_type, *both))
        compared["tables read"] += 1
        compared["rows"] += connection.execute(f"SELECT count(*) FROM {source}").fetchone()[0]
        theirs = _printed(server, rows, [(_identifier(name), expression) for name, _, expression, _ in columns])
        for (name, duck_type, _, expression), values in zip(columns, theirs, strict=True):
            read = connection.execute(f"SELECT {expression.format(_identifier(name))} FROM {source}").fetchall()
            ours = Counter(_normal(row[0], duck_type) for row in read)
            compared["columns"] += 1
            compared["values"] += ours.total()
            printed = Counter(_normal(value, duck_type) for value in values)
            if ours != printed:
                only = f"only the server {list(printed - ours)[:3]}, only the file {list(ours - printed)[:3]}"
                wrong.append(f"{table['table']}.{name} ({types[name]}, {duck_type}): {only}")
    return wrong


def _files(output: Path) -> dict[str, list[str]]:
    """The files of each table, by the ledger."""
    sources = {path.stem: json.loads(path.read_text())["source"] for path in (output / "_ledger" / "tables").glob("*.json")}
    files = defaultdict(list)
    for path in (output / "_ledger" / "units").glob("*.json"):
        source = sources[path.stem.rsplit("-", 1)[0]]
        files[f"{source['schema']}.{source['name']}"] += [str(output / file["path"]) for file in json.loads(path.read_text())["files"]]
    return files


def _expressions(server_type: str, duck_type: str):
    """How the server and DuckDB print a column alike; nothing for what has parts."""
    if server_type in _BY_SERVER and duck_type != "VARCHAR":
        return _BY_SERVER[server_type]
    if duck_type.endswith("[]") and not duck_type.endswith("[][]") and "(" not in duck_type and duck_type[:-2] not in ("BLOB", "BOOLEAN", "FLOAT", "DOUBLE") and "TIME" not in duck_type and "DATE" not in duck_type:
        return (
            "(SELECT coalesce(json_agg(CASE WHEN v IS NOT NULL THEN format('%s', v) END ORDER BY n), '[]')::text FROM unnest({0}) WITH ORDINALITY u(v, n))",
            "to_json(list_transform({0}, lambda v: v::varchar))::varchar",
        )
    if duck_type.endswith("]") or duck_type.startswith("STRUCT"):
        return None
    shown = _MOMENT if duck_type in ("DATE", "TIMESTAMP") else "{}::varchar"
    return "format('%s', {0})", shown


def _printed(server: Server, rows: str, columns: list[tuple[str, str]]) -> list[list[str | None]]:
    """What the server prints of some columns: one session, a file for each column."""
    with tempfile.TemporaryDirectory() as folder:
        session = ["SET timezone = 'UTC';", "SET datestyle = 'ISO, YMD';", "SET intervalstyle = 'postgres';", "SET client_encoding = 'UTF8';"]
        for number, (column, expression) in enumerate(columns):
            printed = f"CASE WHEN {column} IS DISTINCT FROM NULL THEN {expression.format(column)} END"
            copy = f"COPY (SELECT {printed} FROM {rows}) TO STDOUT (FORMAT CSV, NULL 'the null', FORCE_QUOTE *);"
            session += [f"\\o {folder}/{number}", copy]
        command = ["psql", "-qAtX", "-v", "ON_ERROR_STOP=1"]
        subprocess.run(command, input="\n".join(session).encode(), check=True, stdout=subprocess.DEVNULL, env=os.environ | server.environment)
        return [_values(Path(folder, str(number)).read_bytes().decode()) for number in range(len(columns))]


def _values(text: str) -> list[str | None]:
    # The ends of lines in values are kept, and an empty text is no line without fields.
    values = [line[0] if line else "" for line in csv.reader(io.StringIO(text, newline=""), strict=True)]
    return [None if value == "the null" else value for value in values]


def _normal(value: str | None, duck_type: str):
    if value is None:
        return None
    if duck_type in ("FLOAT", "DOUBLE"):
        number = float(value)
        return repr(struct.unpack("f", struct.pack("f", number))[0] if duck_type == "FLOAT" else number)
    if duck_type.startswith("DECIMAL") and not duck_type.endswith("]"):
        return Decimal(value)
    return json.dumps(json.loads(value)) if duck_type.endswith("[]") else value


def _report(folder: Path) -> dict:
    return json.loads((folder / "_report.json").read_text())


def _quoted(table: str) -> str:
    schema, name = table.split(".", 1)
    return f"{_identifier(schema)}.{_identifier(name)}"


def _identifier(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("suite", help="folder src/test/regress of PostgreSQL's sources")
    parser.add_argument("--port", type=int, default=54329)
    parser.add_argument("--server", default="/tmp/parqueduct-regression-postgres", help="folder of the server; the user postgres must reach it")
    parser.add_argument("--work", default="out/benchmarks", help="folder for outputs")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
