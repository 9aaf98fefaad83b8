package dev.parqueduct.pipelines.exportbr;

import dev.parqueduct.io.br.BackupRequest;
import dev.parqueduct.io.br.TableCheck;
import dev.parqueduct.io.br.UnitPlanning.Scope;
import dev.parqueduct.io.iceberg.IcebergCommit;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.ReportWriter;
import dev.parqueduct.pipelines.cli.Command;
import dev.parqueduct.pipelines.cli.Main;
import dev.parqueduct.pipelines.cli.Version;
import dev.parqueduct.pipelines.options.OptionTable;
import dev.parqueduct.pipelines.run.PipelineRun;
import dev.parqueduct.pipelines.run.Progress;
import dev.parqueduct.pipelines.run.RunDelta;
import dev.parqueduct.transforms.br.ExportBackup;
import dev.parqueduct.transforms.br.PublishBackup;
import dev.parqueduct.transforms.report.WriteReport;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.values.PCollection;

/** Tables of TiDB in a backup made by BR, to Parquet. */
public final class ExportBr implements Command {
  /** The entry point of the Flex Template. */
  public static void main(String[] args) {
    Main.launch(new ExportBr(), args);
  }

  @Override
  public String name() {
    return "export-br";
  }

  @Override
  public String summary() {
    return "TiDB BR backups to typed Parquet.";
  }

  @Override
  public Class<ExportBrOptions> options() {
    return ExportBrOptions.class;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "./parqueduct export-br --input=examples/br-backup --output=out/br",
        "./parqueduct export-br --input=s3://backups/2026-11-01 --filter='shop.*,!shop.log'"
            + " --output=s3://lake/shop",
        "./parqueduct export-br --input=s3://backups/2026-11-01"
            + " --incrementals=s3://backups/2026-11-02,s3://backups/2026-11-03"
            + " --output=s3://lake/latest",
        "./parqueduct export-br --input=s3://backups/2026-11-01 --verifyOnly"
            + " --output=s3://lake/reports");
  }

  @Override
  public ExitCode run(PipelineOptions pipelineOptions) throws IOException {
    ExportBrOptions options = pipelineOptions.as(ExportBrOptions.class);
    ExportBrConfig config = ExportBrConfig.of(options, Version.current());
    if (options.getDryRun()) {
      ExportBrSummary.printPlan(config, config.request().plan(ObjectStore.create()));
      return ExitCode.DONE;
    }
    if (!PipelineRun.isLocal(options)) {
      return PipelineRun.submit(pipeline(options, config, report(options, config, 0)));
    }
    return runLocally(options, config);
  }

  private static Pipeline pipeline(
      ExportBrOptions options, ExportBrConfig config, ReportWriter report) {
    Pipeline pipeline = Pipeline.create(options);
    PCollection<UnitEntry> units =
        pipeline.apply("ExportBackup", ExportBackup.of(config.request(), config.files()));
    if (config.request().scope() == Scope.VERIFY) {
      units.apply("WriteReport", WriteReport.onInput(report));
      return pipeline;
    }
    PCollection<IcebergCommit> unused =
        units.apply("PublishBackup", PublishBackup.of(config.publication()));
    units.apply("WriteReport", WriteReport.of(report));
    return pipeline;
  }

  private static ExitCode runLocally(ExportBrOptions options, ExportBrConfig config)
      throws IOException {
    ObjectStore store = ObjectStore.create();
    BackupRequest.TableWork work = config.request().plan(store);
    config.publication().check(work);
    ReportWriter report = report(options, config, work.done().size());
    if (work.pending().isEmpty() && !work.done().isEmpty()) {
      // A run that was killed after its last unit may not have come to this.
      List<IcebergCommit> unused = config.publication().publish(store);
      ExportBrSummary.printNothingToDo(config, work);
      report.renew(store, work.done());
      return ExitCode.DONE;
    }
    int threads = options.getConcurrency();
    PipelineRun.tune(options, threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
    long files = work.pending().stream().mapToLong(unit -> unit.files().size()).sum();
    Progress progress = Progress.start("export-br", "backup files", "backup_files_read", files);
    try (PipelineRun run =
        PipelineRun.start(
            "export-br",
            progress,
            options.getMetricsPort(),
            "What is finished stays; run the same command again to go on.")) {
      run.round(pipeline(options, config, report));
      RunDelta delta = run.finish();
      delta.report(store, config.request().output());
      ExportBrSummary.printDone(config, report, work, run.watch(), delta);
    }
    return ExitCode.DONE;
  }

  private static ReportWriter report(
      ExportBrOptions options, ExportBrConfig config, int unitsBefore) {
    return new ReportWriter(
        "export-br",
        Version.current(),
        config.request().output(),
        OptionTable.values(options, ExportBrOptions.class),
        0,
        Instant.now(),
        unitsBefore,
        new TableCheck(config.request()));
  }
}
