package dev.parqueduct.io.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.PendingObject;
import dev.parqueduct.io.objects.StoredObject;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads and writes {@code {output}/_ledger}:
 *
 * <ul>
 *   <li>{@code run.json}: the {@link RunShape} of everything in the output;
 *   <li>{@code units/{unit}.json}: a {@link UnitEntry}, written after the unit's files are final;
 *   <li>{@code pending/{unit}/}: files on their way, removed when the unit is done;
 *   <li>{@code replacing/{unit}.json}: a file of a finished unit that is just being replaced.
 * </ul>
 *
 * <p>A unit counts as done when its entry exists and every file in it stands with its recorded
 * size. Entries of one unit are written whole and are equal whoever writes them, so that workers
 * that race do no harm.
 */
public final class Ledger {
  private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
  private static final String FOLDER = "_ledger/";
  private static final int READERS = 16;
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final String output;
  private final ObjectStore store;

  private Ledger(String output, ObjectStore store) {
    this.output = requireNonNull(output, "output");
    this.store = requireNonNull(store, "store");
  }

  public static Ledger of(String output, ObjectStore store) {
    return new Ledger(output, store);
  }

  /** Where the unit's unfinished files live. */
  public String pendingFolder(String unit) {
    return path(FOLDER + "pending/" + unit);
  }

  /** The full path of a file of the output. */
  public String path(String relative) {
    return ObjectStore.join(output, relative);
  }

  /**
   * Checks that this run fits what the output holds, and records its shape when the output is new.
   *
   * @throws RunFailedException with exit code 2 when the shapes differ, naming every difference
   */
  public void begin(RunShape shape) throws IOException {
    if (check(shape)) {
      return;
    }
    store.write(path(FOLDER + "run.json"), toJson(shape), pendingFolder("run"));
  }

  /**
   * Like {@link #begin}, but writes nothing.
   *
   * @return whether the output holds a run already
   */
  public boolean check(RunShape shape) throws IOException {
    Optional<byte[]> recorded = store.read(path(FOLDER + "run.json"));
    if (recorded.isEmpty()) {
      return false;
    }
    RunShape begun =
        fromJson(
            recorded.get(),
            RunShape.class,
            path(FOLDER + "run.json"),
            "Delete it if you are sure that the options are those of the earlier runs; the next run"
                + " writes it anew.");
    String differences = shape.differencesFrom(begun);
    if (!differences.isEmpty()) {
      throw RunFailedException.usage(
          "The output "
              + output
              + " was begun with other options: "
              + differences
              + ". Use the same options, or another --output.");
    }
    return true;
  }

  /** The done units, sorted by id. */
  public List<UnitEntry> doneUnits() throws IOException {
    Map<String, Long> sizes = new HashMap<>();
    List<String> entryPaths = new ArrayList<>();
    String unitsFolder = absolute(FOLDER + "units/x.json");
    unitsFolder = unitsFolder.substring(0, unitsFolder.length() - "x.json".length());
    for (StoredObject object : store.list(path("**"))) {
      if (object.path().startsWith(unitsFolder) && object.path().endsWith(".json")) {
        entryPaths.add(object.path());
      } else {
        sizes.put(object.path(), object.bytes());
      }
    }
    List<UnitEntry> done = new ArrayList<>();
    for (UnitEntry entry : readAll(entryPaths)) {
      Optional<FileEntry> missing = firstMissing(entry, sizes);
      if (missing.isPresent()) {
        LOG.warn(
            "Unit {} will be exported again: its file {} is missing or has another size",
            entry.unit(),
            missing.get().path());
      } else {
        done.add(entry);
      }
    }
    done.sort(Comparator.comparing(UnitEntry::unit));
    return done;
  }

  /** The shape of what the output holds, if it is one of this project's. */
  public Optional<RunShape> shape() throws IOException {
    Optional<byte[]> recorded = store.read(path(FOLDER + "run.json"));
    return recorded.isEmpty()
        ? Optional.empty()
        : Optional.of(
            fromJson(
                recorded.get(),
                RunShape.class,
                path(FOLDER + "run.json"),
                "The next run of the export says what to do."));
  }

  /** All entries, whether their files stand or not, sorted by unit. */
  public List<UnitEntry> entries() throws IOException {
    List<String> paths = new ArrayList<>();
    for (StoredObject object : store.list(path(FOLDER + "units/*.json"))) {
      paths.add(object.path());
    }
    List<UnitEntry> entries = readAll(paths);
    entries.sort(Comparator.comparing(UnitEntry::unit));
    return entries;
  }

  /** The entry of a unit that has just been exported. */
  public UnitEntry entry(String unit) throws IOException {
    return readEntry(path(FOLDER + "units/" + unit + ".json"));
  }

  /** Whether there is an entry of a unit, be its files where they belong or not. */
  public boolean isRecorded(String unit) throws IOException {
    return store.exists(path(FOLDER + "units/" + unit + ".json"));
  }

  /** Marks a unit as done and clears what was pending of it. All its files must be final. */
  public void commit(UnitEntry entry) throws IOException {
    String pending = pendingFolder(entry.unit());
    store.write(path(FOLDER + "units/" + entry.unit() + ".json"), toJson(entry), pending);
    for (StoredObject leftOver : store.list(ObjectStore.join(pending, "*"))) {
      store.delete(leftOver.path());
    }
  }

  private Optional<FileEntry> firstMissing(UnitEntry entry, Map<String, Long> sizes) {
    List<FileEntry> files = new ArrayList<>(entry.files());
    files.addAll(entry.indexes());
    return files.stream()
        .filter(file -> !Long.valueOf(file.bytes()).equals(sizes.get(absolute(file.path()))))
        .findFirst();
  }

  private List<UnitEntry> readAll(List<String> paths) throws IOException {
    List<UnitEntry> entries = new ArrayList<>(paths.size());
    ExecutorService readers = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<UnitEntry>> pending = new ArrayList<>(paths.size());
      for (String path : paths) {
        pending.add(readers.submit(() -> readEntry(path)));
      }
      for (Future<UnitEntry> entry : pending) {
        entries.add(entry.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while reading the ledger of " + output, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RunFailedException failure) {
        throw failure;
      }
      throw new IOException("Cannot read the ledger of " + output, e.getCause());
    } finally {
      readers.shutdownNow();
    }
    return replacements().apply(entries);
  }

  /**
   * Replaces a file of a finished unit by another version of itself, in one step for whoever reads
   * the output and its ledger, also after a crash.
   *
   * @param file as it will be
   * @param complete the new file, under a temporary name
   * @return the unit's entry with the new file
   */
  public UnitEntry replace(UnitEntry entry, FileEntry file, PendingObject complete)
      throws IOException {
    return replacements().replace(entry, file, complete);
  }

  /** Records replacements that happened in runs which ended before they could do it. */
  public void settle() throws IOException {
    replacements().settle();
  }

  /** The entry of a unit, after {@link #settle} for what an earlier attempt at it has left. */
  public UnitEntry settle(String unit) throws IOException {
    return replacements().settle(unit);
  }

  private Replacements replacements() {
    return new Replacements(this, path(FOLDER + "replacing/"), store);
  }

  private UnitEntry readEntry(String path) throws IOException {
    byte[] json =
        store.read(path).orElseThrow(() -> new IOException("The ledger entry vanished: " + path));
    return fromJson(
        json, UnitEntry.class, path, "Delete it; its unit is exported again by the next run.");
  }

  /** The full path of a file of the output, in the form that listings show. */
  public String absolute(String relative) {
    return ObjectStore.listedPath(path(relative));
  }

  static byte[] toJson(Object value) throws JsonProcessingException {
    return JSON.writeValueAsBytes(value);
  }

  static <T> T fromJson(byte[] json, Class<T> type, String path, String remedy) {
    try {
      return JSON.readValue(json, type);
    } catch (IOException e) {
      throw RunFailedException.failed(
          "The ledger file "
              + path
              + " is damaged ("
              + e.getMessage().lines().findFirst().orElse("")
              + "). "
              + remedy);
    }
  }
}
