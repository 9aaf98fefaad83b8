package dev.parqueduct.io.postgres.copy;

import org.apache.parquet.schema.Type;

/** A field of the file and what fills it. */
record Mapped(Type type, ValueDecoder decoder) {}
