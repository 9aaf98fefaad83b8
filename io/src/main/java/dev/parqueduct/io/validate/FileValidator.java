package dev.parqueduct.io.validate;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.objects.ChecksumChannel;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.parquet.ChannelInput;
import dev.parqueduct.io.parquet.ChunkScan;
import dev.parqueduct.io.parquet.DamagedFileException;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.parquet.ScanBuffers;
import dev.parqueduct.io.parquet.Summary;
import dev.parqueduct.io.postgres.hash.FileFingerprint;
import dev.parqueduct.io.postgres.hash.Fingerprint;
import dev.parqueduct.io.postgres.hash.HashScheme;
import dev.parqueduct.io.postgres.hash.ParquetFingerprint;
import dev.parqueduct.io.validate.FileVerdict.Status;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Validates files, one after the other: the name of each against its content (level 1), and from
 * level 2 on all of its bytes against its checksums, its footer and the ledger. Not for use by
 * several threads.
 */
public final class FileValidator {
  private static final String TABLE_KEY = "parqueduct.table";
  private static final String RANGE_KEY = "parqueduct.range";
  private static final String UNIT_KEY = "parqueduct.unit";

  private final ObjectStore store;
  private final ValidationRequest request;
  private final HashScheme scheme;
  private final ScanBuffers buffers = new ScanBuffers();
  private final ParquetFingerprint fingerprints = new ParquetFingerprint();

  /**
   * @param scheme how rows are fingerprinted
   */
  public FileValidator(ObjectStore store, ValidationRequest request, HashScheme scheme) {
    this.store = requireNonNull(store, "store");
    this.request = requireNonNull(request, "request");
    this.scheme = requireNonNull(scheme, "scheme");
  }

  /**
   * Validates a file; whatever is wrong with it is in the verdict.
   *
   * @throws IOException if the storage fails
   */
  public FileVerdict validate(FileTask task) throws IOException {
    Findings findings = new Findings();
    if (task.ledger() == FileTask.InLedger.UNKNOWN) {
      findings.problems.add("the ledger does not know this file");
    }
    Optional<FileEntry> recorded = request.level() > 1 ? task.recorded() : Optional.empty();
    String sum = "none";
    try (SeekableByteChannel channel = store.openSeekable(task.path())) {
      ChecksumChannel summed = new ChecksumChannel(channel);
      validate(task, summed, findings);
      if (recorded.isPresent()) {
        sum = summed.checksum();
      }
    } catch (FileNotFoundException e) {
      findings.problems.add("there is no such file");
    }
    if (recorded.isPresent()) {
      checkLedger(task, recorded.get(), sum, findings);
    }
    return findings.verdict(task);
  }

  private void validate(FileTask task, SeekableByteChannel channel, Findings findings)
      throws IOException {
    try (FileScan file = FileScan.open(new ChannelInput(channel), buffers)) {
      findings.table = file.metadata().getOrDefault(TABLE_KEY, task.table());
      findings.unit = file.metadata().getOrDefault(UNIT_KEY, task.unit());
      findings.ownBlocks = "blocks".equals(file.metadata().get(RANGE_KEY));
      checkName(task, file, findings);
      if (request.level() > 1) {
        checkContent(task, file, findings);
      }
    } catch (DamagedFileException e) {
      findings.problems.add(e.getMessage());
    }
  }

  private void checkName(FileTask task, FileScan file, Findings findings) throws IOException {
    findings.rows = 0;
    for (int group = 0; group < file.rowGroups(); group++) {
      findings.rows += file.rows(group);
    }
    Optional<ArchiveName> name = ArchiveName.parse(task.path());
    if (name.isEmpty()) {
      findings.checks.add("no values in the name");
      return;
    }
    KeyColumns keys = request.keys().of(file.metadata());
    Optional<Integer> timestamp = KeyColumns.find(file.schema(), keys.timestamp());
    Optional<Integer> id = KeyColumns.find(file.schema(), keys.id());
    if (timestamp.isEmpty() || id.isEmpty()) {
      findings.problems.add(
          "there is no column "
              + (timestamp.isEmpty() ? keys.timestamp() : keys.id())
              + " to compare the name with; --timestampColumn and --idColumn name others");
      return;
    }
    findings.span = KeySpanReader.read(file, timestamp.get(), id.get());
    findings.problems.addAll(NameCheck.problems(name.get(), findings.rows, findings.span));
    findings.checks.add("name");
  }

  private void checkContent(FileTask task, FileScan file, Findings findings) throws IOException {
    Summary summary;
    Optional<FileFingerprint> found = fingerprint(task, file, findings);
    if (found.isPresent()) {
      findings.fingerprint = found.get().fingerprint();
      findings.checks.add("fingerprint");
      summary = found.get().summary();
    } else {
      FileScan unread = file.again();
      readToTheEnd(unread);
      summary = unread.summary();
    }
    findings.checks.add("pages");
    if (task.recorded().isPresent()) {
      LedgerCheck check = new LedgerCheck(task.recorded().get());
      check.compareContent(summary);
      check.compareFingerprint(findings.fingerprint);
      findings.problems.addAll(check.problems());
    }
  }

  /** Nothing if the file is from elsewhere, or no hash shows all of its values. */
  private Optional<FileFingerprint> fingerprint(FileTask task, FileScan file, Findings findings)
      throws IOException {
    if (!file.metadata().containsKey(ParquetFingerprint.COLUMNS_KEY)) {
      return Optional.empty();
    }
    try {
      return Optional.of(fingerprints.read(file.again(), schemeOf(task)));
    } catch (IllegalArgumentException e) {
      findings.checks.add("no fingerprint: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** As the ledger has it, which may be from an older server than today's. */
  private HashScheme schemeOf(FileTask task) {
    Set<String> keys = task.recorded().map(entry -> entry.fingerprints().keySet()).orElse(Set.of());
    return HashScheme.ofKeys(keys)
        .map(
            recorded -> new HashScheme(recorded.method(), Math.max(recorded.sums(), scheme.sums())))
        .orElse(scheme);
  }

  private static void readToTheEnd(FileScan file) throws IOException {
    for (int group = 0; group < file.rowGroups(); group++) {
      for (int column = 0; column < file.schema().getColumns().size(); column++) {
        readToTheEnd(group, file.scan(group, column));
      }
    }
  }

  private static void readToTheEnd(int group, ChunkScan chunk) throws IOException {
    try {
      while (chunk.next()) {
        // Reading is the check.
      }
    } catch (DamagedFileException e) {
      throw new DamagedFileException("row group " + group + ", " + e.getMessage(), e);
    }
  }

  private static void checkLedger(
      FileTask task, FileEntry recorded, String sum, Findings findings) {
    LedgerCheck check = new LedgerCheck(recorded);
    check.compareBytes(task.bytes());
    check.compareSum(sum);
    findings.checks.add("ledger");
    findings.problems.addAll(check.problems());
  }

  private static final class Findings {
    private final List<String> checks = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private KeySpanReader.Span span = new KeySpanReader.Span(null, null);
    private long rows = -1;
    private String table = "";
    private String unit = "";
    private boolean ownBlocks;
    private Fingerprint fingerprint;

    /** The keys of units that are blocks of the table lie in between each other. */
    FileVerdict verdict(FileTask task) {
      return new FileVerdict(
          task.path(),
          table.isEmpty() ? task.table() : table,
          rows,
          task.bytes(),
          problems.isEmpty() ? Status.PASS : Status.FAIL,
          checks,
          problems,
          span.first(),
          span.last(),
          unit.isEmpty() ? task.unit() : unit,
          ownBlocks ? unit : table.isEmpty() ? task.table() : table,
          task.root(),
          fingerprint);
    }
  }
}
