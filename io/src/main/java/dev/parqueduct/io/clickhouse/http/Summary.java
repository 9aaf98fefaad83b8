package dev.parqueduct.io.clickhouse.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;

/**
 * What the server says of a query that is done, in {@code X-ClickHouse-Summary}.
 *
 * @param readRows rows it read
 * @param writtenRows rows it wrote, into all tables
 * @param memoryBytes the most memory it took; 0 where servers do not say
 */
public record Summary(long readRows, long writtenRows, long memoryBytes) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Summary parse(String header) {
    if (header == null) {
      return new Summary(0, 0, 0);
    }
    try {
      JsonNode node = JSON.readTree(header);
      return new Summary(
          node.path("read_rows").asLong(),
          node.path("written_rows").asLong(),
          node.path("memory_usage").asLong());
    } catch (IOException e) {
      // A header that is cut off tells nothing; the query has succeeded all the same.
      return new Summary(0, 0, 0);
    }
  }
}
