package dev.parqueduct.io.clickhouse.http;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.wire.Column;
import dev.parqueduct.io.clickhouse.wire.NativeBlock;
import dev.parqueduct.io.clickhouse.wire.NativeOutput;
import dev.parqueduct.io.clickhouse.wire.StringColumn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Speaks with a server. Results come, and inserts go, in the format Native within LZ4 frames. A
 * client may be used from several threads; nothing is tried again here.
 */
public final class ServerClient {
  private static final int CONNECT_MILLIS = 10_000;

  /** The server sends something every few seconds while it works. */
  private static final int READ_MILLIS = 300_000;

  private static final int MAX_FAILURE = 1 << 16;

  /** What ClickHouse's own client takes when nothing else is given. */
  private static final String PASSWORD_VARIABLE = "CLICKHOUSE_PASSWORD";

  private final ServerAddress address;
  private final String password;
  private final Map<String, String> settings;

  private ServerClient(ServerAddress address, String password, Map<String, String> settings) {
    this.address = requireNonNull(address, "address");
    this.password = requireNonNull(password, "password");
    this.settings = Map.copyOf(settings);
  }

  /**
   * A client; it reads the password now, and asks nothing of the server yet.
   *
   * @param settings for every query
   */
  public static ServerClient of(ServerAddress address, Map<String, String> settings) {
    String password =
        address
            .password()
            .read(System.getenv())
            .or(() -> Optional.ofNullable(System.getenv(PASSWORD_VARIABLE)))
            .orElse("");
    return new ServerClient(address, password, settings);
  }

  public ServerAddress address() {
    return address;
  }

  /** Asks for rows. */
  public NativeResult select(Query query) throws IOException {
    Query asked =
        query
            .with("compress", 1)
            .with("default_format", "Native")
            .with("network_compression_method", "LZ4")
            .with("output_format_native_write_json_as_string", 1);
    byte[] sql = query.sql().getBytes(StandardCharsets.UTF_8);
    HttpURLConnection connection = send(asked, sql.length, out -> out.write(sql));
    return new NativeResult(
        query.what(),
        connection.getInputStream(),
        connection.getHeaderField("X-ClickHouse-Exception-Tag"));
  }

  /** All rows of a small result, as texts: the query must cast what is none. */
  public List<List<String>> texts(Query query) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (NativeResult result = select(query)) {
      for (NativeBlock block = result.next(); block != null; block = result.next()) {
        for (int row = 0; row < block.rows(); row++) {
          List<String> texts = new ArrayList<>();
          for (Column column : block.columns()) {
            texts.add(((StringColumn) column.values()).text(row));
          }
          rows.add(texts);
        }
      }
    }
    return rows;
  }

  /** Does something that has no result. */
  public Summary execute(Query query) throws IOException {
    byte[] sql = query.sql().getBytes(StandardCharsets.UTF_8);
    return end(query, send(query.with("wait_end_of_query", 1), sql.length, out -> out.write(sql)));
  }

  /**
   * Inserts rows.
   *
   * @param query {@code INSERT INTO … FORMAT Native}
   * @param rows blocks, whose frames are finished
   */
  public Summary insert(Query query, NativeOutput rows) throws IOException {
    Query asked =
        query.with("query", query.sql()).with("decompress", 1).with("wait_end_of_query", 1);
    return end(query, send(asked, rows.length(), rows::writeTo));
  }

  private static Summary end(Query query, HttpURLConnection connection) throws IOException {
    try (InputStream in = connection.getInputStream()) {
      // Read to its end, so that the connection can be used again.
      byte[] answer = in.readAllBytes();
      String text = new String(answer, StandardCharsets.UTF_8);
      if (text.contains("__exception__")) {
        throw ServerException.of(query.what(), text);
      }
    } catch (ServerException e) {
      throw e;
    } catch (IOException e) {
      throw ServerException.broken(query.what(), e);
    }
    return Summary.parse(connection.getHeaderField("X-ClickHouse-Summary"));
  }

  private interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  private HttpURLConnection send(Query query, int length, Body body) throws IOException {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) URI.create(url(query)).toURL().openConnection();
      connection.setRequestMethod("POST");
      connection.setConnectTimeout(CONNECT_MILLIS);
      connection.setReadTimeout(READ_MILLIS);
      connection.setDoOutput(true);
      // With a known length the JDK neither collects the body nor sends it twice.
      connection.setFixedLengthStreamingMode(length);
      connection.setRequestProperty("X-ClickHouse-User", address.user());
      if (!password.isEmpty()) {
        connection.setRequestProperty("X-ClickHouse-Key", password);
      }
      connection.setRequestProperty("Content-Type", "application/octet-stream");
      try (OutputStream out = connection.getOutputStream()) {
        body.writeTo(out);
      }
      int status = connection.getResponseCode();
      if (status != HttpURLConnection.HTTP_OK) {
        throw failure(query.what(), status, connection);
      }
      return connection;
    } catch (ServerException e) {
      throw e;
    } catch (IOException e) {
      throw ServerException.broken(query.what() + " at " + address.url(), e);
    }
  }

  private String url(Query query) {
    Map<String, String> parameters = new LinkedHashMap<>(settings);
    parameters.putAll(query.settings());
    parameters.put("database", address.database());
    if (!query.id().isEmpty()) {
      parameters.put("query_id", query.id());
    }
    StringBuilder url = new StringBuilder(address.url()).append("/?");
    parameters.forEach(
        (name, value) ->
            url.append(url.charAt(url.length() - 1) == '?' ? "" : "&")
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return url.toString();
  }

  private static ServerException failure(String what, int status, HttpURLConnection connection)
      throws IOException {
    byte[] answer = new byte[0];
    try (InputStream in = connection.getErrorStream()) {
      if (in != null) {
        answer = in.readNBytes(MAX_FAILURE);
      }
    }
    String code = connection.getHeaderField("X-ClickHouse-Exception-Code");
    String text = new String(answer, StandardCharsets.UTF_8);
    if (code != null && !text.startsWith("Code: ")) {
      // Asked to compress, the server compresses its excuses, too.
      text = FailureText.of(new ByteArrayInputStream(answer), code);
    }
    return code != null || text.startsWith("Code: ")
        ? ServerException.of(what, text)
        : ServerException.ofStatus(what, status, text);
  }
}
