package dev.parqueduct.io.mysql.connect;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.secrets.PasswordSource;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * How a server is reached. Travels to workers and into descriptions of jobs, so it holds no secret:
 * whoever connects asks {@code password} for it.
 *
 * @param host name or address of the server
 * @param user as the server knows it
 * @param sslMode disable, trust, verify-ca or verify-full; empty for the driver's default
 * @param sslRootCert file of certificates that the server's is checked against, or empty
 */
public record ConnectionSettings(
    String host, int port, String user, PasswordSource password, String sslMode, String sslRootCert)
    implements Serializable {
  private static final String CONNECT_MILLIS = "20000";

  /** What MySQL's own programs take when nothing else is given. */
  private static final String PASSWORD_VARIABLE = "MYSQL_PWD";

  /**
   * Values that do not fit are errors, not warnings; 0 is a number like others in an AUTO_INCREMENT
   * column; wall-clock times are UTC. All three servers know these modes.
   */
  private static final String SESSION =
      "SET SESSION sql_mode ="
          + " 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO',"
          + " time_zone = '+00:00'";

  public ConnectionSettings {
    requireNonNull(host, "host");
    requireNonNull(user, "user");
    requireNonNull(password, "password");
    requireNonNull(sslMode, "sslMode");
    requireNonNull(sslRootCert, "sslRootCert");
  }

  /** The server, for people. */
  public String place() {
    return host + ":" + port;
  }

  /**
   * Opens a connection whose statements are transactions of their own.
   *
   * @throws RunFailedException with exit code 2 when the server refuses the user
   */
  public Connection open() throws SQLException {
    long longest;
    try (Connection connection = open(0);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT @@max_allowed_packet")) {
      longest = row.next() ? row.getLong(1) : 0;
    }
    return open(longest);
  }

  /** Statements that are too long must fail here: there, they end the connection. */
  private Connection open(long longestStatement) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password(System.getenv()));
    properties.setProperty("connectTimeout", CONNECT_MILLIS);
    properties.setProperty("tcpKeepAlive", "true");
    // The server must not ask for files of this machine.
    properties.setProperty("allowLocalInfile", "false");
    // Statements of thousands of values: more than a server takes as parameters.
    properties.setProperty("useServerPrepStmts", "false");
    if (longestStatement > 0 && longestStatement <= Integer.MAX_VALUE) {
      properties.setProperty("maxAllowedPacket", String.valueOf(longestStatement));
    }
    if (!sslMode.isEmpty()) {
      properties.setProperty("sslMode", sslMode);
    }
    if (!sslRootCert.isEmpty()) {
      properties.setProperty("serverSslCert", sslRootCert);
    }
    Connection connection;
    try {
      connection = DriverManager.getConnection(url(), properties);
    } catch (SQLException e) {
      if (SqlFailures.isRefusal(e)) {
        throw RunFailedException.usage(
            "Cannot connect to " + place() + " as " + user + ": " + SqlFailures.line(e));
      }
      throw new SQLException(
          "Cannot connect to " + place() + ": " + SqlFailures.line(e),
          e.getSQLState(),
          e.getErrorCode(),
          e);
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(SESSION);
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
    return connection;
  }

  private String password(Map<String, String> environment) {
    return password
        .read(environment)
        .or(() -> Optional.ofNullable(environment.get(PASSWORD_VARIABLE)))
        .orElse("");
  }

  private String url() {
    String address = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return "jdbc:mariadb://" + address + ":" + port + "/";
  }
}
