package dev.parqueduct.io.classify;

import dev.parqueduct.io.parquet.ChunkScan;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.parquet.PageValues;
import dev.parqueduct.io.parquet.Values;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/** Reads which rows of a row group are asked for, and their keys. */
final class FileKeys {
  /** Takes the keys of rows. */
  interface Sink {
    /**
     * @param key in lower case
     */
    void key(int row, String key) throws IOException;
  }

  private final FileScan file;
  private final ClassifyColumns columns;
  private final ClassifyRequest.Scope scope;
  private long rowsOfScope;
  private long withoutKey;

  FileKeys(FileScan file, ClassifyColumns columns, ClassifyRequest.Scope scope) {
    this.file = file;
    this.columns = columns;
    this.scope = scope;
  }

  /** Rows that are to be asked for, so far. */
  long rowsOfScope() {
    return rowsOfScope;
  }

  /** Those of them that have no key. */
  long withoutKey() {
    return withoutKey;
  }

  void read(int group, Sink sink) throws IOException {
    BitSet wanted = new BitSet(file.rows(group));
    if (scope == ClassifyRequest.Scope.ALL) {
      wanted.set(0, file.rows(group));
    } else {
      addNulls(file.scan(group, columns.value()), wanted);
    }
    rowsOfScope += wanted.cardinality();
    if (!wanted.isEmpty()) {
      readKeys(file.scan(group, columns.key()), wanted, sink);
    }
  }

  private static void addNulls(ChunkScan chunk, BitSet nulls) throws IOException {
    int first = 0;
    while (chunk.next()) {
      PageValues page = chunk.page();
      for (int i = 0; page.count() < page.levels() && i < page.levels(); i++) {
        if (page.definitions()[i] == 0) {
          nulls.set(first + i);
        }
      }
      first += page.levels();
    }
  }

  private void readKeys(ChunkScan chunk, BitSet wanted, Sink sink) throws IOException {
    int row = 0;
    while (chunk.next()) {
      PageValues page = chunk.page();
      Values values = page.values();
      for (int i = 0, value = 0; i < page.levels(); i++, row++) {
        boolean isNull = page.count() < page.levels() && page.definitions()[i] == 0;
        if (wanted.get(row) && isNull) {
          withoutKey++;
        } else if (wanted.get(row)) {
          int index = page.isDictionary() ? page.indices()[value] : value;
          sink.key(row, key(values.bytes(), values.starts()[index], values.lengths()[index]));
        }
        value += isNull ? 0 : 1;
      }
    }
  }

  /** Names of objects are in lower case. */
  private static String key(byte[] bytes, int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (bytes[i] < 0 || (bytes[i] >= 'A' && bytes[i] <= 'Z')) {
        return new String(bytes, start, length, StandardCharsets.UTF_8)
            .toLowerCase(java.util.Locale.ROOT);
      }
    }
    return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
  }
}
