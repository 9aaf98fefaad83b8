package dev.parqueduct.io.br;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names of databases and tables as folders: letters, digits and {@code _} of ASCII. A name that has
 * other characters gets {@code _} for each of them and the beginning of its SHA-256, so that two
 * names never become one.
 */
public final class OutputName {
  private static final int HASH_BYTES = 4;

  private OutputName() {}

  public static String of(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9_]", "_");
    return safe.equals(name) && !name.isEmpty() ? name : safe + "_" + hash(name);
  }

  private static String hash(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
