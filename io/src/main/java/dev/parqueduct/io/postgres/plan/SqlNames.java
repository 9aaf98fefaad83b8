package dev.parqueduct.io.postgres.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Names of the catalog, as SQL and as parts of file names. */
public final class SqlNames {
  private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z_][0-9A-Za-z_.-]*");
  private static final int MAX_LENGTH = 128;
  private static final int DIGEST_BYTES = 6;

  private SqlNames() {}

  /** A name as SQL takes it whatever characters it has. */
  public static String quoted(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }

  /** Text as a literal; standard_conforming_strings is on in all versions that are supported. */
  public static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }

  /**
   * A name as a part of file names: itself if that is possible, otherwise what can be kept of it
   * and a digest, so that two names never become one.
   */
  public static String fileName(String name) {
    if (PLAIN.matcher(name).matches() && name.length() <= MAX_LENGTH) {
      return name;
    }
    String readable = name.replaceAll("[^0-9A-Za-z_.-]", "-").replaceFirst("^[.-]+", "");
    return readable.substring(0, Math.min(readable.length(), MAX_LENGTH))
        + "-"
        + HexFormat.of().formatHex(sha256(name), 0, DIGEST_BYTES);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
