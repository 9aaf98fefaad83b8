package dev.parqueduct.io.mysql.rows;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.parqueduct.io.mysql.table.ImportColumn;
import dev.parqueduct.io.parquet.DamagedFileException;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.parquet.LeafCursor;
import java.io.IOException;
import java.io.StringWriter;
import org.apache.parquet.schema.MessageType;

/** Lists and maps, as JSON. */
final class NestedCursor implements ValueCursor {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String NULL = "null";

  private final JsonPart part;
  private Object value;
  private Problem problem;

  NestedCursor(MessageType schema, ImportColumn column) {
    this.part = JsonParts.of(schema, column.leaf());
  }

  @Override
  public void open(FileScan scan, int group) throws IOException {
    for (LeafCursor leaf : part.leaves()) {
      leaf.open(scan.scanBesideOthers(group, leaf.leaf()));
    }
  }

  @Override
  public void next() throws IOException {
    problem = null;
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      part.write(out, found -> problem = problem == null ? found : problem);
    }
    String json = text.toString();
    value = problem != null ? problem : json.equals(NULL) ? null : json;
  }

  @Override
  public void end() throws IOException {
    for (LeafCursor leaf : part.leaves()) {
      if (!leaf.hasEnded()) {
        throw new DamagedFileException("a column has more values than its row group has rows");
      }
    }
  }

  @Override
  public Object value() {
    return value;
  }
}
