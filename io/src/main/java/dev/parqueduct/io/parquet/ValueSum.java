package dev.parqueduct.io.parquet;

import java.io.IOException;

/** A sum over byte strings and nulls in their order, by which a column is known again. */
final class ValueSum {
  private static final long FACTOR = 0x9e37_79b9_7f4a_7c15L;

  private long sum = 1;

  void addNull() {
    mix(-1);
  }

  void add(byte[] bytes, int offset, int length) {
    long hash = length;
    for (int i = offset; i < offset + length; i++) {
      hash = hash * 31 + bytes[i];
    }
    mix(hash);
  }

  private void mix(long next) {
    sum = (sum ^ next) * FACTOR;
    sum ^= sum >>> 29;
  }

  /** Adds all that is in a chunk of an optional column. */
  void addAll(ChunkScan chunk) throws IOException {
    while (chunk.next()) {
      PageValues page = chunk.page();
      for (int i = 0, value = 0; i < page.levels(); i++) {
        if (page.count() < page.levels() && page.definitions()[i] == 0) {
          addNull();
        } else {
          int index = page.isDictionary() ? page.indices()[value] : value;
          Values values = page.values();
          add(values.bytes(), values.starts()[index], values.lengths()[index]);
          value++;
        }
      }
    }
  }

  long value() {
    return sum;
  }
}
