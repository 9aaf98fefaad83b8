package dev.parqueduct.io.rawkv;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.report.RunFailedException;
import java.io.Serializable;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Types;

/**
 * Which entries are exported, and as what rows.
 *
 * @param columns of the entry itself; those of the decoder come after them
 * @param keyForm how keys are written
 * @param valueForm how values are written
 * @param invalidText what happens to keys and values that should be text and are no UTF-8
 * @param keys which entries are exported
 * @param keyPrefix what happens to the prefix of {@code keys}
 * @param expiryClock seconds since 1970; entries that had expired then are left out; 0 = none are
 * @param decoder what makes more columns of values
 */
public record KvOptions(
    Set<KvColumn> columns,
    BytesForm keyForm,
    BytesForm valueForm,
    InvalidText invalidText,
    KeyRange keys,
    KeyPrefix keyPrefix,
    long expiryClock,
    DecoderChoice decoder)
    implements Serializable {
  /** All entries, as a key and a value in bytes. */
  public static final KvOptions DEFAULT =
      new KvOptions(
          EnumSet.of(KvColumn.KEY, KvColumn.VALUE),
          BytesForm.BINARY,
          BytesForm.BINARY,
          InvalidText.ERROR,
          KeyRange.ALL,
          KeyPrefix.KEEP,
          0,
          DecoderChoice.NONE);

  public KvOptions {
    // In their own order, not in that of hashes: the schema follows it.
    columns = Collections.unmodifiableSet(new TreeSet<>(columns));
    requireNonNull(keyForm, "keyForm");
    requireNonNull(valueForm, "valueForm");
    requireNonNull(invalidText, "invalidText");
    requireNonNull(keys, "keys");
    requireNonNull(keyPrefix, "keyPrefix");
    requireNonNull(decoder, "decoder");
    if (expiryClock < 0) {
      throw new IllegalArgumentException("the expiry clock is before 1970: " + expiryClock);
    }
    if (keyPrefix == KeyPrefix.STRIP && keys.prefix().length == 0) {
      throw RunFailedException.usage(
          "There is no prefix to strip from the keys: say which, by selecting keys with it.");
    }
  }

  public KvOptions withColumns(Set<KvColumn> chosen) {
    return new KvOptions(
        chosen, keyForm, valueForm, invalidText, keys, keyPrefix, expiryClock, decoder);
  }

  public KvOptions withForms(BytesForm ofKeys, BytesForm ofValues, InvalidText ifInvalid) {
    return new KvOptions(
        columns, ofKeys, ofValues, ifInvalid, keys, keyPrefix, expiryClock, decoder);
  }

  public KvOptions withKeys(KeyRange range, KeyPrefix prefix) {
    return new KvOptions(
        columns, keyForm, valueForm, invalidText, range, prefix, expiryClock, decoder);
  }

  public KvOptions withExpiryClock(long epochSeconds) {
    return new KvOptions(
        columns, keyForm, valueForm, invalidText, keys, keyPrefix, epochSeconds, decoder);
  }

  public KvOptions withDecoder(DecoderChoice choice) {
    return new KvOptions(
        columns, keyForm, valueForm, invalidText, keys, keyPrefix, expiryClock, choice);
  }

  /**
   * The rows.
   *
   * @throws RunFailedException when there are no columns, or two have one name
   */
  public MessageType schema() {
    return schema(decoder.parser());
  }

  MessageType schema(ValueParser parser) {
    Types.MessageTypeBuilder schema = Types.buildMessage();
    Set<String> names = new HashSet<>();
    for (KvColumn column : columns) {
      schema.addField(column.type(this));
      names.add(column.columnName());
    }
    parser
        .columns()
        .forEach(
            column -> {
              if (!names.add(column.getName())) {
                throw RunFailedException.usage(
                    "The value decoder "
                        + decoder.name()
                        + " adds a column '"
                        + column.getName()
                        + "', which is there already. Give it another name, or leave the other"
                        + " out.");
              }
              schema.addField(column);
            });
    if (names.isEmpty()) {
      throw RunFailedException.usage("No column is asked for.");
    }
    return schema.named("entry");
  }
}
