package dev.parqueduct.io.vt;

/**
 * The wanted fields of one report. A mutable holder that is filled again for every report: at
 * thousands of reports a second their garbage would be felt.
 */
public final class Report {
  static final int SHA256_BYTES = 32;
  static final int SHA1_BYTES = 20;
  static final int MD5_BYTES = 16;

  /** Stands for an absent scan date; sorts before every date. */
  public static final long NO_DATE = Long.MIN_VALUE;

  final byte[] sha256 = new byte[SHA256_BYTES];
  final byte[] sha1 = new byte[SHA1_BYTES];
  final byte[] md5 = new byte[MD5_BYTES];
  boolean hasSha256;
  boolean hasSha1;
  boolean hasMd5;
  boolean hasPositives;
  boolean hasTotal;
  int positives;
  int total;
  long scanMillis = NO_DATE;
  final Utf8Buffer detectionNames = new Utf8Buffer();

  /** Detections whose result holds a {@code ;}, which makes detection_names ambiguous. */
  int resultsWithSemicolon;

  /** Numbers and dates that could not be read and became null. */
  int unreadableValues;

  void clear() {
    hasSha256 = false;
    hasSha1 = false;
    hasMd5 = false;
    hasPositives = false;
    hasTotal = false;
    positives = 0;
    total = 0;
    scanMillis = NO_DATE;
    detectionNames.clear();
    resultsWithSemicolon = 0;
    unreadableValues = 0;
  }

  /** Engines that detected the file; 0 when the report does not say. */
  public int positives() {
    return positives;
  }
}
