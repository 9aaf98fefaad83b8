package dev.parqueduct.io.iceberg;

import dev.parqueduct.io.export.FileSettings;
import dev.parqueduct.io.export.UnitFiles;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.parquet.Compression;
import dev.parqueduct.io.parquet.RowWriter;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes files as an export does. */
final class ExportedFiles {
  static final String SCHEMA =
      "message m { required int64 id; optional binary name (STRING); optional int32 small; }";

  /** Sets the columns of a row. */
  interface Row {
    void set(RowWriter out, long row) throws IOException;
  }

  private ExportedFiles() {}

  /** A unit of {@code rows} rows with ids from {@code first} on, in files of ten rows. */
  static List<FileEntry> export(String output, String unit, long first, long rows)
      throws IOException {
    return export(
        output,
        unit,
        SCHEMA,
        rows,
        (out, row) -> {
          long id = first + row;
          byte[] name = ("name-" + id).getBytes(java.nio.charset.StandardCharsets.UTF_8);
          out.setLong(0, id);
          if (id % 3 == 0) {
            out.setNull(1);
          } else {
            out.setBinary(1, name, 0, name.length);
          }
          out.setInt(2, (int) -id);
        });
  }

  static List<FileEntry> export(String output, String unit, String schema, long rows, Row content)
      throws IOException {
    ObjectStore store = ObjectStore.create();
    FileSettings settings = new FileSettings(Compression.ZSTD, 1 << 20, 4, 10, Map.of());
    try (UnitFiles files =
        new UnitFiles(
            store,
            Ledger.of(output, store),
            unit,
            MessageTypeParser.parseMessageType(schema),
            (id, file) -> "db/t/" + id + "-" + file + ".parquet",
            settings)) {
      for (long row = 0; row < rows; row++) {
        content.set(files.row(), row);
        files.endRow();
      }
      List<FileEntry> entries = files.complete();
      files.publish();
      return List.copyOf(entries);
    }
  }
}
