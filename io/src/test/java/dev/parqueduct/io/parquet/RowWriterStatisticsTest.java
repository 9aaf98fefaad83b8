package dev.parqueduct.io.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterApi;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.internal.column.columnindex.BoundaryOrder;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statistics and page indexes, as parquet-java and DuckDB understand them. */
class RowWriterStatisticsTest {
  @TempDir Path folder;

  /** Writes one column; null stands for null. */
  private <T> WrittenFile column(String type, List<T> values, Setter<T> setter) {
    return WrittenFile.of(
        folder,
        "message m { optional " + type + "; }",
        writer -> {
          for (T value : values) {
            if (value == null) {
              writer.setNull(0);
            } else {
              setter.set(writer, value);
            }
            writer.endRow();
          }
        });
  }

  private interface Setter<T> {
    void set(RowWriter writer, T value);
  }

  private static void bytes(RowWriter writer, byte[] bytes) {
    writer.setBinary(0, bytes, 0, bytes.length);
  }

  private static ColumnChunkMetaData chunk(WrittenFile file) throws IOException {
    try (ParquetFileReader reader = file.parquetJava()) {
      return reader.getFooter().getBlocks().get(0).getColumns().get(0);
    }
  }

  private static ColumnIndex columnIndex(WrittenFile file) throws IOException {
    try (ParquetFileReader reader = file.parquetJava()) {
      return reader.readColumnIndex(reader.getFooter().getBlocks().get(0).getColumns().get(0));
    }
  }

  private static String minMax(WrittenFile file) throws IOException {
    Statistics<?> statistics = chunk(file).getStatistics();
    assertThat(statistics.hasNonNullValue()).isTrue();
    return statistics.minAsString() + " " + statistics.maxAsString();
  }

  @Test
  void signedIntegersOrderAsNumbers() throws IOException {
    WrittenFile file = column("int32 c", Arrays.asList(3, -5, null, 0), (w, v) -> w.setInt(0, v));
    assertThat(minMax(file)).isEqualTo("-5 3");
    assertThat(chunk(file).getStatistics().getNumNulls()).isEqualTo(1);
  }

  @Test
  void unsignedIntegersOrderAsNumbers() throws IOException {
    assertThat(
            minMax(
                column("int32 c (INTEGER(32,false))", List.of(1, -1, 7), (w, v) -> w.setInt(0, v))))
        .isEqualTo("1 4294967295");
    assertThat(
            minMax(
                column(
                    "int64 c (INTEGER(64,false))",
                    List.of(1L, -1L, 7L),
                    (w, v) -> w.setLong(0, v))))
        .isEqualTo("1 18446744073709551615");
  }

  @Test
  void zerosWidenToBothSigns() throws IOException, SQLException {
    WrittenFile file = column("double c", List.of(0.0, 1.0), (w, v) -> w.setDouble(0, v));
    assertThat(minMax(file)).isEqualTo("-0.0 1.0");
    assertThat(minMax(column("float c", List.of(-0f, -1f), (w, v) -> w.setFloat(0, v))))
        .isEqualTo("-1.0 0.0");
    assertThat(file.duckdb("select count(*) from $file where c = 0")).containsExactly(List.of("1"));
  }

  @Test
  void aNaNLeavesNoBounds() throws IOException, SQLException {
    WrittenFile file =
        column("double c", List.of(1.0, Double.NaN, 2.0), (w, v) -> w.setDouble(0, v));
    assertThat(chunk(file).getStatistics().hasNonNullValue()).isFalse();
    assertThat(columnIndex(file)).isNull();
    assertThat(file.summary().columns().get(0).min()).isEmpty();
    assertThat(file.duckdb("select count(*) from $file where c > 1.5"))
        .containsExactly(List.of("2"));
  }

  @Test
  void decimalsInBytesOrderAsNumbers() throws IOException, SQLException {
    WrittenFile file =
        column(
            "binary c (DECIMAL(20,2))",
            List.of(-30000, 5, 129, -1, 70000),
            (w, v) -> bytes(w, BigInteger.valueOf(v).toByteArray()));
    assertThat(minMax(file)).isEqualTo("-300.00 700.00");
    assertThat(file.duckdb("select min(c), max(c) from $file"))
        .containsExactly(List.of("-300.00", "700.00"));
    WrittenFile fixed =
        column(
            "fixed_len_byte_array(2) c (DECIMAL(4,0))",
            List.of(-300, 5, 129, -1, 700),
            (w, v) -> bytes(w, new byte[] {(byte) (v >> 8), v.byteValue()}));
    assertThat(minMax(fixed)).isEqualTo("-300 700");
    assertThat(fixed.duckdb("select c from $file where c < -5")).containsExactly(List.of("-300"));
  }

  @Test
  void textOrdersAsUnsignedBytes() throws IOException {
    WrittenFile file =
        column(
            "binary c (STRING)",
            List.of("z", "é", "", "abc"),
            (w, v) -> RowWriterTest.text(w, 0, v));
    assertThat(minMax(file)).isEqualTo(" é");
    assertThat(file.summary().columns().get(0).max()).contains(Binary.fromString("é"));
  }

  @Test
  void longBoundsAreShortened() throws IOException, SQLException {
    WrittenFile file =
        column(
            "binary c (STRING)",
            List.of("b".repeat(5000), "é".repeat(5000), "c".repeat(500)),
            (w, v) -> RowWriterTest.text(w, 0, v));
    assertThat(minMax(file)).isEqualTo("b".repeat(64) + " " + "é".repeat(31) + "ê");
    assertThat(file.duckdb("select min_is_exact, max_is_exact from parquet_metadata($file)"))
        .containsExactly(List.of("false", "false"));
    assertThat(file.duckdb("select count(*) from $file where c = repeat('é', 5000)"))
        .containsExactly(List.of("1"));
    assertThat(columnIndex(file).getMaxValues().get(0).remaining()).isEqualTo(64);
  }

  @Test
  void boundsThatCannotBeShortenedAreLeftOut() throws IOException {
    byte[] greatest = new byte[5000];
    Arrays.fill(greatest, (byte) 0xff);
    WrittenFile file = column("binary c", List.of(greatest), RowWriterStatisticsTest::bytes);
    assertThat(chunk(file).getStatistics().hasNonNullValue()).isFalse();
    assertThat(columnIndex(file)).isNull();
    assertThat(file.groups().get(0).getBinary(0, 0).getBytes()).isEqualTo(greatest);
  }

  @Test
  void nullsAloneHaveCountsOnly() throws IOException, SQLException {
    WrittenFile file =
        column("int64 c", Arrays.<Long>asList(null, null, null), (w, v) -> w.setLong(0, v));
    assertThat(chunk(file).getStatistics().getNumNulls()).isEqualTo(3);
    assertThat(columnIndex(file).getNullPages()).containsExactly(true);
    assertThat(file.summary().columns())
        .containsExactly(new ColumnSummary("c", 3, Optional.empty(), Optional.empty()));
    assertThat(file.duckdb("select count(*), count(c) from $file"))
        .containsExactly(List.of("3", "0"));
  }

  @Test
  void pagesAreFoundByTheirIndex() throws IOException, SQLException {
    int rows = 200_000;
    WrittenFile file =
        WrittenFile.of(
            folder,
            MessageTypeParser.parseMessageType("message m { optional int64 c; }"),
            options -> options.pageBytes(8192).rowGroupBytes(1 << 20),
            writer -> {
              for (int i = 0; i < rows; i++) {
                if (i >= 5000 && i < 180_000) {
                  writer.setNull(0);
                } else {
                  writer.setLong(0, i * 3L);
                }
                writer.endRow();
              }
            });
    ColumnIndex index = columnIndex(file);
    assertThat(index.getBoundaryOrder()).isEqualTo(BoundaryOrder.ASCENDING);
    assertThat(index.getNullPages()).contains(true);
    assertThat(index.getNullCounts().stream().mapToLong(Long::longValue).sum()).isEqualTo(175_000);
    try (ParquetFileReader reader = file.parquetJava()) {
      OffsetIndex offsets =
          reader.readOffsetIndex(reader.getFooter().getBlocks().get(0).getColumns().get(0));
      assertThat(offsets.getPageCount()).isEqualTo(index.getNullPages().size()).isGreaterThan(10);
      for (int page = 0; page < offsets.getPageCount(); page++) {
        if (!index.getNullPages().get(page)) {
          long first = index.getMinValues().get(page).order(ByteOrder.LITTLE_ENDIAN).getLong();
          long last = index.getMaxValues().get(page).order(ByteOrder.LITTLE_ENDIAN).getLong();
          assertThat(first).isBetween(offsets.getFirstRowIndex(page) * 3, last);
          assertThat(last).isLessThanOrEqualTo(offsets.getLastRowIndex(page, rows) * 3);
        }
      }
    }
    assertThat(file.duckdb("select c from $file where c between 570000 and 570005"))
        .containsExactly(List.of("570000"), List.of("570003"));
  }

  @Test
  void parquetJavaSkipsPagesByTheIndex() throws IOException {
    WrittenFile file =
        WrittenFile.of(
            folder,
            MessageTypeParser.parseMessageType(
                "message m { required int64 c; required binary s (STRING); }"),
            options -> options.pageBytes(8192),
            writer -> {
              for (int i = 0; i < 50_000; i++) {
                writer.setLong(0, i);
                RowWriterTest.text(writer, 1, "text " + i % 100);
                writer.endRow();
              }
            });
    ParquetReadOptions options =
        ParquetReadOptions.builder()
            .usePageChecksumVerification()
            .withRecordFilter(FilterCompat.get(FilterApi.eq(FilterApi.longColumn("c"), 41_234L)))
            .build();
    try (ParquetFileReader reader =
        ParquetFileReader.open(new LocalInputFile(file.path()), options)) {
      assertThat(reader.readNextFilteredRowGroup().getRowCount()).isBetween(1L, 4000L);
    }
  }

  @Test
  void valuesOfAllRowGroupsAreSummedUp() {
    WrittenFile file =
        WrittenFile.of(
            folder,
            MessageTypeParser.parseMessageType("message m { optional binary c (STRING); }"),
            (UnaryOperator<RowWriterBuilder>) options -> options.rowGroupRows(2),
            writer -> {
              for (String value : Arrays.asList("m", null, "z", "b", null, null, "c")) {
                if (value == null) {
                  writer.setNull(0);
                } else {
                  RowWriterTest.text(writer, 0, value);
                }
                writer.endRow();
              }
            });
    assertThat(file.summary().rowGroups()).isEqualTo(4);
    assertThat(file.summary().columns())
        .containsExactly(
            new ColumnSummary(
                "c", 3, Optional.of(Binary.fromString("b")), Optional.of(Binary.fromString("z"))));
  }
}
