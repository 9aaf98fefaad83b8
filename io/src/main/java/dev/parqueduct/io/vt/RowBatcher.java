package dev.parqueduct.io.vt;

import static java.util.Objects.requireNonNull;

import com.github.luben.zstd.Zstd;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Collects reports of one unit into {@link RowBatch}es by bucket. Memory is bounded: all batches
 * are given out when they hold {@code flushBytes} together.
 */
public final class RowBatcher {
  private static final int ZSTD_LEVEL = 1;

  private final String unit;
  private final Consumer<RowBatch> out;
  private final Open[] buckets;
  private final long flushBytes;
  private long heldBytes;

  /**
   * @param unit the unit that all the reports belong to
   * @param buckets how many ranges the key space is cut into, 1 to 65,536
   * @param flushBytes raw bytes to hold at most
   */
  public RowBatcher(String unit, int buckets, long flushBytes, Consumer<RowBatch> out) {
    if (buckets < 1 || buckets > 1 << 16) {
      throw new IllegalArgumentException("buckets must be 1 to 65536: " + buckets);
    }
    this.unit = requireNonNull(unit, "unit");
    this.buckets = new Open[buckets];
    this.flushBytes = flushBytes;
    this.out = out;
  }

  /** The bucket of a key: buckets are ranges of the key space, in its order. */
  static int bucketOf(long firstKeyPart, int buckets) {
    return (int) (((firstKeyPart >>> 48) * buckets) >>> 16);
  }

  /**
   * Adds a report.
   *
   * @param order its place in the run's input
   */
  public void add(Report report, long order) {
    int bucket = bucketOf(RowCodec.keyPart(report.sha256, 0), buckets.length);
    Open open = buckets[bucket];
    if (open == null) {
      open = new Open();
      buckets[bucket] = open;
    }
    heldBytes += open.add(report, order);
    if (heldBytes >= flushBytes) {
      flush();
    }
  }

  /** Gives out what is held. */
  public void flush() {
    for (int bucket = 0; bucket < buckets.length; bucket++) {
      Open open = buckets[bucket];
      if (open != null && open.rows > 0) {
        out.accept(open.close(unit, bucket));
      }
    }
    heldBytes = 0;
  }

  private static final class Open {
    private long[] keys = new long[64 * RowBatch.KEY_LONGS];
    private long[] orders = new long[64];
    private long[] scanMillis = new long[64];
    private byte[] payload = new byte[1 << 14];
    private int rows;
    private int payloadBytes;

    /** Returns the bytes that were added. */
    int add(Report report, long order) {
      int most = Math.addExact(RowCodec.MAX_FIXED, report.detectionNames.length());
      if (payload.length - payloadBytes < most) {
        payload =
            Arrays.copyOf(payload, Math.max(2 * payload.length, Math.addExact(payloadBytes, most)));
      }
      if (rows == orders.length) {
        keys = Arrays.copyOf(keys, 2 * keys.length);
        orders = Arrays.copyOf(orders, 2 * rows);
        scanMillis = Arrays.copyOf(scanMillis, 2 * rows);
      }
      for (int quarter = 0; quarter < RowBatch.KEY_LONGS; quarter++) {
        keys[RowBatch.KEY_LONGS * rows + quarter] = RowCodec.keyPart(report.sha256, quarter);
      }
      orders[rows] = order;
      scanMillis[rows] = report.scanMillis;
      int end = RowCodec.write(report, payload, payloadBytes);
      int added = end - payloadBytes + (RowBatch.KEY_LONGS + 2) * Long.BYTES;
      payloadBytes = end;
      rows++;
      return added;
    }

    RowBatch close(String unit, int bucket) {
      byte[] packed = new byte[(int) Zstd.compressBound(payloadBytes)];
      long size =
          Zstd.compressByteArray(packed, 0, packed.length, payload, 0, payloadBytes, ZSTD_LEVEL);
      if (Zstd.isError(size)) {
        throw new IllegalStateException("cannot compress: " + Zstd.getErrorName(size));
      }
      RowBatch batch =
          new RowBatch(
              unit,
              bucket,
              Arrays.copyOf(keys, RowBatch.KEY_LONGS * rows),
              Arrays.copyOf(orders, rows),
              Arrays.copyOf(scanMillis, rows),
              payloadBytes,
              Arrays.copyOf(packed, (int) size),
              null);
      rows = 0;
      payloadBytes = 0;
      return batch;
    }
  }
}
