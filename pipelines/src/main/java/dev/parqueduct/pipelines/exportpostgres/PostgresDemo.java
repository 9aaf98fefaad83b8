package dev.parqueduct.pipelines.exportpostgres;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.pipelines.validateparquet.ValidateParquet;
import dev.parqueduct.pipelines.validateparquet.ValidateParquetOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/**
 * A server of its own with sample rows, for whoever wants to see an export before anything else.
 */
final class PostgresDemo {
  private static final String USER = "postgres";

  /** Machines that are busy take long to start a server. */
  private static final Duration START = Duration.ofMinutes(2);

  private PostgresDemo() {}

  /** A demo needs no other option: each has an output of its own, as its database is a new one. */
  static List<String> impliedOptions(List<String> given) {
    boolean demo = given.contains("--demo") || given.contains("--demo=true");
    boolean output = given.stream().anyMatch(option -> option.startsWith("--output="));
    return demo && !output
        ? List.of(
            "--output=out/export-postgres-demo-"
                + LocalDateTime.now(ZoneId.systemDefault())
                    .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")))
        : List.of();
  }

  /** Fills a new database, and exports it with the options that fit it. */
  static ExitCode run(ExportPostgresOptions options, ExportPostgres.Export export)
      throws IOException {
    System.out.println("Starting a PostgreSQL server and filling it ...");
    try (EmbeddedPostgres server = EmbeddedPostgres.builder().setPGStartupWait(START).start()) {
      try (Connection connection = server.getPostgresDatabase().getConnection();
          Statement statement = connection.createStatement()) {
        statement.execute(sql());
      }
      setDefaults(options, server.getPort());
      ExitCode exit = export.run(options);
      if (exit == ExitCode.DONE && !options.getDryRun()) {
        System.out.println();
        System.out.println("May the partitions be dropped? What validate-parquet says:");
        exit = validate(options);
      }
      System.out.println();
      System.out.println("The same for a database of yours:");
      System.out.println(
          "  ./parqueduct export-postgres --host=... --database=... --user=..."
              + " --tables=permanent_data_items --timestampColumn=uploaded_date"
              + " --idColumn=data_item_id --base64urlColumns=... --output=...");
      System.out.println(
          "  ./parqueduct validate-parquet --input=... --against=jdbc:postgresql://.../..."
              + " --htmlReport=...");
      return exit;
    } catch (SQLException | IllegalStateException e) {
      throw RunFailedException.failed("The server of the demo failed: " + e.getMessage());
    }
  }

  /** Compares what was exported with the database, row by row. */
  private static ExitCode validate(ExportPostgresOptions export) throws IOException {
    ValidateParquetOptions options = PipelineOptionsFactory.as(ValidateParquetOptions.class);
    options.setInput(export.getOutput());
    options.setAgainst(
        "jdbc:postgresql://127.0.0.1:" + export.getPort() + "/" + export.getDatabase());
    options.setUser(export.getUser());
    options.setHtmlReport(ObjectStore.join(export.getOutput(), "_validation/report.html"));
    return new ValidateParquet().run(options);
  }

  private static void setDefaults(ExportPostgresOptions options, int port) {
    options.setHost("127.0.0.1");
    options.setPort(port);
    options.setDatabase(USER);
    options.setUser(USER);
    options.setUrl("");
    if (options.getTables().isEmpty()) {
      options.setTables("permanent_data_items");
      options.setTimestampColumn("uploaded_date");
      options.setIdColumn("data_item_id");
      options.setBase64urlColumns("data_item_id,owner_public_address,bundle_id");
      options.setFilePrefix("perm_items");
    }
  }

  private static String sql() throws IOException {
    try (InputStream in = PostgresDemo.class.getResourceAsStream("demo.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
