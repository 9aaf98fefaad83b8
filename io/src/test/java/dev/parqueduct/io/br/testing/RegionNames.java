package dev.parqueduct.io.br.testing;

import java.util.HexFormat;

/** Names SSTs as TiKV does: by store, region, epoch, digest of the first key, and time. */
public final class RegionNames {
  /** With a folder a store, as since TiKV 6.2, or all in one. */
  enum Style {
    FOLDERS,
    FLAT
  }

  private static final long FIRST_MILLIS = 1_767_225_600_000L;
  private static final int STORES = 3;

  private final Style style;
  private int regions;

  RegionNames(Style style) {
    this.style = style;
  }

  /** The base of a pair's names. */
  String next(byte[] startKey) {
    int region = ++regions;
    String separator = style == Style.FOLDERS ? "/" : "_";
    return base(1 + region % STORES, separator, 100 + 4L * region, 40 + region % 7, startKey);
  }

  /** The base of the names of the pair that begins with {@code startKey}. */
  public static String base(int store, long region, byte[] startKey) {
    return base(store, "/", region, 12, startKey);
  }

  private static String base(int store, String separator, long region, int epoch, byte[] startKey) {
    return "%d%s%d_%d_%s_%d"
        .formatted(
            store,
            separator,
            region,
            epoch,
            HexFormat.of().formatHex(Encryption.sha256(startKey)),
            FIRST_MILLIS + region);
  }
}
