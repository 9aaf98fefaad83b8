package dev.parqueduct.io.br;

import java.util.List;

/**
 * What an export has to read.
 *
 * @param units in the order of the backup
 * @param otherTables files of tables that are not wanted
 * @param indexOnly files that hold nothing but index entries of wanted tables
 * @param superseded files whose rows of wanted tables all count for nothing, see {@link
 *     BackupFile#holds}
 * @param skippedSums what the backup says of the entries in {@code indexOnly}
 * @param repeated files that the backupmeta lists more than once; they are read once
 */
public record BackupPlan(
    List<BackupUnit> units,
    SkippedFiles otherTables,
    SkippedFiles indexOnly,
    SkippedSums skippedSums,
    SkippedFiles superseded,
    SkippedFiles repeated) {
  public BackupPlan {
    units = List.copyOf(units);
  }
}
