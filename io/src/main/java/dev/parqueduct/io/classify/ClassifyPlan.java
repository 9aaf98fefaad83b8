package dev.parqueduct.io.classify;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.SourceEntry;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.StoredObject;
import dev.parqueduct.io.parquet.ChannelInput;
import dev.parqueduct.io.parquet.DamagedFileException;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is left to do of a pass over the files. A pass in which units are left goes on with these;
 * when none are, or when the options are others, a new one begins.
 *
 * @param pending units to fill
 * @param done units that are done in this pass, as it recorded them
 * @param pass whether this pass goes on
 */
public record ClassifyPlan(List<ClassifyUnit> pending, List<UnitEntry> done, Pass pass) {
  private static final String ENDING = ".parquet";

  /** Whether a pass has begun. */
  public enum Pass {
    NEW,
    GOES_ON
  }

  public ClassifyPlan {
    pending = List.copyOf(pending);
    done = List.copyOf(done);
    requireNonNull(pass, "pass");
  }

  /**
   * Lists the files and the ledger; writes nothing.
   *
   * @throws RunFailedException with exit code 2 if there is nothing to fill, or if it must not be
   */
  public static ClassifyPlan of(ClassifyRequest request, ObjectStore store) throws IOException {
    List<ClassifyUnit> units = units(request, store);
    Ledger record = Ledger.of(request.folder(), store);
    List<UnitEntry> done =
        record.shape().filter(request.shape()::equals).isPresent() ? record.doneUnits() : List.of();
    Map<String, UnitEntry> byId = new HashMap<>();
    for (UnitEntry entry : done) {
      byId.put(entry.unit(), entry);
    }
    List<ClassifyUnit> pending = new ArrayList<>();
    Set<String> skipped = new HashSet<>();
    for (ClassifyUnit unit : units) {
      if (isDone(unit, byId.get(unit.id()))) {
        skipped.add(unit.id());
      } else {
        pending.add(unit);
      }
    }
    return skipped.isEmpty() || pending.isEmpty()
        ? new ClassifyPlan(units, List.of(), Pass.NEW)
        : new ClassifyPlan(
            pending,
            done.stream().filter(entry -> skipped.contains(entry.unit())).toList(),
            Pass.GOES_ON);
  }

  /** Done is what had no failures, and whose files nobody has written anew since. */
  private static boolean isDone(ClassifyUnit unit, UnitEntry entry) {
    if (entry == null || entry.counters().getOrDefault(UnitClassifier.FAILED, 0L) > 0) {
      return false;
    }
    Map<String, Long> then =
        entry.sources().stream().collect(Collectors.toMap(SourceEntry::name, SourceEntry::bytes));
    return unit.files().size() == then.size()
        && unit.files().stream()
            .allMatch(file -> Long.valueOf(file.bytes()).equals(then.get(file.path())));
  }

  /** Lets the pass begin, if it is new: what is recorded of an earlier one goes. */
  public void begin(ClassifyRequest request, ObjectStore store) throws IOException {
    Ledger ledger = Ledger.of(request.input(), store);
    ledger.settle();
    for (ClassifyUnit unit : pending) {
      // New versions of files that nobody will come back to.
      for (StoredObject old : store.list(ObjectStore.join(ledger.pendingFolder(unit.id()), "*"))) {
        store.delete(old.path());
      }
    }
    Ledger record = Ledger.of(request.folder(), store);
    if (pass == Pass.GOES_ON) {
      return;
    }
    for (String old : List.of("_ledger/units/*.json", "_failed/*.jsonl", "_ledger/run.json")) {
      for (StoredObject object : store.list(record.path(old))) {
        store.delete(object.path());
      }
    }
    record.begin(request.shape());
  }

  private static List<ClassifyUnit> units(ClassifyRequest request, ObjectStore store)
      throws IOException {
    Ledger ledger = Ledger.of(request.input(), store);
    List<ClassifyUnit> units = new ArrayList<>();
    if (ledger.shape().isPresent()) {
      for (UnitEntry entry : ledger.doneUnits()) {
        if (!entry.files().isEmpty()) {
          units.add(ofExport(entry));
        }
      }
    } else {
      units.addAll(ofFolder(request, store));
    }
    if (units.isEmpty()) {
      throw RunFailedException.usage(
          "There are no Parquet files in "
              + request.input()
              + ". Give the output folder of an export, or another folder of Parquet files.");
    }
    checkColumns(units.get(0).files().get(0), request, store);
    return units;
  }

  /** Of a column that is not there, every file would tell. */
  private static void checkColumns(FileEntry file, ClassifyRequest request, ObjectStore store)
      throws IOException {
    String path = ObjectStore.join(request.input(), file.path());
    try (SeekableByteChannel channel = store.openSeekable(path);
        FileScan scan = FileScan.open(new ChannelInput(channel))) {
      ClassifyColumns unused = ClassifyColumns.of(scan.schema(), request, path);
    } catch (DamagedFileException e) {
      throw RunFailedException.failed(path + " is damaged: " + e.getMessage());
    }
  }

  private static ClassifyUnit ofExport(UnitEntry entry) {
    for (FileEntry file : entry.files()) {
      if (!file.fingerprints().isEmpty()) {
        throw RunFailedException.usage(
            file.path()
                + " was exported with a fingerprint of its rows, which prove that they are those of"
                + " a database; other values in a column would end that. Copy the files elsewhere"
                + " without their _ledger, and fill the copies.");
      }
    }
    return new ClassifyUnit(entry.unit(), entry.files(), ClassifyUnit.Origin.EXPORT);
  }

  private static List<ClassifyUnit> ofFolder(ClassifyRequest request, ObjectStore store)
      throws IOException {
    String file = ObjectStore.listedPath(ObjectStore.join(request.input(), "x"));
    String root = file.substring(0, file.length() - 1);
    List<ClassifyUnit> units = new ArrayList<>();
    for (StoredObject object : store.list(ObjectStore.join(request.input(), "**"))) {
      String path = object.path().substring(root.length());
      boolean hidden = ("/" + path).contains("/_") || ("/" + path).contains("/.");
      if (path.endsWith(ENDING) && !hidden) {
        units.add(
            new ClassifyUnit(
                path.replace("%", "%25").replace("/", "%2F"),
                List.of(new FileEntry(path, -1, object.bytes(), "")),
                ClassifyUnit.Origin.FOLDER));
      }
    }
    return units;
  }
}
