package dev.parqueduct.io.rawkv.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.rawkv.KvEntry;
import dev.parqueduct.io.rawkv.RejectedEntryException;
import dev.parqueduct.io.rawkv.ValueParser;
import java.io.IOException;
import java.util.List;
import org.apache.parquet.schema.Type;

/** Reads the wanted fields of JSON objects in one pass, and skips the others. */
final class JsonValueParser implements ValueParser {
  static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .build())
          // The encoding is UTF-8; bytes that look like UTF-16 are no JSON.
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          // Names may be data: ids, hashes.
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();

  private final JsonNode root;
  private final List<JsonColumn> columns;

  JsonValueParser(JsonNode root, List<JsonColumn> columns) {
    this.root = root;
    this.columns = List.copyOf(columns);
  }

  @Override
  public List<Type> columns() {
    return columns.stream().map(JsonColumn::type).toList();
  }

  @Override
  public void parse(KvEntry entry) throws RejectedEntryException {
    root.clear();
    try (JsonParser parser =
        JSON.createParser(entry.value(), entry.valueOffset(), entry.valueLength())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new RejectedEntryException("json", "the value is no JSON object");
      }
      object(parser, root);
      if (parser.nextToken() != null) {
        throw new RejectedEntryException("json", "the value goes on behind its JSON object");
      }
    } catch (JsonProcessingException e) {
      throw new RejectedEntryException("json", "the value is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new RejectedEntryException("json", "the value is no JSON: " + e.getMessage());
    }
  }

  private static void object(JsonParser parser, JsonNode node)
      throws IOException, RejectedEntryException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      JsonNode field = node.field(parser.currentName());
      JsonToken token = parser.nextToken();
      if (field == null) {
        parser.skipChildren();
        continue;
      }
      // Of a name that is there twice, the last value counts.
      field.clear();
      if (field.isColumn()) {
        field.column().take(parser);
        // A container that is no value of the column's type has been refused.
      } else if (token == JsonToken.START_OBJECT) {
        object(parser, field);
      } else {
        parser.skipChildren();
      }
    }
  }

  @Override
  public void write(RowWriter row, int firstColumn) {
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).write(row, firstColumn + i);
    }
  }
}
