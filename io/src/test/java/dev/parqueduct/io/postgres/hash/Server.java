package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.postgres.testing.BinariesJar;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;

/** A PostgreSQL of the tests, started once, and what they ask it. */
final class Server {
  private static final int COPY_HEADER = 19;

  /** Takes a row of a binary COPY. */
  interface RowSink {
    /** The array's content stays as it is; a start of -1 is a null. */
    void row(byte[] copy, int[] starts, int[] lengths);
  }

  private static EmbeddedPostgres postgres;

  private Server() {}

  static synchronized Connection connect() throws SQLException {
    if (postgres == null) {
      try {
        postgres =
            BinariesJar.builder()
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("encoding", "UTF8")
                .start();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(Server::stop));
    }
    return postgres.getPostgresDatabase().getConnection();
  }

  private static void stop() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int majorVersion(Connection connection) throws SQLException {
    return connection.getMetaData().getDatabaseMajorVersion();
  }

  static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      boolean unused = statement.execute(sql);
    }
  }

  static void copy(Connection connection, String query, RowSink sink) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      long unused =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyOut("COPY (" + query + ") TO STDOUT (FORMAT BINARY)", out);
    } catch (SQLException | IOException e) {
      throw new AssertionError(query, e);
    }
    byte[] bytes = out.toByteArray();
    ByteBuffer in = ByteBuffer.wrap(bytes).position(COPY_HEADER);
    for (int fields = in.getShort(); fields >= 0; fields = in.getShort()) {
      int[] starts = new int[fields];
      int[] lengths = new int[fields];
      for (int i = 0; i < fields; i++) {
        lengths[i] = in.getInt();
        starts[i] = lengths[i] < 0 ? -1 : in.position();
        in.position(in.position() + Math.max(0, lengths[i]));
      }
      sink.row(bytes, starts, lengths);
    }
  }

  static Fingerprint fingerprint(Connection connection, FingerprintSql sql, String from)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql.select(from))) {
      boolean unused = result.next();
      return sql.read(result, 1);
    }
  }
}
