package dev.parqueduct.io.rawkv;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.report.Reject;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.tikv.Timestamps;
import java.util.Arrays;
import org.apache.parquet.schema.MessageType;

/**
 * Makes rows of the entries of one source, one after the other: decode an entry, and if it is to be
 * a {@linkplain KvOutcome#ROW row}, write it. Not for use by several threads.
 */
public final class KvRows {
  private static final long LAST_SECOND = Long.MAX_VALUE / 1_000_000;

  private final KvOptions options;
  private final String source;
  private final EntryDecoder decoder;
  private final ValueParser parser;
  private final MessageType schema;
  private final KvColumn[] columns;
  private final BytesColumn keyColumn;
  private final BytesColumn valueColumn;
  private final KvEntry entry = new KvEntry();
  private final KvTotals totals = new KvTotals();

  private KvRows(KvOptions options, RawApi api, String source) {
    this.options = requireNonNull(options, "options");
    this.source = requireNonNull(source, "source");
    this.decoder = new EntryDecoder(api);
    this.parser = options.decoder().parser();
    this.schema = options.schema(parser);
    this.columns = options.columns().toArray(KvColumn[]::new);
    this.keyColumn = new BytesColumn(form(KvColumn.KEY, options.keyForm()));
    this.valueColumn = new BytesColumn(form(KvColumn.VALUE, options.valueForm()));
  }

  /** What is not written need not be fit for it. */
  private BytesForm form(KvColumn column, BytesForm form) {
    return options.columns().contains(column) ? form : BytesForm.BINARY;
  }

  /**
   * Rows of a source.
   *
   * @param api how the entries are stored; of TxnKV, whether keys have keyspaces (V2) or not
   * @param source the SST's name, for messages
   */
  public static KvRows of(KvOptions options, RawApi api, String source) {
    return new KvRows(options, api, source);
  }

  public MessageType schema() {
    return schema;
  }

  /** What has been decoded by {@link #decode}, for comparison with the backupmeta. */
  public KvTotals totals() {
    return totals;
  }

  /**
   * Decodes an entry of RawKV as an SST has it. The arrays are referred to until the next call.
   *
   * @throws RejectedEntryException when the entry is damaged, or cannot become a row
   */
  public KvOutcome decode(
      byte[] storedKey, int keyLength, byte[] storedValue, int valueOffset, int valueLength)
      throws RejectedEntryException {
    try {
      decoder.rawKey(storedKey, keyLength, entry);
      decoder.rawValue(storedValue, valueOffset, valueLength, entry);
    } catch (RejectedEntryException e) {
      totals.addUnreadable();
      // What is reported of the entry is what is stored.
      entry.start(storedKey, 0, keyLength, 0);
      entry.setValue(storedValue, valueOffset, valueLength, 0);
      throw e;
    }
    totals.add(entry);
    return outcome();
  }

  /**
   * Takes an entry of TxnKV: its raw key, and its value at {@code commitTs}, joined from write and
   * default CF. The arrays are referred to until the next call.
   *
   * @throws RejectedEntryException when the entry cannot become a row
   */
  public KvOutcome decodeTxn(
      byte[] rawKey, int keyLength, byte[] value, int valueOffset, int valueLength, long commitTs)
      throws RejectedEntryException {
    entry.start(rawKey, 0, keyLength, commitTs);
    entry.setValue(value, valueOffset, valueLength, 0);
    decoder.txnKey(rawKey, keyLength, commitTs, entry);
    entry.setValue(value, valueOffset, valueLength, 0);
    return outcome();
  }

  private KvOutcome outcome() throws RejectedEntryException {
    if (!options.keys().contains(entry.key(), entry.keyOffset(), entry.keyLength())) {
      return KvOutcome.OUT_OF_RANGE;
    }
    if (entry.isDeleted()) {
      return KvOutcome.DELETED;
    }
    // TiKV takes an entry as gone from the very second on.
    if (entry.expiresAt() != 0
        && Long.compareUnsigned(entry.expiresAt(), options.expiryClock()) <= 0) {
      return KvOutcome.EXPIRED;
    }
    checkText();
    try {
      parser.parse(entry);
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          source
              + ": the value decoder "
              + options.decoder().name()
              + " failed at key "
              + entry.keyText(),
          e);
    }
    return KvOutcome.ROW;
  }

  private void checkText() throws RejectedEntryException {
    int stripped = stripped();
    if (!keyColumn.accepts(
        entry.key(), entry.keyOffset() + stripped, entry.keyLength() - stripped)) {
      invalidText("key");
    }
    if (!valueColumn.accepts(entry.value(), entry.valueOffset(), entry.valueLength())) {
      invalidText("value");
    }
  }

  private void invalidText(String what) throws RejectedEntryException {
    String problem = "the " + what + " is no UTF-8";
    if (options.invalidText() == InvalidText.REJECT) {
      throw new RejectedEntryException("utf8", problem);
    }
    throw RunFailedException.failed(
        source
            + ": at key "
            + entry.keyText()
            + " "
            + problem
            + ", and is to be text. Write it as bytes or in hexadecimal, or have such entries"
            + " rejected.");
  }

  /** Sets every column of the row for the entry that was decoded last. Does not end the row. */
  public void write(RowWriter row) {
    for (int i = 0; i < columns.length; i++) {
      write(columns[i], row, i);
    }
    parser.write(row, columns.length);
  }

  private void write(KvColumn column, RowWriter row, int index) {
    switch (column) {
      case KEY -> {
        int stripped = stripped();
        keyColumn.write(
            entry.key(), entry.keyOffset() + stripped, entry.keyLength() - stripped, row, index);
      }
      case VALUE ->
          valueColumn.write(entry.value(), entry.valueOffset(), entry.valueLength(), row, index);
      case KEYSPACE -> {
        if (entry.hasKeyspace()) {
          row.setInt(index, entry.keyspace());
        } else {
          row.setNull(index);
        }
      }
      case EXPIRES_AT -> writeUnlessZero(row, index, expiryMicros(entry.expiresAt()));
      case COMMIT_TS -> writeUnlessZero(row, index, entry.ts());
      case COMMITTED_AT -> {
        if (entry.ts() == 0) {
          row.setNull(index);
        } else {
          row.setLong(index, Timestamps.micros(entry.ts()));
        }
      }
    }
  }

  private static void writeUnlessZero(RowWriter row, int index, long value) {
    if (value == 0) {
      row.setNull(index);
    } else {
      row.setLong(index, value);
    }
  }

  private static long expiryMicros(long seconds) {
    return Long.compareUnsigned(seconds, LAST_SECOND) > 0 ? Long.MAX_VALUE : seconds * 1_000_000;
  }

  private int stripped() {
    return options.keyPrefix() == KeyPrefix.STRIP ? options.keys().prefix().length : 0;
  }

  /**
   * The last entry as a rejected record: its value, with the key in the message.
   *
   * @param number of the entry in its source, from 1
   */
  public Reject reject(RejectedEntryException why, long number) {
    byte[] value =
        Arrays.copyOfRange(
            entry.value(), entry.valueOffset(), entry.valueOffset() + entry.valueLength());
    String message = "key " + entry.keyText() + ": " + why.getMessage();
    return new Reject(source, "", number, 0, why.reason(), message, value, value.length);
  }
}
