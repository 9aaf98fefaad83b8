package dev.parqueduct.io.mysql.load;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.export.UnitProgress;
import dev.parqueduct.io.export.UnitProgress.Stage;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.SourceEntry;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.mysql.connect.Session;
import dev.parqueduct.io.mysql.connect.SqlFailures;
import dev.parqueduct.io.mysql.rows.Problem;
import dev.parqueduct.io.mysql.rows.RowReader;
import dev.parqueduct.io.mysql.table.ImportColumns;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.Balance;
import dev.parqueduct.io.report.Event;
import dev.parqueduct.io.report.Reject;
import dev.parqueduct.io.report.RejectWriter;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/**
 * Writes the rows of a unit with upserts of many rows, each of which is a transaction, and records
 * the unit once all are in. Doing it twice does it once. Memory: the row group that is read, and a
 * batch.
 */
public final class UnitLoader {
  /** The counter of statements that were tried again. */
  public static final String REPETITIONS = "statementsRepeated";

  /** So many refusals of single rows mean that the table is not made for them. */
  private static final int MOST_REFUSALS = 10_000;

  private final ObjectStore store;
  private final ImportRequest request;
  private final UnitProgress progress;
  private final Ledger record;

  public UnitLoader(ObjectStore store, ImportRequest request, UnitProgress progress) {
    this.store = requireNonNull(store, "store");
    this.request = requireNonNull(request, "request");
    this.progress = requireNonNull(progress, "progress");
    this.record = Ledger.of(request.output(), store);
  }

  /**
   * Loads a unit.
   *
   * @throws RunFailedException if the server does not take it
   */
  public UnitEntry load(ImportUnit unit) throws IOException {
    String path = request.path(unit.file().path());
    ImportColumns columns =
        RowReader.inFile(
            store,
            path,
            scan -> {
              if (scan.footerCrc() != unit.file().footer()) {
                throw RunFailedException.failed(
                    path + " was changed while it was loaded. Run this again when it is final.");
              }
              return ImportColumns.of(scan.schema(), request.primaryKey(), request.skipped())
                  .withRowNames();
            });
    try (Session session = new Session(request.connection(), request.retries());
        RejectWriter rejects =
            new RejectWriter(
                store,
                request.output(),
                unit.id(),
                unit.file().path(),
                record.pendingFolder(unit.id()))) {
      Load load = new Load(unit, columns, session, rejects);
      long start = System.nanoTime();
      try (RowReader rows =
          RowReader.open(store, path, unit.file().path(), columns, unit.range())) {
        load.run(rows);
      }
      progress.stage(Stage.CONVERT, System.nanoTime() - start - load.writingNanos);
      progress.stage(Stage.UPLOAD, load.writingNanos);
      return load.commit();
    }
  }

  /** The loading of one unit. */
  private final class Load {
    private final ImportUnit unit;
    private final ImportColumns columns;
    private final UpsertSql sql;
    private final Session session;
    private final RejectWriter rejects;
    private final RowBatch batch = new RowBatch();
    private final int[] key;
    private long read;
    private long written;
    private long duplicates;
    private long refused;
    private long writingNanos;

    Load(ImportUnit unit, ImportColumns columns, Session session, RejectWriter rejects) {
      this.unit = unit;
      this.columns = columns;
      this.sql = new UpsertSql(request.table(), columns);
      this.session = session;
      this.rejects = rejects;
      this.key = columns.keyPositions();
    }

    void run(RowReader rows) throws IOException {
      int width = columns.all().size();
      while (rows.next()) {
        read++;
        if (unit.isDuplicate(rows.row())) {
          duplicates++;
          continue;
        }
        Object[] row = new Object[width];
        Problem problem = null;
        String place = "";
        for (int i = 0; i < width; i++) {
          row[i] = rows.value(i);
          if (row[i] instanceof Problem found && problem == null) {
            problem = found;
            place = columns.names().get(i);
          }
        }
        for (int part : key) {
          if (row[part] == null && problem == null) {
            problem = new Problem("null-key", "a key cannot be null");
            place = columns.names().get(part);
          }
        }
        if (problem != null) {
          reject(row, rows.row(), problem.reason(), place + ": " + problem.message());
        } else {
          add(row, rows.row());
        }
      }
      flush();
    }

    private void add(Object[] row, long number) throws IOException {
      batch.add(row, number);
      if (batch.size() >= request.batch().rows() || batch.bytes() >= request.batch().bytes()) {
        flush();
      }
    }

    private void flush() throws IOException {
      if (batch.size() > 0) {
        long start = System.nanoTime();
        write(0, batch.size());
        writingNanos += System.nanoTime() - start;
        batch.clear();
      }
    }

    /** Writes rows of the batch; if values of some are to blame for a failure, all others. */
    private void write(int from, int to) throws IOException {
      try {
        int unused =
            session.attempt(
                "write to " + request.table(),
                connection -> {
                  try (PreparedStatement statement =
                      connection.prepareStatement(sql.of(to - from))) {
                    batch.bind(statement, from, to);
                    return statement.executeUpdate();
                  }
                });
        written += to - from;
        progress.count("rows_written", to - from);
        progress.count("rows_read", to - from);
      } catch (SQLException e) {
        if (!SqlFailures.isOfData(e)) {
          throw failure(e);
        }
        if (to - from == 1) {
          refuse(from, e);
        } else {
          int middle = (from + to) >>> 1;
          write(from, middle);
          write(middle, to);
        }
      }
    }

    private RunFailedException failure(SQLException e) {
      String message = "Cannot write to " + request.table() + ": " + SqlFailures.line(e);
      return SqlFailures.isRefusal(e)
          ? RunFailedException.usage(message)
          : RunFailedException.failed(
              message + ". What is written stays; run the same command again to go on.");
    }

    private void refuse(int index, SQLException e) throws IOException {
      reject(batch.row(index), batch.number(index), "refused", SqlFailures.line(e));
      if (++refused > MOST_REFUSALS) {
        throw RunFailedException.failed(
            String.format(
                "The server refuses more than %,d rows of %s, such as row %d: %s. Is the table %s"
                    + " made for these files?",
                MOST_REFUSALS,
                unit.file().path(),
                batch.number(index),
                SqlFailures.line(e),
                request.table()));
      }
    }

    private void reject(Object[] row, long number, String reason, String message)
        throws IOException {
      byte[] content = RowBatch.toJson(row);
      rejects.add(
          new Reject(
              unit.file().path(), "", number + 1, 0, reason, message, content, content.length));
      progress.count("rows_rejected", 1);
      progress.count("rows_read", 1);
    }

    UnitEntry commit() throws IOException {
      List<FileEntry> lists = rejects.finish().map(List::of).orElse(List.of());
      Balance balance = new Balance(read, written, duplicates, 0, rejects.countByReason());
      balance.check("unit " + unit.id());
      if (read != unit.rows()) {
        throw RunFailedException.failed(
            unit.file().path() + " has fewer rows than its footer says. Export it again.");
      }
      UnitEntry entry =
          new UnitEntry(
              unit.id(),
              List.of(new SourceEntry(unit.file().version(), unit.file().bytes())),
              List.of(),
              List.of(),
              lists,
              balance,
              Map.of(REPETITIONS, session.repetitions()),
              Map.of());
      long start = System.nanoTime();
      record.commit(entry);
      progress.stage(Stage.LEDGER, System.nanoTime() - start);
      progress.count("units_read", 1);
      Event.of("unit_done")
          .with("unit", unit.id())
          .with("rows_read", read)
          .with("rows_written", written)
          .with("duplicates", duplicates)
          .with("rows_rejected", balance.rejected())
          .with("statements_repeated", session.repetitions())
          .log();
      return entry;
    }
  }
}
