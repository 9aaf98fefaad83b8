CREATE TABLE observations (
  id String, trace_id String, project_id String, environment LowCardinality(String) DEFAULT 'default',
  type LowCardinality(String), parent_observation_id Nullable(String), start_time DateTime64(3), end_time Nullable(DateTime64(3)),
  name String, metadata Map(LowCardinality(String), String), level LowCardinality(String),
  status_message Nullable(String), version Nullable(String), input Nullable(String) CODEC(ZSTD(3)), output Nullable(String) CODEC(ZSTD(3)),
  provided_model_name Nullable(String), internal_model_id Nullable(String), model_parameters Nullable(String),
  provided_usage_details Map(LowCardinality(String), UInt64), usage_details Map(LowCardinality(String), UInt64),
  provided_cost_details Map(LowCardinality(String), Decimal64(12)), cost_details Map(LowCardinality(String), Decimal64(12)),
  total_cost Nullable(Decimal64(12)), completion_start_time Nullable(DateTime64(3)),
  prompt_id Nullable(String), prompt_name Nullable(String), prompt_version Nullable(UInt16),
  created_at DateTime64(3), updated_at DateTime64(3), event_ts DateTime64(3), is_deleted UInt8,
  usage_pricing_tier_id Nullable(String), usage_pricing_tier_name Nullable(String),
  tool_definitions Map(String, String), tool_calls Array(String), tool_call_names Array(String))
ENGINE = ReplacingMergeTree(event_ts, is_deleted) PARTITION BY toYYYYMM(start_time)
PRIMARY KEY (project_id, type, toDate(start_time)) ORDER BY (project_id, type, toDate(start_time), id)
SETTINGS index_granularity = 128;
CREATE TABLE traces (
  id String, timestamp DateTime64(3), name String, user_id Nullable(String), metadata Map(LowCardinality(String), String),
  release Nullable(String), version Nullable(String), project_id String, environment LowCardinality(String) DEFAULT 'default',
  public Bool, bookmarked Bool, tags Array(String), input Nullable(String), output Nullable(String), session_id Nullable(String),
  created_at DateTime64(3), updated_at DateTime64(3), event_ts DateTime64(3), is_deleted UInt8)
ENGINE = ReplacingMergeTree(event_ts, is_deleted) PARTITION BY toYYYYMM(timestamp)
PRIMARY KEY (project_id, toDate(timestamp)) ORDER BY (project_id, toDate(timestamp), id);
CREATE TABLE dataset_run_items_rmt (
  id String, project_id String, dataset_run_id String, dataset_item_id String, dataset_id String, trace_id String,
  observation_id Nullable(String), event_ts DateTime64(3), is_deleted UInt8)
ENGINE = ReplacingMergeTree(event_ts, is_deleted) ORDER BY (project_id, dataset_id, dataset_run_id, id);
CREATE TABLE events (
  project_id String, trace_id String, span_id String, parent_span_id String,
  start_time DateTime64(6), end_time Nullable(DateTime64(6)), name String, type LowCardinality(String),
  environment LowCardinality(String) DEFAULT 'default', version String, release String, user_id String, session_id String,
  tags Array(String), bookmarked Bool DEFAULT false, public Bool DEFAULT false, level LowCardinality(String), status_message String,
  completion_start_time Nullable(DateTime64(6)), prompt_id String, prompt_name String, prompt_version Nullable(UInt16),
  model_id String, provided_model_name String, model_parameters String,
  model_parameters_json JSON MATERIALIZED model_parameters::JSON,
  provided_usage_details Map(LowCardinality(String), UInt64), usage_details Map(LowCardinality(String), UInt64),
  provided_cost_details Map(LowCardinality(String), Decimal(18, 12)), cost_details Map(LowCardinality(String), Decimal(18, 12)),
  input String CODEC(ZSTD(3)), input_length UInt64 MATERIALIZED lengthUTF8(input), output String CODEC(ZSTD(3)),
  metadata JSON, metadata_names Array(String), metadata_raw_values Array(String),
  source LowCardinality(String), blob_storage_file_path String, event_bytes UInt64,
  created_at DateTime64(6) DEFAULT now(), updated_at DateTime64(6) DEFAULT now(), event_ts DateTime64(6), is_deleted UInt8)
ENGINE = ReplacingMergeTree(event_ts, is_deleted) PARTITION BY toYYYYMM(start_time)
PRIMARY KEY (project_id, start_time, xxHash32(trace_id)) ORDER BY (project_id, start_time, xxHash32(trace_id), span_id)
SAMPLE BY xxHash32(trace_id) SETTINGS non_replicated_deduplication_window = 1000;
CREATE TABLE events_full (
  project_id String, trace_id String, span_id String, parent_span_id String,
  start_time DateTime64(6), end_time Nullable(DateTime64(6)), name String, type LowCardinality(String),
  environment LowCardinality(String) DEFAULT 'default', version String, release String, trace_name String, user_id String,
  session_id String, tags Array(String), level LowCardinality(String), status_message String,
  completion_start_time Nullable(DateTime64(6)), is_app_root Bool DEFAULT false, bookmarked Bool DEFAULT false,
  public Bool DEFAULT false, prompt_id String, prompt_name String, prompt_version Nullable(UInt16),
  model_id String, provided_model_name String, model_parameters String,
  provided_usage_details Map(LowCardinality(String), UInt64), usage_details Map(LowCardinality(String), UInt64),
  provided_cost_details Map(LowCardinality(String), Decimal(18, 12)), cost_details Map(LowCardinality(String), Decimal(18, 12)),
  usage_pricing_tier_id Nullable(String), usage_pricing_tier_name Nullable(String),
  tool_definitions Map(String, String), tool_calls Array(String), tool_call_names Array(String),
  input String CODEC(ZSTD(3)), output String CODEC(ZSTD(3)), metadata_names Array(String), metadata_values Array(String),
  source LowCardinality(String), blob_storage_file_path String, event_bytes UInt64,
  created_at DateTime64(6) DEFAULT now(), updated_at DateTime64(6) DEFAULT now(), event_ts DateTime64(6), is_deleted UInt8)
ENGINE = ReplacingMergeTree(event_ts, is_deleted) PARTITION BY toYYYYMM(start_time)
ORDER BY (project_id, toStartOfMinute(start_time), xxHash32(trace_id), span_id, start_time)
SAMPLE BY xxHash32(trace_id) SETTINGS non_replicated_deduplication_window = 1000;
