package dev.parqueduct.io.objects;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.CRC32C;

/**
 * Finds the {@link ObjectChecksum} of an object while it is read, so that who reads nearly all of
 * it in order needs not read it again. To close it leaves the channel beneath open.
 */
public final class ChecksumChannel extends SummedChannel {
  private final CRC32C crc;

  public ChecksumChannel(SeekableByteChannel channel) {
    this(channel, new CRC32C());
  }

  private ChecksumChannel(SeekableByteChannel channel, CRC32C crc) {
    super(channel, crc::update);
    this.crc = crc;
  }

  /** The checksum of the whole object, of which what was not read in order is read now. */
  public String checksum() throws IOException {
    readRest();
    return ObjectChecksum.text(crc);
  }

  @Override
  public void close() {}
}
