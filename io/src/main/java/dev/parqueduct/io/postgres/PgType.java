package dev.parqueduct.io.postgres;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A type of PostgreSQL as far as exporting a value and hashing it again need it. Domains are the
 * types they constrain. As JSON it is kept in the metadata of files, so that these can be validated
 * without a database.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PgType.Base.class, name = "base"),
  @JsonSubTypes.Type(value = PgType.Enumeration.class, name = "enum"),
  @JsonSubTypes.Type(value = PgType.Array.class, name = "array"),
  @JsonSubTypes.Type(value = PgType.Composite.class, name = "composite"),
  @JsonSubTypes.Type(value = PgType.Range.class, name = "range"),
  @JsonSubTypes.Type(value = PgType.Multirange.class, name = "multirange"),
  @JsonSubTypes.Type(value = PgType.AsText.class, name = "as_text")
})
public sealed interface PgType extends Serializable {
  /** Its name as {@code format_type} gives it, with modifiers: {@code numeric(20,0)}. */
  String name();

  /**
   * A built-in type.
   *
   * @param typmod the type's modifier as the catalog holds it, -1 for none; of {@code money}, which
   *     has none, how many digits after the point the server's locale gives it
   */
  record Base(
      @JsonProperty("name") String name,
      @JsonProperty("type") BaseType type,
      @JsonProperty("typmod") int typmod)
      implements PgType {
    public Base {
      requireNonNull(name, "name");
      requireNonNull(type, "type");
    }
  }

  /** An enumeration; values travel as their labels. */
  record Enumeration(@JsonProperty("name") String name) implements PgType {
    public Enumeration {
      requireNonNull(name, "name");
    }
  }

  /**
   * An array.
   *
   * @param dimensions as declared, at least 1; the server does not hold values to it
   */
  record Array(
      @JsonProperty("name") String name,
      @JsonProperty("element") PgType element,
      @JsonProperty("dimensions") int dimensions)
      implements PgType {
    public Array {
      requireNonNull(name, "name");
      requireNonNull(element, "element");
    }
  }

  /** A row type: the fields that are not dropped, in order. */
  record Composite(@JsonProperty("name") String name, @JsonProperty("fields") List<Field> fields)
      implements PgType {
    public Composite {
      requireNonNull(name, "name");
      fields = new ArrayList<>(fields);
    }
  }

  /** A field of a row type. */
  record Field(@JsonProperty("name") String name, @JsonProperty("type") PgType type)
      implements Serializable {
    public Field {
      requireNonNull(name, "name");
      requireNonNull(type, "type");
    }
  }

  /** A range over a subtype. */
  record Range(@JsonProperty("name") String name, @JsonProperty("subtype") PgType subtype)
      implements PgType {
    public Range {
      requireNonNull(name, "name");
      requireNonNull(subtype, "subtype");
    }
  }

  /** A multirange. */
  record Multirange(@JsonProperty("name") String name, @JsonProperty("range") Range range)
      implements PgType {
    public Multirange {
      requireNonNull(name, "name");
      requireNonNull(range, "range");
    }
  }

  /**
   * Any other type: the server turns its values into text. Where the text shows all of a value, as
   * types of extensions are expected to do, nothing is lost.
   */
  record AsText(@JsonProperty("name") String name) implements PgType {
    public AsText {
      requireNonNull(name, "name");
    }
  }
}
