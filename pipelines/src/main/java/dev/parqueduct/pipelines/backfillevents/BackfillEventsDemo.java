package dev.parqueduct.pipelines.backfillevents;

import dev.parqueduct.io.clickhouse.http.Query;
import dev.parqueduct.io.clickhouse.http.ServerAddress;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.clickhouse.local.EngineLibrary;
import dev.parqueduct.io.clickhouse.local.LocalServer;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.secrets.PasswordSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The whole way on a server of its own: tables are filled, backfilled and verified. */
final class BackfillEventsDemo {
  private static final String MONTH = "202406";
  private static final long CHUNK_ROWS = 8_000;
  private static final int BATCH_ROWS = 4_000;

  private BackfillEventsDemo() {}

  /** A demo needs no other option: each has an output of its own, as its database is a new one. */
  static List<String> impliedOptions(List<String> given) {
    List<String> implied = new ArrayList<>();
    if (given.contains("--demo") || given.contains("--demo=true")) {
      imply(implied, given, "--url=", "http://127.0.0.1");
      imply(implied, given, "--partition=", MONTH);
      imply(
          implied,
          given,
          "--output=",
          "out/backfill-events-demo-"
              + LocalDateTime.now(ZoneId.systemDefault())
                  .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")));
    }
    return implied;
  }

  private static void imply(List<String> implied, List<String> given, String option, String value) {
    if (given.stream().noneMatch(word -> word.startsWith(option))) {
      implied.add(option + value);
    }
  }

  /** Fills a new server, and makes events with the options that fit it. */
  static ExitCode run(BackfillEventsOptions options, BackfillEvents.Backfill backfill)
      throws IOException {
    Path library =
        EngineLibrary.find()
            .orElseThrow(
                () ->
                    RunFailedException.failed(
                        "The demo starts ClickHouse, whose engine is not on this machine. Run "
                            + EngineLibrary.SCRIPT
                            + " once (178 MB from npm, for Linux on x86-64), then the same command"
                            + " again."));
    Path folder = Files.createTempDirectory("parqueduct-clickhouse");
    print("Starting a ClickHouse server and filling it ...");
    try (LocalServer server = LocalServer.start(library, folder, LocalServer.Setup.PLAIN)) {
      ServerClient client =
          ServerClient.of(
              new ServerAddress(server.url(), "", PasswordSource.NONE, "default"), Map.of());
      fill(client);
      printSource(client);
      setDefaults(options, server);
      ExitCode exit = backfill.run(options);
      if (exit == ExitCode.DONE && !options.getDryRun()) {
        printEvents(client, options.getProfile().equals("langfuse_v4") ? "events_full" : "events");
      }
      print("");
      print("The same for tables of yours:");
      print(
          "  ./parqueduct backfill-events --url=http://...:8123 --user=... --passwordFile=..."
              + " --partition=202401-202406 --output=... --dryRun");
      print("  and the same without --dryRun, with --verify.");
      return exit;
    } finally {
      remove(folder);
    }
  }

  private static void fill(ServerClient client) throws IOException {
    for (String statement : sql().split(";\\s*(\n|$)")) {
      var unused = client.execute(Query.of("fill the server of the demo", statement));
    }
  }

  private static String sql() throws IOException {
    try (InputStream in = BackfillEventsDemo.class.getResourceAsStream("demo.sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void setDefaults(BackfillEventsOptions options, LocalServer server) {
    options.setUrl(server.url());
    options.setUser("default");
    options.setDatabase("default");
    options.setVerify(!options.getDryRun());
    options.setChunkRows(Math.min(options.getChunkRows(), CHUNK_ROWS));
    options.setBatchSize(Math.min(options.getBatchSize(), BATCH_ROWS));
  }

  private static void printSource(ServerClient client) throws IOException {
    show(
        client,
        "  %s: %,d versions of %,d observations, %,d of them without a trace",
        "SELECT month, toString(versions), toString(newest), toString(orphans) FROM (SELECT"
            + " toString(toYYYYMM(start_time)) AS month, count() AS versions FROM observations GROUP"
            + " BY month) AS v JOIN (SELECT toString(toYYYYMM(start_time)) AS month, count() AS"
            + " newest, countIf((project_id, trace_id) NOT IN (SELECT project_id, id FROM traces"
            + " FINAL)) AS orphans FROM observations FINAL GROUP BY month) AS n USING (month) ORDER"
            + " BY month");
  }

  private static void printEvents(ServerClient client, String events) throws IOException {
    print("");
    print("What the server says, without FINAL:");
    show(
        client,
        "  %s: %,d events, %,d with the session of their trace, %,d whose trace is of another month",
        "SELECT '%1$s', toString(count()), toString(countIf(session_id != '')), toString(countIf("
                .formatted(MONTH)
            + "(project_id, trace_id) IN (SELECT project_id, id FROM traces FINAL WHERE"
            + " toYYYYMM(timestamp) != %1$s))) FROM %2$s WHERE toYYYYMM(start_time) = %1$s"
                .formatted(MONTH, events));
  }

  /** A line a row: a month, and numbers. */
  private static void show(ServerClient client, String line, String select) throws IOException {
    for (List<String> row : client.texts(Query.of("look at the tables of the demo", select))) {
      List<Object> values = new ArrayList<>();
      values.add(row.get(0));
      row.stream().skip(1).map(Long::parseLong).forEach(values::add);
      print(line, values.toArray());
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
