package dev.parqueduct.io.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.HexFormat;

/**
 * A checksum over entries that does not depend on their order: sums of two sets make the sum of
 * both.
 *
 * @param crc64Xor XOR of the CRC-64 of each entry, sixteen hexadecimal digits
 * @param entries their number
 * @param bytes of all of them
 */
public record ContentSum(
    @JsonProperty("crc64Xor") String crc64Xor,
    @JsonProperty("entries") long entries,
    @JsonProperty("bytes") long bytes)
    implements Serializable {
  public static ContentSum of(long crc64Xor, long entries, long bytes) {
    return new ContentSum(HexFormat.of().toHexDigits(crc64Xor), entries, bytes);
  }

  public ContentSum plus(ContentSum other) {
    return of(xor() ^ other.xor(), entries + other.entries, bytes + other.bytes);
  }

  private long xor() {
    return HexFormat.fromHexDigitsToLong(crc64Xor);
  }
}
