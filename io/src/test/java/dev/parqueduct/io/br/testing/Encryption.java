package dev.parqueduct.io.br.testing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES in counter mode with a key of 16, 24 or 32 bytes, or none at all. */
public final class Encryption {
  private static final int IV_BYTES = 16;

  private final Optional<SecretKeySpec> key;

  private Encryption(Optional<SecretKeySpec> key) {
    this.key = key;
  }

  public static Encryption none() {
    return new Encryption(Optional.empty());
  }

  public static Encryption aes(byte[] key) {
    return new Encryption(Optional.of(new SecretKeySpec(key, "AES")));
  }

  boolean isNone() {
    return key.isEmpty();
  }

  /** The same name has the same IV, so that backups can be made again byte for byte. */
  static byte[] iv(String name) {
    return Arrays.copyOf(sha256(name.getBytes(StandardCharsets.UTF_8)), IV_BYTES);
  }

  Optional<Cipher> cipher(byte[] iv) {
    return key.map(
        secret -> {
          try {
            Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, secret, new IvParameterSpec(iv));
            return cipher;
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  byte[] apply(byte[] plain, byte[] iv) {
    Optional<Cipher> cipher = cipher(iv);
    try {
      return cipher.isEmpty() ? plain : cipher.get().doFinal(plain);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] sha256(byte[] bytes) {
    return digest().digest(bytes);
  }

  static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
