package dev.parqueduct.io.br.testing;

import dev.parqueduct.io.br.testing.BackupTruth.TableTruth;
import dev.parqueduct.io.br.testing.TableRecords.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Makes a backup of TiDB as {@code br} does: SSTs of both CFs and a backupmeta. The same calls give
 * the same bytes, as long as SSTs have a format version below 6 and CRC-32C.
 */
public final class BackupBuilder {
  /** 2026-01-01T00:00:00Z, in milliseconds and 18 bits of sequence. */
  public static final long BACKUP_TS = 1_767_225_600_000L << 18;

  public static final long CLUSTER_ID = 7_301_993_120_345_678_901L;

  static final String CLUSTER_VERSION = "\"7.5.1\"\n";
  static final String BR_VERSION =
      "BR\nRelease Version: v7.5.1\nGit Branch: heads/refs/tags/v7.5.1";

  private record Source(String database, TableData data) {}

  private final List<Source> sources = new ArrayList<>();
  private final List<String> emptyDatabases = new ArrayList<>();
  private final long startVersion;
  private SstOptions sst = SstOptions.DEFAULT;
  private MetaLayout layout = MetaLayout.V2;
  private Encryption encryption = Encryption.none();
  private RegionNames.Style names = RegionNames.Style.FOLDERS;
  private Optional<Boolean> newCollations = Optional.of(true);
  private int rowsPerSst = Integer.MAX_VALUE;
  private int perIndexObject = 4;
  private boolean grouped;
  private boolean withIndexes;
  private boolean withOrphan;
  private boolean withTableChecksums = true;
  private Predicate<StoredFile> unlisted = file -> false;

  private BackupBuilder(long startVersion) {
    this.startVersion = startVersion;
  }

  public static BackupBuilder full() {
    return new BackupBuilder(0);
  }

  /** Only what changed in the last hour before {@link #BACKUP_TS}; deletes are in it. */
  public static BackupBuilder incremental() {
    return new BackupBuilder(BACKUP_TS - (3_600_000L << 18));
  }

  public BackupBuilder add(String database, TableData data) {
    sources.add(new Source(database, data));
    return this;
  }

  public BackupBuilder emptyDatabase(String database) {
    emptyDatabases.add(database);
    return this;
  }

  public BackupBuilder sst(SstOptions options) {
    sst = options;
    return this;
  }

  public BackupBuilder meta(MetaLayout metaLayout) {
    layout = metaLayout;
    return this;
  }

  /** Most messages in one index object of the metadata; 4 from the start. */
  public BackupBuilder messagesPerIndexObject(int most) {
    perIndexObject = most;
    return this;
  }

  public BackupBuilder encrypt(Encryption with) {
    encryption = with;
    return this;
  }

  /** All SSTs beside the backupmeta, as old backups and some stores have them. */
  public BackupBuilder flatNames() {
    names = RegionNames.Style.FLAT;
    return this;
  }

  /** What the cluster sorts by in keys: collations' sort keys, or bytes. */
  public BackupBuilder newCollations(boolean enabled) {
    newCollations = Optional.of(enabled);
    return this;
  }

  /** As a backup from before the cluster's setting was in it: keys by bytes, nothing said. */
  public BackupBuilder collationsUnknown() {
    newCollations = Optional.empty();
    return this;
  }

  /** Splits tables into regions of so many rows. */
  public BackupBuilder rowsPerSst(int rows) {
    rowsPerSst = rows;
    return this;
  }

  /** Several tables in one SST, with the sums of each. */
  public BackupBuilder grouped() {
    grouped = true;
    return this;
  }

  /** SSTs with the entries of all indexes too. */
  public BackupBuilder withIndexes() {
    withIndexes = true;
    return this;
  }

  /** An SST that a retried region left and the backupmeta does not name. */
  public BackupBuilder withOrphan() {
    withOrphan = true;
    return this;
  }

  /** As of a backup that was made with {@code --checksum=false}. */
  public BackupBuilder withoutTableChecksums() {
    withTableChecksums = false;
    return this;
  }

  /** Files that are there and that sums of tables count, but the backupmeta fails to list. */
  public BackupBuilder unlisted(Predicate<StoredFile> files) {
    unlisted = files;
    return this;
  }

  /** Writes the backup into an empty folder. */
  public BackupTruth write(Path root) throws IOException {
    Files.createDirectories(root);
    RegionFiles regions =
        new RegionFiles(
            root, sst, encryption, new RegionNames(names), rowsPerSst, startVersion, BACKUP_TS);
    List<TableTruth> tables = new ArrayList<>();
    List<Entry> records = new ArrayList<>();
    List<Entry> indexEntries = new ArrayList<>();
    long[] clock = {BACKUP_TS - (60_000L << 18)};
    for (Source source : sources) {
      TableRecords encoded =
          new TableRecords(source.data().table, newCollations.orElse(false), () -> ++clock[0]);
      source.data().changes.forEach(encoded::add);
      records.addAll(encoded.records());
      indexEntries.addAll(withIndexes ? encoded.indexEntries() : List.of());
      tables.add(encoded.truth(source.database()));
    }
    if (grouped) {
      regions.writeGrouped(records);
    } else {
      regions.writeTables(records);
    }
    regions.writeIndexes(indexEntries);
    List<StoredFile> files = regions.files();
    if (withOrphan) {
      regions.writeOrphan(records);
    }
    writeMeta(root, files);
    return new BackupTruth(root, startVersion, BACKUP_TS, files, tables, indexEntries.size());
  }

  private void writeMeta(Path root, List<StoredFile> files) throws IOException {
    new TidbMeta(
            sources.stream()
                .map(each -> new TidbMeta.Entry(each.database(), each.data().table))
                .toList(),
            emptyDatabases,
            startVersion,
            newCollations,
            withTableChecksums ? TidbMeta.Sums.TABLES : TidbMeta.Sums.NONE)
        .write(
            new MetaWriter(root, layout, encryption, perIndexObject),
            files,
            files.stream()
                .filter(unlisted.negate())
                .map(file -> grouped ? file : file.withoutTables())
                .toList());
  }
}
