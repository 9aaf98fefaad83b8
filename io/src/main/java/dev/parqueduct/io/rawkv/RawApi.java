package dev.parqueduct.io.rawkv;

/** How RawKV stores keys and values (TiKV's components/api_version). */
public enum RawApi {
  /** The user's key and value as they are. */
  V1,
  /** The value is followed by its expiry: eight bytes big endian, seconds since 1970, 0 = never. */
  V1TTL,
  /**
   * The key is memcomparable, begins with {@code r} and a keyspace of three bytes, and has a
   * version; the value is followed by its expiry, if it has one, and a byte of flags.
   */
  V2
}
