package dev.parqueduct.io.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class FileScanTest {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message row {
            required int64 n; optional binary s (STRING); optional boolean b; required double d;
            optional int32 u (INTEGER(32, false)); required fixed_len_byte_array(9) p (DECIMAL(20, 2));
            optional fixed_len_byte_array(3) f;
          }""");

  @TempDir private Path folder;

  private WrittenFile write(Compression compression) {
    return WrittenFile.of(
        folder,
        SCHEMA,
        options -> options.compression(compression).rowGroupRows(4000).metadata(Map.of("a", "b")),
        writer -> {
          for (int i = 0; i < 10_000; i++) {
            byte[] text = ("text " + i * 31 % 5000).getBytes(StandardCharsets.UTF_8);
            writer.setLong(0, i * 0x9e37_79b9_7f4a_7c15L);
            set(writer, 1, i % 7 == 0, text, text.length);
            if (i % 3 == 0) {
              writer.setNull(2);
            } else {
              writer.setBoolean(2, i % 2 == 0);
            }
            writer.setDouble(3, i % 1000 / 8.0 - 60);
            writer.setInt(4, i << 20);
            byte[] decimal = new byte[9];
            decimal[0] = (byte) (i % 2 == 0 ? -1 : 0);
            decimal[8] = (byte) i;
            writer.setBinary(5, decimal, 0, 9);
            set(writer, 6, true, text, 3);
            writer.endRow();
          }
        });
  }

  private static void set(RowWriter writer, int column, boolean isNull, byte[] bytes, int length) {
    if (isNull) {
      writer.setNull(column);
    } else {
      writer.setBinary(column, bytes, 0, length);
    }
  }

  private static void readAll(FileScan scan) throws IOException {
    for (int group = 0; group < scan.rowGroups(); group++) {
      for (int column = 0; column < SCHEMA.getColumns().size(); column++) {
        ChunkScan chunk = scan.scan(group, column);
        int rows = 0;
        while (chunk.next()) {
          rows += chunk.page().rows();
        }
        assertThat(rows).isEqualTo(scan.rows(group));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Compression.class)
  void findsWhatTheWriterSummedUp(Compression compression) throws IOException {
    WrittenFile file = write(compression);
    try (FileScan scan = FileScan.open(new LocalInputFile(file.path()))) {
      readAll(scan);
      assertThat(scan.summary()).isEqualTo(file.summary());
      assertThat(scan.metadata()).containsEntry("a", "b");
      assertThat(scan.schema()).isEqualTo(SCHEMA);
    }
  }

  @Test
  void findsTheBoundsOfValuesThatAreTooLongForAFooter() throws IOException {
    byte[] text = "too long ".repeat(1000).getBytes(StandardCharsets.UTF_8);
    WrittenFile file =
        WrittenFile.of(
            folder,
            MessageTypeParser.parseMessageType("message row { optional binary s (STRING); }"),
            options -> options.rowGroupRows(2),
            writer -> {
              for (int length : new int[] {4095, 4096, 4097, text.length, 5, 63, 64, 65}) {
                set(writer, 0, length % 7 == 0, text, length);
                writer.endRow();
              }
            });
    try (FileScan scan = FileScan.open(new LocalInputFile(file.path()))) {
      for (int group = 0; group < scan.rowGroups(); group++) {
        ChunkScan chunk = scan.scan(group, 0);
        while (chunk.next()) {
          assertThat(chunk.page().rows()).isPositive();
        }
      }
      assertThat(scan.summary()).isEqualTo(file.summary());
    }
  }

  @Test
  void givesTheValues() throws IOException {
    WrittenFile file = write(Compression.ZSTD);
    try (FileScan scan = FileScan.open(new LocalInputFile(file.path()))) {
      ChunkScan chunk = scan.scan(0, 0);
      long row = 0;
      while (chunk.next()) {
        for (int i = 0; i < chunk.page().count(); i++) {
          assertThat(chunk.page().values().numbers()[i]).isEqualTo(row++ * 0x9e37_79b9_7f4a_7c15L);
        }
      }
      assertThat(row).isEqualTo(4000);
    }
  }

  @Test
  void refusesWhatIsNoParquetFile() throws IOException {
    WrittenFile file = write(Compression.ZSTD);
    byte[] bytes = file.bytes();
    for (int length : new int[] {0, 4, 11, bytes.length / 2, bytes.length - 1}) {
      Path cut = Files.write(folder.resolve("cut"), Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> FileScan.open(new LocalInputFile(cut)).close())
          .isInstanceOf(DamagedFileException.class);
    }
  }
}
