package dev.parqueduct.io.postgres.copy;

import dev.parqueduct.io.parquet.RowWriter;

/** Values that take one leaf column. */
abstract class LeafDecoder extends ValueDecoder {
  final int slot;

  /**
   * @param slot the number of the leaf column
   */
  LeafDecoder(Place place, int slot) {
    super(place);
    this.slot = slot;
  }

  @Override
  final void absent(int repetition, int definition, RowWriter out) {
    out.addNull(slot, repetition, definition);
  }
}
