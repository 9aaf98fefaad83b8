package dev.parqueduct.io.br;

import dev.parqueduct.io.objects.ReadOnlyChannel;
import java.nio.channels.SeekableByteChannel;

/** The plain text of an object that is stored encrypted with AES in counter mode. */
final class CtrChannel extends ReadOnlyChannel {
  private final CtrKeystream keystream;

  CtrChannel(SeekableByteChannel stored, CtrKeystream keystream) {
    super(stored);
    this.keystream = keystream;
  }

  @Override
  protected void passed(long at, byte[] bytes, int offset, int length) {
    keystream.apply(at, bytes, offset, length);
  }
}
