-- Langfuse's tables, with what makes a backfill hard: newer versions of rows, deleted rows, spans
-- without a trace, spans just after midnight of the first, whose trace is of the month before, and
-- spans days after their trace.
CREATE TABLE observations (
  id String, trace_id String, project_id String, environment LowCardinality(String) DEFAULT 'default',
  type LowCardinality(String), parent_observation_id Nullable(String),
  start_time DateTime64(3), end_time Nullable(DateTime64(3)), name String,
  metadata Map(LowCardinality(String), String), level LowCardinality(String),
  status_message Nullable(String), version Nullable(String),
  input Nullable(String) CODEC(ZSTD(3)), output Nullable(String) CODEC(ZSTD(3)),
  provided_model_name Nullable(String), internal_model_id Nullable(String), model_parameters Nullable(String),
  provided_usage_details Map(LowCardinality(String), UInt64), usage_details Map(LowCardinality(String), UInt64),
  provided_cost_details Map(LowCardinality(String), Decimal64(12)), cost_details Map(LowCardinality(String), Decimal64(12)),
  total_cost Nullable(Decimal64(12)), completion_start_time Nullable(DateTime64(3)),
  prompt_id Nullable(String), prompt_name Nullable(String), prompt_version Nullable(UInt16),
  created_at DateTime64(3) DEFAULT now64(3), updated_at DateTime64(3) DEFAULT now64(3),
  event_ts DateTime64(3), is_deleted UInt8)
ENGINE = ReplacingMergeTree(event_ts, is_deleted) PARTITION BY toYYYYMM(start_time)
PRIMARY KEY (project_id, type, toDate(start_time)) ORDER BY (project_id, type, toDate(start_time), id)
SETTINGS index_granularity = 1024;
CREATE TABLE traces (
  id String, timestamp DateTime64(3), name String, user_id Nullable(String),
  metadata Map(LowCardinality(String), String), release Nullable(String), version Nullable(String),
  project_id String, environment LowCardinality(String) DEFAULT 'default', public Bool, bookmarked Bool,
  tags Array(String), input Nullable(String), output Nullable(String), session_id Nullable(String),
  created_at DateTime64(3) DEFAULT now64(3), updated_at DateTime64(3) DEFAULT now64(3),
  event_ts DateTime64(3), is_deleted UInt8)
ENGINE = ReplacingMergeTree(event_ts, is_deleted) PARTITION BY toYYYYMM(timestamp)
PRIMARY KEY (project_id, toDate(timestamp)) ORDER BY (project_id, toDate(timestamp), id);
CREATE TABLE dataset_run_items_rmt (
  id String, project_id String, dataset_run_id String, dataset_item_id String, dataset_id String,
  trace_id String, observation_id Nullable(String), event_ts DateTime64(3), is_deleted UInt8)
ENGINE = ReplacingMergeTree(event_ts, is_deleted) ORDER BY (project_id, dataset_id, dataset_run_id, id);
CREATE TABLE events (
  project_id String, trace_id String, span_id String, parent_span_id String,
  start_time DateTime64(6), end_time Nullable(DateTime64(6)), name String, type LowCardinality(String),
  environment LowCardinality(String) DEFAULT 'default', version String, release String, user_id String,
  session_id String, tags Array(String), bookmarked Bool, public Bool, level LowCardinality(String),
  status_message String, completion_start_time Nullable(DateTime64(6)), prompt_id String, prompt_name String,
  prompt_version Nullable(UInt16), model_id String, provided_model_name String, model_parameters String,
  model_parameters_json JSON MATERIALIZED model_parameters::JSON,
  provided_usage_details Map(LowCardinality(String), UInt64), usage_details Map(LowCardinality(String), UInt64),
  provided_cost_details Map(LowCardinality(String), Decimal(18, 12)), cost_details Map(LowCardinality(String), Decimal(18, 12)),
  input String CODEC(ZSTD(3)), output String CODEC(ZSTD(3)), metadata JSON,
  metadata_names Array(String), metadata_raw_values Array(String), source LowCardinality(String),
  blob_storage_file_path String, event_bytes UInt64, created_at DateTime64(6), updated_at DateTime64(6),
  event_ts DateTime64(6), is_deleted UInt8)
ENGINE = ReplacingMergeTree(event_ts, is_deleted) PARTITION BY toYYYYMM(start_time)
PRIMARY KEY (project_id, start_time, xxHash32(trace_id))
ORDER BY (project_id, start_time, xxHash32(trace_id), span_id) SAMPLE BY xxHash32(trace_id)
SETTINGS non_replicated_deduplication_window = 10000;
CREATE TABLE events_full (
  project_id String, trace_id String, span_id String, parent_span_id String,
  start_time DateTime64(6), end_time Nullable(DateTime64(6)), name String, type LowCardinality(String),
  environment LowCardinality(String) DEFAULT 'default', version String, release String, trace_name String,
  user_id String, session_id String, tags Array(String), level LowCardinality(String), status_message String,
  completion_start_time Nullable(DateTime64(6)), is_app_root Bool, bookmarked Bool, public Bool,
  prompt_id String, prompt_name String, prompt_version Nullable(UInt16),
  model_id String, provided_model_name String, model_parameters String,
  provided_usage_details Map(LowCardinality(String), UInt64), usage_details Map(LowCardinality(String), UInt64),
  provided_cost_details Map(LowCardinality(String), Decimal(18, 12)), cost_details Map(LowCardinality(String), Decimal(18, 12)),
  tool_definitions Map(String, String), tool_calls Array(String), tool_call_names Array(String),
  input String CODEC(ZSTD(3)), output String CODEC(ZSTD(3)),
  metadata_names Array(String), metadata_values Array(String), source LowCardinality(String),
  blob_storage_file_path String, event_bytes UInt64, created_at DateTime64(6), updated_at DateTime64(6),
  event_ts DateTime64(6), is_deleted UInt8)
ENGINE = ReplacingMergeTree(event_ts, is_deleted) PARTITION BY toYYYYMM(start_time)
ORDER BY (project_id, toStartOfMinute(start_time), xxHash32(trace_id), span_id, start_time) SAMPLE BY xxHash32(trace_id)
SETTINGS non_replicated_deduplication_window = 10000;
INSERT INTO traces (id, timestamp, name, user_id, metadata, release, version, project_id, public, bookmarked, tags, session_id, event_ts, is_deleted)
SELECT concat('trace-', toString(number)),
  toDateTime64('2024-05-31 23:58:00', 3) + toIntervalSecond(number * 400) - toIntervalDay(if(number % 61 = 60, 12, 0)),
  ['chat', 'search', 'summary'][number % 3 + 1], if(number % 5 = 0, NULL, concat('user-', toString(number % 211))),
  map('tier', ['free', 'pro'][number % 2 + 1], 'region', ['eu', 'us', 'ap'][number % 3 + 1]),
  if(number % 4 = 0, NULL, '2024.6'), if(number % 3 = 0, NULL, concat('v', toString(number % 4))),
  concat('project-', toString(number % 12)), number % 7 = 0, number % 50 = 0,
  if(number % 3 = 0, ['nightly', 'eval'], []), concat('session-', toString(intDiv(number, 4))),
  toDateTime64('2024-07-01 00:00:00', 3), 0
FROM numbers(6400);
-- Every twenty-fifth trace has a newer version, and of these every fifth is deleted by it.
INSERT INTO traces SELECT * REPLACE (event_ts + 60 AS event_ts, 'renamed' AS name, concat('moved-', toString(number % 7)) AS user_id, number % 125 = 50 AS is_deleted) EXCEPT (number)
FROM (SELECT *, toUInt32(substring(id, 7)) AS number FROM traces WHERE number % 25 = 0);
INSERT INTO observations (id, trace_id, project_id, environment, type, parent_observation_id, start_time, end_time, name, metadata, level, version, input, output, provided_model_name, model_parameters, provided_usage_details, usage_details, provided_cost_details, cost_details, completion_start_time, prompt_name, prompt_version, event_ts, is_deleted)
SELECT concat('span-', toString(number)),
  if(number % 500 = 499, 'trace-of-nobody', concat('trace-', toString(intDiv(number, 10)))),
  concat('project-', toString(intDiv(number, 10) % 12)), ['default', 'staging'][(number % 40 = 0) + 1],
  ['SPAN', 'GENERATION', 'EVENT'][number % 3 + 1], if(number % 10 = 0, NULL, concat('span-', toString(intDiv(number, 10) * 10))),
  toDateTime64('2024-05-31 23:58:00', 3) + toIntervalSecond(intDiv(number, 10) * 400) + toIntervalMillisecond(number % 10 * 17500) AS at,
  at + toIntervalMillisecond(900 + number % 700), concat('step ', toString(number % 10)),
  if(number % 6 = 1, map('resourceAttributes', '{"service.name":"shop"}', 'tier', 'own'), map('attempt', toString(number % 3))),
  'DEFAULT', if(number % 2 = 0, NULL, 'v9'), concat('{"question": "What is ', toString(number), '?"}'), concat('An answer to question ', toString(number)),
  if(number % 3 = 1, 'gpt-4o', NULL), if(number % 3 = 1, '{"temperature": 0.2}', NULL),
  map('input', 100 + number % 900), map('input', 100 + number % 900, 'output', number % 300, 'total', 100 + number % 900 + number % 300),
  map('total', toDecimal64('0.000000000001', 12) * number), map('total', toDecimal64('0.000123456789', 12) * number),
  if(number % 3 = 1, at + toIntervalMillisecond(300), NULL), if(number % 9 = 1, 'answer', NULL), if(number % 9 = 1, number % 5, NULL),
  toDateTime64('2024-07-01 00:00:00', 3), 0
FROM numbers(64000);
-- Newer versions of every thirtieth observation, every third of which deletes it.
INSERT INTO observations SELECT * REPLACE (event_ts + 60 AS event_ts, concat(name, ', corrected') AS name, number % 90 = 0 AS is_deleted) EXCEPT (number)
FROM (SELECT *, toUInt32(substring(id, 6)) AS number FROM observations WHERE number % 30 = 0);
INSERT INTO dataset_run_items_rmt
SELECT toString(number), concat('project-', toString(number * 40 % 12)), 'run', 'item', 'dataset', concat('trace-', toString(number * 40)), NULL, now64(3), 0
FROM numbers(20);
