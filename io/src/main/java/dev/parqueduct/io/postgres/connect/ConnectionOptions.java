package dev.parqueduct.io.postgres.connect;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.secrets.PasswordSource;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.postgresql.Driver;

/**
 * What a user may say of a connection: by option, by a JDBC URL, and where these are silent by
 * libpq's environment variables.
 *
 * @param url {@code jdbc:postgresql://host:port/database?property=value}, or empty
 * @param host or empty
 * @param port or 0
 * @param database or empty
 * @param user or empty
 * @param tls how the connection is encrypted
 */
public record ConnectionOptions(
    String url,
    String host,
    int port,
    String database,
    String user,
    Tls tls,
    PasswordSource password,
    int statementTimeout) {
  private static final int DEFAULT_PORT = 5432;

  private static final Set<String> SSL_MODES =
      Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

  /**
   * Encryption, in libpq's words; empty for what the environment or the driver says.
   *
   * @param mode disable, allow, prefer, require, verify-ca or verify-full
   * @param rootCertificate file of certificates that the server's is checked against
   * @param certificate file of the client's certificate
   * @param key file of the client's key
   */
  public record Tls(String mode, String rootCertificate, String certificate, String key) {
    public Tls {
      requireNonNull(mode, "mode");
      requireNonNull(rootCertificate, "rootCertificate");
      requireNonNull(certificate, "certificate");
      requireNonNull(key, "key");
    }
  }

  /**
   * Settings for these options.
   *
   * @throws RunFailedException with exit code 2 when they are wrong, or do not name a database
   */
  public ConnectionSettings in(Map<String, String> environment) {
    Properties parsed = parsedUrl();
    Source source = new Source(parsed, environment);
    String server = source.first(host, "PGHOST", "PGHOST").orElse("localhost");
    String base =
        source
            .first(database, "PGDBNAME", "PGDATABASE")
            .orElseThrow(
                () ->
                    RunFailedException.usage(
                        "Which database? Give --database, --url or PGDATABASE."));
    String name =
        source
            .first(user, "user", "PGUSER")
            .orElseThrow(() -> RunFailedException.usage("Connect as whom? Give --user or PGUSER."));
    return new ConnectionSettings(
        server,
        port != 0 ? port : portOf(source.first("", "PGPORT", "PGPORT")),
        base,
        name,
        password,
        driver(parsed, source),
        statementTimeout);
  }

  private Map<String, String> driver(Properties parsed, Source source) {
    Map<String, String> driver = new TreeMap<>();
    for (String property : parsed.stringPropertyNames()) {
      if (!property.startsWith("PG") && !property.equals("user")) {
        driver.put(property, parsed.getProperty(property));
      }
    }
    put(driver, "sslmode", source.first(tls.mode(), "sslmode", "PGSSLMODE"));
    put(driver, "sslrootcert", source.first(tls.rootCertificate(), "sslrootcert", "PGSSLROOTCERT"));
    put(driver, "sslcert", source.first(tls.certificate(), "sslcert", "PGSSLCERT"));
    put(driver, "sslkey", source.first(tls.key(), "sslkey", "PGSSLKEY"));
    String mode = driver.getOrDefault("sslmode", "prefer");
    if (!SSL_MODES.contains(mode)) {
      throw RunFailedException.usage(
          "--sslMode (PGSSLMODE, sslmode) is "
              + mode
              + ", and must be one of disable, allow, prefer, require, verify-ca and verify-full.");
    }
    put(driver, "connectTimeout", source.first("", "connectTimeout", "PGCONNECT_TIMEOUT"));
    return driver;
  }

  private static void put(Map<String, String> driver, String property, Optional<String> value) {
    value.ifPresent(text -> driver.put(property, text));
  }

  private Properties parsedUrl() {
    if (url.isEmpty()) {
      return new Properties();
    }
    // The driver would fill in what is missing, and environment variables come before that.
    if (!url.startsWith("jdbc:postgresql:") || Driver.parseURL(url, null) == null) {
      throw RunFailedException.usage(
          "--url must be jdbc:postgresql://host:port/database. What was given is no such URL.");
    }
    Properties all = Driver.parseURL(url, null);
    if (all.containsKey("password") || url.matches("(?i).*[?&](ssl)?password=.*")) {
      throw RunFailedException.usage(
          "--url must not hold a password: everyone on this machine can see it. Use"
              + " --passwordFile, --passwordEnv or ~/.pgpass.");
    }
    String address = url.substring("jdbc:postgresql:".length());
    Properties given = new Properties();
    all.stringPropertyNames().forEach(name -> given.setProperty(name, all.getProperty(name)));
    if (!address.startsWith("//") || address.startsWith("///")) {
      given.remove("PGHOST");
      given.remove("PGPORT");
    } else if (!address.substring(2).replaceFirst("[/?].*", "").matches(".*:[0-9]+")) {
      given.remove("PGPORT");
    }
    return given;
  }

  private static int portOf(Optional<String> text) {
    if (text.isEmpty()) {
      return DEFAULT_PORT;
    }
    try {
      return Integer.parseInt(text.get());
    } catch (NumberFormatException e) {
      throw RunFailedException.usage(text.get() + " is no port of a server.");
    }
  }

  /** Looks for a value where it may be said, the option first. */
  private record Source(Properties url, Map<String, String> environment) {
    Optional<String> first(String option, String property, String variable) {
      if (!option.isEmpty()) {
        return Optional.of(option);
      }
      return Optional.ofNullable(url.getProperty(property))
          .or(() -> Optional.ofNullable(environment.get(variable)))
          .filter(text -> !text.isEmpty());
    }
  }
}
