package dev.parqueduct.io.br.testing;

import dev.parqueduct.io.br.testing.StoredFile.TableMeta;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The backupmeta of a backup of TiDB: databases, tables with their sums, and files. */
public final class TidbMeta {
  private static final int FILES_PER_OBJECT = 1000;

  record Entry(String database, Table table) {}

  /** What identifies a backup. */
  record Identity(long clusterId, long startVersion, long endVersion) {
    static final Identity FULL = new Identity(BackupBuilder.CLUSTER_ID, 0, BackupBuilder.BACKUP_TS);
  }

  /** Whether the sums of tables were computed. */
  enum Sums {
    TABLES,
    NONE
  }

  private final List<Entry> tables;
  private final List<String> emptyDatabases;
  private final Identity identity;
  private final Optional<Boolean> newCollations;
  private final Sums sums;

  TidbMeta(
      List<Entry> tables,
      List<String> emptyDatabases,
      Identity identity,
      Optional<Boolean> newCollations,
      Sums sums) {
    this.tables = tables;
    this.emptyDatabases = emptyDatabases;
    this.identity = identity;
    this.newCollations = newCollations;
    this.sums = sums;
  }

  /** Writes the metadata of a full backup whose files are there already. */
  public static void write(Path root, String database, List<Table> tables, List<StoredFile> files)
      throws IOException {
    new TidbMeta(
            tables.stream().map(each -> new Entry(database, each)).toList(),
            List.of(),
            Identity.FULL,
            Optional.of(true),
            Sums.TABLES)
        .write(
            new MetaWriter(root, MetaLayout.V2, Encryption.none(), FILES_PER_OBJECT),
            files,
            files.stream().map(StoredFile::withoutTables).toList());
  }

  /**
   * Writes the metadata.
   *
   * @param files with the sums of each table
   * @param listed the same files as they are listed
   */
  void write(MetaWriter writer, List<StoredFile> files, List<StoredFile> listed)
      throws IOException {
    Proto header =
        new Proto()
            .number(1, identity.clusterId())
            .string(2, BackupBuilder.CLUSTER_VERSION)
            .number(5, identity.startVersion())
            .number(6, identity.endVersion())
            .string(11, BackupBuilder.BR_VERSION)
            .string(20, newCollations.map(on -> on ? "True" : "False").orElse(""))
            .number(25, files.stream().mapToLong(StoredFile::size).sum());
    writer.write(
        header, schemas(files), listed.stream().map(StoredFile::toProto).toList(), List.of());
  }

  private List<Proto> schemas(List<StoredFile> files) {
    Map<String, byte[]> databases = new LinkedHashMap<>();
    tables.forEach(each -> databases.put(each.database(), new byte[0]));
    emptyDatabases.forEach(each -> databases.put(each, new byte[0]));
    long id = 2;
    for (Map.Entry<String, byte[]> each : databases.entrySet()) {
      each.setValue(TableJson.ofDatabase(id++, each.getKey()).getBytes(StandardCharsets.UTF_8));
    }
    Map<Long, TableMeta> sumsById = new LinkedHashMap<>();
    for (StoredFile file : files) {
      file.tableMetas().forEach(each -> sumsById.merge(each.physicalId(), each, TidbMeta::plus));
    }
    List<Proto> schemas = new ArrayList<>();
    for (Entry entry : tables) {
      Table table = entry.table();
      Proto schema =
          new Proto()
              .bytes(1, databases.get(entry.database()))
              .bytes(2, table.toJson().getBytes(StandardCharsets.UTF_8));
      if (sums == Sums.TABLES) {
        TableMeta total = sums(table, sumsById);
        schema
            .number(3, total.crc64xor())
            .number(4, total.totalKvs())
            .number(5, total.totalBytes());
      }
      schemas.add(schema);
    }
    emptyDatabases.forEach(each -> schemas.add(new Proto().bytes(1, databases.get(each))));
    return schemas;
  }

  /** The sums of a table and all its partitions, over records and index entries. */
  private static TableMeta sums(Table table, Map<Long, TableMeta> sumsById) {
    TableMeta none = new TableMeta(table.id, 0, 0, 0);
    TableMeta total = sumsById.getOrDefault(table.id, none);
    for (Table.Partition each : table.partitions) {
      total = plus(total, sumsById.getOrDefault(each.id(), none));
    }
    return total;
  }

  private static TableMeta plus(TableMeta a, TableMeta b) {
    return new TableMeta(
        a.physicalId(),
        a.crc64xor() ^ b.crc64xor(),
        a.totalKvs() + b.totalKvs(),
        a.totalBytes() + b.totalBytes());
  }
}
