package dev.parqueduct.io.rawkv.avro;

import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.rawkv.KvEntry;
import dev.parqueduct.io.rawkv.RejectedEntryException;
import dev.parqueduct.io.rawkv.ValueParser;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.parquet.schema.Type;

/** Reads records of one schema. */
final class AvroValueParser implements ValueParser {
  private final Schema schema;
  private final Framing framing;
  private final List<AvroColumn> columns;
  private final GenericDatumReader<IndexedRecord> reader;
  private BinaryDecoder decoder;
  private IndexedRecord record;

  AvroValueParser(Schema schema, Framing framing, List<AvroColumn> columns) {
    this.schema = schema;
    this.framing = framing;
    this.columns = List.copyOf(columns);
    this.reader = new GenericDatumReader<>(schema);
  }

  @Override
  public List<Type> columns() {
    return columns.stream().map(AvroColumn::type).toList();
  }

  @Override
  public void parse(KvEntry entry) throws RejectedEntryException {
    int header = framing.header(entry.value(), entry.valueOffset(), entry.valueLength());
    int offset = entry.valueOffset() + header;
    int length = entry.valueLength() - header;
    try {
      AvroBounds.check(schema, entry.value(), offset, length);
      decoder = DecoderFactory.get().binaryDecoder(entry.value(), offset, length, decoder);
      record = reader.read(record, decoder);
    } catch (IOException | RuntimeException e) {
      throw new RejectedEntryException("avro", "the value does not fit the schema: " + e);
    } catch (StackOverflowError e) {
      throw new RejectedEntryException("avro", "the value is nested too deeply");
    }
    for (AvroColumn column : columns) {
      column.check(record);
    }
  }

  @Override
  public void write(RowWriter row, int firstColumn) {
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).write(record, row, firstColumn + i);
    }
  }
}
