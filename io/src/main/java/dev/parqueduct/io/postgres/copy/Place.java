package dev.parqueduct.io.postgres.copy;

import org.apache.parquet.schema.Type.Repetition;

/**
 * Where a value lies in the file, in the terms of the Dremel encoding.
 *
 * @param name of the field
 * @param present the definition level of a value that is there
 * @param lists how many lists are around it: its greatest repetition level
 */
record Place(String name, Repetition repetition, int present, int lists) {
  static Place column(String name, Repetition repetition) {
    return new Place(name, repetition, level(repetition), 0);
  }

  /** A field of the group that is here. */
  Place field(String field, Repetition fieldRepetition) {
    return new Place(field, fieldRepetition, present + level(fieldRepetition), lists);
  }

  /** An element of the list that is here. */
  Place element(Repetition elementRepetition) {
    return new Place(
        "element", elementRepetition, present + 1 + level(elementRepetition), lists + 1);
  }

  /** The definition level of a null in place of the value, -1 where there must be none. */
  int nullLevel() {
    return repetition == Repetition.OPTIONAL ? present - 1 : -1;
  }

  private static int level(Repetition repetition) {
    return repetition == Repetition.OPTIONAL ? 1 : 0;
  }
}
