package dev.parqueduct.io.br;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** Makes ids of units from the names of their files: readable, unique, and safe as file names. */
final class UnitIds {
  private static final Pattern PLAIN = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_/]*");
  private static final int MAX_LENGTH = 160;
  private static final int DIGEST_BYTES = 16;

  /**
   * The id for a name. Slashes become minus signs, which plain names do not have; any other name
   * gets a digest.
   */
  String of(String name) {
    if (PLAIN.matcher(name).matches() && name.length() <= MAX_LENGTH) {
      return name.replace('/', '-');
    }
    byte[] digest = DigestChannel.sha256().digest(name.getBytes(UTF_8));
    String readable = name.replaceAll("[^0-9A-Za-z_]", "-");
    return "u"
        + readable.substring(0, Math.min(readable.length(), MAX_LENGTH))
        + "."
        + HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
  }
}
