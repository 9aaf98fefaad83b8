package dev.parqueduct.io.postgres.export;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectChecksum;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.parquet.ChannelInput;
import dev.parqueduct.io.parquet.DamagedFileException;
import dev.parqueduct.io.postgres.copy.PgRows;
import dev.parqueduct.io.postgres.hash.FileFingerprint;
import dev.parqueduct.io.postgres.hash.Fingerprint;
import dev.parqueduct.io.postgres.hash.FingerprintSql;
import dev.parqueduct.io.postgres.hash.HashMethod;
import dev.parqueduct.io.postgres.hash.HashScheme;
import dev.parqueduct.io.postgres.hash.ParquetFingerprint;
import dev.parqueduct.io.postgres.plan.PgUnit;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over files of a unit that the ledger does not know. For rows in order it is as many files
 * as have the fingerprint of the unit's first rows on the server, after which the export goes on;
 * for others it is all files, if they have the fingerprint of all rows.
 */
final class UnitAdoption {
  private static final Logger LOG = LoggerFactory.getLogger(UnitAdoption.class);

  private final PgUnit unit;
  private final PgExport export;
  private final ObjectStore store;
  private final Ledger ledger;
  private final Connection connection;

  UnitAdoption(
      PgUnit unit, PgExport export, ObjectStore store, Ledger ledger, UnitSession session) {
    this.unit = requireNonNull(unit, "unit");
    this.export = requireNonNull(export, "export");
    this.store = requireNonNull(store, "store");
    this.ledger = requireNonNull(ledger, "ledger");
    this.connection = session.transaction().connection();
  }

  /**
   * Files that stay as they are.
   *
   * @param files of the first rows of the unit, or of all
   * @param sum of the rows of all files; null if there are none
   */
  record Kept(List<FileEntry> files, Fingerprint sum) {
    static final Kept NOTHING = new Kept(List.of(), null);

    long rows() {
      return files.stream().mapToLong(FileEntry::rows).sum();
    }
  }

  /** A file with the fingerprint of its rows. */
  private record Content(FileEntry file, Fingerprint rows) {}

  /** The files that hold what the server has. */
  Kept adopt() throws IOException, SQLException {
    // Where values may be lost on purpose, equal fingerprints are luck, and none are recorded.
    if (unit.found().isEmpty() || PgRows.of(unit.columns(), export.values()).mayLose()) {
      return Kept.NOTHING;
    }
    try {
      Kept kept = proven(contents());
      LOG.info(
          "event=files_found unit={} found={} kept={} rows={}",
          unit.id(),
          unit.found().size(),
          kept.files().size(),
          kept.rows());
      return kept;
    } catch (IllegalArgumentException | DamagedFileException e) {
      LOG.warn("event=found_files_unusable unit={} {}", unit.id(), e.getMessage());
      return Kept.NOTHING;
    }
  }

  /** All of the unit's rows. */
  Fingerprint whole() throws SQLException {
    return onServer(unit.fromWhere());
  }

  private Kept proven(List<Content> contents) throws SQLException {
    if (!unit.isOrdered()) {
      Kept all = kept(contents);
      return whole().equals(all.sum()) ? all : Kept.NOTHING;
    }
    // If the first n files hold the first rows, so do fewer of them.
    int proven = isFirst(contents, contents.size()) ? contents.size() : 0;
    int wrong = proven == 0 ? contents.size() : proven + 1;
    while (wrong - proven > 1) {
      int middle = (proven + wrong) / 2;
      if (isFirst(contents, middle)) {
        proven = middle;
      } else {
        wrong = middle;
      }
    }
    return proven == 0 ? Kept.NOTHING : kept(contents.subList(0, proven));
  }

  private boolean isFirst(List<Content> contents, int number) throws SQLException {
    Kept kept = kept(contents.subList(0, number));
    return onServer(unit.fromFirst(kept.rows())).equals(kept.sum());
  }

  private static Kept kept(List<Content> contents) {
    Fingerprint sum = Fingerprint.none(contents.get(0).rows().scheme());
    for (Content content : contents) {
      sum = sum.plus(content.rows());
    }
    return new Kept(contents.stream().map(Content::file).toList(), sum);
  }

  /** Reads all files to the last byte. */
  private List<Content> contents() throws IOException, SQLException {
    List<String> paths = new ArrayList<>(unit.found());
    // Names that begin with their keys are in the order of rows, but for ids within a second.
    paths.sort(Comparator.comparing(path -> path.substring(path.lastIndexOf('/') + 1)));
    List<Content> contents = new ArrayList<>();
    for (String path : paths) {
      try (SeekableByteChannel channel = store.openSeekable(ledger.path(path))) {
        FileFingerprint file = ParquetFingerprint.of(new ChannelInput(channel), scheme());
        FileEntry entry =
            new FileEntry(
                    path,
                    file.fingerprint().rows(),
                    channel.size(),
                    ObjectChecksum.of(store, ledger.path(path)))
                .withColumns(UnitDescription.columns(file.summary()))
                .withFingerprints(RowFingerprint.entry(file.fingerprint()));
        contents.add(new Content(entry, file.fingerprint()));
      }
    }
    return contents;
  }

  private HashScheme scheme() throws SQLException {
    return new HashScheme(
        HashMethod.ofServer(connection.getMetaData().getDatabaseMajorVersion()), export.sums());
  }

  private Fingerprint onServer(String from) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      String encoding;
      try (ResultSet row = statement.executeQuery("SHOW server_encoding")) {
        encoding = row.next() ? row.getString(1) : "";
      }
      FingerprintSql sql =
          FingerprintSql.of(
              PgRows.of(unit.columns(), export.values()).columns(), scheme(), encoding);
      try (ResultSet row = statement.executeQuery(sql.select(from))) {
        if (!row.next()) {
          throw new SQLException("an aggregate without a row");
        }
        return sql.read(row, 1);
      }
    }
  }
}
