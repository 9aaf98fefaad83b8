package dev.parqueduct.pipelines.backfillevents;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parqueduct.io.clickhouse.testing.LangfuseTables;
import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server is behind a proxy that answers no reader of observations before two have come. */
@RealClickHouse.Needed
class SideBySideTest {
  private static final String READER = "ORDER BY project_id, type, toDate(start_time), id";
  private static final int PATIENCE_SECONDS = 60;

  @TempDir Path folder;

  private final CountDownLatch two = new CountDownLatch(2);
  private final AtomicInteger alone = new AtomicInteger();
  private final HttpClient client = HttpClient.newHttpClient();

  private void forward(HttpExchange exchange, String url) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (new String(body, StandardCharsets.ISO_8859_1).contains(READER)) {
        two.countDown();
        alone.addAndGet(two.await(PATIENCE_SECONDS, TimeUnit.SECONDS) ? 0 : 1);
      }
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(url + "/?" + exchange.getRequestURI().getRawQuery()))
              .POST(HttpRequest.BodyPublishers.ofByteArray(body));
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      response
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (name.startsWith("x-clickhouse")) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      byte[] answer = response.body();
      exchange.sendResponseHeaders(response.statusCode(), answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void chunksGoSideBySide() throws IOException {
    RealClickHouse server = LangfuseTables.withRows();
    HttpServer proxy =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newCachedThreadPool();
    proxy.setExecutor(threads);
    proxy.createContext("/", exchange -> forward(exchange, server.url()));
    proxy.start();
    try {
      CommandLine run =
          CommandLine.run(
              "backfill-events",
              "--url=http://127.0.0.1:" + proxy.getAddress().getPort(),
              "--database=" + server.database(),
              "--partition=202406",
              "--chunkRows=1500",
              "--concurrency=2",
              "--output=" + folder.resolve("out"));
      assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
    } finally {
      proxy.stop(0);
      threads.shutdownNow();
    }
    assertThat(alone.get()).isZero();
    assertThat(server.value("SELECT count() FROM events"))
        .isEqualTo(
            server.value(
                "SELECT count() FROM observations FINAL WHERE toYYYYMM(start_time) = 202406"));
  }
}
