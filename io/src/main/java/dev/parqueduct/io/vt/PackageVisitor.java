package dev.parqueduct.io.vt;

import java.io.IOException;

/** Receives what a {@link PackageReader} finds, in the package's order. */
interface PackageVisitor {
  /** The part of the package that the following records stand in. */
  void enter(String member);

  /**
   * A record. The arrays are only valid during the call.
   *
   * @param line from 1
   * @param at the record's offset in the unpacked member
   */
  void record(long line, long at, byte[] json, int offset, int length) throws IOException;

  /**
   * Something that could not be read as a record.
   *
   * @param partial what was read of it
   * @param bytes its full length as far as it is known
   */
  void unreadable(Place place, RejectReason reason, String message, byte[] partial, long bytes)
      throws IOException;
}
