package dev.parqueduct.io.br;

/** Whether names that differ in case differ. */
enum LetterCase {
  IGNORED,
  SIGNIFICANT
}
