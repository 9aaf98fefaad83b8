package dev.parqueduct.io.postgres.hash;

import dev.parqueduct.io.parquet.LeafCursor;
import java.io.IOException;
import java.util.List;

/** A value that is a group of columns. */
final class GroupNode extends Node {
  /** Writes a value that is there; all leaves must have moved on once then. */
  interface Content {
    void read(ByteBuilder out) throws IOException;
  }

  private final int definition;
  private final Content content;

  /**
   * @param definition level from which on the group is there
   */
  GroupNode(int definition, List<LeafCursor> leaves, Content content) {
    super(leaves);
    this.definition = definition;
    this.content = content;
  }

  @Override
  boolean read(ByteBuilder out) throws IOException {
    if (first().definition() < definition) {
      skip();
      return false;
    }
    content.read(out);
    return true;
  }

  /** The bytes of {@code record_send}, with zeros for the ids of types. */
  static Content composite(List<Node> fields) {
    return out -> {
      out.writeInt(fields.size());
      for (Node field : fields) {
        out.writeInt(0);
        boolean unused = field.readSized(out);
      }
    };
  }

  /** {@code timetz_send}: the zone is counted in seconds west. */
  static Content timetz(LeafCursor time, LeafCursor offset) {
    return out -> {
      out.writeLong(number(time));
      out.writeInt((int) -number(offset));
    };
  }

  /** {@code interval_send}. */
  static Content interval(LeafCursor months, LeafCursor days, LeafCursor micros) {
    return out -> {
      out.writeLong(number(micros));
      out.writeInt((int) number(days));
      out.writeInt((int) number(months));
    };
  }

  private static final int EMPTY = 1;
  private static final int LOWER_INCLUSIVE = 2;
  private static final int UPPER_INCLUSIVE = 4;
  private static final int LOWER_INFINITE = 8;
  private static final int UPPER_INFINITE = 16;

  /** {@code range_send} of rangetypes.c: flags, and the bounds that are there. */
  static Content range(
      Node lower,
      Node upper,
      LeafCursor lowerInclusive,
      LeafCursor upperInclusive,
      LeafCursor empty) {
    return out -> {
      int at = out.size();
      out.writeByte(0);
      boolean isEmpty = number(empty) != 0;
      int flags = isEmpty ? EMPTY : 0;
      flags |= readBound(lower, out) ? 0 : isEmpty ? 0 : LOWER_INFINITE;
      flags |= readBound(upper, out) ? 0 : isEmpty ? 0 : UPPER_INFINITE;
      flags |= number(lowerInclusive) != 0 ? LOWER_INCLUSIVE : 0;
      flags |= number(upperInclusive) != 0 ? UPPER_INCLUSIVE : 0;
      out.setByte(at, flags);
    };
  }

  private static boolean readBound(Node bound, ByteBuilder out) throws IOException {
    int at = out.size();
    boolean present = bound.readSized(out);
    if (!present) {
      out.remove(at, at, at);
    }
    return present;
  }

  private static long number(LeafCursor cursor) throws IOException {
    if (!cursor.isValue()) {
      throw new IllegalArgumentException("a part of a value is null");
    }
    long number = cursor.values().numbers()[cursor.index()];
    cursor.next();
    return number;
  }
}
