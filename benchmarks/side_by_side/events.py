"""Observations and traces as Langfuse has them, made by the server; what their events must be, as SQL."""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from .clickhouse import Server

_HERE = Path(__file__).resolve().parent
MONTHS = ("202405", "202406", "202407")
_WORDS = (
    "['the','model','answer','user','question','context','prompt','token','search','result','document','summary','please','could',"
    "'explain','because','however','therefore','system','assistant','function','value','returns','number','table','chunk','trace',"
    "'latency','error','retry','cache','index','vector','score','query','please','within','several','before','after','between',"
    "'language','english','german','translate','write','short','story','about','email','customer','order','invoice','shipping',"
    "'refund','policy','agent','tool','call','argument','json','schema','response','stream']"
)


@dataclass(frozen=True)
class Shape:
    """How many observations there are, and whether their texts are short (`lean`), about 200 bytes a row instead of 1,100."""

    observations: int
    lean: bool = False

    @property
    def traces(self) -> int:
        return self.observations // 10


def _text(seed: str, least: int, more: int) -> str:
    words = f"arrayMap(i -> {_WORDS}[1 + cityHash64({seed}, i) % 64], range({least} + cityHash64({seed}) % {more}))"
    return f"arrayStringConcat({words}, ' ')"


def _id(prefix: str, number: str) -> str:
    return f"lower(hex(sipHash128('{prefix}', {number})))"


def _project(trace: str) -> str:
    """Four in ten rows are of one project, the others of forty."""
    return f"if(cityHash64({trace}) % 10 < 4, 'clproject0000000000000000', concat('clproject', leftPad(toString(cityHash64({trace}) % 40), 16, '0')))"


def _begin(trace: str, shape: Shape) -> str:
    """Traces begin between the last day of May and the first of July."""
    return f"(toDateTime64('2024-05-31 06:00:00', 3, 'UTC') + toIntervalMillisecond(toUInt64({trace} * {31.25 * 86_400_000 / shape.traces})))"


def _traces(shape: Shape) -> str:
    begin = _begin("n", shape)
    metadata = "map('region', ['eu','us'][1 + n % 2], 'tenant', toString(n % 500), 'release_channel', 'stable', 'request', hex(cityHash64(n)))"
    return f"""INSERT INTO traces SELECT {_id('trace', 'n')}, {begin} AS at, concat('chat ', toString(n % 50)),
      if(n % 3 = 0, NULL, concat('user-', toString(n % 10007))), {metadata}, if(n % 5 = 0, NULL, 'v1.2.3'), if(n % 7 = 0, NULL, '7'), {_project('n')},
      'production', n % 50 = 0, n % 20 = 0, if(n % 4 = 0, ['beta', concat('team-', toString(n % 9))], []), 'question', 'answer',
      if(n % 2, concat('session-', toString(intDiv(n, 4))), NULL), at, at, at + 60, 0
      FROM (SELECT number AS n FROM numbers({shape.traces}))"""


def _observations(shape: Shape, first: int, count: int) -> str:
    prompt = _text("n", 4, 8) if shape.lean else _text("n", 20, 64)
    answer = _text("n + 1", 2, 4) if shape.lean else _text("n + 1", 8, 50)
    # Every 500th is of a trace that is nowhere; one in 200 comes days after its trace, many of them in the month after.
    return f"""INSERT INTO observations SELECT {_id('observation', 'n')},
      if(n % 500 = 7, {_id('gone', 'n')}, {_id('trace', 't')}), {_project('t')}, 'production', ['SPAN','GENERATION','GENERATION','EVENT'][1 + n % 4],
      multiIf(n % 10 = 0, NULL, n % 10 = 1, '', {_id('observation', 'n - 1')}),
      {_begin('t', shape)} + toIntervalMillisecond(n % 10 * 1500 + cityHash64(n) % 1000) + toIntervalDay(if(n % 200 = 9, 4, 0)) AS at,
      if(n % 4 = 3, NULL, at + toIntervalMillisecond(200 + n % 5000)), ['llm call','retrieve','embed','rank'][1 + n % 4],
      if(n % 2, map('resourceAttributes', concat('{{"service.name":"chat","pod":"', toString(n % 64), '"}}'), 'scope', 'langfuse-sdk', 'attempt', toString(n % 3)),
        map('region', 'own', 'step', toString(n % 10))),
      'DEFAULT', if(n % 50 = 0, 'slow answer', NULL), if(n % 2, '3', NULL),
      concat('{{"messages":[{{"role":"user","content":"', {prompt}, '"}}]}}'), if(n % 20 = 0, NULL, concat('{{"role":"assistant","content":"', {answer}, '"}}')),
      if(n % 4 IN (1, 2), 'gpt-4o-2024-05-13', NULL), if(n % 4 IN (1, 2), 'clrkvyzig000408jr6htk0000', NULL), if(n % 4 IN (1, 2), '{{"temperature":0.7,"max_tokens":1024}}', NULL),
      map('input', 100 + n % 900, 'output', n % 400), map('input', 100 + n % 900, 'output', n % 400, 'total', 100 + n % 900 + n % 400),
      map('input', toDecimal64(n % 1000, 12) / 3000000), map('input', toDecimal64(n % 1000, 12) / 3000000, 'total', toDecimal64(n % 2000, 12) / 7000000),
      toDecimal64(n % 2000, 12) / 7000000, if(n % 4 = 1, at + toIntervalMillisecond(150), NULL),
      if(n % 10 = 2, 'clprompt00000000000000000', NULL), if(n % 10 = 2, 'answer-question', NULL), if(n % 10 = 2, n % 30, NULL), at, at, at + 60, 0
      FROM (SELECT number AS n, intDiv(number, 10) AS t FROM numbers({first}, {count}))"""


_NEWER = (
    "INSERT INTO traces SELECT * REPLACE (event_ts + 5 AS event_ts, 'newer' AS user_id) FROM traces WHERE cityHash64(id) % 25 = 3",
    "INSERT INTO traces SELECT * REPLACE (event_ts + 9 AS event_ts, 1 AS is_deleted) FROM traces WHERE cityHash64(id) % 200 = 4 AND user_id IS DISTINCT FROM 'newer'",
    "INSERT INTO observations SELECT * REPLACE (event_ts + 5 AS event_ts, 'renamed' AS name) FROM observations WHERE cityHash64(id) % 25 = 3",
    "INSERT INTO observations SELECT * REPLACE (event_ts + 9 AS event_ts, 1 AS is_deleted) FROM observations WHERE cityHash64(id) % 200 = 4 AND name != 'renamed'",
    "INSERT INTO dataset_run_items_rmt SELECT toString(cityHash64(id)), project_id, 'run', 'item', 'set', id, NULL, timestamp, 0 FROM traces WHERE cityHash64(id) % 100 = 5",
)


def fill(server: Server, shape: Shape) -> None:
    """Makes the tables of observations and traces; those of an earlier run stay if they are the same."""
    recipe = json.dumps(asdict(shape))
    server.sql("CREATE TABLE IF NOT EXISTS recipe (text String) ENGINE = MergeTree ORDER BY text")
    if server.sql("SELECT text FROM recipe FORMAT RawBLOB") == recipe:
        _freeze(server)
        return
    print(f"making {shape.observations:,} observations", file=sys.stderr, flush=True)
    server.sql("TRUNCATE TABLE recipe")
    for table in ("observations", "traces", "dataset_run_items_rmt"):
        server.sql(f"DROP TABLE IF EXISTS {table} SYNC")
    for statement in filter(str.strip, (_HERE / "langfuse.sql").read_text().split(";")):
        server.sql(statement)
    server.sql(_traces(shape), max_insert_threads=2)
    step = 1_000_000
    for first in range(0, shape.observations, step):
        server.sql(_observations(shape, first, min(step, shape.observations - first)), max_threads=2, max_insert_threads=2)
    for table in ("observations", "traces"):
        server.sql(f"OPTIMIZE TABLE {table} FINAL")
    _freeze(server)  # so that newer versions stay beside the older ones
    for statement in _NEWER:
        server.sql(statement)
    server.sql(f"INSERT INTO recipe VALUES ('{recipe}')")


def export(server: Server, folder: Path) -> list:
    """Writes the tables to Parquet; the options of backfill-events that name the files."""
    folder.mkdir(parents=True, exist_ok=True)
    options = []
    for table, option in (("observations", "--observationsFiles"), ("traces", "--tracesFiles"), ("dataset_run_items_rmt", "--datasetRunItemsFiles")):
        file = folder.absolute() / f"{table}.parquet"
        server.save(f"SELECT * FROM {table} FORMAT Parquet", file)
        options.append(f"{option}={file}")
    return options


def _freeze(server: Server) -> None:
    for table in ("observations", "traces", "dataset_run_items_rmt"):
        server.sql(f"SYSTEM STOP MERGES {table}")


def make_target(server: Server, table: str, plain: bool = False) -> None:
    """An empty table of events; a plain one has nothing that the server computes or indexes."""
    server.sql(f"DROP TABLE IF EXISTS {table} SYNC")
    sql = (_HERE / "events.sql").read_text()
    if plain:
        sql = "".join(line for line in sql.splitlines(keepends=True) if "/* more */" not in line)
    server.sql(sql.replace("{table}", table))


_COPIED = (
    "o.project_id, o.trace_id, o.id, o.start_time, o.end_time, o.name, o.type, o.environment, o.level, ifNull(o.status_message, ''), o.completion_start_time,"
    " ifNull(o.prompt_id, ''), ifNull(o.prompt_name, ''), o.prompt_version, ifNull(o.internal_model_id, ''), ifNull(o.provided_model_name, ''),"
    " o.provided_usage_details, o.usage_details, o.provided_cost_details, o.cost_details, ifNull(o.input, ''), ifNull(o.output, ''), o.created_at, o.updated_at, o.event_ts"
)
_COPIED_NAMES = (
    "project_id, trace_id, span_id, start_time, end_time, name, type, environment, level, status_message, completion_start_time, prompt_id, prompt_name,"
    " prompt_version, model_id, provided_model_name, provided_usage_details, usage_details, provided_cost_details, cost_details, input, output, created_at,"
    " updated_at, event_ts"
)


def native_insert(months, table: str) -> str:
    """The rules of the profile seed as one statement of the server."""
    of_trace = "if(notEmpty(t.tags), mapUpdate(t.metadata, map('trace_tags', toJSONString(t.tags))), t.metadata)"
    return f"""INSERT INTO {table} ({_COPIED_NAMES}, parent_span_id, version, release, user_id, session_id, public, bookmarked, model_parameters,
        metadata_names, metadata_raw_values, source)
      SELECT {_COPIED}, if(o.id = concat('t-', o.trace_id), '', if(ifNull(o.parent_observation_id, '') != '', o.parent_observation_id, concat('t-', o.trace_id))),
        ifNull(o.version, ''), ifNull(t.release, ''), ifNull(t.user_id, ''), ifNull(t.session_id, ''), t.public,
        t.bookmarked AND ifNull(o.parent_observation_id, '') = '', if(ifNull(o.model_parameters, '') = '', '{{}}', o.model_parameters),
        mapKeys(mapUpdate(o.metadata, {of_trace}) AS merged), mapValues(merged),
        if(mapContains(o.metadata, 'resourceAttributes'), 'otel', 'ingestion-api')
      FROM (SELECT * FROM observations FINAL WHERE _partition_id IN ({', '.join(f"'{month}'" for month in months)})) AS o
      LEFT ANY JOIN (SELECT project_id, id, release, user_id, session_id, public, bookmarked, tags, metadata FROM traces FINAL) AS t
      ON o.project_id = t.project_id AND o.trace_id = t.id"""


NATIVE_SETTINGS = {"join_algorithm": "hash", "do_not_merge_across_partitions_select_final": 1}
_SUMMED = (
    "project_id, trace_id, span_id, parent_span_id, start_time, ifNull(end_time, 0), name, toString(type), toString(environment), version, release, user_id,"
    " session_id, tags, bookmarked, public, toString(level), status_message, ifNull(completion_start_time, 0), prompt_id, prompt_name, ifNull(prompt_version, 99999),"
    " model_id, provided_model_name, model_parameters, toString(provided_usage_details), toString(usage_details), toString(provided_cost_details),"
    " toString(cost_details), input, output, arraySort(arrayZip(metadata_names, metadata_raw_values)), toString(source), blob_storage_file_path, event_bytes, created_at,"
    " updated_at, event_ts, is_deleted"
)
_OWN = (
    "project_id, trace_id, span_id, parent_span_id, start_time, ifNull(end_time, 0), name, toString(type), toString(environment), version, toString(level),"
    " status_message, ifNull(completion_start_time, 0), prompt_id, prompt_name, ifNull(prompt_version, 99999), model_id, provided_model_name, model_parameters,"
    " toString(provided_usage_details), toString(usage_details), input, output, toString(source), created_at, updated_at, event_ts"
)


def checksum(server: Server, table: str) -> str:
    """Rows without FINAL, and sums over two hashes of all columns of each; equal for equal rows in any order."""
    return server.sql(f"SELECT count(), sum(cityHash64({_SUMMED})), sum(xxHash64(toString(tuple({_SUMMED})))) FROM {table}")


def checksum_of_own(server: Server, table: str, known: str) -> str:
    """The columns that are the observation's alone, of the newest versions of those rows that another table has as well."""
    return server.sql(
        f"SELECT count(), sum(cityHash64({_OWN})) FROM {table} FINAL WHERE (project_id, span_id) IN (SELECT project_id, span_id FROM {known})"
    )
