package dev.parqueduct.pipelines.validateparquet;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.validate.ResultsJournal;
import dev.parqueduct.io.validate.SourceVerdict;
import dev.parqueduct.io.validate.ValidationPlan;
import dev.parqueduct.io.validate.ValidationReport;
import dev.parqueduct.io.validate.source.SourceRequest;
import dev.parqueduct.pipelines.cli.Command;
import dev.parqueduct.pipelines.cli.Main;
import dev.parqueduct.pipelines.cli.Version;
import dev.parqueduct.pipelines.run.PipelineRun;
import dev.parqueduct.pipelines.run.Progress;
import dev.parqueduct.transforms.export.ReferenceCoder;
import dev.parqueduct.transforms.validate.CompareTables;
import dev.parqueduct.transforms.validate.ConcludeValidation;
import dev.parqueduct.transforms.validate.ValidateFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
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
  public Class<ValidateParquetOptions> options() {
    return ValidateParquetOptions.class;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "./parqueduct validate-parquet --input=out/br",
        "./parqueduct validate-parquet --input=s3://archive/items --level=1"
            + " --results=s3://reports/items.txt",
        "./parqueduct validate-parquet --input=out/pg --against=jdbc:postgresql://db/items"
            + " --certify=drop --confirmTable=public.items_2026_01");
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
      if (!config.drop().isEmpty()) {
        throw RunFailedException.usage(
            "--certify and --emitDropSql work in local runs only: a step of a job may be run"
                + " twice.");
      }
      return PipelineRun.submit(pipeline(options, config));
    }
    return runLocally(options, config);
  }

  private static Pipeline pipeline(ValidateParquetOptions options, ValidateParquetConfig config) {
    Pipeline pipeline = Pipeline.create(options);
    PCollectionTuple validated = pipeline.apply("ValidateFiles", validateFiles(config));
    PCollection<SourceVerdict> sources =
        config.source().isPresent()
            ? validated.apply("CompareTables", CompareTables.of(config.source().get()))
            : pipeline.apply(
                "NothingCompared",
                Create.empty(ReferenceCoder.orSerialized(pipeline, SourceVerdict.class)));
    PDone unused =
        validated.apply("ConcludeValidation", ConcludeValidation.of(config.conclusion(), sources));
    return pipeline;
  }

  private static ValidateFiles validateFiles(ValidateParquetConfig config) {
    ValidateFiles files = ValidateFiles.of(config.request(), config.run());
    return config.source().map(files::hashingLike).orElse(files);
  }

  private static ExitCode runLocally(ValidateParquetOptions options, ValidateParquetConfig config)
      throws IOException {
    ValidationPlan plan = ValidationPlan.of(config.request(), ObjectStore.create());
    int threads = options.getConcurrency();
    PipelineRun.tune(options, threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
    Progress progress =
        Progress.start("validate-parquet", "files", "files_validated", plan.files().size());
    ObjectStore store = ObjectStore.create();
    // A database that cannot be reached is better known before files are read and results replaced.
    config.source().ifPresent(SourceRequest::requireReachable);
    config.conclusion().removeReports(store);
    try (ResultsJournal journal =
            ResultsJournal.begin(config.run(), store, config.conclusion().resultsPath(), plan);
        PipelineRun run =
            PipelineRun.start(
                "validate-parquet", progress, options.getMetricsPort(), hint(config))) {
      run.onInterrupt(() -> journal.end("interrupted"));
      try {
        run.round(pipeline(options, config));
      } catch (RuntimeException e) {
        Optional<ValidationReport> report = report(config);
        if (report.isEmpty() || report.get().passed() || !isVerdict(e)) {
          journal.end("failed");
          throw e;
        }
        ValidateParquetSummary.printDone(config, report.get());
        return ExitCode.FAILED;
      }
    }
    ValidationReport report =
        report(config)
            .orElseThrow(() -> RunFailedException.failed("The report has vanished again."));
    ValidateParquetSummary.printDone(config, report);
    if (config.source().isPresent() && !config.drop().isEmpty()) {
      config
          .drop()
          .carryOut(ObjectStore.create(), config.source().get(), report)
          .forEach(System.out::println);
    }
    return ExitCode.DONE;
  }

  /** Whether a run failed by what it found, and not by what it could not do. */
  private static boolean isVerdict(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RunFailedException found) {
        return found.exitCode() == ExitCode.FAILED;
      }
    }
    return false;
  }

  private static String hint(ValidateParquetConfig config) {
    return "Nothing was changed. What was found so far is in "
        + config.conclusion().resultsPath()
        + ".";
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
