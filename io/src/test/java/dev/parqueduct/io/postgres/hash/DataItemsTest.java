package dev.parqueduct.io.postgres.hash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.parquet.ChannelInput;
import dev.parqueduct.io.parquet.DamagedFileException;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.PgColumn.Conversion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole rows of a table that is like those which are archived. */
final class DataItemsTest {
  private static final HashScheme SCHEME = new HashScheme(HashMethod.RECORD, 1);

  @TempDir private Path folder;
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = Server.connect();
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @ParameterizedTest
  @EnumSource(Conversion.class)
  void findsTheSumOfTheServer(Conversion ids) throws Exception {
    DataItems.create(connection, "items", 100_000, ids);
    Path file = folder.resolve("items.parquet");
    DataItems.write(connection, "items", file, ids);
    HashMethod best = HashMethod.ofServer(Server.majorVersion(connection));
    for (HashMethod method : EnumSet.of(best, HashMethod.TEXT_CHAIN)) {
      HashScheme scheme = new HashScheme(method, 2);
      Fingerprint server = server("items", ids, scheme);
      assertThat(server.rows()).isEqualTo(100_000);
      assertThat(copied(ids, scheme)).isEqualTo(server);
      assertThat(ParquetFingerprint.of(new LocalInputFile(file), scheme).fingerprint())
          .isEqualTo(server);
    }
  }

  private Fingerprint server(String from, Conversion ids, HashScheme scheme) throws SQLException {
    FingerprintSql sql = FingerprintSql.of(DataItems.columns(ids), scheme, "UTF8");
    return Server.fingerprint(connection, sql, from);
  }

  private Fingerprint copied(Conversion ids, HashScheme scheme) {
    RowHash hash = RowHash.of(DataItems.columns(ids), scheme);
    Server.copy(
        connection,
        "SELECT * FROM items",
        (copy, starts, lengths) -> {
          long unused = hash.add(copy, 0, starts, lengths);
        });
    return hash.fingerprint();
  }

  @Test
  void addsUpOverParts() throws Exception {
    DataItems.create(connection, "parts", 1000, Conversion.NONE);
    Fingerprint low = server("parts WHERE block_height % 2 = 0", Conversion.NONE, SCHEME);
    Fingerprint high = server("parts WHERE block_height % 2 = 1", Conversion.NONE, SCHEME);
    assertThat(low.plus(high)).isEqualTo(server("parts", Conversion.NONE, SCHEME));
    assertThat(server("parts WHERE false", Conversion.NONE, SCHEME))
        .isEqualTo(Fingerprint.none(SCHEME));
  }

  @Test
  void findsMissingRowsAndChangedValues() throws Exception {
    DataItems.create(connection, "changed", 1000, Conversion.NONE);
    Path file = folder.resolve("changed.parquet");
    DataItems.write(connection, "changed", file, Conversion.NONE);
    Fingerprint read = ParquetFingerprint.of(new LocalInputFile(file), SCHEME).fingerprint();
    assertThat(read).isEqualTo(server("changed", Conversion.NONE, SCHEME));
    List<String> changes =
        List.of(
            "DELETE FROM changed WHERE ctid = '(0,1)'",
            "UPDATE changed SET byte_count = byte_count + 1 WHERE ctid = '(0,1)'",
            "UPDATE changed SET price = -price WHERE price > 0",
            "UPDATE changed SET content_type = '' WHERE content_type IS NULL",
            "UPDATE changed SET failed_bundles = NULL WHERE ctid = '(0,1)'",
            "UPDATE changed SET failed_bundles = ARRAY[NULL::bytea] WHERE ctid = '(0,1)'",
            // The same values in each column, in other rows.
            """
            UPDATE changed a SET data_item_id = b.data_item_id FROM changed b
            WHERE a.ctid IN ('(0,1)', '(0,2)') AND b.ctid IN ('(0,1)', '(0,2)')
              AND a.ctid <> b.ctid""");
    for (String change : changes) {
      connection.setAutoCommit(false);
      Server.execute(connection, change);
      assertThat(server("changed", Conversion.NONE, SCHEME)).as(change).isNotEqualTo(read);
      connection.rollback();
      connection.setAutoCommit(true);
    }
  }

  @Test
  void findsFlippedBytes() throws Exception {
    DataItems.create(connection, "flipped", 16, Conversion.NONE);
    Path file = folder.resolve("flipped.parquet");
    DataItems.write(connection, "flipped", file, Conversion.NONE, 8);
    byte[] bytes = Files.readAllBytes(file);
    FileFingerprint intact = ParquetFingerprint.of(new LocalInputFile(file), SCHEME);
    long pagesEnd = pagesEnd(file);
    List<Integer> unnoticed = new ArrayList<>();
    for (int i = 0; i < bytes.length; i++) {
      // Page indexes and the names in the footer are not read for values.
      if (i < pagesEnd || i >= bytes.length - 8) {
        bytes[i] ^= (byte) (1 << (i % 8));
        if (isUnnoticed(bytes, intact)) {
          unnoticed.add(i);
        }
        bytes[i] ^= (byte) (1 << (i % 8));
      }
    }
    assertThat(unnoticed).isEmpty();
  }

  private static boolean isUnnoticed(byte[] bytes, FileFingerprint intact) throws IOException {
    try (SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel(bytes)) {
      return ParquetFingerprint.of(new ChannelInput(channel), SCHEME).equals(intact);
    } catch (DamagedFileException | IllegalArgumentException e) {
      return false;
    }
  }

  private static long pagesEnd(Path file) throws IOException {
    long end = 0;
    try (ParquetFileReader reader = ParquetFileReader.open(new LocalInputFile(file))) {
      for (BlockMetaData block : reader.getFooter().getBlocks()) {
        for (ColumnChunkMetaData chunk : block.getColumns()) {
          end = Math.max(end, chunk.getStartingPos() + chunk.getTotalSize());
        }
      }
    }
    return end;
  }

  @Test
  void readsTheColumnsOfAFile() throws Exception {
    DataItems.create(connection, "described", 10, Conversion.BASE64URL_BYTES);
    Path file = folder.resolve("described.parquet");
    DataItems.write(connection, "described", file, Conversion.BASE64URL_BYTES);
    try (FileScan scan = FileScan.open(new LocalInputFile(file))) {
      List<PgColumn> columns = ParquetFingerprint.columns(scan);
      assertThat(columns).isEqualTo(DataItems.columns(Conversion.BASE64URL_BYTES));
    }
  }
}
