package dev.parqueduct.io.postgres.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.StoredObject;
import dev.parqueduct.io.parquet.ChannelInput;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.postgres.hash.FileFingerprint;
import dev.parqueduct.io.postgres.hash.Fingerprint;
import dev.parqueduct.io.postgres.hash.HashScheme;
import dev.parqueduct.io.postgres.hash.ParquetFingerprint;
import dev.parqueduct.io.postgres.plan.PgUnit;
import dev.parqueduct.io.postgres.plan.UnitRange;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/** Files of a unit that an output holds although its ledger is lost. */
final class FoundFiles {
  private static final int BUFFER = 1 << 16;

  private final ObjectStore store;
  private final Ledger ledger;

  FoundFiles(ObjectStore store, Ledger ledger) {
    this.store = requireNonNull(store, "store");
    this.ledger = requireNonNull(ledger, "ledger");
  }

  /** The paths of all files in the output whose names tell keys, by what their names begin with. */
  Map<String, List<String>> byHead() throws IOException {
    String probe = "x";
    int root = ledger.absolute(probe).length() - probe.length();
    Map<String, List<String>> byHead = new TreeMap<>();
    for (StoredObject object : store.list(ledger.path("**"))) {
      String path = object.path();
      ArchiveName.parse(path.substring(path.lastIndexOf('/') + 1))
          .ifPresent(
              name ->
                  byHead
                      .computeIfAbsent(name.head(), any -> new ArrayList<>())
                      .add(path.substring(root)));
    }
    return byHead;
  }

  /** Those of the files that may have rows in a range. */
  static List<String> touching(UnitRange range, List<String> paths) {
    return paths.stream()
        .filter(
            path ->
                ArchiveName.parse(path.substring(path.lastIndexOf('/') + 1))
                    .map(name -> name.mayTouch(range))
                    .orElse(false))
        .toList();
  }

  /** What a unit's files hold. */
  record Content(List<FileEntry> files, Fingerprint sum) {}

  /** Reads to the last byte those of the files that say that they are of this unit. */
  Content read(PgUnit unit, HashScheme scheme) throws IOException {
    List<FileEntry> entries = new ArrayList<>();
    Fingerprint sum = Fingerprint.none(scheme);
    for (String path : unit.found()) {
      if (!isOf(unit, path)) {
        continue;
      }
      try (SeekableByteChannel channel = store.openSeekable(ledger.path(path))) {
        FileFingerprint file = ParquetFingerprint.of(new ChannelInput(channel), scheme);
        sum = sum.plus(file.fingerprint());
        entries.add(
            new FileEntry(path, file.fingerprint().rows(), channel.size(), crc32c(path))
                .withColumns(UnitDescription.columns(file.summary()))
                .withFingerprints(RowFingerprint.entry(file.fingerprint())));
      }
    }
    return new Content(entries, sum);
  }

  private boolean isOf(PgUnit unit, String path) throws IOException {
    try (SeekableByteChannel channel = store.openSeekable(ledger.path(path));
        FileScan scan = FileScan.open(new ChannelInput(channel))) {
      return unit.id().equals(scan.metadata().get(PgUnitExport.UNIT_KEY));
    }
  }

  private String crc32c(String path) throws IOException {
    CRC32C crc = new CRC32C();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = store.open(ledger.path(path))) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        crc.update(buffer, 0, read);
      }
    }
    return String.format(Locale.ROOT, "%08x", crc.getValue());
  }
}
