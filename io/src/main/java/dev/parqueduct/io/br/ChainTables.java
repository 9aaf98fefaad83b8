package dev.parqueduct.io.br;

import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.tidb.TableInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds tables that a backup of a chain should have and does not, since it was made with a narrower
 * filter than the newest one: what it would have held of them is lost to a merge, and nothing in
 * the files tells.
 */
final class ChainTables {
  /** From here on are the ids of TiDB's own tables, whatever their age (pkg/meta/metadef). */
  private static final long FIRST_RESERVED = 0x0000_FFFF_FFFF_F000L;

  private ChainTables() {}

  /**
   * Goes through the schemas of all backups but the newest.
   *
   * @param tables of the newest backup
   * @throws RunFailedException with exit code 2 when a table is missing that was there already
   */
  static void requireAll(BackupChain chain, ExportTables tables) throws IOException {
    Set<Long> before = new HashSet<>();
    List<BackupChain.Link> links = chain.links();
    for (BackupChain.Link link : links.subList(0, links.size() - 1)) {
      Set<Long> ids = ids(link.meta());
      // Ids ascend, so a table with a smaller one than another is older.
      long newest = ids.stream().filter(id -> id < FIRST_RESERVED).max(Long::compare).orElse(0L);
      for (ExportTable table : tables.tables()) {
        for (long id : table.physicalIds()) {
          boolean older = id < newest || before.contains(id);
          if (older && id < FIRST_RESERVED && !ids.contains(id)) {
            throw missing(table, link, links.get(links.size() - 1));
          }
        }
      }
      before.addAll(ids);
    }
  }

  private static Set<Long> ids(BackupMeta meta) throws IOException {
    Set<Long> ids = new HashSet<>();
    List<IOException> problems = new ArrayList<>();
    meta.forEachSchema(
        schema -> {
          if (schema.table().length == 0) {
            return; // A database without tables.
          }
          try {
            TableInfo info = TableInfo.parse(schema.table());
            ids.add(info.id());
            ids.addAll(info.physicalIds());
          } catch (IOException e) {
            problems.add(e);
          }
        });
    if (!problems.isEmpty()) {
      throw problems.get(0);
    }
    return ids;
  }

  private static RunFailedException missing(
      ExportTable table, BackupChain.Link in, BackupChain.Link last) {
    return RunFailedException.usage(
        "Table "
            + table.name()
            + " is in "
            + last.name()
            + ", but not in "
            + in.name()
            + ", although it is older: that one was made of other tables, and rows would be"
            + " missing. Leave the table out with --filter, or merge backups of the same tables.");
  }
}
