package dev.parqueduct.io.vt;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bytes of a row inside a {@link RowBatch}, without its key and scan date, which lie open
 * there: a byte of flags, sha1 (20), md5 (16), positives (4), total (4), the length of
 * detection_names (4) and its text; what is null takes no room.
 */
final class RowCodec {
  static final int HAS_SHA1 = 1;
  static final int HAS_MD5 = 2;
  static final int HAS_POSITIVES = 4;
  static final int HAS_TOTAL = 8;
  static final int HAS_NAMES = 16;

  /** The longest row without its detection_names. */
  static final int MAX_FIXED = 1 + Report.SHA1_BYTES + Report.MD5_BYTES + 3 * Integer.BYTES;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private RowCodec() {}

  /** Eight bytes of a sha256 as a number that sorts, unsigned, like its text. */
  static long keyPart(byte[] sha256, int quarter) {
    return (long) LONG.get(sha256, Long.BYTES * quarter);
  }

  static void putKeyPart(byte[] sha256, int quarter, long part) {
    LONG.set(sha256, Long.BYTES * quarter, part);
  }

  static int readInt(byte[] bytes, int at) {
    return (int) INT.get(bytes, at);
  }

  /** Writes a report; returns the position behind it. */
  static int write(Report report, byte[] out, int at) {
    int flags =
        (report.hasSha1 ? HAS_SHA1 : 0)
            | (report.hasMd5 ? HAS_MD5 : 0)
            | (report.hasPositives ? HAS_POSITIVES : 0)
            | (report.hasTotal ? HAS_TOTAL : 0)
            | (report.detectionNames.length() > 0 ? HAS_NAMES : 0);
    int next = at;
    out[next++] = (byte) flags;
    if (report.hasSha1) {
      System.arraycopy(report.sha1, 0, out, next, Report.SHA1_BYTES);
      next += Report.SHA1_BYTES;
    }
    if (report.hasMd5) {
      System.arraycopy(report.md5, 0, out, next, Report.MD5_BYTES);
      next += Report.MD5_BYTES;
    }
    if (report.hasPositives) {
      INT.set(out, next, report.positives);
      next += Integer.BYTES;
    }
    if (report.hasTotal) {
      INT.set(out, next, report.total);
      next += Integer.BYTES;
    }
    int names = report.detectionNames.length();
    if (names > 0) {
      INT.set(out, next, names);
      next += Integer.BYTES;
      System.arraycopy(report.detectionNames.array(), 0, out, next, names);
      next += names;
    }
    return next;
  }

  /** The length of the row at {@code at}. */
  static int length(byte[] rows, int at) {
    int flags = rows[at];
    int next = at + 1;
    next += (flags & HAS_SHA1) != 0 ? Report.SHA1_BYTES : 0;
    next += (flags & HAS_MD5) != 0 ? Report.MD5_BYTES : 0;
    next += (flags & HAS_POSITIVES) != 0 ? Integer.BYTES : 0;
    next += (flags & HAS_TOTAL) != 0 ? Integer.BYTES : 0;
    next += (flags & HAS_NAMES) != 0 ? Integer.BYTES + readInt(rows, next) : 0;
    return next - at;
  }
}
