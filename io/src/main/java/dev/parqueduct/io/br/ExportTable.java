package dev.parqueduct.io.br;

import dev.parqueduct.io.ledger.ContentSum;
import dev.parqueduct.io.tidb.TableInfo;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table of a backup that is exported.
 *
 * @param database its name as users know it, without BR's prefix for system databases
 * @param info the table's schema
 * @param expected the checksum of all its entries, indexes included, as the backup states it
 */
public record ExportTable(String database, TableInfo info, Expected expected)
    implements Serializable {
  /** What a backup says about all entries of a table; all zero when it was not computed. */
  public record Expected(long crc64Xor, long totalKvs, long totalBytes) implements Serializable {
    public boolean isStated() {
      return crc64Xor != 0 || totalKvs != 0 || totalBytes != 0;
    }

    ContentSum sum() {
      return ContentSum.of(crc64Xor, totalKvs, totalBytes);
    }
  }

  /** {@code database.table}. */
  public String name() {
    return database + "." + info.name();
  }

  /** The folder of its files, relative to the output. */
  public String folder() {
    return OutputName.of(database) + "/" + OutputName.of(info.name());
  }

  /** The ids that its rows carry: of its partitions, or else its own. */
  public List<Long> physicalIds() {
    return info.physicalIds();
  }

  /** The ids that its rows and index entries carry: those of global indexes carry the table's. */
  public List<Long> entryIds() {
    return Stream.concat(Stream.of(info.id()), physicalIds().stream()).distinct().toList();
  }
}
