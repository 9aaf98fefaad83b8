package dev.parqueduct.io.postgres.hash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.parquet.Shredder;
import dev.parqueduct.io.parquet.Summary;
import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.PgColumn.Conversion;
import dev.parqueduct.io.postgres.PgType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fingerprints of files against the server's of the rows in them, type by type. */
final class ParquetFingerprintTest {
  private static final int ROWS = 500;
  private static final HashScheme RECORD = new HashScheme(HashMethod.RECORD, 2);
  private static final HashScheme TEXT_CHAIN = new HashScheme(HashMethod.TEXT_CHAIN, 1);

  @TempDir private Path folder;
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = Server.connect();
    Server.execute(connection, NestedSamples.TYPES);
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  static List<TypeSample> samples() {
    return TypeSample.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void findsInFilesWhatTheServerHas(TypeSample all) throws Exception {
    assumeThat(Server.majorVersion(connection)).isGreaterThanOrEqualTo(14);
    TypeSample sample = all.on(Server.majorVersion(connection));
    Server.execute(connection, sample.createTable("t", ROWS));
    if (sample.type() instanceof PgType.Array) {
      Server.execute(
          connection, "DELETE FROM t WHERE array_dims(x) NOT LIKE '[1:%' OR array_ndims(x) > 1");
    }
    List<PgColumn> columns = List.of(new PgColumn("x", sample.type(), false, Conversion.NONE));
    MessageType schema = new MessageType("row", GroupMaker.type("x", sample.type()));
    List<Group> rows = rows(sample, schema);
    Map<String, String> metadata = Map.of(ParquetFingerprint.COLUMNS_KEY, json(columns));

    Path ours = folder.resolve("ours.parquet");
    Summary written = write(ours, schema, metadata, rows);
    FileFingerprint read = ParquetFingerprint.of(new LocalInputFile(ours), RECORD);
    assertThat(read.fingerprint()).isEqualTo(server(columns, RECORD));
    assertThat(read.summary()).isEqualTo(written);
    assertThat(ParquetFingerprint.of(new LocalInputFile(ours), TEXT_CHAIN).fingerprint())
        .isEqualTo(server(columns, TEXT_CHAIN));

    for (WriterVersion version : WriterVersion.values()) {
      Path theirs = folder.resolve(version + ".parquet");
      write(theirs, schema, metadata, rows, version);
      assertThat(ParquetFingerprint.of(new LocalInputFile(theirs), RECORD).fingerprint())
          .isEqualTo(server(columns, RECORD));
    }
  }

  private Fingerprint server(List<PgColumn> columns, HashScheme scheme) throws SQLException {
    return Server.fingerprint(connection, FingerprintSql.of(columns, scheme, "UTF8"), "t");
  }

  private static String json(List<PgColumn> columns) throws JsonProcessingException {
    return new ObjectMapper().writeValueAsString(columns);
  }

  private List<Group> rows(TypeSample sample, MessageType schema) {
    List<Group> rows = new ArrayList<>();
    Server.copy(
        connection,
        "SELECT x, x::text FROM t",
        (copy, starts, lengths) -> {
          Group row = new SimpleGroup(schema);
          if (starts[0] >= 0) {
            ByteBuffer value = ByteBuffer.wrap(copy, starts[0], lengths[0]).slice();
            String text = new String(copy, starts[1], lengths[1], UTF_8);
            GroupMaker.add(row, "x", sample.type(), value, text);
          }
          rows.add(row);
        });
    return rows;
  }

  private static Summary write(
      Path path, MessageType schema, Map<String, String> metadata, List<Group> rows)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(path);
        RowWriter writer =
            RowWriter.to(out, schema).metadata(metadata).rowGroupRows(700).pageBytes(1024).open()) {
      Shredder.write(writer, schema, rows);
      return writer.finish();
    }
  }

  private static void write(
      Path path,
      MessageType schema,
      Map<String, String> metadata,
      List<Group> rows,
      WriterVersion version)
      throws IOException {
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(path))
            .withType(schema)
            .withExtraMetaData(metadata)
            .withWriterVersion(version)
            .withPageSize(1024)
            .withCompressionCodec(CompressionCodecName.SNAPPY)
            .build()) {
      for (Group row : rows) {
        writer.write(row);
      }
    }
  }
}
