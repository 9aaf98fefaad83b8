package dev.parqueduct.io.objects;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * Content whose connections break: each opened channel fails after as many bytes as its turn in the
 * list says, the ones after the last are sound.
 */
final class FlakyContent {
  private final byte[] content;
  private final Queue<Integer> breaks;
  private int opened;
  private int closed;

  FlakyContent(byte[] content, Integer... breaksAfter) {
    this.content = content;
    this.breaks = new ArrayDeque<>(List.of(breaksAfter));
  }

  int opened() {
    return opened;
  }

  int closed() {
    return closed;
  }

  ReadableByteChannel open() {
    opened++;
    return new Channel(breaks.isEmpty() ? Integer.MAX_VALUE : breaks.remove());
  }

  SeekableByteChannel openSeekable() {
    opened++;
    return new SeekableChannel(breaks.isEmpty() ? Integer.MAX_VALUE : breaks.remove());
  }

  private class Channel implements ReadableByteChannel {
    int position;
    private int left;

    Channel(int left) {
      this.left = left;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      if (position == content.length) {
        return -1;
      }
      if (left == 0) {
        throw new IOException("connection reset");
      }
      int n = Math.min(Math.min(into.remaining(), left), content.length - position);
      into.put(Arrays.copyOfRange(content, position, position + n));
      position += n;
      left -= n;
      return n;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      closed++;
    }
  }

  private final class SeekableChannel extends Channel implements SeekableByteChannel {
    SeekableChannel(int left) {
      super(left);
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
      position = (int) newPosition;
      return this;
    }

    @Override
    public long size() {
      return content.length;
    }

    @Override
    public int write(ByteBuffer source) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
      throw new UnsupportedOperationException();
    }
  }
}
