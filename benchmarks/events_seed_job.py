#!/usr/bin/env python3
"""The peer: the backfill of events as its users wrote it in Python first, with clickhouse-connect.

    python3 benchmarks/events_seed_job.py --partition 202406 --url http://127.0.0.1:8123 --table events [--dry-run]

All traces of the month are read into a dict, then its observations are streamed past it, a row at a time: the rules and the ways are those of that
script. It reads without FINAL, knows no traces of other months, takes costs through floats, and inserts batches of 10,000 rows, which are tried three
times. A dry run does all but the insert. Prints rows read, rows inserted and seconds.
"""

import argparse
import json
import sys
import time
import urllib.parse
from decimal import Decimal

import clickhouse_connect

_TRACES = (
    "SELECT project_id, id, user_id, session_id, metadata, tags, public, bookmarked, release FROM traces"
    " WHERE _partition_id = '{partition}' AND is_deleted = 0"
)
_OBSERVATIONS = (
    "SELECT id, trace_id, project_id, environment, type, parent_observation_id, start_time, end_time, name, metadata, level, status_message, version, input,"
    " output, provided_model_name, internal_model_id, model_parameters, provided_usage_details, usage_details, provided_cost_details, cost_details,"
    " completion_start_time, prompt_id, prompt_name, prompt_version, created_at, updated_at, event_ts"
    " FROM observations WHERE _partition_id = '{partition}' AND is_deleted = 0"
)
_BATCH = 10_000
_BLOCK = {"max_block_size": 50_000}
_SETTINGS = {"async_insert": 1, "wait_for_async_insert": 1}


def main() -> int:
    options = _parse_options()
    address = urllib.parse.urlparse(options.url)
    reader = clickhouse_connect.get_client(host=address.hostname, port=address.port, settings=_BLOCK)
    writer = clickhouse_connect.get_client(host=address.hostname, port=address.port, settings=_SETTINGS)
    started = time.monotonic()
    traces = _traces(reader, options.partition)
    read = inserted = 0
    batch = []
    with reader.query_row_block_stream(_OBSERVATIONS.format(partition=options.partition)) as blocks:
        for block in blocks:
            for row in block:
                read += 1
                batch.append(_event(row, traces))
                if len(batch) >= _BATCH:
                    inserted += _insert(writer, options, batch)
                    batch = []
    if batch:
        inserted += _insert(writer, options, batch)
    print(f"rows {read} inserted {inserted} traces {len(traces)} seconds {time.monotonic() - started:.2f}")
    return 0


def _traces(client, partition: str) -> dict:
    traces = {}
    for project, name, user, session, metadata, tags, public, bookmarked, release in client.query(_TRACES.format(partition=partition)).result_rows:
        metadata = metadata or {}
        if tags:
            metadata = {**metadata, "trace_tags": json.dumps(tags)}
        traces[(project, name)] = {
            "user_id": user or "",
            "session_id": session or "",
            "metadata": metadata,
            "public": public or False,
            "bookmarked": bookmarked or False,
            "release": release or "",
        }
    return traces


def _event(row, traces: dict) -> dict:
    (
        observation, trace_id, project, environment, kind, parent, start, end, name, metadata, level, status, version, prompt_text, output, provided_model,
        model, parameters, provided_usage, usage, provided_cost, cost, completion_start, prompt_id, prompt_name, prompt_version, created, updated, event_ts,
    ) = row
    trace = traces.get((project, trace_id), {})
    own = metadata or {}
    merged = {**own, **trace.get("metadata", {})}
    return {
        "project_id": project,
        "trace_id": trace_id,
        "span_id": observation,
        "parent_span_id": "" if observation == f"t-{trace_id}" else parent or f"t-{trace_id}",
        "start_time": start,
        "end_time": end,
        "name": name or "",
        "type": kind or "",
        "environment": environment or "",
        "version": version or "",
        "release": trace.get("release", ""),
        "user_id": trace.get("user_id", ""),
        "session_id": trace.get("session_id", ""),
        "public": trace.get("public", False),
        "bookmarked": trace.get("bookmarked", False) and not parent,
        "level": level or "",
        "status_message": status or "",
        "completion_start_time": completion_start,
        "prompt_id": prompt_id or "",
        "prompt_name": prompt_name or "",
        "prompt_version": prompt_version,
        "model_id": model or "",
        "provided_model_name": provided_model or "",
        "model_parameters": parameters or "{}",
        "provided_usage_details": _plain(provided_usage or {}),
        "usage_details": _plain(usage or {}),
        "provided_cost_details": _plain(provided_cost or {}),
        "cost_details": _plain(cost or {}),
        "input": prompt_text or "",
        "output": output or "",
        "metadata_names": list(merged),
        "metadata_raw_values": [str(value) for value in merged.values()],
        "source": "otel" if "resourceAttributes" in own else "ingestion-api",
        "event_bytes": 0,
        "created_at": created,
        "updated_at": updated,
        "event_ts": event_ts,
        "is_deleted": 0,
    }


def _plain(value):
    """Decimals as floats, however deep they are."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def _insert(client, options, batch: list) -> int:
    if options.dry_run:
        return 0
    for attempt in range(3):
        try:
            names = list(batch[0])
            client.insert(options.table, [[event[name] for name in names] for event in batch], column_names=names)
            return len(batch)
        except Exception as failure:  # whatever it is, as that script does
            if attempt == 2:
                raise
            print(f"insert failed ({failure}); trying again", file=sys.stderr)
            time.sleep(2**attempt)
    return 0


def _parse_options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--partition", required=True)
    parser.add_argument("--url", required=True)
    parser.add_argument("--table", default="events")
    parser.add_argument("--dry-run", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
