package dev.parqueduct.io.validate.source;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.postgres.plan.PgUnit;
import dev.parqueduct.io.postgres.plan.PlannedTable;
import dev.parqueduct.io.postgres.plan.SqlNames;
import dev.parqueduct.io.postgres.plan.UnitRange;
import dev.parqueduct.io.validate.FileVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A table cut as its export cut it: into units, and units in order further into their files. Each
 * row of the table belongs to one part, which is where it is in the files, or would be: rows that
 * are in no file as well, and such as have moved since.
 */
final class TableParts {
  /** Beyond this the statement is too large. */
  private static final int MOST = 20_000;

  /**
   * A part.
   *
   * @param unit its id; empty if units are not known
   * @param files paths of the files that it is; several where no order tells them apart
   */
  record Part(String unit, List<String> files) {
    Part {
      requireNonNull(unit, "unit");
      files = List.copyOf(files);
    }

    /** For people. */
    String place() {
      return (unit.isEmpty() ? "" : "unit " + unit)
          + (unit.isEmpty() || files.isEmpty() ? "" : ", ")
          + (files.size() == 1 ? files.get(0) : files.isEmpty() ? "" : files.size() + " files");
    }
  }

  private final List<Part> parts = new ArrayList<>();

  /** For all parts but the first: the condition that a row comes before the part. */
  private final List<String> cuts = new ArrayList<>();

  /** The timestamp of rows that are the last part if it is null; empty if there is no such part. */
  private String nullable = "";

  private TableParts() {}

  /** A table of which no more is known than its files. */
  static TableParts whole(List<FileVerdict> files) {
    TableParts whole = new TableParts();
    whole.parts.add(new Part("", files.stream().map(FileVerdict::path).toList()));
    return whole;
  }

  static TableParts of(PlannedTable plan, List<FileVerdict> files) {
    TableParts cut = new TableParts();
    for (PgUnit unit : plan.units()) {
      boolean isFirst = cut.parts.isEmpty();
      if (unit.range().kind() == UnitRange.Kind.NULLS) {
        cut.nullable = SqlNames.quoted(unit.order().timestampColumn());
      } else if (!isFirst && unit.range().from().isEmpty()) {
        return whole(files);
      } else if (!isFirst) {
        cut.cuts.add(unit.order().before(unit.range(), unit.columns()));
      }
      cut.addFiles(unit, files.stream().filter(file -> file.unit().equals(unit.id())).toList());
    }
    return cut.parts.isEmpty() || cut.parts.size() > MOST ? whole(files) : cut;
  }

  /** Files in order are cut at their first rows, unless the one before ends with the same key. */
  private void addFiles(PgUnit unit, List<FileVerdict> files) {
    boolean ordered = unit.isOrdered() && files.stream().allMatch(file -> file.first().isPresent());
    if (!ordered || files.isEmpty()) {
      parts.add(new Part(unit.id(), files.stream().map(FileVerdict::path).toList()));
      return;
    }
    List<FileVerdict> sorted =
        files.stream().sorted(Comparator.comparing(FileVerdict::firstKey)).toList();
    List<String> paths = new ArrayList<>();
    FileVerdict before = null;
    for (FileVerdict file : sorted) {
      if (before != null && file.firstKey().compareTo(before.lastKey()) > 0) {
        parts.add(new Part(unit.id(), paths));
        paths.clear();
        cuts.add(
            unit.order()
                .before(
                    file.firstKey().sqlTime(), file.firstKey().id().orElse(null), unit.columns()));
      }
      paths.add(file.path());
      before = file;
    }
    parts.add(new Part(unit.id(), paths));
  }

  List<Part> parts() {
    return parts;
  }

  /** An expression for the number of the part that a row belongs to; a search that halves. */
  String number() {
    if (nullable.isEmpty()) {
      return number(0, parts.size());
    }
    int last = parts.size() - 1;
    return last == 0
        ? "0"
        : "CASE WHEN " + nullable + " IS NULL THEN " + last + " ELSE " + number(0, last) + " END";
  }

  private String number(int from, int to) {
    if (to - from == 1) {
      return String.valueOf(from);
    }
    int middle = (from + to) >>> 1;
    return "CASE WHEN "
        + cuts.get(middle - 1)
        + " THEN "
        + number(from, middle)
        + " ELSE "
        + number(middle, to)
        + " END";
  }
}
