package dev.parqueduct.io.br;

import dev.parqueduct.io.objects.SummedChannel;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes an object while it is read from its start, in order. */
final class DigestChannel extends SummedChannel {
  private final MessageDigest sha256;

  DigestChannel(SeekableByteChannel stored) {
    this(stored, sha256());
  }

  private DigestChannel(SeekableByteChannel stored, MessageDigest sha256) {
    super(stored, sha256::update);
    this.sha256 = sha256;
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is missing from this Java", e);
    }
  }

  /** The sha256 of the whole object; reads what has not been read yet. */
  byte[] digest() throws IOException {
    readRest();
    return sha256.digest();
  }
}
