package dev.parqueduct.pipelines.validateparquet;

import dev.parqueduct.io.ledger.ColumnEntry;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.RunShape;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.parquet.Summary;
import dev.parqueduct.io.report.Balance;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** An archive of one table: files of a hundred rows each, a minute apart, and their ledger. */
final class Archive {
  static final String TABLE = "public.items_11_2026";
  static final int ROWS = 100;
  private static final long START = Instant.parse("2026-11-01T00:00:00.250Z").toEpochMilli();
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message items {
            required binary data_item_id;
            required int64 uploaded_date (TIMESTAMP(MICROS,false));
            optional binary content_type (STRING);
            optional int32 block_height;
          }
          """);

  private final Path root;
  private final List<FileEntry> entries = new ArrayList<>();

  /**
   * A row; its number decides all of it.
   *
   * @param height of the block, null for none
   */
  record Row(int number, Integer height) {
    static Row of(int number) {
      return new Row(number, number % 7 == 0 ? null : number);
    }

    long micros() {
      return START * 1000 + number * 600_000L;
    }

    byte[] id() {
      byte[] id = new byte[32];
      for (int i = 0; i < id.length; i++) {
        id[i] = (byte) (number * 31 + i * 17);
      }
      return id;
    }
  }

  Archive(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /** The name that rows make. */
  static String name(List<Row> rows) {
    Row first = rows.get(0);
    Row last = rows.get(rows.size() - 1);
    return String.format(
        "perm_items_%s_%s-%s_rows-%d.parquet", TABLE, point(first), point(last), rows.size());
  }

  private static String point(Row row) {
    return NAME.format(Instant.ofEpochMilli(row.micros() / 1000))
        + "_"
        + Base64.getUrlEncoder().withoutPadding().encodeToString(row.id()).substring(0, 8);
  }

  static List<Row> rows(int file) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      rows.add(Row.of(file * ROWS + i));
    }
    return rows;
  }

  /** Writes a file of consecutive rows under the name that they make. */
  Path write(List<Row> rows) throws IOException {
    return write(name(rows), rows);
  }

  Path write(String name, List<Row> rows) throws IOException {
    Path path = root.resolve(name);
    Files.createDirectories(root);
    Summary summary = writeTo(path, rows);
    entries.add(entry(name, Files.readAllBytes(path), summary));
    return path;
  }

  /** Replaces the content of a file, without a word to the ledger. */
  static void replace(Path path, List<Row> rows) throws IOException {
    Summary unused = writeTo(path, rows);
  }

  private static Summary writeTo(Path path, List<Row> rows) throws IOException {
    try (OutputStream out = Files.newOutputStream(path);
        RowWriter writer = RowWriter.to(out, SCHEMA).rowGroupRows(40).open()) {
      for (Row row : rows) {
        writer.setBinary(0, row.id(), 0, 32);
        writer.setLong(1, row.micros());
        byte[] type = ("type/" + row.number() % 3).getBytes(StandardCharsets.UTF_8);
        writer.setBinary(2, type, 0, type.length);
        if (row.height() == null) {
          writer.setNull(3);
        } else {
          writer.setInt(3, row.height());
        }
        writer.endRow();
      }
      return writer.finish();
    }
  }

  private static FileEntry entry(String name, byte[] content, Summary summary) {
    CRC32C crc = new CRC32C();
    crc.update(content);
    return new FileEntry(
            name, summary.rows(), content.length, String.format("%08x", crc.getValue()))
        .withColumns(
            summary.columns().stream()
                .map(
                    column ->
                        new ColumnEntry(
                            column.path(),
                            column.nulls(),
                            column.min().map(Archive::hex).orElse(null),
                            column.max().map(Archive::hex).orElse(null)))
                .toList());
  }

  private static String hex(Binary bound) {
    return HexFormat.of().formatHex(bound.getBytes());
  }

  /** Writes the ledger of the files so far, a unit each. */
  void writeLedger() throws IOException {
    Ledger ledger = Ledger.of(root.toString(), ObjectStore.create());
    ledger.begin(new RunShape("export-postgres", Map.of()));
    for (int i = 0; i < entries.size(); i++) {
      FileEntry file = entries.get(i);
      ledger.commit(
          new UnitEntry(
              "items-" + i,
              List.of(),
              List.of(file),
              List.of(),
              List.of(),
              new Balance(file.rows(), 0, 0, 0, Map.of()).withWritten(file.rows()),
              Map.of(),
              Map.of()));
    }
  }
}
