package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.sst.SstReaderKind;
import dev.parqueduct.io.tidb.ExtraColumn;
import dev.parqueduct.io.tidb.RowChoice;
import dev.parqueduct.io.tidb.RowOptions;
import java.io.Serializable;
import java.util.EnumSet;
import java.util.List;

/**
 * How the tables of a backup are exported: all that workers need to know, checked.
 *
 * @param access how the backup is reached
 * @param incrementals where backups lie that continue it and are merged into it, in any order; they
 *     are reached as it is
 * @param selection which tables
 * @param rows how rows become columns
 * @param prefix in front of the tables' folders: empty, or with a slash at its end
 * @param reader of SSTs
 * @param readLimit MiB a second that a worker reads at most; 0 for no limit
 */
public record BackupExport(
    BackupAccess access,
    List<BackupStorage> incrementals,
    TableSelection selection,
    RowOptions rows,
    String prefix,
    SstReaderKind reader,
    int readLimit)
    implements Serializable {
  public BackupExport {
    requireNonNull(access, "access");
    incrementals = List.copyOf(incrementals);
    requireNonNull(selection, "selection");
    requireNonNull(rows, "rows");
    requireNonNull(prefix, "prefix");
    requireNonNull(reader, "reader");
  }

  /** Whether the latest state of several backups is exported. */
  public boolean merges() {
    return !incrementals.isEmpty();
  }

  /** How rows of this very backup become columns. */
  RowOptions rowsOf(BackupHeader header) {
    RowOptions options =
        rows.with(
            header
                .newCollations()
                .map(on -> on ? RowChoice.Collations.NEW : RowChoice.Collations.OLD)
                .orElse(RowChoice.Collations.UNKNOWN));
    if (!header.incremental()) {
      return options;
    }
    EnumSet<ExtraColumn> extras = EnumSet.of(ExtraColumn.OP, ExtraColumn.COMMIT_TS);
    extras.addAll(options.extras());
    return options.withExtras(extras).forIncremental();
  }
}
