package dev.parqueduct.io.vt;

/**
 * A position in a package.
 *
 * @param member the tar member, nested ones joined with {@code !}; empty outside of archives
 * @param line from 1; 0 for the package or member as a whole
 * @param offset in the unpacked member, in bytes
 */
record Place(String member, long line, long offset) {}
