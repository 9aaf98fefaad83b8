package dev.parqueduct.io.br.testing;

import java.util.List;

/** The File message of a backupmeta: an SST, or a part of the metadata. */
public record StoredFile(
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
    List<TableMeta> tableMetas) {
  public record TableMeta(long physicalId, long crc64xor, long totalKvs, long totalBytes) {}

  /** Only backups with several tables in a file say which file has how much of which table. */
  StoredFile withoutTables() {
    return new StoredFile(
        name,
        sha256,
        startKey,
        endKey,
        startVersion,
        endVersion,
        crc64xor,
        totalKvs,
        totalBytes,
        cf,
        size,
        cipherIv,
        List.of());
  }

  Proto toProto() {
    Proto proto =
        new Proto()
            .string(1, name)
            .bytes(2, sha256)
            .bytes(3, startKey)
            .bytes(4, endKey)
            .number(5, startVersion)
            .number(6, endVersion)
            .number(7, crc64xor)
            .number(8, totalKvs)
            .number(9, totalBytes)
            .string(10, cf)
            .number(11, size)
            .bytes(12, cipherIv);
    for (TableMeta each : tableMetas) {
      proto.message(
          13,
          new Proto()
              .number(1, each.physicalId())
              .number(2, each.crc64xor())
              .number(3, each.totalKvs())
              .number(4, each.totalBytes()));
    }
    return proto;
  }
}
