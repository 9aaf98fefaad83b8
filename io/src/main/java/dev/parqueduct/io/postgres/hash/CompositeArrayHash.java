package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.postgres.PgType.Composite;
import java.nio.charset.StandardCharsets;

/**
 * Arrays of rows: whether there is one, its dimensions as {@code array_dims} writes them, and the
 * eight bytes of the hash of each element one after the other. The binary form itself has ids of
 * types in it.
 */
final class CompositeArrayHash extends ValueHash {
  private static final byte[] PRESENT = {1};
  private static final byte[] ABSENT = {0};

  private final HashMethod method;
  private final ScalarHash presence;
  private final ScalarHash dimensions;
  private final ScalarHash elements;
  private final CompositeHash element;
  private final ByteBuilder hashes = new ByteBuilder();

  CompositeArrayHash(Composite type, HashMethod method) {
    this.method = method;
    this.presence = new ScalarHash(BinaryForm.BOOL, method);
    this.dimensions = new ScalarHash(BinaryForm.BYTES, method);
    this.elements = new ScalarHash(BinaryForm.BYTES, method);
    this.element = new CompositeHash(type, method);
  }

  @Override
  long add(long row, byte[] bytes, int offset, int length, long seed) {
    long hash = presence.add(row, PRESENT, 0, 1, seed);
    int rank = ByteBuilder.readInt(bytes, offset);
    if (rank == 0) {
      return elements.addNull(dimensions.addNull(hash, seed), seed);
    }
    StringBuilder text = new StringBuilder();
    int count = 1;
    int at = offset + 12;
    for (int i = 0; i < rank; i++) {
      int size = ByteBuilder.readInt(bytes, at);
      int first = ByteBuilder.readInt(bytes, at + 4);
      text.append('[').append(first).append(':').append(first + size - 1).append(']');
      count *= size;
      at += 8;
    }
    hashes.clear();
    for (int i = 0; i < count; i++) {
      int size = ByteBuilder.readInt(bytes, at);
      at += 4;
      long start = method.start(seed);
      long value =
          size < 0 ? element.addNull(start, seed) : element.add(start, bytes, at, size, seed);
      hashes.writeLong(method.finish(value, seed));
      at += Math.max(0, size);
    }
    byte[] dims = text.toString().getBytes(StandardCharsets.US_ASCII);
    hash = dimensions.add(hash, dims, 0, dims.length, seed);
    return elements.add(hash, hashes.array(), 0, hashes.size(), seed);
  }

  @Override
  long addNull(long row, long seed) {
    long hash = presence.add(row, ABSENT, 0, 1, seed);
    return elements.addNull(dimensions.addNull(hash, seed), seed);
  }
}
