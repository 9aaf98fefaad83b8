package dev.parqueduct.io.validate.source;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.postgres.connect.ConnectionSettings;
import dev.parqueduct.io.postgres.connect.ReadTransaction;
import dev.parqueduct.io.postgres.connect.ServerInfo;
import dev.parqueduct.io.postgres.connect.SqlFailures;
import dev.parqueduct.io.postgres.hash.HashMethod;
import dev.parqueduct.io.postgres.hash.HashScheme;
import java.io.IOException;
import java.io.Serializable;
import java.sql.SQLException;

/**
 * The database that files are compared with.
 *
 * @param settings how it is reached
 * @param sums 64-bit sums of a fingerprint, 1 or 2
 * @param maxDifferences rows that are named at most
 */
public record SourceRequest(ConnectionSettings settings, int sums, int maxDifferences)
    implements Serializable {
  static final String APPLICATION = "parqueduct validate-parquet";
  private static final int MAJOR = 10_000;

  public SourceRequest {
    requireNonNull(settings, "settings");
  }

  /** How this server can hash rows. */
  public HashScheme scheme() throws IOException {
    try (ReadTransaction transaction = ReadTransaction.begin(settings, APPLICATION)) {
      return scheme(ServerInfo.of(transaction));
    } catch (SQLException e) {
      throw SqlFailures.wrap("ask the server for its version", e);
    }
  }

  HashScheme scheme(ServerInfo server) {
    return new HashScheme(HashMethod.ofServer(server.versionNumber() / MAJOR), sums);
  }
}
