package dev.parqueduct.pipelines.validateparquet;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.validate.FileVerdict;
import dev.parqueduct.io.validate.ValidationPlan;
import dev.parqueduct.io.validate.ValidationReport;
import dev.parqueduct.pipelines.cli.Command;
import dev.parqueduct.pipelines.cli.Main;
import dev.parqueduct.pipelines.cli.Version;
import dev.parqueduct.pipelines.run.PipelineRun;
import dev.parqueduct.pipelines.run.Progress;
import dev.parqueduct.transforms.validate.ConcludeValidation;
import dev.parqueduct.transforms.validate.ValidateFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;

/** Parquet files against their names, their checksums, the ledger and the database. */
public final class ValidateParquet implements Command {
  /** The entry point of the Flex Template. */
  public static void main(String[] args) {
    Main.launch(new ValidateParquet(), args);
  }

  @Override
  public String name() {
    return "validate-parquet";
  }

  @Override
  public String summary() {
    return "Parquet files against names, checksums, ledger and database: safe to drop, or not.";
  }

  @Override
  public Class<? extends PipelineOptions> options() {
    return ValidateParquetOptions.class;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "./parqueduct validate-parquet --input=out/br",
        "./parqueduct validate-parquet --input=s3://archive/items --level=1"
            + " --results=s3://reports/items.txt");
  }

  @Override
  public ExitCode run(PipelineOptions pipelineOptions) throws IOException {
    ValidateParquetOptions options = pipelineOptions.as(ValidateParquetOptions.class);
    ValidateParquetConfig config = ValidateParquetConfig.of(options, Version.current());
    if (options.getDryRun()) {
      ValidateParquetSummary.printPlan(
          config, ValidationPlan.of(config.request(), ObjectStore.create()));
      return ExitCode.DONE;
    }
    if (!PipelineRun.isLocal(options)) {
      return PipelineRun.submit(pipeline(options, config));
    }
    return runLocally(options, config);
  }

  private static Pipeline pipeline(ValidateParquetOptions options, ValidateParquetConfig config) {
    Pipeline pipeline = Pipeline.create(options);
    PCollection<FileVerdict> verdicts =
        pipeline.apply(
            "ValidateFiles",
            ValidateFiles.of(config.request(), config.conclusion().startedAt().toString()));
    PDone unused = verdicts.apply("ConcludeValidation", ConcludeValidation.of(config.conclusion()));
    return pipeline;
  }

  private static ExitCode runLocally(ValidateParquetOptions options, ValidateParquetConfig config)
      throws IOException {
    ValidationPlan plan = ValidationPlan.of(config.request(), ObjectStore.create());
    int threads = options.getConcurrency();
    PipelineRun.tune(options, threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
    Progress progress =
        Progress.start("validate-parquet", "files", "files_validated", plan.files().size());
    try (PipelineRun run =
        PipelineRun.start(
            "validate-parquet", progress, options.getMetricsPort(), "Nothing was changed.")) {
      run.round(pipeline(options, config));
    } catch (RuntimeException e) {
      Optional<ValidationReport> report = report(config);
      if (report.isEmpty() || report.get().passed()) {
        throw e;
      }
      ValidateParquetSummary.printDone(config, report.get());
      return ExitCode.FAILED;
    }
    ValidateParquetSummary.printDone(
        config,
        report(config)
            .orElseThrow(() -> RunFailedException.failed("The report has vanished again.")));
    return ExitCode.DONE;
  }

  /** The report of this run, if it came to one. */
  private static Optional<ValidationReport> report(ValidateParquetConfig config)
      throws IOException {
    Optional<byte[]> json = ObjectStore.create().read(config.conclusion().reportPath());
    if (json.isEmpty()) {
      return Optional.empty();
    }
    ValidationReport report = ValidationReport.parse(json.get());
    return report.startedAt().equals(config.conclusion().startedAt().toString())
        ? Optional.of(report)
        : Optional.empty();
  }
}
