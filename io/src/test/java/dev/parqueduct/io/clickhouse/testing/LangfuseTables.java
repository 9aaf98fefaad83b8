package dev.parqueduct.io.clickhouse.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Langfuse's tables with awkward rows, on a real server. */
public final class LangfuseTables {
  private LangfuseTables() {}

  /** Tables without rows. */
  public static RealClickHouse empty() throws IOException {
    RealClickHouse server = RealClickHouse.newDatabase();
    server.execute(resource("tables"));
    return server;
  }

  /** Tables with rows. */
  public static RealClickHouse withRows() throws IOException {
    RealClickHouse server = empty();
    fill(server, "rows");
    return server;
  }

  /** Executes the statements of {@code clickhouse/{name}.sql}. */
  public static void fill(RealClickHouse server, String name) throws IOException {
    server.execute(resource(name));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in =
        LangfuseTables.class.getResourceAsStream("/clickhouse/" + name + ".sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
