package dev.parqueduct.pipelines.validateparquet;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.validate.FileVerdict;
import dev.parqueduct.io.validate.TableVerdict;
import dev.parqueduct.io.validate.ValidationReport;
import dev.parqueduct.io.validate.source.DropCertificate;
import dev.parqueduct.io.validate.source.DropCertificate.Action;
import dev.parqueduct.io.validate.source.SourceRequest;
import dev.parqueduct.pipelines.options.Checked;
import dev.parqueduct.pipelines.options.Choice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What may be dropped once it is proven that files hold all of it.
 *
 * @param action what becomes of the table; nothing if absent
 * @param table its name, given a second time
 * @param script file for the guarded script, empty for none
 * @param lockTimeout seconds
 */
record DropRequest(Optional<Action> action, String table, String script, int lockTimeout) {
  static DropRequest of(ValidateParquetOptions options, Optional<SourceRequest> source) {
    String word = options.getCertify().strip();
    String table = options.getConfirmTable().strip();
    String script = options.getEmitDropSql().strip();
    if (word.isEmpty() != table.isEmpty()) {
      throw RunFailedException.usage(
          "--certify=detach or drop needs the table named a second time, as"
              + " --confirmTable=schema.table, and nothing is dropped without both.");
    }
    if (source.isEmpty() && !(word.isEmpty() && script.isEmpty())) {
      throw RunFailedException.usage(
          "--certify and --emitDropSql need the database: --against=jdbc:postgresql://….");
    }
    return new DropRequest(
        word.isEmpty() ? Optional.empty() : Optional.of(Choice.of(Action.class, "certify", word)),
        table,
        script,
        Checked.notNegative("lockTimeout", options.getLockTimeout()));
  }

  boolean isEmpty() {
    return action.isEmpty() && script.isEmpty();
  }

  /**
   * Does what was asked for; what it did is printed.
   *
   * @param report of the files as they were read in this run
   * @throws RunFailedException with exit code 1 if the table was left as it is
   */
  List<String> carryOut(ObjectStore store, SourceRequest source, ValidationReport report)
      throws IOException {
    DropCertificate certificate = new DropCertificate(store, source, lockTimeout);
    List<String> done = new ArrayList<>();
    if (!script.isEmpty()) {
      StringBuilder sql = new StringBuilder();
      for (TableVerdict each : report.tables()) {
        if (each.safeToDrop()) {
          sql.append("-- ").append(each.verdict().replaceAll("\\s", " ")).append('\n');
          Action what = action.orElse(Action.DROP);
          sql.append(certificate.script(each.table(), files(report, each.table()), what));
        }
      }
      if (sql.isEmpty()) {
        throw RunFailedException.failed("No table is safe to drop, so there is no script.");
      }
      store.write(script, sql.toString().getBytes(StandardCharsets.UTF_8), script + ".pending");
      done.add("script     " + script);
    }
    if (action.isPresent()) {
      requireSafe(report);
      done.add(certificate.certify(table, files(report, table), action.get()));
    }
    return done;
  }

  private void requireSafe(ValidationReport report) {
    TableVerdict verdict =
        report.tables().stream()
            .filter(each -> each.table().equals(table))
            .findFirst()
            .orElseThrow(
                () ->
                    RunFailedException.failed(
                        "NOT certified: there are no files of " + table + " in the input."));
    if (!verdict.safeToDrop()) {
      throw RunFailedException.failed("NOT certified, and left as it is. " + verdict.verdict());
    }
  }

  private static List<FileVerdict> files(ValidationReport report, String table) {
    return report.files().stream().filter(file -> file.table().equals(table)).toList();
  }
}
