package dev.parqueduct.pipelines.exportrawkv;

import dev.parqueduct.io.br.UnitPlanning.Scope;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.rawkv.KvRequest;
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
import dev.parqueduct.transforms.report.WriteReport;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.values.PCollection;

/** Keys and values in a backup of RawKV or TxnKV, to Parquet. */
public final class ExportRawKv implements Command {
  /** The entry point of the Flex Template. */
  public static void main(String[] args) {
    Main.launch(new ExportRawKv(), args);
  }

  @Override
  public String name() {
    return "export-rawkv";
  }

  @Override
  public String summary() {
    return "RawKV and TxnKV backups of TiKV to Parquet.";
  }

  @Override
  public Class<ExportRawKvOptions> options() {
    return ExportRawKvOptions.class;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "./parqueduct export-rawkv --input=examples/rawkv-backup --output=out/rawkv"
            + " --keyForm=text --columns=key,value,expires_at",
        "./parqueduct export-rawkv --input=s3://backups/raw --keyPrefix=user: --valueDecoder=json"
            + " --valueDecoderConfig='name:string,age:long' --output=s3://lake/users");
  }

  @Override
  public ExitCode run(PipelineOptions pipelineOptions) throws IOException {
    ExportRawKvOptions options = pipelineOptions.as(ExportRawKvOptions.class);
    ExportRawKvConfig config = ExportRawKvConfig.of(options, Version.current());
    if (options.getDryRun()) {
      ExportRawKvSummary.printPlan(config, config.request().plan(ObjectStore.create()));
      return ExitCode.DONE;
    }
    if (!PipelineRun.isLocal(options)) {
      return PipelineRun.submit(pipeline(options, config, report(options, config, 0)));
    }
    return runLocally(options, config);
  }

  private static Pipeline pipeline(
      ExportRawKvOptions options, ExportRawKvConfig config, ReportWriter report) {
    Pipeline pipeline = Pipeline.create(options);
    PCollection<UnitEntry> units =
        pipeline.apply("ExportBackup", ExportBackup.of(config.request(), config.files()));
    units.apply(
        "WriteReport",
        config.request().scope() == Scope.VERIFY
            ? WriteReport.onInput(report)
            : WriteReport.of(report));
    return pipeline;
  }

  private static ExitCode runLocally(ExportRawKvOptions options, ExportRawKvConfig config)
      throws IOException {
    ObjectStore store = ObjectStore.create();
    KvRequest.KvWork work = config.request().plan(store);
    ReportWriter report = report(options, config, work.done().size());
    if (work.pending().isEmpty() && !work.done().isEmpty()) {
      ExportRawKvSummary.printNothingToDo(config, work);
      report.renew(store, work.done());
      return ExitCode.DONE;
    }
    int threads = options.getConcurrency();
    PipelineRun.tune(options, threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
    long files = work.pending().stream().mapToLong(unit -> unit.files().size()).sum();
    Progress progress = Progress.start("export-rawkv", "backup files", "backup_files_read", files);
    try (PipelineRun run =
        PipelineRun.start(
            "export-rawkv",
            progress,
            options.getMetricsPort(),
            "What is finished stays; run the same command again to go on.")) {
      run.round(pipeline(options, config, report));
      RunDelta delta = run.finish();
      delta.report(store, config.request().output());
      ExportRawKvSummary.printDone(config, report, work, run.watch(), delta);
    }
    return ExitCode.DONE;
  }

  private static ReportWriter report(
      ExportRawKvOptions options, ExportRawKvConfig config, int unitsBefore) {
    return new ReportWriter(
        "export-rawkv",
        Version.current(),
        config.request().output(),
        OptionTable.values(options, ExportRawKvOptions.class),
        options.getMaxRejected(),
        Instant.now(),
        unitsBefore);
  }
}
