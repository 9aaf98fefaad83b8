package dev.parqueduct.io.rawkv;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.report.RunFailedException;
import java.io.Serializable;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.apache.parquet.schema.Type;

/**
 * The decoder of values that the user chose.
 *
 * @param name of a {@link ValueDecoder}; empty = none
 * @param configuration as the decoder defines it
 */
public record DecoderChoice(String name, String configuration) implements Serializable {
  /** Values are not decoded. */
  public static final DecoderChoice NONE = new DecoderChoice("", "");

  private static final ValueParser NO_COLUMNS =
      new ValueParser() {
        @Override
        public List<Type> columns() {
          return List.of();
        }

        @Override
        public void parse(KvEntry entry) {}

        @Override
        public void write(RowWriter row, int firstColumn) {}
      };

  public DecoderChoice {
    requireNonNull(name, "name");
    requireNonNull(configuration, "configuration");
  }

  /**
   * A parser of the decoder.
   *
   * @throws RunFailedException when there is no such decoder, or its configuration is wrong
   */
  public ValueParser parser() {
    if (name.isEmpty()) {
      return NO_COLUMNS;
    }
    try {
      return decoder().parser(configuration);
    } catch (IllegalArgumentException e) {
      throw RunFailedException.usage(
          "The configuration of the value decoder " + name + " is wrong: " + e.getMessage());
    }
  }

  private ValueDecoder decoder() {
    TreeMap<String, ValueDecoder> known = new TreeMap<>();
    for (ValueDecoder decoder : ServiceLoader.load(ValueDecoder.class)) {
      ValueDecoder other = known.putIfAbsent(decoder.name(), decoder);
      if (other != null && decoder.name().equals(name)) {
        throw RunFailedException.usage(
            "Two value decoders are named "
                + name
                + ": "
                + other.getClass().getName()
                + " and "
                + decoder.getClass().getName()
                + ". Take one off the class path.");
      }
    }
    ValueDecoder chosen = known.get(name);
    if (chosen == null) {
      throw RunFailedException.usage(
          "There is no value decoder '"
              + name
              + "' on the class path, only: "
              + String.join(", ", known.keySet())
              + ".");
    }
    return chosen;
  }
}
