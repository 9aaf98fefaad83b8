package dev.parqueduct.io.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ColumnRewriteTest {
  private static final int ROWS = 30_000;
  private static final String[] CLASSES = {"MALWARE", "SUSPICIOUS", "UNKNOWN"};

  @TempDir Path folder;

  private static MessageType schema() {
    return Types.buildMessage()
        .addField(
            Types.required(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named("id"))
        .addField(Types.optional(PrimitiveTypeName.INT32).named("total"))
        .addField(
            Types.optional(PrimitiveTypeName.BINARY)
                .as(LogicalTypeAnnotation.stringType())
                .named("kind"))
        .addField(Types.optional(PrimitiveTypeName.INT64).named("number"))
        .named("row");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A third of the rows has the kind OLD, the rest none. */
  private Path write(Compression compression) throws IOException {
    Path file = folder.resolve("old.parquet");
    try (OutputStream out = Files.newOutputStream(file);
        RowWriter writer =
            RowWriter.to(out, schema())
                .compression(compression)
                .rowGroupRows(7_000)
                .pageBytes(8 << 10)
                .metadata(Map.of("origin", "a test", "other", "kept"))
                .open()) {
      for (int i = 0; i < ROWS; i++) {
        byte[] id = utf8(String.format("%08x-%d", i * 0x9e3779b9, i));
        writer.setBinary(0, id, 0, id.length);
        if (i % 5 == 0) {
          writer.setNull(1);
        } else {
          writer.setInt(1, i % 97);
        }
        if (i % 3 == 0) {
          writer.setBinary(2, utf8("OLD"), 0, 3);
        } else {
          writer.setNull(2);
        }
        writer.setLong(3, (long) i * i);
        writer.endRow();
      }
      Summary unused = writer.finish();
    }
    return file;
  }

  /** Every second row gets a kind. */
  private static byte[] kind(int group, int row) {
    int number = group * 7_000 + row;
    return number % 2 == 0 ? utf8(CLASSES[number % CLASSES.length]) : null;
  }

  private Path rewrite(Path old, int column, ColumnReplacement replacement) throws IOException {
    Path file = folder.resolve("new.parquet");
    RewrittenFile expected;
    try (FileScan source = open(old);
        OutputStream out = Files.newOutputStream(file)) {
      expected = ColumnRewrite.write(source, column, replacement, out);
    }
    try (FileScan written = open(file)) {
      expected.verify(written);
    }
    assertThat(expected.bytes()).isEqualTo(Files.size(file));
    return file;
  }

  private static FileScan open(Path file) throws IOException {
    return FileScan.open(new ChannelInput(FileChannel.open(file)));
  }

  private static String query(String sql) throws SQLException {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      assertThat(result.next()).isTrue();
      return result.getString(1);
    }
  }

  private static String kindsBySql() {
    return "CASE WHEN number % 2 = 0 THEN ['MALWARE', 'SUSPICIOUS', 'UNKNOWN'][1 + number % 3]"
        + " WHEN number % 3 = 0 THEN 'OLD' END";
  }

  @ParameterizedTest
  @EnumSource(names = {"ZSTD", "SNAPPY", "NONE"})
  void duckDbReadsTheNewValuesAndTheSameRest(Compression compression) throws Exception {
    Path old = write(compression);

    Path changed = rewrite(old, 2, ColumnRewriteTest::kind);

    String both = " FROM '" + old + "' o POSITIONAL JOIN '" + changed + "' n";
    assertThat(query("SELECT count(*)" + both)).isEqualTo(String.valueOf(ROWS));
    assertThat(
            query(
                "SELECT count(*)"
                    + both
                    + " WHERE o.id != n.id OR o.total IS DISTINCT FROM n.total"
                    + " OR o.number != n.number"))
        .isEqualTo("0");
    assertThat(
            query(
                "SELECT count(*) FROM (SELECT kind, CAST(sqrt(number) AS BIGINT) AS number FROM '"
                    + changed
                    + "') WHERE kind IS DISTINCT FROM "
                    + kindsBySql()))
        .isEqualTo("0");
    // Statistics and indexes lead to the same rows.
    assertThat(query("SELECT count(*) FROM '" + changed + "' WHERE kind = 'SUSPICIOUS'"))
        .isEqualTo("5000");
    assertThat(query("SELECT total FROM '" + changed + "' WHERE number = 400000000"))
        .isEqualTo(query("SELECT total FROM '" + old + "' WHERE number = 400000000"));
  }

  @Test
  void rowGroupsMetadataAndThePagesOfOtherColumnsStay() throws Exception {
    Path old = write(Compression.ZSTD);
    Path changed = rewrite(old, 2, ColumnRewriteTest::kind);

    try (ParquetFileReader before = reader(old);
        ParquetFileReader after = reader(changed)) {
      assertThat(after.getFileMetaData().getKeyValueMetaData())
          .isEqualTo(before.getFileMetaData().getKeyValueMetaData());
      assertThat(after.getFileMetaData().getSchema())
          .isEqualTo(before.getFileMetaData().getSchema());
      assertThat(after.getFileMetaData().getCreatedBy())
          .isEqualTo(before.getFileMetaData().getCreatedBy());
      assertThat(after.getRowGroups()).hasSameSizeAs(before.getRowGroups());
      for (int group = 0; group < after.getRowGroups().size(); group++) {
        BlockMetaData was = before.getRowGroups().get(group);
        BlockMetaData is = after.getRowGroups().get(group);
        assertThat(is.getRowCount()).isEqualTo(was.getRowCount());
        for (int column : new int[] {0, 1, 3}) {
          ColumnChunkMetaData wasChunk = was.getColumns().get(column);
          ColumnChunkMetaData isChunk = is.getColumns().get(column);
          assertThat(bytes(changed, isChunk)).isEqualTo(bytes(old, wasChunk));
          assertThat(isChunk.getStatistics()).isEqualTo(wasChunk.getStatistics());
          assertThat(after.readColumnIndex(isChunk).toString())
              .isEqualTo(before.readColumnIndex(wasChunk).toString());
          assertThat(lastPage(after, isChunk)).isEqualTo(lastPage(before, wasChunk));
        }
      }
    }
  }

  /** Where the last page begins in its chunk. */
  private static long lastPage(ParquetFileReader file, ColumnChunkMetaData chunk)
      throws IOException {
    OffsetIndex pages = file.readOffsetIndex(chunk);
    return pages.getOffset(pages.getPageCount() - 1) - chunk.getStartingPos();
  }

  private static byte[] bytes(Path file, ColumnChunkMetaData chunk) throws IOException {
    byte[] all = Files.readAllBytes(file);
    int from = (int) chunk.getStartingPos();
    return java.util.Arrays.copyOfRange(all, from, from + (int) chunk.getTotalSize());
  }

  private static ParquetFileReader reader(Path file) throws IOException {
    return ParquetFileReader.open(
        HadoopInputFile.fromPath(new org.apache.hadoop.fs.Path(file.toUri()), new Configuration()));
  }

  @Test
  void filesOfOtherWritersKeepTheirBloomFilters() throws Exception {
    Path old = folder.resolve("duck.parquet");
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement()) {
      boolean unused =
          statement.execute(
              "COPY (SELECT i AS number, 'key-' || (i % 500) AS id, i % 7 AS total,"
                  + " CASE WHEN i % 3 = 0 THEN 'OLD' END AS kind FROM range(20000) t(i)) TO '"
                  + old
                  + "' (FORMAT parquet, ROW_GROUP_SIZE 6144)");
    }
    assertThat(query(bloomFilters(old))).isNotEqualTo("0");

    Path changed = rewrite(old, 3, (group, row) -> row % 2 == 0 ? utf8(CLASSES[row % 3]) : null);

    assertThat(query(bloomFilters(changed))).isEqualTo(query(bloomFilters(old)));
    assertThat(query("SELECT count(*) FROM '" + changed + "' WHERE id = 'key-77'")).isEqualTo("40");
    assertThat(query("SELECT count(*) FROM '" + changed + "' WHERE id = 'key-x'")).isEqualTo("0");
    assertThat(query("SELECT string_agg(DISTINCT kind, ' ' ORDER BY kind) FROM '" + changed + "'"))
        .isEqualTo("MALWARE OLD SUSPICIOUS UNKNOWN");
    // parquet-java reads it to its end.
    try (ParquetReader<Group> rows =
        ParquetReader.builder(
                new GroupReadSupport(), new org.apache.hadoop.fs.Path(changed.toUri()))
            .build()) {
      int count = 0;
      while (rows.read() != null) {
        count++;
      }
      assertThat(count).isEqualTo(20_000);
    }
  }

  private static String bloomFilters(Path file) {
    return "SELECT count(bloom_filter_offset) FROM parquet_metadata('"
        + file
        + "') WHERE path_in_schema != 'kind'";
  }

  @Test
  void damageInAColumnThatIsOnlyCopiedIsNoticed() throws Exception {
    Path old = write(Compression.ZSTD);
    byte[] bytes = Files.readAllBytes(old);
    bytes[1000] ^= 1;
    Files.write(old, bytes);

    try (FileScan source = open(old)) {
      assertThatThrownBy(
              () ->
                  ColumnRewrite.write(
                      source, 2, ColumnRewriteTest::kind, new ByteArrayOutputStream()))
          .isInstanceOf(DamagedFileException.class)
          .hasMessageContaining("column id");
    }
  }

  @Test
  void aCopyThatDiffersDoesNotPass() throws Exception {
    Path old = write(Compression.NONE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RewrittenFile expected;
    try (FileScan source = open(old)) {
      expected = ColumnRewrite.write(source, 2, ColumnRewriteTest::kind, out);
    }
    Path changed = folder.resolve("changed.parquet");
    byte[] bytes = out.toByteArray();
    bytes[1000] ^= 1;
    Files.write(changed, bytes);
    try (FileScan file = open(changed)) {
      assertThatThrownBy(() -> expected.verify(file))
          .isInstanceOf(DamagedFileException.class)
          .hasMessageContaining("row group 0, column id: the copy differs");
    }
    ByteArrayOutputStream other = new ByteArrayOutputStream();
    try (FileScan source = open(old)) {
      RewrittenFile unused = ColumnRewrite.write(source, 2, (group, row) -> utf8("UNKNOWN"), other);
    }
    Files.write(changed, other.toByteArray());
    try (FileScan file = open(changed)) {
      assertThatThrownBy(() -> expected.verify(file)).isInstanceOf(DamagedFileException.class);
    }
  }
}
