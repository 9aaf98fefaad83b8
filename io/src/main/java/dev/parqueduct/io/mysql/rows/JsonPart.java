package dev.parqueduct.io.mysql.rows;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.parqueduct.io.mysql.table.ImportColumn;
import dev.parqueduct.io.parquet.LeafCursor;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;

/**
 * A part of a list or a map, which writes values as JSON: lists as arrays, maps and groups as
 * objects, numbers as they are, bytes in Base64, and everything else as the text that a column of
 * the database would have.
 */
abstract class JsonPart {
  private final List<LeafCursor> leaves;

  /**
   * @param leaves all leaves, of which the first tells what of this part is there
   */
  JsonPart(List<LeafCursor> leaves) {
    this.leaves = leaves;
  }

  /**
   * Moves over a value, and writes it.
   *
   * @param problems takes what has no place in the database
   */
  abstract void write(JsonGenerator out, Consumer<Problem> problems) throws IOException;

  final List<LeafCursor> leaves() {
    return leaves;
  }

  final LeafCursor first() {
    return leaves.get(0);
  }

  /** Moves over a null, or over an empty list, of this or an enclosing part. */
  final void skip() throws IOException {
    for (LeafCursor leaf : leaves) {
      leaf.next();
    }
  }

  private static List<LeafCursor> leaves(List<JsonPart> parts) {
    return parts.stream().flatMap(part -> part.leaves.stream()).toList();
  }

  /** A value of a leaf column. */
  static final class Leaf extends JsonPart {
    private final CellForm form;

    Leaf(LeafCursor cursor, ImportColumn column) {
      super(List.of(cursor));
      this.form = new CellForm(column);
    }

    @Override
    void write(JsonGenerator out, Consumer<Problem> problems) throws IOException {
      Object value = take(problems);
      if (value == null) {
        out.writeNull();
      } else if (value instanceof byte[] bytes) {
        out.writeBinary(bytes);
      } else {
        switch (form.kind()) {
          case BOOLEAN -> out.writeBoolean(value.equals("1"));
          case INTEGER, UNSIGNED, DOUBLE, DECIMAL -> out.writeNumber((String) value);
          default -> out.writeString((String) value);
        }
      }
    }

    /** Writes the value as the name of an object's field. */
    void writeName(JsonGenerator out, Consumer<Problem> problems) throws IOException {
      Object value = take(problems);
      if (value instanceof byte[] bytes) {
        out.writeFieldName(Base64.getEncoder().encodeToString(bytes));
      } else {
        out.writeFieldName(String.valueOf(value));
      }
    }

    private Object take(Consumer<Problem> problems) throws IOException {
      LeafCursor cursor = first();
      Object value = cursor.isValue() ? form.value(cursor.values(), cursor.index()) : null;
      cursor.next();
      if (value instanceof Problem problem) {
        problems.accept(problem);
        return null;
      }
      return value;
    }
  }

  /** A group. */
  static final class Group extends JsonPart {
    private final int definition;
    private final List<String> names;
    private final List<JsonPart> parts;

    /**
     * @param definition from which on it is there
     */
    Group(int definition, List<String> names, List<JsonPart> parts) {
      super(JsonPart.leaves(parts));
      this.definition = definition;
      this.names = names;
      this.parts = parts;
    }

    @Override
    void write(JsonGenerator out, Consumer<Problem> problems) throws IOException {
      if (first().definition() < definition) {
        skip();
        out.writeNull();
        return;
      }
      out.writeStartObject();
      for (int i = 0; i < parts.size(); i++) {
        out.writeFieldName(names.get(i));
        parts.get(i).write(out, problems);
      }
      out.writeEndObject();
    }
  }

  /**
   * Where entries repeat.
   *
   * @param definition from which on the list or map is there
   * @param entry definition from which on it has an entry
   * @param repetition at which another entry follows
   */
  record Levels(int definition, int entry, int repetition) {}

  /** What holds any number of entries. */
  private abstract static class Repeated extends JsonPart {
    private final Levels levels;

    Repeated(Levels levels, List<LeafCursor> leaves) {
      super(leaves);
      this.levels = levels;
    }

    abstract void writeEntry(JsonGenerator out, Consumer<Problem> problems) throws IOException;

    /** False, behind a null, if there is none. */
    final boolean isThere(JsonGenerator out) throws IOException {
      if (first().definition() >= levels.definition) {
        return true;
      }
      skip();
      out.writeNull();
      return false;
    }

    final void writeEntries(JsonGenerator out, Consumer<Problem> problems) throws IOException {
      if (first().definition() < levels.entry) {
        skip();
        return;
      }
      do {
        writeEntry(out, problems);
      } while (first().repetition() == levels.repetition);
    }
  }

  /** A list. */
  static final class Array extends Repeated {
    private final JsonPart element;

    Array(Levels levels, JsonPart element) {
      super(levels, element.leaves());
      this.element = element;
    }

    @Override
    void write(JsonGenerator out, Consumer<Problem> problems) throws IOException {
      if (isThere(out)) {
        out.writeStartArray();
        writeEntries(out, problems);
        out.writeEndArray();
      }
    }

    @Override
    void writeEntry(JsonGenerator out, Consumer<Problem> problems) throws IOException {
      element.write(out, problems);
    }
  }

  /** A map. */
  static final class Entries extends Repeated {
    private final Leaf key;
    private final JsonPart value;

    Entries(Levels levels, Leaf key, JsonPart value) {
      super(levels, JsonPart.leaves(List.of(key, value)));
      this.key = key;
      this.value = value;
    }

    @Override
    void write(JsonGenerator out, Consumer<Problem> problems) throws IOException {
      if (isThere(out)) {
        out.writeStartObject();
        writeEntries(out, problems);
        out.writeEndObject();
      }
    }

    @Override
    void writeEntry(JsonGenerator out, Consumer<Problem> problems) throws IOException {
      key.writeName(out, problems);
      value.write(out, problems);
    }
  }
}
