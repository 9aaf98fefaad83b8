package dev.parqueduct.io.postgres.export;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.StoredObject;
import dev.parqueduct.io.postgres.plan.PlannedTable;
import dev.parqueduct.io.postgres.plan.UnitRange;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The units that tables were cut into, as {@code _ledger/tables/{table}.json}. Statistics change,
 * and so would the units of a run that goes on.
 */
public final class PlanRecord {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final ObjectStore store;
  private final Ledger ledger;

  public PlanRecord(ObjectStore store, String output) {
    this.store = requireNonNull(store, "store");
    this.ledger = Ledger.of(output, store);
  }

  /** All tables that the output holds or shall hold. */
  public List<PlannedTable> tables() throws IOException {
    List<PlannedTable> tables = new ArrayList<>();
    for (StoredObject object : store.list(path("*"))) {
      tables.add(parse(object.path()).orElseThrow());
    }
    return tables;
  }

  void write(PlannedTable table) throws IOException {
    String id = table.source().id();
    if (!store.exists(path(id))) {
      store.write(path(id), JSON.writeValueAsBytes(table), ledger.pendingFolder(id));
    }
  }

  /**
   * A table as it was planned first, if it was.
   *
   * @throws RunFailedException when the table is another one by now, so that a run cannot go on
   */
  Optional<PlannedTable> recorded(PlannedTable planned) throws IOException {
    Optional<PlannedTable> first = parse(path(planned.source().id()));
    if (first.isEmpty()) {
      return first;
    }
    String name = planned.source().fullName();
    String remedy = " Export it to another --output.";
    if (!first.get().source().equals(planned.source())) {
      throw RunFailedException.failed(
          name + " is another query than the one that was exported to this output." + remedy);
    }
    if (!first.get().columns().equals(planned.columns())) {
      throw RunFailedException.failed(
          name + " has other columns than when its export to this output began." + remedy);
    }
    if (isRewritten(first.get(), planned)) {
      throw RunFailedException.failed(
          name
              + " was rewritten since its export to this output began (VACUUM FULL, CLUSTER or"
              + " TRUNCATE): its rows are in other blocks now."
              + remedy);
    }
    return first;
  }

  private static boolean isRewritten(PlannedTable first, PlannedTable now) {
    return first.fileNode() != now.fileNode()
        && first.ranges().stream().anyMatch(range -> range.kind() == UnitRange.Kind.BLOCKS);
  }

  private Optional<PlannedTable> parse(String path) throws IOException {
    Optional<byte[]> json = store.read(path);
    return json.isPresent()
        ? Optional.of(JSON.readValue(json.get(), PlannedTable.class))
        : Optional.empty();
  }

  private String path(String table) {
    return ledger.path("_ledger/tables/" + table + ".json");
  }
}
