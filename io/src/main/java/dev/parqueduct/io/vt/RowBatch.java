package dev.parqueduct.io.vt;

import static java.util.Objects.requireNonNull;

import com.github.luben.zstd.Zstd;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Rows of one unit whose sha256 fall into one bucket: what travels between the steps of the
 * pipeline. The keys lie open, as primitive columns; the rest of the rows is compressed.
 *
 * <p>Immutable by convention: arrays are shared, never changed.
 */
public final class RowBatch {
  /** Longs a key takes: a sha256, big-endian. */
  static final int KEY_LONGS = 4;

  private static final byte ALL = 0;
  private static final byte SOME = 1;

  private final String unit;
  private final int bucket;
  private final int rows;
  private final long[] keys;
  private final long[] orders;
  private final long[] scanMillis;
  private final int payloadBytes;
  private final byte[] payload;
  private final long[] kept;
  private final RowClasses classes;

  RowBatch(
      String unit,
      int bucket,
      long[] keys,
      long[] orders,
      long[] scanMillis,
      int payloadBytes,
      byte[] payload,
      long[] kept) {
    this(unit, bucket, keys, orders, scanMillis, payloadBytes, payload, kept, RowClasses.NONE);
  }

  private RowBatch(
      String unit,
      int bucket,
      long[] keys,
      long[] orders,
      long[] scanMillis,
      int payloadBytes,
      byte[] payload,
      long[] kept,
      RowClasses classes) {
    this.classes = requireNonNull(classes, "classes");
    this.unit = requireNonNull(unit, "unit");
    this.bucket = bucket;
    this.rows = orders.length;
    this.keys = requireNonNull(keys, "keys");
    this.orders = orders;
    this.scanMillis = requireNonNull(scanMillis, "scanMillis");
    this.payloadBytes = payloadBytes;
    this.payload = requireNonNull(payload, "payload");
    this.kept = kept;
  }

  /** The unit that the rows belong to. */
  public String unit() {
    return unit;
  }

  /** The bucket of the key space that every row of the batch is in. */
  public int bucket() {
    return bucket;
  }

  /** Rows in the batch, those that are not kept included. */
  public int rows() {
    return rows;
  }

  /** Rows that are kept. */
  public int keptRows() {
    if (kept == null) {
      return rows;
    }
    int count = 0;
    for (long word : kept) {
      count += Long.bitCount(word);
    }
    return count;
  }

  boolean isKept(int row) {
    return kept == null || (kept[row >> 6] >>> row & 1) != 0;
  }

  /** A quarter of the key of a row: 0 holds its first eight bytes. */
  long key(int row, int quarter) {
    return keys[KEY_LONGS * row + quarter];
  }

  /** The row's place in the run's input: the package's ordinal, then the row in it. */
  long order(int row) {
    return orders[row];
  }

  long scanMillis(int row) {
    return scanMillis[row];
  }

  /** The size of the unpacked rest of the rows. */
  int payloadBytes() {
    return payloadBytes;
  }

  /** Unpacks the rest of the rows, one after the other as {@link RowCodec} writes them. */
  int unpack(byte[] into, int offset) {
    long size = Zstd.decompressByteArray(into, offset, payloadBytes, payload, 0, payload.length);
    if (Zstd.isError(size) || size != payloadBytes) {
      throw new IllegalStateException("damaged batch: " + Zstd.getErrorName(size));
    }
    return payloadBytes;
  }

  /** The same batch with only the rows of {@code bits} kept. */
  RowBatch keeping(long[] bits) {
    return new RowBatch(
        unit, bucket, keys, orders, scanMillis, payloadBytes, payload, bits, classes);
  }

  /** The same batch with classifications. */
  public RowBatch classified(RowClasses newClasses) {
    return new RowBatch(
        unit, bucket, keys, orders, scanMillis, payloadBytes, payload, kept, newClasses);
  }

  /** What is known of the classifications of rows. */
  public RowClasses classes() {
    return classes;
  }

  /** The sha1 of every row as text, in their order; null for rows without one, or not kept. */
  public String[] sha1s() {
    byte[] rowBytes = new byte[payloadBytes];
    int unused = unpack(rowBytes, 0);
    String[] sha1s = new String[rows];
    byte[] text = new byte[2 * Report.SHA1_BYTES];
    int at = 0;
    for (int row = 0; row < rows; row++) {
      if (isKept(row) && (rowBytes[at] & RowCodec.HAS_SHA1) != 0) {
        Hex.encode(rowBytes, at + 1, Report.SHA1_BYTES, text);
        sha1s[row] = new String(text, StandardCharsets.US_ASCII);
      }
      at += RowCodec.length(rowBytes, at);
    }
    return sha1s;
  }

  /** Writes the batch for a shuffle. */
  public void writeTo(DataOutput out) throws IOException {
    out.writeUTF(unit);
    out.writeInt(bucket);
    out.writeInt(rows);
    writeLongs(out, keys);
    writeLongs(out, orders);
    writeLongs(out, scanMillis);
    out.writeInt(payloadBytes);
    out.writeInt(payload.length);
    out.write(payload);
    out.writeByte(kept == null ? ALL : SOME);
    if (kept != null) {
      writeLongs(out, kept);
    }
    classes.writeTo(out);
  }

  /** Reads what {@link #writeTo} wrote. */
  public static RowBatch readFrom(DataInput in) throws IOException {
    String unit = in.readUTF();
    int bucket = in.readInt();
    int rows = in.readInt();
    long[] keys = readLongs(in, KEY_LONGS * rows);
    long[] orders = readLongs(in, rows);
    long[] scanMillis = readLongs(in, rows);
    int payloadBytes = in.readInt();
    byte[] payload = new byte[in.readInt()];
    in.readFully(payload);
    long[] kept = in.readByte() == ALL ? null : readLongs(in, (rows + 63) >> 6);
    return new RowBatch(
        unit,
        bucket,
        keys,
        orders,
        scanMillis,
        payloadBytes,
        payload,
        kept,
        RowClasses.readFrom(in));
  }

  private static void writeLongs(DataOutput out, long[] values) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Long.BYTES));
    bytes.asLongBuffer().put(values);
    out.write(bytes.array());
  }

  private static long[] readLongs(DataInput in, int count) throws IOException {
    byte[] bytes = new byte[Math.multiplyExact(count, Long.BYTES)];
    in.readFully(bytes);
    long[] values = new long[count];
    ByteBuffer.wrap(bytes).asLongBuffer().get(values);
    return values;
  }
}
