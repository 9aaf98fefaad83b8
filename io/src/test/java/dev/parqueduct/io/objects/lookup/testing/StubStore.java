package dev.parqueduct.io.objects.lookup.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** A store of small objects on loopback, which answers as a test tells it to. */
public final class StubStore implements AutoCloseable {
  static {
    // Else every answer with a body waits 40 ms for the client's acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  /** Decides on the answer to a request. */
  public interface Script {
    /**
     * @param attempt of requests for this key, from 1
     */
    Answered answer(String key, int attempt);
  }

  /**
   * An answer.
   *
   * @param status 0 lets the connection end without an answer
   */
  public record Answered(int status, String body, Map<String, String> headers) {
    public static Answered ok(String value) {
      return new Answered(200, "{\"response\": {\"class\": \"" + value + "\"}}", Map.of());
    }

    public static Answered status(int status) {
      return new Answered(status, "", Map.of());
    }

    public static Answered status(int status, String retryAfter) {
      return new Answered(status, "", Map.of("Retry-After", retryAfter));
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(16);
  private final Map<String, AtomicInteger> attempts = new ConcurrentHashMap<>();
  private final LongAdder requests = new LongAdder();
  private final AtomicInteger now = new AtomicInteger();
  private final AtomicInteger most = new AtomicInteger();
  private final Map<String, Map<String, String>> headers = new ConcurrentHashMap<>();
  private volatile Script script;

  public StubStore(Script script) throws IOException {
    this.script = script;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  public String prefix() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/objects";
  }

  public void script(Script newScript) {
    script = newScript;
  }

  public long requests() {
    return requests.sum();
  }

  public int requestsFor(String key) {
    return attempts.getOrDefault(key, new AtomicInteger()).get();
  }

  public int keys() {
    return attempts.size();
  }

  /** The most requests that were in work at a time. */
  public int most() {
    return most.get();
  }

  public Map<String, String> headersOf(String key) {
    return headers.get(key);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answered answered = answer(exchange);
      if (answered.status() == 0) {
        return;
      }
      answered.headers().forEach(exchange.getResponseHeaders()::set);
      byte[] body = answered.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answered.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Ends before the client can know: its next request is not to count as one more at a time. */
  private Answered answer(HttpExchange exchange) {
    most.accumulateAndGet(now.incrementAndGet(), Math::max);
    try {
      requests.increment();
      String key = exchange.getRequestURI().getPath().replaceFirst("^/objects/", "");
      Map<String, String> sent = new ConcurrentHashMap<>();
      exchange.getRequestHeaders().forEach((name, values) -> sent.put(name, values.get(0)));
      headers.put(key, sent);
      int attempt = attempts.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
      return script.answer(key, attempt);
    } finally {
      now.decrementAndGet();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
