package dev.parqueduct.io.classify;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.parquet.ChannelInput;
import dev.parqueduct.io.parquet.FileScan;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Counts the keys that would be asked for, without asking. Keys are told apart by 64 bits of a
 * hash: with a billion of them, one may be missed. Memory: 12 to 24 bytes a key.
 */
public final class MissingKeys {
  private static final long FACTOR = 0x9e37_79b9_7f4a_7c15L;

  private final ObjectStore store;
  private final ClassifyRequest request;
  private long[] hashes = new long[1 << 16];
  private int size;
  private boolean zero;
  private long rows;
  private long rowsOfScope;
  private long withoutKey;

  public MissingKeys(ObjectStore store, ClassifyRequest request) {
    this.store = requireNonNull(store, "store");
    this.request = requireNonNull(request, "request");
  }

  /** Adds the rows of a unit. */
  public void add(ClassifyUnit unit) throws IOException {
    for (FileEntry file : unit.files()) {
      String path = ObjectStore.join(request.input(), file.path());
      try (SeekableByteChannel channel = store.openSeekable(path);
          FileScan scan = FileScan.open(new ChannelInput(channel))) {
        FileKeys keys =
            new FileKeys(scan, ClassifyColumns.of(scan.schema(), request, path), request.scope());
        for (int group = 0; group < scan.rowGroups(); group++) {
          keys.read(group, (row, key) -> add(hash(key)));
        }
        rows += scan.summary().rows();
        rowsOfScope += keys.rowsOfScope();
        withoutKey += keys.withoutKey();
      }
    }
  }

  private static long hash(String key) {
    long hash = key.length();
    for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ b) * FACTOR;
      hash ^= hash >>> 32;
    }
    return hash;
  }

  private void add(long hash) {
    if (hash == 0) {
      zero = true;
      return;
    }
    if (3L * size > 2L * hashes.length) {
      grow();
    }
    if (put(hash)) {
      size++;
    }
  }

  private boolean put(long hash) {
    int slot = (int) (hash >>> 1) & (hashes.length - 1);
    while (hashes[slot] != 0 && hashes[slot] != hash) {
      slot = (slot + 1) & (hashes.length - 1);
    }
    boolean added = hashes[slot] == 0;
    hashes[slot] = hash;
    return added;
  }

  private void grow() {
    long[] old = hashes;
    hashes = new long[Math.multiplyExact(2, old.length)];
    Arrays.stream(old).filter(hash -> hash != 0).forEach(this::put);
  }

  /** All rows. */
  public long rows() {
    return rows;
  }

  /** Rows that would be asked for, or have no key. */
  public long rowsOfScope() {
    return rowsOfScope;
  }

  public long withoutKey() {
    return withoutKey;
  }

  /** Distinct keys. */
  public long keys() {
    return zero ? size + 1L : size;
  }
}
