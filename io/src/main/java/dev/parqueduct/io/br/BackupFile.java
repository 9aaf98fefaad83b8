package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * An object of a backup as its backupmeta describes it ({@code File} in kvproto's brpb.proto): an
 * SST, or an index.
 *
 * <p>Of a write file {@code totalKvs} and {@code totalBytes} count only the entries whose value
 * sits in it: both may be 0 although the file holds every commit record of its range.
 *
 * @param name relative to the root of the backup
 * @param sha256 of an SST over the stored bytes, of an index over the plain text
 * @param startKey the first raw key of its range
 * @param endKey the first raw key behind its range; empty when the range has no end
 * @param startVersion versions above it were backed up
 * @param endVersion versions up to it were backed up
 * @param crc64xor XOR of the checksums of its entries
 * @param totalKvs entries whose value sits in it
 * @param totalBytes bytes of the keys and values of these
 * @param cf the column family; empty in old backups, see {@link #family}
 * @param size bytes stored; 0 when unknown
 * @param cipherIv set by TiKV even when nothing is encrypted
 * @param tableMetas by table; empty when the file was not split by table
 */
public record BackupFile(
    String name,
    byte[] sha256,
    byte[] startKey,
    byte[] endKey,
    long startVersion,
    long endVersion,
    long crc64xor,
    long totalKvs,
    long totalBytes,
    String cf,
    long size,
    byte[] cipherIv,
    List<TableMeta> tableMetas)
    implements Serializable {
  public BackupFile {
    requireNonNull(name, "name");
    requireNonNull(sha256, "sha256");
    requireNonNull(startKey, "startKey");
    requireNonNull(endKey, "endKey");
    requireNonNull(cf, "cf");
    requireNonNull(cipherIv, "cipherIv");
    tableMetas = List.copyOf(tableMetas);
  }

  /**
   * Whether rows of a table in this file count. Where a file tells its tables, rows of others are
   * leftovers that a later file supersedes (BR's rtree package).
   */
  public boolean holds(long physicalId) {
    return tableMetas.isEmpty()
        || tableMetas.stream().anyMatch(table -> table.physicalId() == physicalId);
  }

  /**
   * The column family, from the name where the field is empty.
   *
   * @throws BackupException when there is no such column family
   */
  public ColumnFamily family() throws BackupException {
    return ColumnFamily.of(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BackupFile file
        && name.equals(file.name)
        && Arrays.equals(sha256, file.sha256)
        && Arrays.equals(startKey, file.startKey)
        && Arrays.equals(endKey, file.endKey)
        && startVersion == file.startVersion
        && endVersion == file.endVersion
        && crc64xor == file.crc64xor
        && totalKvs == file.totalKvs
        && totalBytes == file.totalBytes
        && cf.equals(file.cf)
        && size == file.size
        && Arrays.equals(cipherIv, file.cipherIv)
        && tableMetas.equals(file.tableMetas);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return "BackupFile[" + name + "]";
  }
}
