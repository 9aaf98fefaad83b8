package dev.parqueduct.io.postgres.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.postgres.ValueOptions;
import dev.parqueduct.io.postgres.connect.ConnectionSettings;
import dev.parqueduct.io.postgres.connect.SnapshotRef;
import java.io.Serializable;

/**
 * How units of a database are exported: all that workers need to know, checked.
 *
 * @param snapshot that all units see as long as it lives, or none
 * @param values how values become columns
 * @param readLimit MiB a second that a process reads at most; 0 for no limit
 * @param sums 64-bit sums of the fingerprint of rows, 1 or 2
 * @param version of the program, for whoever watches the server
 */
public record PgExport(
    ConnectionSettings connection,
    SnapshotRef snapshot,
    ValueOptions values,
    FileNames names,
    int readLimit,
    int sums,
    String version)
    implements Serializable {
  public PgExport {
    requireNonNull(connection, "connection");
    requireNonNull(snapshot, "snapshot");
    requireNonNull(values, "values");
    requireNonNull(names, "names");
    requireNonNull(version, "version");
  }

  public PgExport withSnapshot(SnapshotRef newSnapshot) {
    return new PgExport(connection, newSnapshot, values, names, readLimit, sums, version);
  }

  /** What a database administrator sees of a connection. */
  String applicationName(String what) {
    return "parqueduct " + version + " " + what;
  }
}
