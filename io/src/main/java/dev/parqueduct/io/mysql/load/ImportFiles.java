package dev.parqueduct.io.mysql.load;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.mysql.rows.RowReader;
import dev.parqueduct.io.mysql.rows.Workers;
import dev.parqueduct.io.mysql.table.ImportColumns;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.StoredObject;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The files of an input: those in its ledger if it is the output of an export, otherwise all
 * Parquet files in it but hidden ones.
 *
 * @param columns that all of them have
 * @param files sorted by path; none of them is empty
 */
public record ImportFiles(ImportColumns columns, List<ImportFile> files) {
  private static final String ENDING = ".parquet";

  public ImportFiles {
    files = List.copyOf(files);
  }

  /** Their paths, relative to the input. */
  public static List<String> list(String input, ObjectStore store) throws IOException {
    TreeSet<String> paths = new TreeSet<>();
    Ledger ledger = Ledger.of(input, store);
    if (ledger.shape().isPresent()) {
      for (UnitEntry entry : ledger.doneUnits()) {
        entry.files().stream().map(FileEntry::path).forEach(paths::add);
      }
    } else {
      String file = ObjectStore.listedPath(ObjectStore.join(input, "x"));
      String root = file.substring(0, file.length() - 1);
      for (StoredObject object : store.list(ObjectStore.join(input, "**"))) {
        String path = object.path().substring(root.length());
        if (path.endsWith(ENDING) && !("/" + path).matches(".*/[_.].*")) {
          paths.add(path);
        }
      }
    }
    if (paths.isEmpty()) {
      throw RunFailedException.usage(
          "There are no Parquet files in "
              + input
              + ". Give the output folder of an export, or another folder of Parquet files.");
    }
    return new ArrayList<>(paths);
  }

  /**
   * Reads the footers of the files.
   *
   * @throws RunFailedException with exit code 2 if they are of several schemas
   */
  static ImportFiles read(ImportRequest request, ObjectStore store, Workers workers)
      throws IOException {
    List<String> paths = list(request.input(), store);
    List<Footer> footers = workers.map(paths, path -> footer(request, store, path));
    ImportColumns columns = footers.get(0).columns();
    List<ImportFile> files = new ArrayList<>();
    for (Footer footer : footers) {
      columns =
          columns
              .and(footer.columns())
              .orElseThrow(
                  () ->
                      RunFailedException.usage(
                          "The files are not of one table: "
                              + footer.file().path()
                              + " has other columns than "
                              + footers.get(0).file().path()
                              + ". Load each table's files from a folder of their own."));
      if (footer.file().rows() > 0) {
        files.add(footer.file());
      }
    }
    if (files.isEmpty()) {
      throw RunFailedException.usage("The Parquet files in " + request.input() + " have no rows.");
    }
    return new ImportFiles(columns, files);
  }

  private record Footer(ImportColumns columns, ImportFile file) {}

  private static Footer footer(ImportRequest request, ObjectStore store, String relative)
      throws IOException {
    return RowReader.inFile(
        store,
        request.path(relative),
        scan -> {
          List<Long> rows = new ArrayList<>();
          for (int group = 0; group < scan.rowGroups(); group++) {
            rows.add((long) scan.rows(group));
          }
          return new Footer(
              ImportColumns.of(scan.schema(), request.primaryKey(), request.skipped()),
              new ImportFile(relative, scan.summary().bytes(), scan.footerCrc(), rows));
        });
  }

  public long rows() {
    return files.stream().mapToLong(ImportFile::rows).sum();
  }
}
