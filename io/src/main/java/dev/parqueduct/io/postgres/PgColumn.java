package dev.parqueduct.io.postgres;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

/**
 * A column that is exported.
 *
 * @param name as the catalog has it, unquoted
 * @param notNull whether the table declares it so
 * @param conversion of its values on the way into the file
 */
public record PgColumn(
    @JsonProperty("name") String name,
    @JsonProperty("type") PgType type,
    @JsonProperty("notNull") boolean notNull,
    @JsonProperty("conversion") Conversion conversion)
    implements Serializable {
  /** What becomes of a value besides a change of representation; all can be undone. */
  public enum Conversion {
    NONE,
    /** Unpadded base64url text becomes the bytes that it stands for. */
    BASE64URL_BYTES
  }

  public PgColumn {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
    requireNonNull(conversion, "conversion");
  }
}
