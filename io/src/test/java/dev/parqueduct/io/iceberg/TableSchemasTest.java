package dev.parqueduct.io.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.iceberg.Schema;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.IcebergGenerics;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.expressions.Expressions;
import org.apache.iceberg.hadoop.HadoopTables;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Types;
import org.apache.parquet.schema.MessageTypeParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableSchemasTest {
  @TempDir Path folder;
  private String output;
  private IcebergTables tables;

  @BeforeEach
  void begin() {
    output = folder.resolve("out").toString();
    tables = IcebergTables.in(folder.resolve("warehouse").toString(), ObjectStore.create());
  }

  private static IcebergTarget target(String columns) {
    return new IcebergTarget("db", "t", "message m { " + columns + " }");
  }

  private void export(String unit, String columns, ExportedFiles.Row row) throws IOException {
    IcebergTarget target = target(columns);
    List<FileEntry> files = ExportedFiles.export(output, unit, target.schema(), 1, row);
    assertThat(tables.commit(target, output, files, Map.of()).addedFiles()).isEqualTo(1);
  }

  private Table table() {
    return new HadoopTables(new Configuration()).load(tables.location(target("required int32 x;")));
  }

  private List<Record> rows() throws IOException {
    try (CloseableIterable<Record> rows = IcebergGenerics.read(table()).build()) {
      List<Record> all = new ArrayList<>();
      rows.forEach(all::add);
      return all;
    }
  }

  private static Schema convert(String columns) {
    return TableSchemas.of(
        MessageTypeParser.parseMessageType("message m { " + columns + " }"), "db.t");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "required int64 a (INTEGER(64,false))|DECIMAL",
        "required int32 a (INTEGER(32,false))|INT64",
        "required int64 a (TIMESTAMP(NANOS,true))|TIMESTAMP_MICROS",
        "required int64 a (TIMESTAMP(MILLIS,false))|TIMESTAMP_MICROS",
        "required int32 a (TIME(MILLIS,true))|TIME_MICROS",
        "required fixed_len_byte_array(17) a (DECIMAL(39,2))|string",
        "required fixed_len_byte_array(16) a (UUID)|string",
        "required int64 a = 4|field ids",
      })
  void whatIcebergHasNoTypeForIsRefused(String column, String remedy) {
    assertThatThrownBy(() -> convert(column + ";"))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining(remedy)
        .hasMessageContaining("db.t");
  }

  @Test
  void newColumnsAreAdded() throws IOException {
    export("a", "required int32 x;", (out, row) -> out.setInt(0, 1));
    export(
        "b",
        "required int32 x; required binary y (STRING);",
        (out, row) -> {
          out.setInt(0, 2);
          out.setBinary(1, "two".getBytes(UTF_8), 0, 3);
        });

    assertThat(rows())
        .extracting(row -> row.getField("x"), row -> row.getField("y"))
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(1, null),
            org.assertj.core.groups.Tuple.tuple(2, "two"));
  }

  @Test
  void columnsThatFilesLackBecomeOptional() throws IOException {
    export(
        "a",
        "required int32 x; required int32 y;",
        (out, row) -> {
          out.setInt(0, 1);
          out.setInt(1, 10);
        });
    export("b", "required int32 x;", (out, row) -> out.setInt(0, 2));

    assertThat(table().schema().findField("y").isOptional()).isTrue();
    assertThat(rows()).extracting(row -> row.getField("y")).containsExactlyInAnyOrder(10, null);
  }

  @Test
  void integersWiden() throws IOException {
    export("a", "required int32 x;", (out, row) -> out.setInt(0, -1));
    export("b", "optional int64 x;", (out, row) -> out.setLong(0, 1L << 40));
    export("c", "required int32 x;", (out, row) -> out.setInt(0, 3));

    assertThat(table().schema().findType("x")).isEqualTo(Types.LongType.get());
    assertThat(rows())
        .extracting(row -> row.getField("x"))
        .containsExactlyInAnyOrder(-1L, 1L << 40, 3L);
  }

  @Test
  void aColumnOfAnotherTypeIsRefused() throws IOException {
    export("a", "required int32 x;", (out, row) -> out.setInt(0, -1));

    assertThatThrownBy(() -> export("b", "required double x;", (out, row) -> out.setDouble(0, 1)))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("db.t")
        .hasMessageContaining("x");
    assertThat(rows()).hasSize(1);
  }

  @Test
  void theTypesOfExportsAreReadRight() throws IOException {
    byte[] decimal = new byte[16];
    decimal[15] = 123;
    export(
        "a",
        """
        required int32 i8 (INTEGER(8,true)); required int32 u16 (INTEGER(16,false));
        required int64 at (TIMESTAMP(MICROS,true)); required int32 day (DATE);
        required int64 time (TIME(MICROS,false)); required int64 d18 (DECIMAL(18,2));
        required fixed_len_byte_array(16) d38 (DECIMAL(38,2)); required binary j (JSON);
        required binary e (ENUM); required binary b; required boolean f; required double d;
        required binary "a.b" (STRING);
        """
            .replace("\"", ""),
        (out, row) -> {
          out.setInt(0, -8);
          out.setInt(1, 65_535);
          out.setLong(2, 1_000_001L);
          out.setInt(3, 1);
          out.setLong(4, 1_000_000L);
          out.setLong(5, -12_345L);
          out.setBinary(6, decimal, 0, 16);
          out.setBinary(7, "{}".getBytes(UTF_8), 0, 2);
          out.setBinary(8, "red".getBytes(UTF_8), 0, 3);
          out.setBinary(9, new byte[] {(byte) 0xff, 0}, 0, 2);
          out.setBoolean(10, true);
          out.setDouble(11, 1.5);
          out.setBinary(12, "dot".getBytes(UTF_8), 0, 3);
        });

    Record row = rows().get(0);
    assertThat(row.getField("i8")).isEqualTo(-8);
    assertThat(row.getField("u16")).isEqualTo(65_535);
    assertThat(row.getField("at")).hasToString("1970-01-01T00:00:01.000001Z");
    assertThat(row.getField("day")).hasToString("1970-01-02");
    assertThat(row.getField("time")).hasToString("00:00:01");
    assertThat(row.getField("d18")).isEqualTo(new BigDecimal("-123.45"));
    assertThat(row.getField("d38")).isEqualTo(new BigDecimal("1.23"));
    assertThat(row.getField("j")).isEqualTo("{}");
    assertThat(row.getField("e")).isEqualTo("red");
    assertThat(row.getField("f")).isEqualTo(true);
    assertThat(row.getField("d")).isEqualTo(1.5);
    assertThat(row.getField("a.b")).isEqualTo("dot");
    try (CloseableIterable<Record> found =
        IcebergGenerics.read(table())
            .where(
                Expressions.and(
                    Expressions.equal("d38", new BigDecimal("1.23")),
                    Expressions.equal("u16", 65_535),
                    Expressions.equal("d18", new BigDecimal("-123.45"))))
            .build()) {
      assertThat(found).hasSize(1);
    }
  }
}
