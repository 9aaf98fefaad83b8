package dev.parqueduct.io.postgres.hash;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** A value that is a list, or lists of lists: an array, or a multirange. */
final class ListNode extends Node {
  /**
   * Levels of one dimension.
   *
   * @param list definition from which on the list is there
   * @param entry definition from which on it has an entry
   * @param repetition at which another entry follows
   */
  record Dimension(int list, int entry, int repetition) {}

  private final List<Dimension> dimensions;
  private final Node element;
  private final boolean multirange;
  private final int[] sizes;

  private ListNode(List<Dimension> dimensions, Node element, boolean multirange) {
    super(element.leaves());
    this.dimensions = dimensions;
    this.element = element;
    this.multirange = multirange;
    this.sizes = new int[dimensions.size()];
  }

  /** {@code array_send} of arrayfuncs.c, with zero for the id of the element type. */
  static ListNode array(List<Dimension> dimensions, Node element) {
    return new ListNode(dimensions, element, false);
  }

  /** {@code multirange_send} of multirangetypes.c: a count, then ranges. */
  static ListNode multirange(Dimension dimension, Node element) {
    return new ListNode(List.of(dimension), element, true);
  }

  /**
   * Moves over empty lists.
   *
   * @param most to move over
   * @return how many; 0 if something else follows
   */
  int skipEmpty(int most) throws IOException {
    Dimension outer = dimensions.get(0);
    int definition = first().definition();
    if (definition < outer.list() || definition >= outer.entry()) {
      return 0;
    }
    if (leaves().size() == 1) {
      return first().skipNulls(most);
    }
    skip();
    return 1;
  }

  @Override
  boolean read(ByteBuilder out) throws IOException {
    Dimension outer = dimensions.get(0);
    int definition = first().definition();
    if (definition < outer.list()) {
      skip();
      return false;
    }
    if (skipEmpty(1) == 1) {
      writeEmpty(out);
      return true;
    }
    Arrays.fill(sizes, -1);
    int start = out.size();
    out.writeZeros(multirange ? 4 : 12 + 8 * sizes.length);
    readDimension(0, out);
    if (multirange) {
      out.setInt(start, sizes[0]);
    } else {
      out.setInt(start, sizes.length);
      for (int i = 0; i < sizes.length; i++) {
        out.setInt(start + 12 + 8 * i, sizes[i]);
        out.setInt(start + 16 + 8 * i, 1);
      }
    }
    return true;
  }

  /** Writes an empty list in the binary form of PostgreSQL. */
  void writeEmpty(ByteBuilder out) {
    out.writeZeros(multirange ? 4 : 12);
  }

  private void readDimension(int number, ByteBuilder out) throws IOException {
    Dimension dimension = dimensions.get(number);
    if (first().definition() < dimension.entry()) {
      throw new IllegalArgumentException("an array with an empty or null dimension");
    }
    int size = 0;
    do {
      if (number + 1 < dimensions.size()) {
        readDimension(number + 1, out);
      } else {
        boolean unused = element.readSized(out);
      }
      size++;
    } while (first().repetition() == dimension.repetition());
    if (sizes[number] >= 0 && sizes[number] != size) {
      throw new IllegalArgumentException("an array that is not rectangular");
    }
    sizes[number] = size;
  }
}
