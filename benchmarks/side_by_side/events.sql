CREATE TABLE {table} (
  project_id String, trace_id String, span_id String, parent_span_id String,
  start_time DateTime64(6), end_time Nullable(DateTime64(6)), name String, type LowCardinality(String),
  environment LowCardinality(String) DEFAULT 'default', version String, release String, user_id String, session_id String,
  tags Array(String), bookmarked Bool DEFAULT false, public Bool DEFAULT false, level LowCardinality(String), status_message String,
  completion_start_time Nullable(DateTime64(6)), prompt_id String, prompt_name String, prompt_version Nullable(UInt16),
  model_id String, provided_model_name String, model_parameters String,
  provided_usage_details Map(LowCardinality(String), UInt64), usage_details Map(LowCardinality(String), UInt64),
  provided_cost_details Map(LowCardinality(String), Decimal(18, 12)), cost_details Map(LowCardinality(String), Decimal(18, 12)),
  input String CODEC(ZSTD(3)), output String CODEC(ZSTD(3)), metadata JSON, metadata_names Array(String), metadata_raw_values Array(String),
  /* more */ model_parameters_json JSON MATERIALIZED model_parameters::JSON,
  /* more */ provided_usage_details_json JSON MATERIALIZED provided_usage_details::JSON,
  /* more */ usage_details_json JSON MATERIALIZED usage_details::JSON,
  /* more */ provided_cost_details_json JSON MATERIALIZED provided_cost_details::JSON,
  /* more */ cost_details_json JSON MATERIALIZED cost_details::JSON,
  /* more */ calculated_input_cost Decimal(18, 12) MATERIALIZED arraySum(mapValues(mapFilter((k, v) -> positionCaseInsensitive(k, 'input') > 0, cost_details))),
  /* more */ calculated_output_cost Decimal(18, 12) MATERIALIZED arraySum(mapValues(mapFilter((k, v) -> positionCaseInsensitive(k, 'output') > 0, cost_details))),
  /* more */ input_truncated String MATERIALIZED leftUTF8(input, 1024), input_length UInt64 MATERIALIZED lengthUTF8(input),
  /* more */ output_truncated String MATERIALIZED leftUTF8(output, 1024), output_length UInt64 MATERIALIZED lengthUTF8(output),
  /* more */ INDEX idx_span_id span_id TYPE bloom_filter(0.001) GRANULARITY 1, INDEX idx_trace_id trace_id TYPE bloom_filter(0.001) GRANULARITY 1,
  /* more */ INDEX idx_type type TYPE set(50) GRANULARITY 1, INDEX idx_created_at created_at TYPE minmax GRANULARITY 1,
  source LowCardinality(String), blob_storage_file_path String, event_bytes UInt64,
  created_at DateTime64(6) DEFAULT now(), updated_at DateTime64(6) DEFAULT now(), event_ts DateTime64(6), is_deleted UInt8)
ENGINE = ReplacingMergeTree(event_ts, is_deleted) PARTITION BY toYYYYMM(start_time)
PRIMARY KEY (project_id, start_time, xxHash32(trace_id)) ORDER BY (project_id, start_time, xxHash32(trace_id), span_id)
SAMPLE BY xxHash32(trace_id)
SETTINGS non_replicated_deduplication_window = 10000, index_granularity_bytes = 67108864, enable_block_number_column = 1, enable_block_offset_column = 1;
