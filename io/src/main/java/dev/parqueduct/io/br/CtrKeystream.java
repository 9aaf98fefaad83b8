package dev.parqueduct.io.br;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keystream of AES in counter mode (NIST SP 800-38A, 6.5), from any position on: the counter
 * block is the initialisation vector plus the number of the block, as one number of 128 bits.
 */
final class CtrKeystream {
  private static final int BLOCK = 16;

  private final SecretKeySpec key;
  private final byte[] iv;
  private final Cipher aes;
  private long position = -1;

  CtrKeystream(byte[] key, byte[] iv) {
    if (iv.length != BLOCK) {
      throw new IllegalArgumentException("an initialisation vector has 16 bytes, not " + iv.length);
    }
    this.key = new SecretKeySpec(key, "AES");
    this.iv = iv.clone();
    try {
      this.aes = Cipher.getInstance("AES/CTR/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES is missing from this Java", e);
    }
  }

  /**
   * Decrypts (or encrypts) bytes where they are.
   *
   * @param at the position of the first of them in the object
   */
  void apply(long at, byte[] bytes, int offset, int length) {
    try {
      if (at != position) {
        seek(at);
      }
      int done = aes.update(bytes, offset, length, bytes, offset);
      if (done != length) {
        throw new IllegalStateException("the cipher held bytes back");
      }
      position = at + length;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot decrypt", e);
    }
  }

  private void seek(long at) throws GeneralSecurityException {
    byte[] counter = Arrays.copyOf(iv, BLOCK);
    long carry = at / BLOCK;
    for (int i = BLOCK - 1; i >= 0 && carry != 0; i--) {
      carry += counter[i] & 0xff;
      counter[i] = (byte) carry;
      carry >>>= 8;
    }
    aes.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(counter));
    byte[] skipped = new byte[(int) (at % BLOCK)];
    if (skipped.length > 0) {
      int unused = aes.update(skipped, 0, skipped.length, skipped, 0);
    }
  }
}
