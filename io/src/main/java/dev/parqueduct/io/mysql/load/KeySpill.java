package dev.parqueduct.io.mysql.load;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds keys that are there twice among more than fit into memory: 128 bits of each key's SHA-256
 * go to one of several temporary files by their first bits, and each file is then looked at on its
 * own. Nobody can make two keys that this takes for one.
 */
final class KeySpill implements Closeable {
  private static final int KEYS_A_PART = 500_000;
  private static final int MOST_PARTS = 1024;
  private static final int BUFFER = 1 << 15;

  private final MessageDigest digest;
  private final List<Path> paths = new ArrayList<>();
  private final List<DataOutputStream> parts = new ArrayList<>();

  /**
   * @param keys about how many there will be
   */
  KeySpill(long keys) throws IOException {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
    long count = Math.min(MOST_PARTS, keys / KEYS_A_PART + 1);
    for (int i = 0; i < count; i++) {
      Path path = Files.createTempFile("keys", ".part");
      paths.add(path);
      parts.add(
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path), BUFFER)));
    }
  }

  /**
   * Adds a row's key.
   *
   * @param unit number of the row's unit
   * @param row number of the row in it
   */
  void add(byte[] key, int unit, int row) throws IOException {
    ByteBuffer hash = ByteBuffer.wrap(digest.digest(key));
    long high = hash.getLong();
    DataOutputStream part = parts.get((int) Long.remainderUnsigned(high, parts.size()));
    part.writeLong(high);
    part.writeLong(hash.getLong());
    part.writeInt(unit);
    part.writeInt(row);
  }

  /** Takes rows whose keys are there again later. */
  interface Sink {
    void duplicate(int unit, int row);
  }

  private record Hash(long high, long low) {}

  private record Place(int unit, int row) {}

  /** Tells of all rows whose keys were added again after them. */
  void finish(Sink sink) throws IOException {
    for (DataOutputStream part : parts) {
      part.close();
    }
    for (Path path : paths) {
      Map<Hash, Place> last = new HashMap<>();
      try (DataInputStream in =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(path), BUFFER))) {
        while (true) {
          long high;
          try {
            high = in.readLong();
          } catch (EOFException e) {
            break;
          }
          Place place;
          Hash hash = new Hash(high, in.readLong());
          place = new Place(in.readInt(), in.readInt());
          Place earlier = last.put(hash, place);
          if (earlier != null) {
            sink.duplicate(earlier.unit(), earlier.row());
          }
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (DataOutputStream part : parts) {
      part.close();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
