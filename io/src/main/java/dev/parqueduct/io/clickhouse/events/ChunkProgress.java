package dev.parqueduct.io.clickhouse.events;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What has been inserted of a chunk that is not done, as {@code
 * _ledger/pending/{chunk}/batches.json}: a run that goes on does not insert it again, and notices
 * when the rows have changed since.
 */
final class ChunkProgress {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "batches.json";

  private final ObjectStore store;
  private final String folder;
  private final int batchRows;
  private final List<Batch> batches;
  private final int recorded;
  private final boolean resumed;
  private boolean inParts;

  private ChunkProgress(
      ObjectStore store,
      String folder,
      int batchRows,
      List<Batch> batches,
      boolean resumed,
      boolean inParts) {
    this.store = store;
    this.folder = folder;
    this.batchRows = batchRows;
    this.batches = new ArrayList<>(batches);
    this.recorded = batches.size();
    this.resumed = resumed;
    this.inParts = inParts;
  }

  /**
   * An insert that is done.
   *
   * @param rows in it
   * @param fingerprint of them
   * @param refused rows that the server does not take
   */
  record Batch(
      @JsonProperty("rows") int rows,
      @JsonProperty("fingerprint") String fingerprint,
      @JsonProperty("refused") List<Refused> refused) {
    Batch {
      requireNonNull(fingerprint, "fingerprint");
      refused = refused == null ? List.of() : List.copyOf(refused);
    }
  }

  /**
   * A row that the server does not take.
   *
   * @param row in its batch
   * @param message why, as the server says it
   */
  record Refused(@JsonProperty("row") int row, @JsonProperty("message") String message) {}

  /**
   * The file.
   *
   * @param batchRows rows of an insert, which the chunk keeps to its end
   * @param inParts whether the batch after these is being inserted in parts
   */
  private record Content(
      @JsonProperty("batchRows") int batchRows,
      @JsonProperty("batches") List<Batch> batches,
      @JsonProperty("inParts") boolean inParts) {}

  /**
   * Reads the progress of a chunk.
   *
   * @param batchRows for chunks that have not begun
   */
  static ChunkProgress of(ObjectStore store, Ledger ledger, String chunk, int batchRows)
      throws IOException {
    String folder = ledger.pendingFolder(chunk);
    Optional<byte[]> json = store.read(ObjectStore.join(folder, NAME));
    if (json.isEmpty()) {
      return new ChunkProgress(store, folder, batchRows, List.of(), false, false);
    }
    try {
      Content content = JSON.readValue(json.get(), Content.class);
      return new ChunkProgress(
          store, folder, content.batchRows, content.batches, true, content.inParts);
    } catch (IOException e) {
      throw RunFailedException.failed(
          "The ledger file "
              + ObjectStore.join(folder, NAME)
              + " is damaged. Compare the chunk with its events, delete the file, and run again.");
    }
  }

  /** Says that inserts are about to begin. */
  void begin() throws IOException {
    if (!resumed) {
      write();
    }
  }

  int batchRows() {
    return batchRows;
  }

  /** The batch of a number, if an earlier attempt has inserted it. */
  Optional<Batch> earlier(int number) {
    return number < recorded ? Optional.of(batches.get(number)) : Optional.empty();
  }

  /**
   * Whether an earlier attempt may have inserted a batch, as a whole, without having recorded it.
   */
  boolean isUncertain(int number) {
    return resumed && number == recorded && !inParts;
  }

  /**
   * Records that the server refuses rows of the next batch, so that it is inserted in parts: of
   * these some may be there and others not, which only their tokens tell.
   */
  void insertsParts() throws IOException {
    if (!inParts) {
      inParts = true;
      write();
    }
  }

  /** Records that a batch is inserted. */
  void add(Batch batch) throws IOException {
    batches.add(batch);
    inParts = false;
    write();
  }

  private void write() throws IOException {
    store.write(
        ObjectStore.join(folder, NAME),
        JSON.writeValueAsBytes(new Content(batchRows, batches, inParts)),
        folder);
  }

  /** Where it is kept. */
  String path() {
    return ObjectStore.join(folder, NAME);
  }
}
