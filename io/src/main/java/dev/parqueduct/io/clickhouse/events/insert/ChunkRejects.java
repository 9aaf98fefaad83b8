package dev.parqueduct.io.clickhouse.events.insert;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.wire.Column;
import dev.parqueduct.io.clickhouse.wire.NullableColumn;
import dev.parqueduct.io.clickhouse.wire.StringColumn;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.Reject;
import dev.parqueduct.io.report.RejectWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Observations of a chunk that become no event, with the reason and all their texts. */
public final class ChunkRejects implements Closeable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String table;
  private final RejectWriter writer;
  private final boolean kept;
  private final Map<String, Long> counts = new TreeMap<>();

  public ChunkRejects(ObjectStore store, BackfillRequest request, Ledger ledger, String chunk) {
    this.table = request.tables().observations().toString();
    this.kept = request.isReal();
    this.writer =
        new RejectWriter(store, request.output(), chunk, table, ledger.pendingFolder(chunk));
  }

  /** Rejects a row of {@code columns}, which have these {@code names}. */
  public void add(String reason, String message, List<String> names, List<Column> columns, int row)
      throws IOException {
    counts.merge(reason, 1L, Long::sum);
    if (!kept) {
      return;
    }
    ObjectNode record = JSON.createObjectNode();
    for (int i = 0; i < names.size(); i++) {
      Column column = columns.get(i).values();
      if (column instanceof NullableColumn maybe && !maybe.isNull(row)) {
        column = maybe.nested();
      }
      if (column instanceof StringColumn texts) {
        record.put(names.get(i), texts.text(row));
      }
    }
    byte[] json = record.toString().getBytes(StandardCharsets.UTF_8);
    writer.add(new Reject(table, "", 0, 0, reason, message, json, json.length));
  }

  Map<String, Long> countByReason() {
    return counts;
  }

  Optional<FileEntry> finish() throws IOException {
    return writer.finish();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
