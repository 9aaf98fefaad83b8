package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.parquet.Summary;

/**
 * What a full read of a file found.
 *
 * @param fingerprint of its rows, as the server would compute it
 * @param summary size, rows, and nulls, minimum and maximum of each leaf column, computed from the
 *     values; as the writer gave it when the file was written
 */
public record FileFingerprint(Fingerprint fingerprint, Summary summary) {}
