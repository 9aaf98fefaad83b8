package dev.parqueduct.pipelines.validateparquet;

import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.validate.KeyColumns;
import dev.parqueduct.io.validate.ValidationConclusion;
import dev.parqueduct.io.validate.ValidationRequest;
import dev.parqueduct.io.validate.ValidationRequest.OnFailure;
import dev.parqueduct.pipelines.options.Checked;
import dev.parqueduct.pipelines.options.OptionTable;
import java.time.Instant;
import java.util.List;

/**
 * The options of {@code validate-parquet}, checked.
 *
 * @param request what to validate
 * @param conclusion what becomes of the verdicts
 */
record ValidateParquetConfig(ValidationRequest request, ValidationConclusion conclusion) {
  private static final int MOST = 3;

  static ValidateParquetConfig of(ValidateParquetOptions options, String version) {
    Checked.metricsPort(options);
    int unused = Checked.notNegative("concurrency", options.getConcurrency());
    List<String> inputs = Checked.list(options.getInput());
    if (inputs.isEmpty() && options.getFilesList().isBlank()) {
      throw RunFailedException.usage(
          "Give the files as --input=<files, folders, globs> or --filesList=<file>.");
    }
    ValidationRequest request =
        new ValidationRequest(
            inputs,
            options.getFilesList().strip(),
            options.getLedger().strip(),
            level(options),
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
            OptionTable.values(options, ValidateParquetOptions.class)));
  }

  private static int level(ValidateParquetOptions options) {
    if (options.getLevel() < 1 || options.getLevel() > MOST) {
      throw RunFailedException.usage(
          "--level=" + options.getLevel() + " is not known. Use 1, 2 or 3.");
    }
    return options.getLevel();
  }

  /** {@code --continue} is the default, and said only to be plain: the other one counts. */
  private static OnFailure onFailure(ValidateParquetOptions options) {
    return options.getStopOnError() || !options.getContinue() ? OnFailure.STOP : OnFailure.CONTINUE;
  }
}
