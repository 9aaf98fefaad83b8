package dev.parqueduct.io.clickhouse.events.insert;

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
 * What has been inserted of a chunk that is not done, as a file of {@code
 * _ledger/pending/{chunk}/}: a run that goes on does not insert it again, and notices when the rows
 * have changed since.
 */
public final class ChunkProgress {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of batches that are made here. */
  public static final String STREAM = "batches.json";

  /** Of batches that the server makes itself. */
  public static final String PUSHDOWN = "pushdown.json";

  private final ObjectStore store;
  private final String folder;
  private final String name;
  private final int batchRows;
  private final List<Batch> batches;
  private final int recorded;
  private final boolean resumed;
  private boolean inParts;

  private ChunkProgress(
      ObjectStore store,
      String folder,
      String name,
      int batchRows,
      List<Batch> batches,
      boolean resumed,
      boolean inParts) {
    this.store = store;
    this.folder = folder;
    this.name = name;
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
  public record Batch(
      @JsonProperty("rows") int rows,
      @JsonProperty("fingerprint") String fingerprint,
      @JsonProperty("refused") List<Refused> refused) {
    public Batch {
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

  /** Whether a file of the folder is one of these. */
  static boolean isOne(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return name.startsWith("batches") || name.equals(PUSHDOWN);
  }

  /**
   * Reads the progress of a chunk.
   *
   * @param name of the file
   * @param batchRows for chunks that have not begun
   */
  public static ChunkProgress of(
      ObjectStore store, Ledger ledger, String chunk, String name, int batchRows)
      throws IOException {
    String folder = ledger.pendingFolder(chunk);
    Optional<byte[]> json = store.read(ObjectStore.join(folder, name));
    if (json.isEmpty()) {
      return new ChunkProgress(store, folder, name, batchRows, List.of(), false, false);
    }
    try {
      Content content = JSON.readValue(json.get(), Content.class);
      return new ChunkProgress(
          store, folder, name, content.batchRows, content.batches, true, content.inParts);
    } catch (IOException e) {
      throw RunFailedException.failed(
          "The ledger file "
              + ObjectStore.join(folder, name)
              + " is damaged. Compare the chunk with its events, delete the file, and run again.");
    }
  }

  /** Says that inserts are about to begin. */
  public void begin() throws IOException {
    if (!resumed) {
      write();
    }
  }

  /** Whether an earlier attempt has begun. */
  public boolean isResumed() {
    return resumed;
  }

  /** Rows of an insert, which the chunk keeps to its end. */
  public int batchRows() {
    return batchRows;
  }

  /** The batch of a number, if an earlier attempt has inserted it. */
  public Optional<Batch> earlier(int number) {
    return number < recorded ? Optional.of(batches.get(number)) : Optional.empty();
  }

  /**
   * Whether an earlier attempt may have inserted a batch, as a whole, without having recorded it.
   */
  public boolean isUncertain(int number) {
    return mayBeKnown(number) && !inParts;
  }

  /** Whether an earlier run may have sent the batch, or parts of it. */
  public boolean mayBeKnown(int number) {
    return resumed && number == recorded;
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
  public void add(Batch batch) throws IOException {
    batches.add(batch);
    inParts = false;
    write();
  }

  private void write() throws IOException {
    store.write(
        ObjectStore.join(folder, name),
        JSON.writeValueAsBytes(new Content(batchRows, batches, inParts)),
        folder);
  }

  /**
   * Checks that a batch is what an earlier attempt has inserted.
   *
   * @throws RunFailedException if it is not
   */
  public void checkSame(String chunk, int number, int rows, String fingerprint) {
    Batch earlier = batches.get(number);
    if (earlier.rows() != rows || !earlier.fingerprint().equals(fingerprint)) {
      throw RunFailedException.failed(
          "Chunk "
              + chunk
              + " was interrupted after "
              + (number + 1)
              + " or more of its batches were inserted, and its rows have changed since: batch "
              + number
              + " is not what it was. Delete "
              + path()
              + " to have the chunk inserted again: its events will be in the table twice until"
              + " merges drop the older ones.");
    }
  }

  /** Where it is kept. */
  String path() {
    return ObjectStore.join(folder, name);
  }
}
