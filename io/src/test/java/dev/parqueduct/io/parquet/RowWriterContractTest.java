package dev.parqueduct.io.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers may rely on: refusals, aborted files, limits. */
class RowWriterContractTest {
  private static final MessageType TWO =
      MessageTypeParser.parseMessageType(
          "message m { required int32 id; optional binary name (STRING); }");

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private RowWriter writer(String schema) {
    return RowWriter.to(out, MessageTypeParser.parseMessageType(schema)).open();
  }

  @Test
  void aColumnWithoutValueIsNamed() {
    try (RowWriter writer = RowWriter.to(out, TWO).open()) {
      writer.setNull(1);
      assertThatThrownBy(writer::endRow)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("column id has no value in row 0");
    }
  }

  @Test
  void aRefusedValueLeavesTheRowAsItWas() throws IOException, SQLException {
    WrittenFile file =
        WrittenFile.of(
            folder,
            TWO,
            options -> options,
            writer -> {
              writer.setInt(0, 1);
              assertThatThrownBy(() -> writer.setInt(0, 2))
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessage("column id has a value already in row 0");
              assertThatThrownBy(() -> writer.setInt(1, 2))
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessage("column name is BINARY, not INT32");
              assertThatThrownBy(() -> writer.setBinary(0, new byte[0], 0, 0))
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessage("column id is INT32, not binary");
              assertThatThrownBy(() -> writer.setNull(0))
                  .isInstanceOf(IllegalStateException.class)
                  .hasMessage("column id is required");
              assertThatThrownBy(() -> writer.addNull(1, 0, 1))
                  .isInstanceOf(IllegalArgumentException.class)
                  .hasMessage("column name: definition level 1 is a value's");
              assertThatThrownBy(() -> writer.addNull(1, 1, 0))
                  .isInstanceOf(IllegalArgumentException.class)
                  .hasMessage("column name: repetition level 1 is not in 0..0");
              writer.setNull(1);
              writer.endRow();
            });
    assertThat(file.duckdb("select id, name is null from $file"))
        .containsExactly(List.of("1", "true"));
  }

  @Test
  void fixedLengthsAreChecked() {
    try (RowWriter writer = writer("message m { required fixed_len_byte_array(4) c; }")) {
      assertThatThrownBy(() -> writer.setBinary(0, new byte[5], 0, 5))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("column c takes values of 4 bytes, not 5");
    }
  }

  @Test
  void repeatedColumnsNeedLevels() {
    try (RowWriter writer = writer("message m { repeated int32 c; }")) {
      assertThatThrownBy(() -> writer.setInt(0, 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("column c is repeated");
      assertThatThrownBy(() -> writer.addInt(0, 1, 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("first value of a row");
    }
  }

  @Test
  void aRowThatHasNotEndedCannotBeFinished() {
    try (RowWriter writer = RowWriter.to(out, TWO).open()) {
      writer.setInt(0, 1);
      assertThatThrownBy(writer::finish)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("row 0 has begun but not ended");
    }
  }

  @Test
  void closingWithoutFinishLeavesNoFooter() throws IOException {
    Path path = folder.resolve("aborted.parquet");
    try (OutputStream file = Files.newOutputStream(path);
        RowWriter writer = RowWriter.to(file, TWO).rowGroupRows(10).open()) {
      for (int i = 0; i < 25; i++) {
        writer.setInt(0, i);
        writer.setNull(1);
        writer.endRow();
      }
    }
    assertThat(path).isNotEmptyFile();
    WrittenFile file = new WrittenFile(path, new Summary(0, 0, 0, List.of()));
    assertThatThrownBy(() -> file.duckdb("select * from $file")).isInstanceOf(SQLException.class);
    assertThatThrownBy(file::groups).isInstanceOf(RuntimeException.class);
  }

  @Test
  void aFileThatFailedCannotBeFinished() throws IOException {
    OutputStream full =
        new OutputStream() {
          private int left = 40;

          @Override
          public void write(int b) throws IOException {
            if (left-- <= 0) {
              throw new IOException("disk full");
            }
          }
        };
    try (RowWriter writer = RowWriter.to(full, TWO).rowGroupRows(2).open()) {
      writer.setInt(0, 1);
      writer.setNull(1);
      writer.endRow();
      writer.setInt(0, 2);
      writer.setNull(1);
      assertThatThrownBy(writer::endRow).isInstanceOf(IOException.class).hasMessage("disk full");
      assertThatThrownBy(writer::finish)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the file cannot be continued: it is failed");
    }
  }

  @Test
  void aFinishedFileIsFinished() throws IOException {
    try (RowWriter writer = RowWriter.to(out, TWO).open()) {
      writer.finish();
      assertThatThrownBy(writer::finish)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the file cannot be continued: it is finished");
    }
  }

  @Test
  void theStreamStaysOpen() throws IOException {
    OutputStream stream =
        new OutputStream() {
          @Override
          public void write(int b) {}

          @Override
          public void close() {
            throw new AssertionError("not the writer's to close");
          }
        };
    try (RowWriter writer = RowWriter.to(stream, TWO).open()) {
      writer.finish();
    }
  }

  @Test
  void aFileWithoutRowsHasItsSchema() throws SQLException {
    WrittenFile file = WrittenFile.of(folder, TWO, options -> options, writer -> {});
    assertThat(file.duckdb("select column_name, column_type from (describe select * from $file)"))
        .containsExactly(List.of("id", "INTEGER"), List.of("name", "VARCHAR"));
    assertThat(file.duckdb("select count(*) from $file")).containsExactly(List.of("0"));
  }

  @Test
  void metadataAndCreatorAreWritten() throws IOException, SQLException {
    WrittenFile file =
        WrittenFile.of(
            folder,
            TWO,
            options -> options.metadata(Map.of("z", "last", "a", "first", "m", "héllo")),
            writer -> {});
    assertThat(file.duckdb("select decode(key), decode(value) from parquet_kv_metadata($file)"))
        .containsExactly(List.of("a", "first"), List.of("m", "héllo"), List.of("z", "last"));
    try (ParquetFileReader reader = file.parquetJava()) {
      assertThat(reader.getFileMetaData().getCreatedBy())
          .isEqualTo("parqueduct version 1.0.0 (build 1)");
      assertThat(reader.getFileMetaData().getSchema()).isEqualTo(TWO);
    }
  }

  @Test
  void rowGroupsEndAtTheirRows() throws SQLException {
    WrittenFile file =
        WrittenFile.of(
            folder,
            TWO,
            options -> options.rowGroupRows(1500),
            writer -> {
              for (int i = 0; i < 4000; i++) {
                writer.setInt(0, i);
                writer.setNull(1);
                writer.endRow();
              }
            });
    assertThat(
            file.duckdb(
                "select distinct row_group_id, row_group_num_rows from parquet_metadata($file)"
                    + " order by 1"))
        .containsExactly(List.of("0", "1500"), List.of("1", "1500"), List.of("2", "1000"));
    assertThat(file.duckdb("select sum(id) from $file")).containsExactly(List.of("7998000"));
  }

  @Test
  void rowGroupsEndNearTheirBytes() throws IOException {
    long wanted = 2 << 20;
    Random random = new Random(5);
    WrittenFile file =
        WrittenFile.of(
            folder,
            TWO,
            options -> options.rowGroupBytes(wanted),
            writer -> {
              byte[] half = new byte[64];
              for (int i = 0; i < 200_000; i++) {
                random.nextBytes(half);
                for (int j = 0; j < 64; j++) {
                  half[j] = (byte) ('a' + (half[j] & 15));
                }
                writer.setInt(0, i);
                writer.setBinary(1, half, 0, 64);
                writer.endRow();
              }
            });
    try (ParquetFileReader reader = file.parquetJava()) {
      List<BlockMetaData> groups = reader.getFooter().getBlocks();
      assertThat(groups).hasSizeGreaterThan(3);
      assertThat(groups.subList(0, groups.size() - 1))
          .allSatisfy(
              group ->
                  assertThat(group.getCompressedSize())
                      .isBetween(wanted * 85 / 100, wanted * 11 / 10));
    }
  }

  @Test
  void bytesAreTheSameForTheSameRows() throws IOException {
    assertThat(sample()).isEqualTo(sample());
  }

  private static byte[] sample() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (RowWriter writer =
        RowWriter.to(bytes, TWO)
            .rowGroupBytes(1 << 18)
            .metadata(Map.of("a", "1", "b", "2", "c", "3"))
            .open()) {
      Random random = new Random(1);
      for (int i = 0; i < 100_000; i++) {
        writer.setInt(0, random.nextInt());
        RowWriterTest.text(writer, 1, "name " + random.nextInt(i + 1));
        writer.endRow();
      }
      writer.finish();
    }
    return bytes.toByteArray();
  }

  @Test
  void optionsOutOfRangeAreRefused() {
    RowWriterBuilder builder = RowWriter.to(out, TWO);
    assertThatThrownBy(() -> builder.pageBytes(10))
        .hasMessage("pageBytes must be in 1024..268435456, not 10");
    assertThatThrownBy(() -> builder.rowGroupBytes(0))
        .hasMessage("rowGroupBytes must be positive, not 0");
    assertThatThrownBy(() -> builder.rowGroupRows(0))
        .hasMessage("rowGroupRows must be positive, not 0");
    assertThatThrownBy(() -> writer("message m { required int96 t; }"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("column t is INT96");
  }
}
