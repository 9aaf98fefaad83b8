package dev.parqueduct.pipelines.importtidb;

import dev.parqueduct.io.mysql.connect.ConnectionSettings;
import dev.parqueduct.io.mysql.lightning.LightningNames;
import dev.parqueduct.io.mysql.lightning.LightningSettings;
import dev.parqueduct.io.mysql.load.ImportFiles;
import dev.parqueduct.io.mysql.load.ImportRequest;
import dev.parqueduct.io.mysql.table.TableName;
import dev.parqueduct.io.mysql.verify.FinishImport;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.RetryPolicy;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.secrets.PasswordSource;
import dev.parqueduct.pipelines.options.Checked;
import dev.parqueduct.pipelines.options.Choice;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The options of {@code import-tidb}, checked.
 *
 * @param mode how to load
 * @param request what to load, and into what
 * @param lightning what Lightning is told
 * @param maxRejected rows that may be rejected; negative for any number
 * @param comparison whether table and files are compared
 * @param maxDifferences rows that are named at most
 */
record ImportTidbConfig(
    Mode mode,
    ImportRequest request,
    LightningSettings lightning,
    long maxRejected,
    FinishImport.Comparison comparison,
    int maxDifferences) {
  private static final Set<String> SSL_MODES =
      Set.of("", "disable", "trust", "verify-ca", "verify-full");
  private static final double MILLIS = 1000;
  private static final int MOST_BATCH_BYTES = 64 << 20;

  /** How rows get into the table. */
  enum Mode {
    JDBC,
    LIGHTNING
  }

  static ImportTidbConfig of(ImportTidbOptions options) throws IOException {
    Checked.metricsPort(options);
    int unused = Checked.notNegative("concurrency", options.getConcurrency());
    String input = folder(options.getInput());
    TableName table = TableName.of(table(options, input));
    String output =
        options.getOutput().isBlank()
            ? ObjectStore.join(input, "_import/" + table)
            : options.getOutput();
    return new ImportTidbConfig(
        Choice.of(Mode.class, "mode", options.getMode()),
        new ImportRequest(
            input,
            output,
            table,
            Checked.list(options.getPrimaryKey()),
            Checked.list(options.getIndexes()),
            Checked.list(options.getSkipColumns()),
            Choice.of(
                ImportRequest.SecondaryIndexes.class,
                "secondaryIndexes",
                options.getSecondaryIndexes()),
            connection(options),
            retries(options),
            new ImportRequest.Batch(
                (int) Checked.positive("batchRows", options.getBatchRows()),
                batchBytes(options),
                Checked.positive("unitRows", options.getUnitRows()))),
        new LightningSettings(
            Choice.of(LightningSettings.Backend.class, "backend", options.getBackend()),
            options.getSortedKvDir(),
            options.getPdAddr(),
            options.getStatusPort()),
        options.getMaxRejected(),
        options.getVerify() ? FinishImport.Comparison.TABLE : FinishImport.Comparison.NONE,
        Checked.notNegative("maxDifferences", options.getMaxDifferences()));
  }

  private static String folder(String input) {
    if (input.isBlank() || ObjectStore.hasWildcard(input) || input.endsWith(".parquet")) {
      throw RunFailedException.usage(
          "--input=" + input + " must name a folder: that of an export, or one of Parquet files.");
    }
    return input;
  }

  private static String table(ImportTidbOptions options, String input) throws IOException {
    if (!options.getTable().isBlank()) {
      return options.getTable();
    }
    List<String> files = ImportFiles.list(input, ObjectStore.create());
    Optional<TableName> named = LightningNames.tableOf(files);
    return named
        .map(TableName::toString)
        .orElseThrow(
            () ->
                RunFailedException.usage(
                    "The files' names ("
                        + files.get(0)
                        + ", ...) do not tell which table they are for. Give --table=db.table."));
  }

  private static int batchBytes(ImportTidbOptions options) {
    long bytes = Checked.positive("batchBytes", options.getBatchBytes());
    if (bytes > MOST_BATCH_BYTES) {
      throw RunFailedException.usage(
          "--batchBytes=" + bytes + " is more than servers take in a statement: 64 MB at most.");
    }
    return (int) bytes;
  }

  private static RetryPolicy retries(ImportTidbOptions options) {
    if (options.getRetryBackoff() < 0) {
      throw RunFailedException.usage("--retryBackoff must not be negative.");
    }
    return new RetryPolicy(
        Checked.notNegative("retries", options.getRetries()),
        Math.max(1, Math.round(options.getRetryBackoff() * MILLIS)));
  }

  private static ConnectionSettings connection(ImportTidbOptions options) {
    if (options.getPort() <= 0 || options.getPort() > 65_535) {
      throw RunFailedException.usage("--port=" + options.getPort() + " is no port.");
    }
    if (!SSL_MODES.contains(options.getSslMode())) {
      throw RunFailedException.usage(
          "--sslMode="
              + options.getSslMode()
              + " is not known. Use one of: disable, trust, verify-ca, verify-full.");
    }
    return new ConnectionSettings(
        options.getHost(),
        options.getPort(),
        options.getUser(),
        new PasswordSource(options.getPasswordFile(), options.getPasswordEnv()),
        options.getSslMode(),
        options.getSslRootCert());
  }
}
