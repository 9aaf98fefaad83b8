package dev.parqueduct.pipelines.importtidb;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** One server for all tests of the JVM; each test has a database of its own. */
final class SharedServer {
  private static DemoServer server;

  private SharedServer() {}

  static synchronized DemoServer get() {
    if (server == null) {
      server = DemoServer.start();
      allowOnlyWhoMay();
    }
    return server;
  }

  /** The server comes up and lets everyone do everything, until it is told to look. */
  private static void allowOnlyWhoMay() {
    try {
      execute(
          "flush privileges",
          "create user if not exists root@'127.0.0.1'",
          "grant all on *.* to root@'127.0.0.1' with grant option");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static void startAgain() {
    get().startAgain();
    allowOnlyWhoMay();
  }

  static Connection connect() throws SQLException {
    return DriverManager.getConnection(
        "jdbc:mariadb://127.0.0.1:" + get().port() + "/?user=root&allowLocalInfile=true");
  }

  static void execute(String... statements) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** The rows of a query, cells as text. */
  static List<List<String>> query(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }
}
