package dev.parqueduct.io.vt;

import java.util.Locale;

/** Why a record of the feed was not exported; {@link #id} is its name in reports. */
public enum RejectReason {
  /** Text that is not JSON, a truncated line among it. */
  INVALID_JSON,
  /** JSON, but no object. */
  NOT_AN_OBJECT,
  /** An object without a sha256: no report on a file. */
  MISSING_SHA256,
  /** A hash of the wrong length or with other characters than hexadecimal digits. */
  INVALID_HASH,
  /** A reply that the file is unknown or still queued (response_code other than 1). */
  NOT_FOUND,
  /** JSON nested deeper than 1,000 levels. */
  TOO_DEEP,
  /** A record longer than the limit. */
  TOO_LARGE,
  /** Binary content where reports are expected. */
  NOT_TEXT,
  /** An object without content. */
  EMPTY_PACKAGE,
  /** The compressed data ends too early. */
  TRUNCATED_PACKAGE,
  /** The compressed data is damaged. */
  CORRUPT_PACKAGE,
  /** The tar archive is cut off or damaged inside intact compression. */
  TRUNCATED_TAR,
  /** The content unpacks to more than the limit. */
  TOO_MUCH_OUTPUT;

  /** {@code truncated-package}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
