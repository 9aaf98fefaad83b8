package dev.parqueduct.io.rawkv.json;

import dev.parqueduct.io.rawkv.ValueDecoder;
import dev.parqueduct.io.rawkv.ValueParser;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes values that are JSON objects. The configuration lists fields, {@code [column=]path:type},
 * separated by commas or newlines: {@code id:long,user.name:string,city=address.city:string}. A
 * path has dots between the names of nested objects; the column is named by it, with underscores
 * for the dots, unless it is given a name.
 *
 * <p>Types: {@code string} (numbers and booleans as they are written), {@code int}, {@code long},
 * {@code float}, {@code double}, {@code boolean}, {@code date} ({@code 2024-02-29}), {@code
 * timestamp} (ISO 8601 with an offset), {@code timestamp_seconds}, {@code timestamp_millis}, {@code
 * timestamp_micros} (numbers), and {@code json}: whatever is there, as text.
 *
 * <p>What is absent or null is null; of fields that are there twice the last one counts. Rejected
 * are values that are no JSON object (reason {@code json}), and fields that are not of their type
 * ({@code json_type}).
 */
public final class JsonValueDecoder implements ValueDecoder {
  @Override
  public String name() {
    return "json";
  }

  @Override
  public ValueParser parser(String configuration) {
    List<JsonColumn> columns = new ArrayList<>();
    JsonNode root = new JsonNode();
    for (String text : configuration.split("[,\n]")) {
      if (!text.isBlank()) {
        JsonField field = JsonField.parse(text.strip());
        JsonColumn column = new JsonColumn(field);
        columns.add(column);
        root.add(field, column);
      }
    }
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("it lists no fields; list them as path:type,path:type");
    }
    return new JsonValueParser(root, columns);
  }
}
