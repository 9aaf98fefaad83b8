package dev.parqueduct.pipelines.backfillclassification;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.exportvt.ExportVt;
import dev.parqueduct.pipelines.exportvt.ExportVtOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.beam.sdk.options.PipelineOptionsFactory;

/** A sample export and a store of its own, for whoever wants to see the pipeline at work. */
final class BackfillDemo {
  private static final int REPORTS = 2_000;
  private static final String[] CLASSES = {
    "malware", "ransomware", "hacktool", "unwanted", "suspicious"
  };

  private BackfillDemo() {}

  /** A demo needs no other option: each has a folder of its own. */
  static List<String> impliedOptions(List<String> given) {
    List<String> implied = new ArrayList<>();
    if (given.contains("--demo") || given.contains("--demo=true")) {
      if (given.stream().noneMatch(option -> option.startsWith("--input="))) {
        implied.add(
            "--input=out/backfill-classification-demo-"
                + LocalDateTime.now(ZoneId.systemDefault())
                    .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")));
      }
      if (given.stream().noneMatch(option -> option.startsWith("--lookup="))) {
        implied.add("--lookup=http://localhost/");
      }
    }
    return implied;
  }

  static ExitCode run(BackfillClassificationOptions options) throws IOException {
    String output = options.getInput();
    System.out.println("Exporting a sample of " + REPORTS + " reports ...");
    ExitCode exported = export(output);
    if (exported != ExitCode.DONE) {
      return exported;
    }
    ExecutorService threads = Executors.newFixedThreadPool(8);
    // Else every answer with a body waits 40 ms for the client's acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer store =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
    Set<String> refused = ConcurrentHashMap.newKeySet();
    store.createContext("/verdicts/", exchange -> answer(exchange, refused));
    store.setExecutor(threads);
    store.start();
    try {
      System.out.println();
      System.out.println(
          "Filling it from a store that does not know a quarter of the files, and sometimes has too"
              + " much to do ...");
      options.setLookup("http://127.0.0.1:" + store.getAddress().getPort() + "/verdicts");
      ExitCode exit = BackfillClassification.backfill(options);
      System.out.println();
      System.out.println("What is in it now:");
      System.out.println(
          "  duckdb -c \"SELECT classification, count(*) FROM '"
              + output
              + "/*.parquet' GROUP BY ALL\"");
      System.out.println("The same for an export of yours:");
      System.out.println("  ./parqueduct backfill-classification --input=... --lookup=gs://...");
      return exit;
    } finally {
      store.stop(0);
      threads.shutdownNow();
    }
  }

  private static ExitCode export(String output) throws IOException {
    ObjectStore store = ObjectStore.create();
    String feed = ObjectStore.join(output, "_feed/20261101/20261101T0000");
    StringBuilder reports = new StringBuilder();
    for (int i = 0; i < REPORTS; i++) {
      reports.append(
          String.format(
              Locale.ROOT,
              "{\"response_code\": 1, \"sha256\": \"%s\", \"sha1\": \"%s\", \"md5\": \"%s\","
                  + " \"positives\": %d, \"total\": 70, \"scan_date\": \"2026-11-01 00:00:00\","
                  + " \"scans\": {}}\n",
              hash("SHA-256", i),
              hash("SHA-1", i),
              hash("MD5", i),
              i % 60));
    }
    store.write(
        feed,
        reports.toString().getBytes(StandardCharsets.UTF_8),
        ObjectStore.join(output, "_ledger/pending/demo"));
    ExportVtOptions options = PipelineOptionsFactory.as(ExportVtOptions.class);
    options.setInput(ObjectStore.join(output, "_feed"));
    options.setOutput(output);
    return new ExportVt().run(options);
  }

  private static String hash(String algorithm, int number) {
    try {
      byte[] content = ("file " + number).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** By the last digits of the key: a quarter is not there, one in sixteen is refused at first. */
  private static void answer(HttpExchange exchange, Set<String> refused) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      int number = Integer.parseInt(path.substring(path.length() - 4), 16);
      if (number % 16 == 5 && refused.add(path)) {
        exchange.sendResponseHeaders(503, -1);
      } else if (number % 4 == 0) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        byte[] body =
            ("{\"response\": {\"class\": \"" + CLASSES[number % CLASSES.length] + "\"}}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }
}
