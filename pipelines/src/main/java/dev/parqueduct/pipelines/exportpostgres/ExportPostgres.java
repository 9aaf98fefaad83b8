package dev.parqueduct.pipelines.exportpostgres;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.postgres.connect.ExportedSnapshot;
import dev.parqueduct.io.postgres.export.PgExport;
import dev.parqueduct.io.postgres.export.PgRequest;
import dev.parqueduct.io.postgres.export.TableOutcomes;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.ReportWriter;
import dev.parqueduct.pipelines.cli.Command;
import dev.parqueduct.pipelines.cli.Main;
import dev.parqueduct.pipelines.cli.Version;
import dev.parqueduct.pipelines.options.OptionTable;
import dev.parqueduct.pipelines.run.PipelineRun;
import dev.parqueduct.pipelines.run.Progress;
import dev.parqueduct.transforms.export.TryUnits;
import dev.parqueduct.transforms.postgres.ExportDatabase;
import dev.parqueduct.transforms.report.WriteReport;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PDone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tables, partitions, views and queries of PostgreSQL, to Parquet. */
public final class ExportPostgres implements Command {
  private static final Logger LOG = LoggerFactory.getLogger(ExportPostgres.class);

  /** The entry point of the Flex Template. */
  public static void main(String[] args) {
    Main.launch(new ExportPostgres(), args);
  }

  @Override
  public String name() {
    return "export-postgres";
  }

  @Override
  public String summary() {
    return "Tables and partitions of PostgreSQL to Parquet.";
  }

  @Override
  public Class<ExportPostgresOptions> options() {
    return ExportPostgresOptions.class;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "./parqueduct export-postgres --demo",
        "./parqueduct export-postgres --host=db1 --database=shop --user=archiver"
            + " --passwordFile=/run/secrets/archiver --tables='orders_2025*' --output=s3://lake/orders",
        "./parqueduct export-postgres --database=items --tables=data_items_old"
            + " --timestampColumn=uploaded_date --idColumn=data_item_id --layout=hive_date"
            + " --output=gs://archive/items");
  }

  @Override
  public List<String> impliedOptions(List<String> given) {
    return PostgresDemo.impliedOptions(given);
  }

  @Override
  public ExitCode run(PipelineOptions pipelineOptions) throws IOException {
    ExportPostgresOptions options = pipelineOptions.as(ExportPostgresOptions.class);
    if (options.getDemo()) {
      return PostgresDemo.run(options, this::export);
    }
    return export(options);
  }

  private ExitCode export(ExportPostgresOptions options) throws IOException {
    ExportPostgresConfig config = ExportPostgresConfig.of(options, Version.current());
    if (options.getDryRun()) {
      ExportPostgresSummary.printPlan(config, config.request().plan(ObjectStore.create()));
      return ExitCode.DONE;
    }
    if (!PipelineRun.isLocal(options)) {
      LOG.info("event=snapshots_apart Each unit is read in a snapshot of its own.");
      return PipelineRun.submit(
          pipeline(options, config, config.request(), report(options, config, 0)));
    }
    return runLocally(options, config);
  }

  private static Pipeline pipeline(
      ExportPostgresOptions options,
      ExportPostgresConfig config,
      PgRequest request,
      ReportWriter report) {
    Pipeline pipeline = Pipeline.create(options);
    PCollectionTuple results =
        pipeline.apply("ExportDatabase", ExportDatabase.of(request, config.files()));
    WriteReport write =
        WriteReport.of(report)
            .checking(
                "AllFailures",
                results.get(TryUnits.FAILED),
                failures -> new TableOutcomes(request, failures));
    PDone unused = results.get(TryUnits.DONE).apply("WriteReport", write);
    return pipeline;
  }

  private static ExitCode runLocally(ExportPostgresOptions options, ExportPostgresConfig config)
      throws IOException {
    ObjectStore store = ObjectStore.create();
    PgRequest.Work work = config.request().plan(store);
    ReportWriter report = report(options, config, work.done().size());
    if (work.pending().isEmpty() && work.problems().isEmpty() && !work.done().isEmpty()) {
      ExportPostgresSummary.printNothingToDo(config, work);
      report.verify(store, work.done());
      return ExitCode.DONE;
    }
    int threads = options.getConcurrency();
    PipelineRun.tune(options, threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
    PgExport export = config.request().export();
    Progress progress =
        Progress.start("export-postgres", "units", "units_done", work.pending().size());
    try (ExportedSnapshot snapshot = snapshot(config.request());
        PipelineRun run =
            PipelineRun.start(
                "export-postgres",
                progress,
                options.getMetricsPort(),
                "What is finished stays; run the same command again to go on.")) {
      PgRequest request = config.request().withExport(export.withSnapshot(snapshot.ref()));
      ExportPostgresSummary summary =
          new ExportPostgresSummary(request, report, work, run.watch(), store);
      try {
        run.round(pipeline(options, config, request, report));
      } catch (RuntimeException e) {
        summary.printFailed();
        throw e;
      }
      summary.printDone();
    }
    return ExitCode.DONE;
  }

  private static ExportedSnapshot snapshot(PgRequest request) {
    return request
        .retries()
        .call(
            "take a snapshot of " + request.export().connection().place(),
            () ->
                ExportedSnapshot.take(
                    request.export().connection(),
                    "parqueduct " + Version.current() + " snapshot"));
  }

  private static ReportWriter report(
      ExportPostgresOptions options, ExportPostgresConfig config, int unitsBefore) {
    return new ReportWriter(
        "export-postgres",
        Version.current(),
        config.request().output(),
        OptionTable.values(options, ExportPostgresOptions.class),
        0,
        Instant.now(),
        unitsBefore);
  }

  /** A step of the program that may be run inside of another one. */
  @FunctionalInterface
  interface Export {
    ExitCode run(ExportPostgresOptions options) throws IOException;
  }
}
