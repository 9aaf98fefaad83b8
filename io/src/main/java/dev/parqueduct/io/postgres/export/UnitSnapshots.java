package dev.parqueduct.io.postgres.export;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.postgres.connect.SnapshotRef;
import java.io.IOException;
import java.util.Optional;

/**
 * Which snapshot each unit was read in, as {@code _ledger/snapshots/{unit}.json}: apart from the
 * unit's entry, which is the same whenever the same rows are read.
 */
final class UnitSnapshots {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectStore store;
  private final Ledger ledger;

  UnitSnapshots(ObjectStore store, Ledger ledger) {
    this.store = requireNonNull(store, "store");
    this.ledger = requireNonNull(ledger, "ledger");
  }

  void write(String unit, SnapshotRef snapshot) throws IOException {
    store.write(path(unit), JSON.writeValueAsBytes(snapshot), ledger.pendingFolder(unit));
  }

  Optional<SnapshotRef> read(String unit) throws IOException {
    Optional<byte[]> json = store.read(path(unit));
    return json.isPresent()
        ? Optional.of(JSON.readValue(json.get(), SnapshotRef.class))
        : Optional.empty();
  }

  private String path(String unit) {
    return ledger.path("_ledger/snapshots/" + unit + ".json");
  }
}
