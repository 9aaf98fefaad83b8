package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

/**
 * A table as the backupmeta describes it ({@code Schema} in brpb.proto). Sums and checksum include
 * index entries; they are 0 when the backup was made without checksums.
 *
 * @param db the JSON of the database
 * @param table the JSON of the table; empty when the database has none
 * @param crc64xor XOR of the checksums of its entries
 * @param totalKvs its entries
 * @param totalBytes bytes of its keys and values
 */
public record BackupSchema(byte[] db, byte[] table, long crc64xor, long totalKvs, long totalBytes) {
  public BackupSchema {
    requireNonNull(db, "db");
    requireNonNull(table, "table");
  }
}
