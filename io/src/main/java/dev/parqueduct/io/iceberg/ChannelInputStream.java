package dev.parqueduct.io.iceberg;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import org.apache.iceberg.io.SeekableInputStream;

/** A channel as Iceberg reads it. */
final class ChannelInputStream extends SeekableInputStream {
  private final SeekableByteChannel channel;
  private final InputStream in;

  ChannelInputStream(SeekableByteChannel channel) {
    this.channel = channel;
    this.in = Channels.newInputStream(channel);
  }

  @Override
  public long getPos() throws IOException {
    return channel.position();
  }

  @Override
  public void seek(long position) throws IOException {
    SeekableByteChannel unused = channel.position(position);
  }

  @Override
  public int read() throws IOException {
    return in.read();
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    return in.read(buffer, offset, length);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
