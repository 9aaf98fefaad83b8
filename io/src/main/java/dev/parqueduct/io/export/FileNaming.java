package dev.parqueduct.io.export;

import java.io.Serializable;

/** Names the files of a unit. */
@FunctionalInterface
public interface FileNaming extends Serializable {
  /**
   * The path of a file, relative to the output folder.
   *
   * @param unit the unit's id
   * @param file the file's number in the unit, from 0
   */
  String path(String unit, int file);
}
