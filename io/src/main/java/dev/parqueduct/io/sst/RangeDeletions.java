package dev.parqueduct.io.sst;

/** What to do about an SST with range deletions. */
enum RangeDeletions {
  REFUSED,
  /** Entries are read as if there were none: what that yields is no snapshot of anything. */
  IGNORED
}
