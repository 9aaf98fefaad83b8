package dev.parqueduct.io.objects.lookup;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the value in an object's JSON: a text at one of several paths, in upper case. */
final class ValueReader {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder().disable(JsonFactory.Feature.INTERN_FIELD_NAMES).build();
  private static final int KNOWN = 1024;

  private final List<String[]> paths;
  private final String words;

  /** Answers by text: there are few values for many objects. */
  private final Map<String, Answer> known = new ConcurrentHashMap<>();

  ValueReader(List<String> paths) {
    this.paths = paths.stream().map(path -> path.split("\\.", -1)).toList();
    this.words = String.join(" or ", paths);
  }

  /** The value of an object that is there. */
  Answer read(byte[] json) {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Answer.failed("the object is no JSON object");
      }
      Answer[] found = new Answer[paths.size()];
      String[] at = new String[64];
      readObject(parser, at, 0, found);
      if (parser.nextToken() != null) {
        return Answer.failed("the object's JSON is followed by something else");
      }
      for (Answer answer : found) {
        if (answer != null) {
          return answer;
        }
      }
      return Answer.failed("the object has nothing at " + words);
    } catch (IOException e) {
      return Answer.failed("the object's JSON is damaged");
    }
  }

  private void readObject(JsonParser parser, String[] at, int depth, Answer[] found)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      at[depth] = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT && depth + 1 < at.length) {
        readObject(parser, at, depth + 1, found);
      } else if (value.isStructStart()) {
        JsonParser unused = parser.skipChildren();
      } else {
        for (int i = 0; i < found.length; i++) {
          if (matches(paths.get(i), at, depth)) {
            found[i] = answer(parser, value);
          }
        }
      }
    }
  }

  private static boolean matches(String[] path, String[] at, int depth) {
    if (path.length != depth + 1) {
      return false;
    }
    for (int i = depth; i >= 0; i--) {
      if (!path[i].equals(at[i])) {
        return false;
      }
    }
    return true;
  }

  private Answer answer(JsonParser parser, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      return Answer.ABSENT;
    }
    String text = parser.getText();
    Answer answer = known.get(text);
    if (answer != null) {
      return answer;
    }
    String value = text.strip().toUpperCase(Locale.ROOT);
    answer = value.isEmpty() ? Answer.ABSENT : Answer.found(value);
    if (known.size() < KNOWN) {
      known.put(text, answer);
    }
    return answer;
  }
}
