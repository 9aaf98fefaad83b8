package dev.parqueduct.io.mysql.load;

import dev.parqueduct.io.mysql.connect.Session;
import dev.parqueduct.io.mysql.rows.RowReader;
import dev.parqueduct.io.mysql.table.ExistingTable;
import dev.parqueduct.io.mysql.table.ImportColumns;
import dev.parqueduct.io.mysql.table.TableDefinition;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes the secondary indexes that wait for the rows. */
public final class TableFinish {
  private TableFinish() {}

  /**
   * Makes those that are missing.
   *
   * @return their columns
   */
  public static List<String> createIndexes(ImportRequest request, ObjectStore store)
      throws IOException {
    if (request.secondaryIndexes() != ImportRequest.SecondaryIndexes.AFTER) {
      return List.of();
    }
    String first = ImportFiles.list(request.input(), store).get(0);
    ImportColumns columns =
        RowReader.inFile(
            store,
            request.path(first),
            scan ->
                ImportColumns.of(scan.schema(), request.primaryKey(), request.skipped())
                    .withRowNames());
    List<String> made = new ArrayList<>();
    try (Session session = new Session(request.connection(), request.retries())) {
      for (String column : ImportPlan.indexes(request, columns)) {
        // Looked at again after a failure: the index may be there although the answer was lost.
        boolean isMade =
            session.run(
                "create the index on " + column + " of " + request.table(),
                connection -> createIndex(connection, request, column));
        if (isMade) {
          made.add(column);
        }
      }
    }
    return made;
  }

  private static boolean createIndex(Connection connection, ImportRequest request, String column)
      throws SQLException {
    ExistingTable table =
        ExistingTable.find(connection, request.table())
            .orElseThrow(
                () -> RunFailedException.failed("The table " + request.table() + " is gone."));
    if (table.indexedColumns().contains(column.toLowerCase(Locale.ROOT))) {
      return false;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(TableDefinition.createIndex(request.table(), column, table));
    }
    return true;
  }
}
