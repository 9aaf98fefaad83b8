package dev.parqueduct.pipelines.importtidb;

import dev.parqueduct.io.mysql.lightning.LightningCheck;
import dev.parqueduct.io.mysql.lightning.LightningFiles;
import dev.parqueduct.io.mysql.load.ImportFile;
import dev.parqueduct.io.mysql.load.ImportPlan;
import dev.parqueduct.io.mysql.rows.Workers;
import dev.parqueduct.io.mysql.table.ImportColumns;
import dev.parqueduct.io.mysql.table.TableDefinition;
import dev.parqueduct.io.mysql.verify.FinishImport;
import dev.parqueduct.io.mysql.verify.TableVerification;
import dev.parqueduct.io.mysql.verify.VerifyOutcome;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** {@code import-tidb --mode=lightning}: checks the files, and writes what Lightning needs. */
final class LightningRun {
  private static final int SHOWN = 10;

  private LightningRun() {}

  static ExitCode run(ImportTidbConfig config, boolean dryRun) throws IOException {
    ObjectStore store = ObjectStore.create();
    ImportPlan plan = ImportPlan.ofLightning(config.request(), store);
    check(config, plan, store);
    TableDefinition definition = plan.definition(config.request(), store);
    List<String> paths = plan.files().files().stream().map(ImportFile::path).toList();
    LightningFiles files =
        new LightningFiles(
            config.request().input(),
            config.request().output(),
            paths,
            others(config.request().input(), paths, store),
            definition,
            config.request().connection(),
            config.lightning());
    if (dryRun) {
      files.contents().forEach((name, content) -> print("--- %s%n%s", name, content));
      print("Nothing was written.");
      return ExitCode.DONE;
    }
    files.write(store);
    print(
        "Lightning reads all %,d files, %,d rows, and takes them to %s by %s.",
        plan.files().files().size(),
        plan.files().rows(),
        config.request().table(),
        files.routes().isEmpty() ? "their names" : "the rules in lightning.toml");
    print(
        "Written to %s: %s",
        config.request().output(), String.join(", ", files.contents().keySet()));
    print("");
    print("To import, one of these (the last for IMPORT INTO):");
    files.commands().forEach(command -> print("  %s", command));
    if (config.comparison() == FinishImport.Comparison.NONE) {
      print("Then the same command with --verify compares the table with the files.");
      return ExitCode.DONE;
    }
    return verify(config, plan, store);
  }

  /** What else Lightning sees in the input. */
  private static List<String> others(String input, List<String> files, ObjectStore store)
      throws IOException {
    String file = ObjectStore.listedPath(ObjectStore.join(input, "x"));
    int root = file.length() - 1;
    Set<String> ours = new HashSet<>(files);
    return store.list(ObjectStore.join(input, "**")).stream()
        .map(object -> object.path().substring(root))
        .filter(path -> !ours.contains(path))
        .toList();
  }

  private static ExitCode verify(ImportTidbConfig config, ImportPlan plan, ObjectStore store)
      throws IOException {
    VerifyOutcome outcome =
        TableVerification.run(config.request(), store, plan, config.maxDifferences());
    if (!outcome.isEqual()) {
      throw RunFailedException.verification(outcome.problem());
    }
    print("");
    print(
        "Verified: the table %s has the %,d rows of the files, equal in every column.",
        config.request().table(), outcome.rowsInTable());
    return ExitCode.DONE;
  }

  /** Stops at files that Lightning would not read as they are meant. */
  private static void check(ImportTidbConfig config, ImportPlan plan, ObjectStore store)
      throws IOException {
    Set<String> skipped = new HashSet<>(config.request().skipped());
    List<ImportFile> files = plan.files().files();
    List<LightningCheck.Findings> findings =
        Workers.ofProcessors()
            .map(
                files,
                file -> LightningCheck.of(store, config.request().path(file.path()), skipped));
    List<String> errors = new ArrayList<>();
    Set<String> warnings = new TreeSet<>();
    for (int i = 0; i < files.size(); i++) {
      for (String error : findings.get(i).errors()) {
        errors.add(files.get(i).path() + ": " + error);
      }
      warnings.addAll(findings.get(i).warnings());
    }
    if (!errors.isEmpty()) {
      throw RunFailedException.verification(
          String.format(
              Locale.ROOT,
              "Lightning does not read %,d of %,d files as they are meant. %s. --mode=jdbc loads"
                  + " them.",
              findings.stream().filter(each -> !each.errors().isEmpty()).count(),
              files.size(),
              String.join("; ", errors.subList(0, Math.min(SHOWN, errors.size())))));
    }
    warnings.forEach(warning -> print("Note: %s.", warning));
    if (plan.columns().key().equals(List.of(ImportColumns.ROW_NAME))
        || plan.columns().key().isEmpty()) {
      print("Note: nothing identifies a row (--primaryKey); importing twice doubles the rows.");
    }
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
