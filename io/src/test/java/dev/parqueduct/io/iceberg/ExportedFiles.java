package dev.parqueduct.io.iceberg;

import dev.parqueduct.io.export.FileSettings;
import dev.parqueduct.io.export.TableLayout;
import dev.parqueduct.io.export.UnitExport;
import dev.parqueduct.io.export.UnitExporter;
import dev.parqueduct.io.export.UnitFiles;
import dev.parqueduct.io.export.UnitOutcome;
import dev.parqueduct.io.export.UnitOutput;
import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.SourceEntry;
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
    UnitExport<Long> unitOfRows =
        new UnitExport<>() {
          @Override
          public String id(Long count) {
            return unit;
          }

          @Override
          public UnitOutcome export(Long count, UnitOutput files) throws IOException {
            UnitFiles table =
                files.table(
                    TableLayout.of(
                        MessageTypeParser.parseMessageType(schema),
                        file -> "db/t/" + file.unit() + "-" + file.number() + ".parquet"));
            for (long row = 0; row < count; row++) {
              content.set(table.row(), row);
              table.endRow();
            }
            return UnitOutcome.of(new SourceEntry("test", 1), count);
          }
        };
    return new UnitExporter(
            ObjectStore.create(),
            output,
            new FileSettings(Compression.ZSTD, 1 << 20, 4, 10, Map.of()),
            UnitProgress.NONE)
        .export(unitOfRows, rows)
        .files();
  }
}
