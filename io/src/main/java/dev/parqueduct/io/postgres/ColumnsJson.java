package dev.parqueduct.io.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.List;

/** Columns as JSON, the form in which files say what they were exported from. */
public final class ColumnsJson {
  private static final TypeReference<List<PgColumn>> COLUMNS = new TypeReference<>() {};
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private ColumnsJson() {}

  public static String write(List<PgColumn> columns) {
    try {
      return JSON.writerFor(COLUMNS).writeValueAsString(columns);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads columns back.
   *
   * @throws IllegalArgumentException when the text is not what {@link #write} makes
   */
  public static List<PgColumn> read(String json) {
    try {
      return JSON.readValue(json, COLUMNS);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not a description of columns of PostgreSQL: " + e.getOriginalMessage(), e);
    }
  }
}
