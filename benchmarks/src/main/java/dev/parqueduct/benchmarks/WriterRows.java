package dev.parqueduct.benchmarks;

import dev.parqueduct.io.parquet.RowWriter;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.schema.MessageType;

/** Rows in memory, the same for each contestant of the writers' benchmark. */
interface WriterRows {
  String name();

  MessageType schema();

  /** The schema of the rows as Avro records, the only rows that Beam's sink takes. */
  Schema avroSchema();

  int count();

  /** Dotted paths of columns without repeated values. */
  Set<String> uniqueColumns();

  /** Writes row {@code i}, without ending it. */
  void write(RowWriter writer, int i) throws IOException;

  /** Writes row {@code i} to parquet-java's column writers. */
  void write(List<ColumnWriter> columns, int i);

  GenericRecord record(int i);
}
