package dev.parqueduct.io.postgres.hash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.PgColumn.Conversion;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hash of values, value by value, against the server's. */
final class RowHashTest {
  private static final int ROWS = 2000;

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
  void hashesValuesAsTheServerDoes(TypeSample sample) throws SQLException {
    assumeThat(Server.majorVersion(connection)).isGreaterThanOrEqualTo(14);
    check(sample, new HashScheme(HashMethod.RECORD, 2), "UTF8");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void hashesValuesOfOtherEncodingsAsTheServerDoes(TypeSample sample) throws SQLException {
    assumeThat(Server.majorVersion(connection)).isGreaterThanOrEqualTo(14);
    check(sample, new HashScheme(HashMethod.RECORD, 1), "LATIN1");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void hashesValuesAsOlderServersCan(TypeSample sample) throws SQLException {
    check(sample, new HashScheme(HashMethod.TEXT_CHAIN, 2), "UTF8");
  }

  private void check(TypeSample all, HashScheme scheme, String encoding) throws SQLException {
    int version = Server.majorVersion(connection);
    assumeThat(all.exists(version)).isTrue();
    TypeSample sample = all.on(version);
    Server.execute(connection, sample.createTable("t", ROWS));
    List<PgColumn> columns = List.of(new PgColumn("x", sample.type(), false, Conversion.NONE));
    FingerprintSql sql = FingerprintSql.of(columns, scheme, encoding);
    RowHash hash = RowHash.of(columns, scheme);
    Server.copy(
        connection,
        "SELECT x, x::text, " + sql.rowHash(0) + " FROM t",
        (copy, starts, lengths) -> {
          assertThat(hash.add(copy, 0, starts, lengths))
              .as(() -> starts[1] < 0 ? "null" : new String(copy, starts[1], lengths[1], UTF_8))
              .isEqualTo(ByteBuffer.wrap(copy).getLong(starts[2]));
        });
    assertThat(hash.fingerprint()).isEqualTo(Server.fingerprint(connection, sql, "t"));
    assertThat(hash.fingerprint().rows()).isEqualTo(ROWS + sample.edges().size() + 1);
  }
}
