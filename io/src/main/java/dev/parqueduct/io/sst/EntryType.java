package dev.parqueduct.io.sst;

/** The types of entries (RocksDB's db/dbformat.h). */
final class EntryType {
  private EntryType() {}

  static String describe(int type) {
    return switch (type) {
          case 0x00 -> "a deletion";
          case 0x01 -> "a value";
          case 0x02 -> "a merge operand";
          case 0x07 -> "a single deletion";
          case 0x0f -> "a range deletion";
          case 0x11 -> "a reference to a blob file";
          case 0x14 -> "a deletion with timestamp";
          case 0x16 -> "a wide-column entity";
          case 0x18 -> "a value with preferred sequence number";
          default -> "an entry of type " + type;
        }
        + " (type "
        + type
        + ")";
  }
}
