package dev.parqueduct.io.iceberg;

import java.io.Serializable;

/**
 * What a table holds after its files were committed.
 *
 * @param table namespace and name
 * @param location the table's folder
 * @param addedFiles files that came in
 * @param removedFiles files that went out: replaced, or gone from the output
 * @param presentFiles files that were in the table before
 * @param addedRows rows of the files that came in
 * @param snapshotId the table's current snapshot; 0 for a table without one
 */
public record IcebergCommit(
    String table,
    String location,
    int addedFiles,
    int removedFiles,
    int presentFiles,
    long addedRows,
    long snapshotId)
    implements Serializable {}
