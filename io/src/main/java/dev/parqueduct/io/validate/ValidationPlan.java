package dev.parqueduct.io.validate;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.StoredObject;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.validate.FileTask.InLedger;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files that a request comes down to.
 *
 * @param files to validate, by path
 * @param missing verdicts on files that should be there and are not
 * @param empty tables that were exported without a file, as they had no rows
 * @param ledger whether there is a ledger to compare them with
 */
public record ValidationPlan(
    List<FileTask> files, List<FileVerdict> missing, List<EmptyTable> empty, boolean ledger)
    implements Serializable {
  public ValidationPlan {
    files = new ArrayList<>(files);
    missing = new ArrayList<>(missing);
    empty = new ArrayList<>(empty);
  }

  /**
   * Lists the files and reads the ledger.
   *
   * @throws RunFailedException with exit code 2 if there is nothing
   */
  public static ValidationPlan of(ValidationRequest request, ObjectStore store) throws IOException {
    InputFiles inputs = InputFiles.find(store, request);
    LedgerFiles ledger =
        request.level() > 1
            ? LedgerFiles.find(store, request, inputs.folders())
            : LedgerFiles.find(store, request, List.of());
    List<FileTask> tasks = new ArrayList<>();
    for (StoredObject file : inputs.files().values()) {
      tasks.add(task(file, inputs, ledger));
    }
    List<FileVerdict> missing = new ArrayList<>();
    for (String path : inputs.absent()) {
      missing.add(FileVerdict.missing(path, table(path, ""), "", "there is no such file"));
    }
    missing.addAll(missingOfLedger(request, inputs, ledger, tasks));
    List<EmptyTable> empty =
        ledger.empty().stream()
            .filter(table -> covers(request, table.root()))
            .filter(table -> tasks.stream().noneMatch(task -> task.table().equals(table.table())))
            .toList();
    if (tasks.isEmpty()
        && empty.isEmpty()
        && missing.stream().noneMatch(file -> !file.unit().isEmpty())) {
      throw RunFailedException.usage(
          "There are no Parquet files in "
              + String.join(", ", request.inputs())
              + (request.filesList().isEmpty() ? "" : " " + request.filesList())
              + ". Give files, folders or globs.");
    }
    return new ValidationPlan(tasks, missing, empty, !ledger.isEmpty());
  }

  private static FileTask task(StoredObject file, InputFiles inputs, LedgerFiles ledger) {
    Optional<LedgerFiles.Known> known = ledger.of(file.path());
    Optional<String> root = ledger.rootOf(file.path());
    String folder =
        root.orElseGet(
            () ->
                inputs.folders().stream()
                    .map(Listed::folder)
                    .filter(file.path()::startsWith)
                    .findFirst()
                    .orElse(""));
    return new FileTask(
        file.path(),
        file.bytes(),
        known
            .map(LedgerFiles.Known::table)
            .filter(table -> !table.isEmpty())
            .orElse(table(file.path(), folder)),
        known.map(LedgerFiles.Known::unit).orElse(""),
        root.orElse(""),
        known.map(LedgerFiles.Known::entry).orElse(null),
        known.isPresent() ? InLedger.KNOWN : root.isPresent() ? InLedger.UNKNOWN : InLedger.NONE);
  }

  /** Those that the inputs would have shown, if they were there. */
  private static List<FileVerdict> missingOfLedger(
      ValidationRequest request, InputFiles inputs, LedgerFiles ledger, List<FileTask> tasks) {
    List<FileVerdict> missing = new ArrayList<>();
    Coverage coverage = Coverage.of(request.inputs());
    for (Map.Entry<String, LedgerFiles.Known> known : ledger.files().entrySet()) {
      String path = known.getKey();
      if (!inputs.files().containsKey(path) && coverage.covers(path)) {
        missing.add(
            FileVerdict.missing(
                path,
                known.getValue().table().isEmpty()
                    ? table(path, known.getValue().root())
                    : known.getValue().table(),
                known.getValue().unit(),
                "the ledger has this file with "
                    + known.getValue().entry().rows()
                    + " rows, and it is missing"));
      }
    }
    Set<String> tables = tasks.stream().map(FileTask::table).collect(Collectors.toSet());
    boolean folders = inputs.folders().stream().anyMatch(request.inputs()::contains);
    // Of a few files nobody expects that they are all of a table.
    ledger.gaps().stream()
        .filter(
            gap ->
                covers(request, gap.root()) || (folders && tables.contains(gap.verdict().table())))
        .map(LedgerFiles.Gap::verdict)
        .forEach(missing::add);
    missing.sort(Comparator.comparing(FileVerdict::path));
    return missing;
  }

  /** Whether one of the inputs is all of an export's output. */
  private static boolean covers(ValidationRequest request, String root) {
    return request.inputs().stream()
        .filter(input -> !ObjectStore.hasWildcard(input) && !input.endsWith(".parquet"))
        .anyMatch(input -> root.startsWith(Listed.folder(input)));
  }

  /** By the name of an archive file, or the folders between the root and the file. */
  private static String table(String path, String root) {
    Optional<ArchiveName> name = ArchiveName.parse(path);
    if (name.isPresent()) {
      return name.get().table();
    }
    String relative = path.startsWith(root) ? path.substring(root.length()) : path;
    int slash = relative.lastIndexOf('/');
    return root.isEmpty() || slash <= 0
        ? "files"
        : relative.substring(0, slash).replaceFirst("^/", "").replace('/', '.');
  }
}
