package dev.parqueduct.io.postgres.copy;

import dev.parqueduct.io.parquet.RowWriter;

/**
 * Arrays, as lists of lists: int32 number of dimensions, int32 whether there are nulls, uint32 type
 * of the elements, per dimension int32 size and int32 first subscript, then the elements, the last
 * subscript counting fastest (array_send in arrayfuncs.c). The empty array has no dimensions.
 */
final class ArrayValue extends ValueDecoder {
  private static final int HEADER = 3 * Integer.BYTES;
  private static final int DIMENSION = 2 * Integer.BYTES;

  private final ValueDecoder element;
  private final int empty;
  private final int lists;
  private final int[] sizes;

  /**
   * @param dimensions that values must have unless they are empty
   */
  ArrayValue(Place place, ValueDecoder element, int dimensions) {
    super(place);
    this.element = element;
    this.empty = place.present();
    this.lists = place.lists();
    this.sizes = new int[dimensions];
  }

  @Override
  void value(byte[] bytes, int offset, int length, int repetition, RowWriter out)
      throws BadValueException {
    int end = offset + length;
    requireRoom(offset, end, HEADER);
    int dimensions = BigEndian.int32(bytes, offset);
    if (dimensions == 0) {
      requireLength(length, HEADER);
      element.absent(repetition, empty, out);
      return;
    }
    if (dimensions != sizes.length) {
      throw new BadValueException(
          "an array of "
              + dimensions
              + " dimensions where "
              + sizes.length
              + " declared"
              + advice());
    }
    int at = offset + HEADER;
    requireRoom(at, end, dimensions * DIMENSION);
    long count = 1;
    for (int i = 0; i < dimensions; i++) {
      sizes[i] = BigEndian.int32(bytes, at);
      int first = BigEndian.int32(bytes, at + Integer.BYTES);
      count *= sizes[i];
      if (sizes[i] < 1 || count > (end - at) / Integer.BYTES) {
        throw new BadValueException("an array of " + count + " elements in " + length + " bytes");
      }
      if (first != 1) {
        throw new BadValueException("an array whose subscripts begin at " + first + advice());
      }
      at += DIMENSION;
    }
    for (int i = 0; i < count; i++) {
      at = element.part(bytes, at, end, i == 0 ? repetition : lists + continued(i), out);
    }
    requireEnd(at, end);
  }

  /** How many lists, from the outermost on, the element before this one is in, too. */
  private int continued(int index) {
    int depth = sizes.length;
    int left = index;
    while (depth > 1 && left % sizes[depth - 1] == 0) {
      left /= sizes[depth - 1];
      depth--;
    }
    return depth;
  }

  private static String advice() {
    return ": choose --arrayShapes=TEXT (arrays become text)";
  }

  @Override
  void absent(int repetition, int definition, RowWriter out) {
    element.absent(repetition, definition, out);
  }
}
