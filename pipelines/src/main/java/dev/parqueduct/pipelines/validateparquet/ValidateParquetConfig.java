package dev.parqueduct.pipelines.validateparquet;

import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.validate.KeyColumns;
import dev.parqueduct.io.validate.ValidationConclusion;
import dev.parqueduct.io.validate.ValidationRequest;
import dev.parqueduct.io.validate.ValidationRequest.OnFailure;
import dev.parqueduct.io.validate.source.SourceRequest;
import dev.parqueduct.pipelines.options.Checked;
import dev.parqueduct.pipelines.options.OptionTable;
import dev.parqueduct.pipelines.options.PostgresSource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The options of {@code validate-parquet}, checked.
 *
 * @param request what to validate
 * @param conclusion what becomes of the verdicts
 * @param source the database to compare with, if any
 * @param drop what may be dropped afterwards
 */
record ValidateParquetConfig(
    ValidationRequest request,
    ValidationConclusion conclusion,
    Optional<SourceRequest> source,
    DropRequest drop) {
  private static final int MOST = 3;

  static ValidateParquetConfig of(ValidateParquetOptions options, String version) {
    Checked.metricsPort(options);
    int unused = Checked.notNegative("concurrency", options.getConcurrency());
    List<String> inputs = Checked.list(options.getInput());
    if (inputs.isEmpty() && options.getFilesList().isBlank()) {
      throw RunFailedException.usage(
          "Give the files as --input=<files, folders, globs> or --filesList=<file>.");
    }
    Optional<SourceRequest> source = source(options);
    ValidationRequest request =
        new ValidationRequest(
            inputs,
            options.getFilesList().strip(),
            options.getLedger().strip(),
            level(options, source),
            new KeyColumns(options.getTimestampColumn(), options.getIdColumn()),
            options.getResults().strip(),
            onFailure(options));
    return new ValidateParquetConfig(
        request,
        new ValidationConclusion(
            request,
            options.getHtmlReport().strip(),
            version,
            Instant.now(),
            OptionTable.values(options, ValidateParquetOptions.class)),
        source,
        DropRequest.of(options, source));
  }

  /** A name of this run and no other. */
  String run() {
    return conclusion.startedAt().toString();
  }

  private static Optional<SourceRequest> source(ValidateParquetOptions options) {
    if (options.getAgainst().isBlank()) {
      return Optional.empty();
    }
    if (!options.getAgainst().strip().startsWith("jdbc:postgresql:")) {
      throw RunFailedException.usage("--against must be jdbc:postgresql://host:port/database.");
    }
    if (!options.getUrl().isBlank() && !options.getUrl().equals(options.getAgainst())) {
      throw RunFailedException.usage("--against and --url name the database: give one of them.");
    }
    options.setUrl(options.getAgainst().strip());
    int most = Checked.notNegative("maxDifferences", options.getMaxDifferences());
    return Optional.of(
        new SourceRequest(
            PostgresSource.of(options),
            PostgresSource.retries(options),
            options.getSecondSeed() ? 2 : 1,
            most));
  }

  private static int level(ValidateParquetOptions options, Optional<SourceRequest> source) {
    int level = options.getLevel();
    if (level < 1 || level > MOST) {
      throw RunFailedException.usage("--level=" + level + " is not known. Use 1, 2 or 3.");
    }
    if (level == MOST && source.isEmpty()) {
      throw RunFailedException.usage(
          "--level=3 compares with the database: give it as --against=jdbc:postgresql://….");
    }
    return source.isPresent() ? MOST : level;
  }

  /** {@code --continue} is the default, and said only to be plain: the other one counts. */
  private static OnFailure onFailure(ValidateParquetOptions options) {
    return options.getStopOnError() || !options.getContinue() ? OnFailure.STOP : OnFailure.CONTINUE;
  }
}
