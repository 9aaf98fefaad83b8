package dev.parqueduct.io.mysql.load;

import dev.parqueduct.io.mysql.rows.CanonicalText;
import dev.parqueduct.io.mysql.rows.Problem;
import dev.parqueduct.io.mysql.rows.RowReader;
import dev.parqueduct.io.mysql.table.ImportColumns;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds rows that give way to a later one with the same key, so that units can be written in any
 * order, side by side and twice, and the table is the same every time. Reads the key's columns
 * only.
 */
final class DuplicateRows {
  private static final Logger LOG = LoggerFactory.getLogger(DuplicateRows.class);

  /** So many rows take long enough for people to wonder. */
  private static final long TOLD = 2_000_000;

  private DuplicateRows() {}

  /** The units, in the order in which later rows win, with their duplicates. */
  static List<ImportUnit> mark(
      ImportRequest request, ImportColumns columns, List<ImportUnit> units, ObjectStore store)
      throws IOException {
    if (columns.key().isEmpty() || columns.key().contains(ImportColumns.ROW_NAME)) {
      return units;
    }
    ImportColumns key =
        new ImportColumns(columns.key().stream().map(columns::get).toList(), columns.key());
    long rows = units.stream().mapToLong(ImportUnit::rows).sum();
    if (rows >= TOLD) {
      LOG.info("Reading the keys of {} rows, to find those that are there twice", rows);
    }
    BitSet[] marked = new BitSet[units.size()];
    try (KeySpill spill = new KeySpill(rows)) {
      for (int unit = 0; unit < units.size(); unit++) {
        addKeys(request, key, units.get(unit), unit, store, spill);
      }
      spill.finish(
          (unit, row) -> {
            if (marked[unit] == null) {
              marked[unit] = new BitSet();
            }
            marked[unit].set(row);
          });
    }
    List<ImportUnit> result = new ArrayList<>();
    for (int unit = 0; unit < units.size(); unit++) {
      result.add(
          marked[unit] == null ? units.get(unit) : units.get(unit).withDuplicates(marked[unit]));
    }
    return result;
  }

  private static void addKeys(
      ImportRequest request,
      ImportColumns key,
      ImportUnit unit,
      int number,
      ObjectStore store,
      KeySpill spill)
      throws IOException {
    try (RowReader rows =
        RowReader.open(
            store, request.path(unit.file().path()), unit.file().path(), key, unit.range())) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      while (rows.next()) {
        bytes.reset();
        boolean whole = true;
        for (int i = 0; i < key.all().size(); i++) {
          Object value = rows.value(i);
          if (value == null || value instanceof Problem) {
            // The row will be rejected.
            whole = false;
            break;
          }
          byte[] part = CanonicalText.of(key.all().get(i), value);
          bytes.write(part.length >> 24);
          bytes.write(part.length >> 16);
          bytes.write(part.length >> 8);
          bytes.write(part.length);
          bytes.write(part, 0, part.length);
        }
        if (whole) {
          spill.add(bytes.toByteArray(), number, (int) (rows.row() - unit.firstRow()));
        }
      }
    }
  }
}
