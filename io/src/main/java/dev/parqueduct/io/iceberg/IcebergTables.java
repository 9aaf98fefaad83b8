package dev.parqueduct.io.iceberg;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.RetryPolicy;
import dev.parqueduct.io.objects.StorageException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.RuntimeIOException;

/**
 * The Iceberg tables of a warehouse folder, laid out as Iceberg's Hadoop catalog has them: {@code
 * {warehouse}/{namespace}/{table}/metadata}. Any engine reads them with a catalog of type {@code
 * hadoop}, or from the newest metadata file.
 *
 * <p>A commit puts all finished files of a table into it as one snapshot. It may be repeated at
 * will: files in the table's current snapshot are left alone, files that were written again replace
 * what they were, and files of this output which no longer exist leave the table. Files of other
 * outputs in the same table stay. Columns are matched by name ({@code
 * schema.name-mapping.default}).
 *
 * <p>Several may commit to one table at a time on local file systems; on others it must be one.
 */
public final class IcebergTables {
  /** A committer that lost a race looks at the table anew. */
  private static final RetryPolicy RACES = new RetryPolicy(12, 50);

  private final String warehouse;
  private final ObjectStore store;

  private IcebergTables(String warehouse, ObjectStore store) {
    this.warehouse = requireNonNull(warehouse, "warehouse");
    this.store = requireNonNull(store, "store");
  }

  public static IcebergTables in(String warehouse, ObjectStore store) {
    return new IcebergTables(warehouse, store);
  }

  /** The folder of a table, as a URI. */
  public String location(IcebergTarget target) {
    return ObjectStore.uri(ObjectStore.join(warehouse, target.folder()));
  }

  /**
   * Makes a table hold the given files; creates or widens the table when it must.
   *
   * @param output the folder that the paths of the files are relative to
   * @param files finished files of this table
   * @param summary properties of the snapshot, if there is to be one
   * @throws dev.parqueduct.io.report.RunFailedException when the table's schema does not fit, or a
   *     file is not what its entry says
   */
  public IcebergCommit commit(
      IcebergTarget target, String output, List<FileEntry> files, Map<String, String> summary)
      throws IOException {
    TableCommit commit = new TableCommit(store, location(target), target, output, files, summary);
    return RACES.call("commit to the Iceberg table " + target.identifier(), () -> attempt(commit));
  }

  private static IcebergCommit attempt(TableCommit commit) throws IOException {
    try {
      return commit.run();
    } catch (ConflictingCommitException e) {
      throw new IOException(e.getMessage(), e);
    } catch (CommitStateUnknownException e) {
      throw new StorageException(e.getMessage(), e);
    } catch (RuntimeIOException e) {
      IOException cause = e.getCause();
      if (cause instanceof FileNotFoundException || cause instanceof StorageException) {
        throw cause;
      }
      throw new StorageException(e.getMessage(), e);
    }
  }
}
