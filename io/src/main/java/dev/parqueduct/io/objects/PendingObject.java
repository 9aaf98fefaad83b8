package dev.parqueduct.io.objects;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32C;

/**
 * An object that is being written under a temporary name. {@link #publish} gives it its final name;
 * closing it without that removes it. Counts its bytes and their CRC32C.
 */
public final class PendingObject extends OutputStream {
  private enum State {
    OPEN,
    COMPLETE,
    CLOSED
  }

  private final ObjectStore store;
  private final String temporaryPath;
  private final WritableByteChannel channel;
  private final CRC32C crc = new CRC32C();
  private String finalPath;
  private long bytes;
  private long nanos;
  private State state = State.OPEN;

  PendingObject(
      ObjectStore store, String temporaryPath, String finalPath, WritableByteChannel channel) {
    this.store = store;
    this.temporaryPath = temporaryPath;
    this.finalPath = finalPath;
    this.channel = channel;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    ByteBuffer source = ByteBuffer.wrap(buffer, offset, length);
    long start = System.nanoTime();
    try {
      while (source.hasRemaining()) {
        int unused = CheckedFailures.of(() -> channel.write(source));
      }
    } catch (IOException e) {
      throw store
          .policy(finalPath)
          .exhausted("Cannot write " + finalPath + ": " + e.getMessage(), e);
    }
    nanos += System.nanoTime() - start;
    crc.update(buffer, offset, length);
    bytes += length;
  }

  /** How long the store has taken for this object so far. */
  public long nanos() {
    return nanos;
  }

  /** Bytes written so far. */
  public long bytes() {
    return bytes;
  }

  /** CRC32C of the bytes written so far, as eight hexadecimal digits. */
  public String crc32c() {
    return ObjectChecksum.text(crc);
  }

  public String finalPath() {
    return finalPath;
  }

  /** Where the object is until it is published. */
  public String temporaryPath() {
    return temporaryPath;
  }

  /** Ends writing, as {@link #complete()} does, and decides on another final name. */
  public void complete(String path) throws IOException {
    complete();
    finalPath = requireNonNull(path, "path");
  }

  /** Ends writing; the object is whole but not visible yet. */
  public void complete() throws IOException {
    if (state != State.OPEN) {
      throw new IllegalStateException("Already complete or closed: " + finalPath);
    }
    long start = System.nanoTime();
    try {
      closeChannel();
    } catch (IOException e) {
      throw store
          .policy(finalPath)
          .exhausted("Cannot write " + finalPath + ": " + e.getMessage(), e);
    }
    nanos += System.nanoTime() - start;
    state = State.COMPLETE;
  }

  /** Lets a complete object appear under its final name, replacing what is there. */
  public void publish() throws IOException {
    if (state != State.COMPLETE) {
      throw new IllegalStateException("Not complete: " + finalPath);
    }
    long start = System.nanoTime();
    store.publish(temporaryPath, finalPath);
    nanos += System.nanoTime() - start;
    state = State.CLOSED;
  }

  /** Completes and publishes. */
  public void commit() throws IOException {
    complete();
    publish();
  }

  /** Removes the object unless it was published. */
  @Override
  public void close() throws IOException {
    State before = state;
    state = State.CLOSED;
    if (before == State.CLOSED) {
      return;
    }
    try {
      if (before == State.OPEN) {
        closeChannel();
      }
    } finally {
      store.delete(temporaryPath);
    }
  }

  private void closeChannel() throws IOException {
    Void unused =
        CheckedFailures.of(
            () -> {
              channel.close();
              return null;
            });
  }
}
