package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What a backupmeta says of the backup as a whole.
 *
 * @param clusterId of PD
 * @param clusterVersion of TiKV, as {@code 8.5.0}; empty when unknown
 * @param brVersion several lines of text
 * @param startVersion 0 in a full backup; an incremental one holds the changes since
 * @param endVersion the timestamp of the snapshot; 0 in a RawKV backup
 * @param rawKv whether keys and values are those of RawKV
 * @param txnKv whether keys and values are transactional without being TiDB's
 * @param apiVersion as stated; see {@link ApiVersion#V1}
 * @param newCollations whether the cluster used its new collations; empty when the backup is too
 *     old to tell
 * @param rawRanges of a RawKV or TxnKV backup
 * @param digest sha256 of the backupmeta in plain text, in hexadecimal digits: the identity of the
 *     backup, since it covers the digests of all indexes
 */
public record BackupHeader(
    long clusterId,
    String clusterVersion,
    String brVersion,
    long startVersion,
    long endVersion,
    boolean rawKv,
    boolean txnKv,
    ApiVersion apiVersion,
    Optional<Boolean> newCollations,
    List<RawRange> rawRanges,
    String digest) {
  public BackupHeader {
    requireNonNull(clusterVersion, "clusterVersion");
    requireNonNull(brVersion, "brVersion");
    requireNonNull(apiVersion, "apiVersion");
    requireNonNull(newCollations, "newCollations");
    requireNonNull(digest, "digest");
    rawRanges = List.copyOf(rawRanges);
  }

  /**
   * Whether it holds the changes since an earlier backup, deletions included. The first releases of
   * BR gave full backups two equal versions.
   */
  public boolean incremental() {
    return startVersion != 0 && startVersion != endVersion;
  }
}
