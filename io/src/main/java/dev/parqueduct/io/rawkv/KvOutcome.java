package dev.parqueduct.io.rawkv;

/** What becomes of an entry that could be decoded. */
public enum KvOutcome {
  /** It is a row, to be written. */
  ROW,
  /** Its key is not among those asked for. */
  OUT_OF_RANGE,
  /** It had expired by the time that was given. */
  EXPIRED,
  /** It says that its key was deleted. Backups of TiKV have none such. */
  DELETED
}
