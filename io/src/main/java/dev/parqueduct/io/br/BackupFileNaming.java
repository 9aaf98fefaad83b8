package dev.parqueduct.io.br;

import dev.parqueduct.io.export.CompleteFile;
import dev.parqueduct.io.export.FileNaming;

/**
 * Names of data files: {@code [prefix/]db/table/{unit}-{id}-{number}.parquet}, where the id is that
 * of the table or partition whose rows the file holds.
 *
 * @param folder of the table, relative to the output
 * @param physicalId of the table or partition
 */
record BackupFileNaming(String folder, long physicalId) implements FileNaming {
  @Override
  public String path(CompleteFile file) {
    return String.format("%s/%s-%d-%04d.parquet", folder, file.unit(), physicalId, file.number());
  }
}
