package dev.parqueduct.io.vt;

/** Which of several reports on one file is kept. */
public enum Keep {
  /** The first in feed order: by date, package name and position in the package. */
  FIRST,
  /** The one with the greatest scan date; among equal ones the last in feed order. */
  LATEST
}
