package dev.parqueduct.io.br.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a backup holds, kept while it was made. */
public record BackupTruth(
    Path root,
    long startVersion,
    long endVersion,
    List<StoredFile> files,
    List<TableTruth> tables,
    long indexEntries) {

  /**
   * A row in key order.
   *
   * @param physicalId id of the table or of its partition
   * @param partition name of the partition, empty without
   * @param key the record key: {@code t}, id, {@code _r}, handle
   * @param inDefaultCf whether the value is too long for the write CF
   * @param values Java values by exported column, in order; null for NULL and for virtual columns
   * @param texts their texts in an export, as {@link Texts} has them; of a deleted row only what
   *     its key tells
   */
  public record RowTruth(
      long physicalId,
      String partition,
      byte[] key,
      byte[] handle,
      long commitTs,
      boolean inDefaultCf,
      Map<String, Object> values,
      Map<String, String> texts) {}

  /** Rows and deletes of a table, each in key order. */
  public record TableTruth(
      String database, Table table, List<RowTruth> rows, List<RowTruth> deletes) {
    /** The texts of the rows, column by column. */
    public List<List<String>> texts() {
      List<List<String>> texts = new ArrayList<>();
      rows.forEach(each -> texts.add(new ArrayList<>(each.texts().values())));
      return texts;
    }

    public long rowsInDefaultCf() {
      return rows.stream().filter(RowTruth::inDefaultCf).count();
    }
  }

  public TableTruth table(String name) {
    return tables.stream()
        .filter(each -> each.table().name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the backup has no table " + name));
  }

  public long rows() {
    return tables.stream().mapToLong(each -> each.rows().size()).sum();
  }
}
