package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.report.RunFailedException;
import java.io.Serializable;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * How the objects of a backup are encrypted: BR's {@code --crypter.method} and its key.
 *
 * @param method of encryption
 * @param key as many bytes as the method needs; never shown
 */
public record Cipher(Method method, byte[] key) implements Serializable {
  /** Bytes of an initialisation vector. */
  static final int IV_BYTES = 16;

  /** The methods that BR encrypts with (kvproto's encryptionpb.proto). */
  public enum Method {
    PLAINTEXT("plaintext", 0),
    AES128_CTR("aes128-ctr", 16),
    AES192_CTR("aes192-ctr", 24),
    AES256_CTR("aes256-ctr", 32);

    private final String label;
    private final int keyBytes;

    Method(String label, int keyBytes) {
      this.label = label;
      this.keyBytes = keyBytes;
    }

    /** As BR's option names it. */
    public String label() {
      return label;
    }

    /** Bytes of a key. */
    public int keyBytes() {
      return keyBytes;
    }

    /**
     * The method that a name of BR's option means, in either case.
     *
     * @throws RunFailedException when there is none
     */
    public static Method of(String name) {
      String wanted = name.toLowerCase(Locale.ROOT).replace('_', '-');
      for (Method method : values()) {
        if (method.label.equals(wanted)) {
          return method;
        }
      }
      throw RunFailedException.usage(
          wanted.startsWith("sm4")
              ? "Backups encrypted with SM4 cannot be read: only AES is supported."
              : "There is no encryption method "
                  + name
                  + ". Use plaintext, aes128-ctr, aes192-ctr or aes256-ctr, as the backup did.");
    }
  }

  public Cipher {
    requireNonNull(method, "method");
    if (key.length != method.keyBytes) {
      throw RunFailedException.usage(
          method == Method.PLAINTEXT
              ? "A key is given, but the encryption method is plaintext. Name the method that the"
                  + " backup was made with, or leave the key out."
              : "The key has "
                  + key.length
                  + " bytes, but "
                  + method.label
                  + " needs "
                  + method.keyBytes
                  + " ("
                  + 2 * method.keyBytes
                  + " hexadecimal digits).");
    }
    key = key.clone();
  }

  /** For backups that are not encrypted. */
  public static Cipher plaintext() {
    return new Cipher(Method.PLAINTEXT, new byte[0]);
  }

  /**
   * With a key in hexadecimal digits, as BR takes it; white space around it does not count.
   *
   * @throws RunFailedException when the key is none for the method
   */
  public static Cipher ofHex(Method method, String key) {
    byte[] bytes;
    try {
      bytes = HexFormat.of().parseHex(key.strip());
    } catch (IllegalArgumentException e) {
      // Its message would show the key.
      throw RunFailedException.usage(
          "The key of the backup must be "
              + 2 * method.keyBytes
              + " hexadecimal digits; it is not hexadecimal.");
    }
    return new Cipher(method, bytes);
  }

  @Override
  public byte[] key() {
    return key.clone();
  }

  public boolean encrypts() {
    return method != Method.PLAINTEXT;
  }

  /**
   * The plain text of a stored object, with access to any position.
   *
   * @param iv of the object, 16 bytes; not looked at when nothing is encrypted
   */
  public SeekableByteChannel decrypt(SeekableByteChannel stored, byte[] iv) {
    return encrypts() ? new CtrChannel(stored, keystream(iv)) : stored;
  }

  /** Decrypts the whole of an object where it is. */
  byte[] decrypt(byte[] stored, byte[] iv) {
    if (encrypts()) {
      keystream(iv).apply(0, stored, 0, stored.length);
    }
    return stored;
  }

  CtrKeystream keystream(byte[] iv) {
    return new CtrKeystream(key, iv);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cipher cipher
        && method == cipher.method
        && Arrays.equals(key, cipher.key);
  }

  @Override
  public int hashCode() {
    return method.hashCode();
  }

  @Override
  public String toString() {
    return "Cipher[" + method.label + "]";
  }
}
