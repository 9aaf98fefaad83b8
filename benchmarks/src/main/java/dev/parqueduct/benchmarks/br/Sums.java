package dev.parqueduct.benchmarks.br;

import java.util.Arrays;

/** Running totals of a table, named by the SQL that computes them from a correct export. */
final class Sums {
  private final String[] expressions;
  private final long[] totals;

  private Sums(String[] expressions) {
    this.expressions = expressions;
    this.totals = new long[expressions.length];
  }

  static Sums of(String... expressions) {
    return new Sums(expressions);
  }

  void add(int expression, long value) {
    totals[expression] += value;
  }

  void add(Sums other) {
    for (int i = 0; i < totals.length; i++) {
      totals[i] += other.totals[i];
    }
  }

  String[] expressions() {
    return Arrays.copyOf(expressions, expressions.length);
  }

  long total(int expression) {
    return totals[expression];
  }
}
