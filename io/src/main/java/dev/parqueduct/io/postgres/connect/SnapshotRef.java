package dev.parqueduct.io.postgres.connect;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

/**
 * A snapshot that the server has exported.
 *
 * @param id as {@code SET TRANSACTION SNAPSHOT} takes it
 * @param lsn position in the write-ahead log when it was taken, empty where it is not allowed to be
 *     asked for
 * @param takenAt by the server's clock
 */
public record SnapshotRef(
    @JsonProperty("id") String id,
    @JsonProperty("lsn") String lsn,
    @JsonProperty("takenAt") String takenAt)
    implements Serializable {
  /** None: whoever reads has a snapshot of its own. */
  public static final SnapshotRef NONE = new SnapshotRef("", "", "");

  public SnapshotRef {
    requireNonNull(id, "id");
    requireNonNull(lsn, "lsn");
    requireNonNull(takenAt, "takenAt");
  }

  @JsonIgnore
  public boolean isNone() {
    return id.isEmpty();
  }
}
