package dev.parqueduct.io.rawkv;

/**
 * Makes columns of the values of a key-value store: the plug-in by which an export understands
 * values that only their application does.
 *
 * <p>A decoder is found with {@link java.util.ServiceLoader}: its jar is on the class path of the
 * export and names the class in {@code META-INF/services/dev.parqueduct.io.rawkv.ValueDecoder}; the
 * class is public and has a public constructor without parameters. The user chooses it by {@link
 * #name} and gives it a text of configuration, which is all that travels to the workers: every
 * worker makes its parsers of it, so a decoder keeps no state.
 *
 * <p>A small decoder, for values that are a temperature, four bytes big endian:
 *
 * <pre>{@code
 * public final class TemperatureDecoder implements ValueDecoder {
 *   public String name() {
 *     return "temperature";
 *   }
 *
 *   public ValueParser parser(String configuration) {
 *     return new ValueParser() {
 *       private float celsius;
 *
 *       public List<Type> columns() {
 *         return List.of(Types.required(FLOAT).named("celsius"));
 *       }
 *
 *       public void parse(KvEntry entry) throws RejectedEntryException {
 *         if (entry.valueLength() != 4) {
 *           throw new RejectedEntryException("temperature", "the value has not four bytes");
 *         }
 *         celsius = ByteBuffer.wrap(entry.value()).getFloat(entry.valueOffset());
 *       }
 *
 *       public void write(RowWriter row, int firstColumn) {
 *         row.setFloat(firstColumn, celsius);
 *       }
 *     };
 *   }
 * }
 * }</pre>
 */
public interface ValueDecoder {
  /** The name by which users choose the decoder: lower-case letters, digits and hyphens. */
  String name();

  /**
   * Makes a parser. Equal configurations make parsers with equal columns.
   *
   * @throws IllegalArgumentException when the configuration is wrong; the user sees the message
   */
  ValueParser parser(String configuration);
}
