package dev.parqueduct.pipelines.exportpostgres;

import dev.parqueduct.io.export.FileSettings;
import dev.parqueduct.io.ledger.RunShape;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.postgres.ValueOptions;
import dev.parqueduct.io.postgres.ValueOptions.UnboundedNumerics;
import dev.parqueduct.io.postgres.connect.SnapshotRef;
import dev.parqueduct.io.postgres.export.FileNames;
import dev.parqueduct.io.postgres.export.Layout;
import dev.parqueduct.io.postgres.export.PgExport;
import dev.parqueduct.io.postgres.export.PgRequest;
import dev.parqueduct.io.postgres.plan.NamedQuery;
import dev.parqueduct.io.postgres.plan.PlanSettings;
import dev.parqueduct.io.postgres.plan.RowOrder;
import dev.parqueduct.io.postgres.plan.TableSelection;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.pipelines.options.Checked;
import dev.parqueduct.pipelines.options.Choice;
import dev.parqueduct.pipelines.options.PostgresSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options of {@code export-postgres}, checked.
 *
 * @param request what to export, and where to
 * @param files how files are written
 */
record ExportPostgresConfig(PgRequest request, FileSettings files) {
  private static final Pattern DECIMAL =
      Pattern.compile("decimal\\(([0-9]{1,2}),([0-9]{1,2})\\)", Pattern.CASE_INSENSITIVE);

  static ExportPostgresConfig of(ExportPostgresOptions options, String version) {
    Checked.metricsPort(options);
    RowOrder order = new RowOrder(options.getTimestampColumn(), options.getIdColumn());
    FileNames names =
        new FileNames(
            Choice.of(Layout.class, "layout", options.getLayout()), options.getFilePrefix());
    if (names.layout() == Layout.HIVE_DATE && order.isAsStored()) {
      throw RunFailedException.usage(
          "--layout=hive_date needs --timestampColumn and --idColumn, by which files are dated.");
    }
    PgExport export =
        new PgExport(
            PostgresSource.of(options),
            SnapshotRef.NONE,
            values(options),
            names,
            Checked.notNegative("readLimit", options.getReadLimit()),
            options.getSecondSeed() ? 2 : 1,
            version);
    PlanSettings planning =
        new PlanSettings(
            order,
            Checked.positive("unitBytes", options.getUnitBytes()),
            new TreeSet<>(Checked.list(options.getBase64urlColumns())));
    PgRequest request =
        new PgRequest(
            Checked.output(options),
            shape(options, export, planning),
            new TableSelection(tables(options), queries(options)),
            planning,
            export,
            PostgresSource.retries(options));
    return new ExportPostgresConfig(request, Checked.files(options, "export-postgres", version));
  }

  private static List<String> tables(ExportPostgresOptions options) {
    List<String> tables = new ArrayList<>(TableSelection.names(options.getTables()));
    if (!options.getTablesFile().isEmpty()) {
      tables.addAll(TableSelection.namesInFile(content("--tablesFile", options.getTablesFile())));
    }
    return tables;
  }

  private static List<NamedQuery> queries(ExportPostgresOptions options) {
    String queries = options.getQueries().strip();
    return NamedQuery.parse(
        queries.startsWith("@") ? content("--queries", queries.substring(1)) : queries);
  }

  private static String content(String option, String path) {
    try {
      byte[] content =
          ObjectStore.create()
              .read(path)
              .orElseThrow(
                  () -> RunFailedException.usage(option + ": there is no file " + path + "."));
      return new String(content, StandardCharsets.UTF_8);
    } catch (IOException | IllegalArgumentException e) {
      throw RunFailedException.usage(option + ": " + path + " cannot be read (" + e + ").");
    }
  }

  private static ValueOptions values(ExportPostgresOptions options) {
    return ValueOptions.defaults()
        .withInfiniteDates(
            Choice.of(
                ValueOptions.InfiniteDates.class, "infiniteDates", options.getInfiniteDates()))
        .withEndOfDay(Choice.of(ValueOptions.EndOfDay.class, "endOfDay", options.getEndOfDay()))
        .withUnboundedNumerics(unboundedNumerics(options.getUnboundedNumerics()))
        .withNanNumerics(
            Choice.of(ValueOptions.NanNumerics.class, "nanNumerics", options.getNanNumerics()))
        .withArrayShapes(
            Choice.of(ValueOptions.ArrayShapes.class, "arrayShapes", options.getArrayShapes()))
        .withInvalidText(
            Choice.of(ValueOptions.InvalidText.class, "invalidText", options.getInvalidText()));
  }

  private static UnboundedNumerics unboundedNumerics(String word) {
    Matcher decimal = DECIMAL.matcher(word.replace(" ", ""));
    if (decimal.matches()) {
      try {
        return UnboundedNumerics.decimal(
            Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2)));
      } catch (IllegalArgumentException e) {
        throw RunFailedException.usage("--unboundedNumerics=" + word + ": " + e.getMessage() + ".");
      }
    }
    return switch (word) {
      case "text" -> UnboundedNumerics.text();
      case "error" -> UnboundedNumerics.error();
      default ->
          throw RunFailedException.usage(
              "--unboundedNumerics="
                  + word
                  + " is not known. Use one of: text, error, decimal(precision,scale).");
    };
  }

  /** Which tables they are is no part of it: more of them may follow into the same output. */
  private static RunShape shape(
      ExportPostgresOptions options, PgExport export, PlanSettings planning) {
    Map<String, String> shape = new TreeMap<>();
    ValueOptions values = export.values();
    shape.put("--timestampColumn", planning.order().timestampColumn());
    shape.put("--idColumn", planning.order().idColumn());
    shape.put("--base64urlColumns", planning.base64urlColumns().toString());
    shape.put("--layout", Choice.word(export.names().layout()));
    shape.put("--filePrefix", export.names().prefix());
    shape.put("--infiniteDates", Choice.word(values.infiniteDates()));
    shape.put("--endOfDay", Choice.word(values.endOfDay()));
    shape.put("--unboundedNumerics", options.getUnboundedNumerics().replace(" ", ""));
    shape.put("--nanNumerics", Choice.word(values.nanNumerics()));
    shape.put("--arrayShapes", Choice.word(values.arrayShapes()));
    shape.put("--invalidText", Choice.word(values.invalidText()));
    if (export.sums() > 1) {
      shape.put("--secondSeed", "true");
    }
    Checked.addShape(options, shape);
    return new RunShape("export-postgres", shape);
  }
}
