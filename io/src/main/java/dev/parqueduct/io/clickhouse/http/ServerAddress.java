package dev.parqueduct.io.clickhouse.http;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.secrets.PasswordSource;
import java.io.Serializable;
import java.net.URI;
import java.util.Locale;

/**
 * Which server, and as whom.
 *
 * @param url {@code http://host:port} or {@code https://host:port}
 * @param user empty for {@code default}
 * @param password where it is
 * @param database that tables without one are in
 */
public record ServerAddress(String url, String user, PasswordSource password, String database)
    implements Serializable {
  public ServerAddress {
    requireNonNull(password, "password");
    requireNonNull(database, "database");
    user = user.isEmpty() ? "default" : user;
    url = checked(url);
  }

  private static String checked(String url) {
    URI uri;
    try {
      uri = URI.create(url.strip());
    } catch (IllegalArgumentException e) {
      throw RunFailedException.usage("--url is no address (" + e.getMessage() + ").");
    }
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getUserInfo() != null || uri.getQuery() != null) {
      // Not repeated here: it may hold the password.
      throw RunFailedException.usage(
          "--url must not hold a user, a password or settings. Use --user and --passwordFile or"
              + " --passwordEnv.");
    }
    if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
      throw RunFailedException.usage(
          "--url=" + url + " must be an address of the HTTP interface, as http://host:8123.");
    }
    return url.strip().replaceFirst("/+$", "");
  }
}
