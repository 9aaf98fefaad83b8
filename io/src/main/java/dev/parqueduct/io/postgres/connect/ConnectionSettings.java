package dev.parqueduct.io.postgres.connect;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.secrets.PasswordSource;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How a database is reached. Travels to workers and into descriptions of jobs, so it holds no
 * secret: whoever connects asks {@code password} for it.
 *
 * @param host name or address of the server
 * @param user as the server knows it
 * @param driver further properties of the driver, such as {@code sslmode}
 * @param statementTimeout seconds that a statement may take; 0 for any time
 */
public record ConnectionSettings(
    String host,
    int port,
    String database,
    String user,
    PasswordSource password,
    Map<String, String> driver,
    int statementTimeout)
    implements Serializable {
  /** What the server shows of a name, in bytes. */
  private static final String PASSWORD_VARIABLE = "PGPASSWORD";

  private static final int APPLICATION_NAME_BYTES = 63;

  public ConnectionSettings {
    requireNonNull(host, "host");
    requireNonNull(database, "database");
    requireNonNull(user, "user");
    requireNonNull(password, "password");
    driver = new TreeMap<>(driver);
  }

  /** The database and where it is, for people. */
  public String place() {
    return database + " on " + host + ":" + port;
  }

  /**
   * Opens a connection.
   *
   * @param applicationName what a database administrator sees of it
   * @throws RunFailedException with exit code 2 when the server knows no such user, password or
   *     database
   */
  Connection open(String applicationName) throws SQLException {
    Properties properties = new Properties();
    driver.forEach(properties::setProperty);
    properties.setProperty("user", user);
    // Never without one, or the driver would look for one of its own where it should not.
    properties.setProperty("password", password(System.getenv()).orElse(""));
    properties.setProperty("ApplicationName", shortened(applicationName));
    // An export reads for hours without sending anything.
    properties.setProperty("tcpKeepAlive", "true");
    // Results are small ones of the catalog; rows come by COPY.
    properties.setProperty("assumeMinServerVersion", "9.4");
    try {
      return DriverManager.getConnection(url(), properties);
    } catch (SQLException e) {
      if (SqlFailures.isRefusal(e)) {
        throw RunFailedException.usage(
            "Cannot connect to " + place() + " as " + user + ": " + SqlFailures.line(e));
      }
      if (TlsFailures.isRefusal(e)) {
        throw RunFailedException.usage(
            "Cannot connect to "
                + place()
                + " by TLS: "
                + SqlFailures.line(e)
                + "."
                + TlsFailures.ADVICE);
      }
      throw new SQLException(
          "Cannot connect to " + place() + ": " + e.getMessage(), e.getSQLState(), e);
    }
  }

  Optional<String> password(Map<String, String> environment) {
    return password
        .read(environment)
        .or(() -> Optional.ofNullable(environment.get(PASSWORD_VARIABLE)))
        .or(() -> PasswordFile.in(environment).password(host, port, database, user));
  }

  private String url() {
    String address = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return "jdbc:postgresql://"
        + address
        + ":"
        + port
        + "/"
        + java.net.URLEncoder.encode(database, java.nio.charset.StandardCharsets.UTF_8);
  }

  private static String shortened(String name) {
    return name.length() <= APPLICATION_NAME_BYTES
        ? name
        : name.substring(0, APPLICATION_NAME_BYTES);
  }
}
