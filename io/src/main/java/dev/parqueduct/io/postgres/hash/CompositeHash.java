package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.postgres.PgType.Composite;
import dev.parqueduct.io.postgres.PgType.Field;
import java.util.List;

/**
 * Values of row types: whether there is one, then its fields, each as if it were a column. The
 * server's hash of a whole row would not tell a null from a row of nulls, and would do for the
 * fields what {@link BinaryForm} avoids.
 */
final class CompositeHash extends ValueHash {
  private static final byte[] PRESENT = {1};
  private static final byte[] ABSENT = {0};

  private final ScalarHash presence;
  private final ValueHash[] fields;

  CompositeHash(Composite type, HashMethod method) {
    this.presence = new ScalarHash(BinaryForm.BOOL, method);
    List<Field> all = type.fields();
    this.fields = new ValueHash[all.size()];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = ValueHash.of(all.get(i).type(), method);
    }
  }

  /** Reads what {@code record_send} of rowtypes.c writes. */
  @Override
  long add(long row, byte[] bytes, int offset, int length, long seed) {
    int count = ByteBuilder.readInt(bytes, offset);
    if (count != fields.length) {
      throw new IllegalArgumentException(
          "a row of " + count + " fields instead of " + fields.length);
    }
    long hash = presence.add(row, PRESENT, 0, 1, seed);
    int at = offset + 4;
    for (ValueHash field : fields) {
      int size = ByteBuilder.readInt(bytes, at + 4);
      at += 8;
      if (size < 0) {
        hash = field.addNull(hash, seed);
      } else {
        hash = field.add(hash, bytes, at, size, seed);
        at += size;
      }
    }
    return hash;
  }

  @Override
  long addNull(long row, long seed) {
    long hash = presence.add(row, ABSENT, 0, 1, seed);
    for (ValueHash field : fields) {
      hash = field.addNull(hash, seed);
    }
    return hash;
  }
}
