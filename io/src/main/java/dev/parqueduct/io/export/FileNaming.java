package dev.parqueduct.io.export;

import java.io.Serializable;

/** Names the files of a unit, once their rows are complete. */
@FunctionalInterface
public interface FileNaming extends Serializable {
  /** The path of a file, relative to the output folder. */
  String path(CompleteFile file);

  /**
   * Whether names tell of the rows. By default they depend on the unit and the number alone, so
   * that a unit that is exported again replaces its files.
   */
  default boolean tellsRows() {
    return false;
  }
}
