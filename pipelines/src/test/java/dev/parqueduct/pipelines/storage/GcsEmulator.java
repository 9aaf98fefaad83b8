package dev.parqueduct.pipelines.storage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.parqueduct.pipelines.storage.GcsObjects.ObjectName;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Cloud Storage on a loopback port: the part of its JSON API (v1) that Beam's file system uses,
 * without authentication. Use it with {@code --gcsEndpoint} and Beam's {@code
 * NoopCredentialFactory}.
 *
 * <p>Uploads are resumable, listings come in pages, rewrites and deletions in batches, and
 * generation preconditions hold, as the reference of the API describes them.
 */
public final class GcsEmulator implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final GcsObjects objects = new GcsObjects();
  private final AtomicInteger requests = new AtomicInteger();
  private final GcsApi api;

  private record GcsBucket(GcsObjects objects, String name) implements Bucket {
    @Override
    public String path() {
      return "gs://" + name;
    }

    @Override
    public void put(String object, byte[] content) {
      objects.put(new ObjectName(name, object), content);
    }

    @Override
    public void delete(String object) {
      objects.delete(new ObjectName(name, object));
    }

    @Override
    public Map<String, byte[]> contents(String prefix) {
      return objects.contents(name, prefix);
    }
  }

  private GcsEmulator(HttpServer server, Faults faults) {
    this.server = server;
    this.api = new GcsApi(objects, faults, root());
  }

  public static GcsEmulator start(Faults faults) throws IOException {
    // Otherwise every small answer waits for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    GcsEmulator emulator = new GcsEmulator(server, faults);
    server.createContext("/", emulator::handle);
    server.setExecutor(emulator.threads);
    server.start();
    return emulator;
  }

  /** The value of {@code --gcsEndpoint}. */
  public String endpoint() {
    return root() + "/storage/v1/";
  }

  /** A bucket; every bucket exists. */
  public Bucket bucket(String name) {
    return new GcsBucket(objects, name);
  }

  /** Requests so far, those that failed included. */
  public int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private String root() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    try (exchange) {
      Request request =
          new Request(
              exchange.getRequestMethod(),
              exchange.getRequestURI(),
              headers(exchange),
              exchange.getRequestBody().readAllBytes());
      Response response = api.answer(request);
      response.headers().forEach(exchange.getResponseHeaders()::set);
      int length = response.body().length;
      exchange.sendResponseHeaders(response.status(), length == 0 ? -1 : length);
      if (length > 0) {
        OutputStream body = exchange.getResponseBody();
        body.write(response.body(), 0, response.truncated() ? length / 2 : length);
      }
    }
  }

  private static Map<String, String> headers(HttpExchange exchange) {
    Map<String, String> headers = new LinkedHashMap<>();
    exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
    return headers;
  }
}
