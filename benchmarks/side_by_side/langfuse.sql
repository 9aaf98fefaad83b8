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
  INDEX idx_id id TYPE bloom_filter(0.001) GRANULARITY 1, INDEX idx_trace_id trace_id TYPE bloom_filter() GRANULARITY 1)
ENGINE = ReplacingMergeTree(event_ts, is_deleted) PARTITION BY toYYYYMM(start_time)
PRIMARY KEY (project_id, type, toDate(start_time)) ORDER BY (project_id, type, toDate(start_time), id);
CREATE TABLE traces (
  id String, timestamp DateTime64(3), name String, user_id Nullable(String), metadata Map(LowCardinality(String), String),
  release Nullable(String), version Nullable(String), project_id String, environment LowCardinality(String) DEFAULT 'default',
  public Bool, bookmarked Bool, tags Array(String), input Nullable(String) CODEC(ZSTD(3)), output Nullable(String) CODEC(ZSTD(3)),
  session_id Nullable(String), created_at DateTime64(3), updated_at DateTime64(3), event_ts DateTime64(3), is_deleted UInt8,
  INDEX idx_id id TYPE bloom_filter(0.001) GRANULARITY 1)
ENGINE = ReplacingMergeTree(event_ts, is_deleted) PARTITION BY toYYYYMM(timestamp)
PRIMARY KEY (project_id, toDate(timestamp)) ORDER BY (project_id, toDate(timestamp), id);
CREATE TABLE dataset_run_items_rmt (
  id String, project_id String, dataset_run_id String, dataset_item_id String, dataset_id String, trace_id String,
  observation_id Nullable(String), event_ts DateTime64(3), is_deleted UInt8)
ENGINE = ReplacingMergeTree(event_ts, is_deleted) ORDER BY (project_id, dataset_id, dataset_run_id, id);
