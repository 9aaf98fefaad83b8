package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.parquet.LeafCursor;
import java.io.IOException;
import java.util.List;

/** A part of a nested column, which reads values from the cursors of its leaves. */
abstract class Node {
  private final List<LeafCursor> leaves;
  private final LeafCursor first;

  /**
   * @param leaves all leaves, of which the first tells what of this part is there
   */
  Node(List<LeafCursor> leaves) {
    this.leaves = leaves;
    this.first = leaves.get(0);
  }

  /**
   * Moves over a value, and writes it in the binary form of PostgreSQL.
   *
   * @return false, with nothing written, for a null
   */
  abstract boolean read(ByteBuilder out) throws IOException;

  final List<LeafCursor> leaves() {
    return leaves;
  }

  final LeafCursor first() {
    return first;
  }

  /** Moves over a null, or over an empty list, of this or an enclosing part. */
  final void skip() throws IOException {
    for (LeafCursor leaf : leaves) {
      leaf.next();
    }
  }

  /** Writes a value after its length, or -1 for a null. */
  final boolean readSized(ByteBuilder out) throws IOException {
    int at = out.size();
    out.writeInt(-1);
    boolean present = read(out);
    if (present) {
      out.setInt(at, out.size() - at - 4);
    }
    return present;
  }

  /** A value of a leaf column. */
  static final class Leaf extends Node {
    private final LeafCursor cursor;
    private final LeafForm form;

    Leaf(LeafCursor cursor, LeafForm form) {
      super(List.of(cursor));
      this.cursor = cursor;
      this.form = form;
    }

    @Override
    boolean read(ByteBuilder out) throws IOException {
      boolean present = cursor.isValue();
      if (present) {
        form.write(cursor.values(), cursor.index(), out);
      }
      cursor.next();
      return present;
    }
  }
}
