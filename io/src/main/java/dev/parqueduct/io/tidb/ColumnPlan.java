package dev.parqueduct.io.tidb;

import java.util.Optional;

/**
 * What to do about one column of the file, value or no value.
 *
 * @param required whether the file takes no null
 * @param keyPart its place in the handle, 0 in an integer handle, -1 when it is not in it
 * @param inDeletes whether the handle of a deleted row gives the value
 * @param fallback the value, in the form of rows of format 2, that rows without one have
 * @param problem why rows without a value cannot be exported
 */
record ColumnPlan(
    long id,
    String name,
    ColumnDecoder decoder,
    boolean required,
    int keyPart,
    boolean inDeletes,
    Absence absence,
    byte[] fallback,
    Optional<String> problem) {
  /** What the absence of a column from a row means. */
  enum Absence {
    HANDLE,
    FALLBACK,
    NULL,
    VIRTUAL,
    ERROR
  }
}
