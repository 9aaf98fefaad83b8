package dev.parqueduct.io.clickhouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.clickhouse.testing.RealClickHouse;
import dev.parqueduct.io.clickhouse.wire.NativeBlock;
import dev.parqueduct.io.clickhouse.wire.NativeOutput;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.secrets.PasswordSource;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RealClickHouse.Needed
class ServerClientTest {
  private static RealClickHouse server;

  @BeforeAll
  static void database() throws IOException {
    server = RealClickHouse.newDatabase();
  }

  @Test
  void everyTypeGoesThereAndBackUnchanged() throws IOException {
    server.execute(
        """
        CREATE TABLE source (id UInt64, kind LowCardinality(String), at DateTime64(3),
          end Nullable(DateTime64(3)), price Map(LowCardinality(String), Decimal(18, 12)),
          tags Array(String), maybe LowCardinality(Nullable(String)), flag Bool)
        ENGINE = MergeTree ORDER BY id;
        CREATE TABLE target (id UInt64, kind LowCardinality(String), at DateTime64(6),
          end Nullable(DateTime64(6)), price Map(LowCardinality(String), Decimal(18, 12)),
          tags Array(String), maybe LowCardinality(Nullable(String)), flag Bool)
        ENGINE = MergeTree ORDER BY id;
        INSERT INTO source SELECT number, number % 300, now64(3) - number, if(number % 2, null, now64(3)),
          map('a', number / 7, toString(number % 90), 0.000000000001),
          arrayMap(i -> toString(i), range(number % 5)), if(number % 3 = 0, null, toString(number % 20)), number % 2
        FROM numbers(100000);
        """);
    NativeOutput out = new NativeOutput();
    try (NativeResult result =
        server.client().select(Query.of("read", "SELECT * FROM source ORDER BY id"))) {
      for (NativeBlock block = result.next(); block != null; block = result.next()) {
        NativeBlock.writeHead(out, block.columns().size(), block.rows());
        for (int i = 0; i < block.columns().size(); i++) {
          NativeBlock.writeColumn(out, block.names().get(i), block.columns().get(i));
        }
      }
      assertThat(result.bytesRead()).isPositive();
    }
    out.finish();
    Summary summary =
        server.client().insert(Query.of("insert", "INSERT INTO target FORMAT Native"), out);
    assertThat(summary.writtenRows()).isEqualTo(100_000);
    String sum =
        "SELECT count(), sum(cityHash64(id, kind, toUnixTimestamp64Milli(at), ifNull(toUnixTimestamp64Milli(end), 0),"
            + " price, tags, ifNull(maybe, 'null'), flag)) FROM ";
    assertThat(server.rows(sum + "target")).isEqualTo(server.rows(sum + "source"));
  }

  @Test
  void aFailureInTheMiddleOfAResultIsTheServersOwn() {
    Query query =
        Query.of(
                "read numbers",
                "SELECT number, throwIf(number = 900000, 'boom') FROM numbers(1000000)")
            .with("max_block_size", 10_000)
            .with("max_threads", 1);
    long[] rows = new long[1];
    assertThatThrownBy(
            () -> {
              try (NativeResult result = server.client().select(query)) {
                for (NativeBlock block = result.next(); block != null; block = result.next()) {
                  rows[0] += block.rows();
                }
              }
            })
        .isInstanceOfSatisfying(ServerException.class, e -> assertThat(e.code()).isEqualTo(395))
        .hasMessageStartingWith("Cannot read numbers: Code: 395. DB::Exception: boom")
        .hasMessageNotContaining("__exception__");
    assertThat(rows[0]).isPositive();
  }

  @Test
  void aFailureBeforeAnythingWasSentIsTheServersOwnToo() {
    Query query =
        Query.of("read numbers", "SELECT number, throwIf(number = 250, 'boom') FROM numbers(300)")
            .with("max_block_size", 100)
            .with("max_threads", 1);
    assertThatThrownBy(() -> server.client().select(query).next())
        .hasMessageStartingWith("Cannot read numbers: Code: 395. DB::Exception: boom");
  }

  @Test
  void failuresAreOfTheKindThatTheServerNames() {
    assertThat(kind("SELECT 1 FROM nowhere", Map.of())).isEqualTo(ErrorKind.LASTING);
    assertThat(
            kind(
                "SELECT groupArray(number) FROM numbers(10000000)",
                Map.of("max_memory_usage", "20000000")))
        .isEqualTo(ErrorKind.MEMORY);
    assertThat(kind("SELECT toDate('x')", Map.of())).isEqualTo(ErrorKind.DATA);
    assertThat(kind("SELECT sleep(2)", Map.of("max_execution_time", "0.5")))
        .isEqualTo(ErrorKind.BUSY);
  }

  private static ErrorKind kind(String sql, Map<String, String> settings) {
    try (NativeResult result = server.client().select(Query.of("ask", sql).with(settings))) {
      while (result.next() != null) {
        // To its end.
      }
      throw new AssertionError("did not fail: " + sql);
    } catch (ServerException e) {
      return e.kind();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aPasswordIsReadWhereItIsAndNeverShown(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("password");
    Files.writeString(file, RealClickHouse.PASSWORD + "\n");
    ServerAddress address =
        new ServerAddress(
            server.url(),
            RealClickHouse.USER,
            new PasswordSource(file.toString(), ""),
            server.database());
    assertThat(address.toString()).doesNotContain("secret");
    assertThat(
            ServerClient.of(address, Map.of())
                .texts(Query.of("ask who I am", "SELECT currentUser()")))
        .isEqualTo(List.of(List.of(RealClickHouse.USER)));
    Files.writeString(file, "wrong");
    assertThatThrownBy(
            () -> ServerClient.of(address, Map.of()).texts(Query.of("ask who I am", "SELECT 1")))
        .isInstanceOfSatisfying(
            ServerException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LASTING))
        .hasMessageContaining("Code: 516");
  }

  @Test
  void noServerIsAFailureOfTheNetwork() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    ServerClient client =
        ServerClient.of(
            new ServerAddress("http://127.0.0.1:" + port, "", PasswordSource.NONE, "default"),
            Map.of());
    assertThatThrownBy(() -> client.texts(Query.of("ask", "SELECT 1")))
        .isInstanceOfSatisfying(
            ServerException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.NETWORK))
        .hasMessageContaining("Cannot ask at http://127.0.0.1:" + port);
  }

  @Test
  void anAddressWithAPasswordIsRefusedWithoutRepeatingIt() {
    assertThatThrownBy(
            () -> new ServerAddress("http://me:hidden@db:8123", "", PasswordSource.NONE, "default"))
        .isInstanceOf(RunFailedException.class)
        .hasMessageNotContaining("hidden");
  }
}
