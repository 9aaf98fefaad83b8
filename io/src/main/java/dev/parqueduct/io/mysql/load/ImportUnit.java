package dev.parqueduct.io.mysql.load;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.mysql.rows.RowReader.RowRange;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Row groups of a file that are loaded one after the other.
 *
 * @param id unique in the load
 * @param duplicates rows, counted from the unit's first, whose key a later row has too
 */
public record ImportUnit(
    String id,
    ImportFile file,
    int firstGroup,
    int groups,
    long firstRow,
    long rows,
    BitSet duplicates)
    implements Serializable {
  public ImportUnit {
    requireNonNull(id, "id");
    requireNonNull(file, "file");
    requireNonNull(duplicates, "duplicates");
  }

  /** The unit as a range of the file. */
  public RowRange range() {
    return new RowRange(firstGroup, groups, firstRow);
  }

  /** Whether a row of the file, in the unit, gives way to a later one. */
  public boolean isDuplicate(long row) {
    return duplicates.get((int) (row - firstRow));
  }

  /** Cuts a file into units of at least so many rows each, at the borders of its row groups. */
  static List<ImportUnit> of(ImportFile file, long unitRows) {
    List<ImportUnit> units = new ArrayList<>();
    // Lightning takes whatever ends like a data file for one, also in the record of a load.
    String name =
        file.path().replaceFirst("\\.parquet$", "").replace("%", "%25").replace("/", "%2F");
    int first = 0;
    long firstRow = 0;
    long rows = 0;
    int last = file.groupRows().size() - 1;
    for (int group = 0; group <= last; group++) {
      rows += file.groupRows().get(group);
      if (rows >= unitRows || group == last) {
        String id = first == 0 && group == last ? name : name + "@" + first + "-" + group;
        units.add(new ImportUnit(id, file, first, group - first + 1, firstRow, rows, new BitSet()));
        first = group + 1;
        firstRow += rows;
        rows = 0;
      }
    }
    return units;
  }

  ImportUnit withDuplicates(BitSet rowsOfUnit) {
    return new ImportUnit(id, file, firstGroup, groups, firstRow, rows, rowsOfUnit);
  }
}
