package dev.parqueduct.io.report;

/**
 * A record that was not exported.
 *
 * @param source the file or table
 * @param member the archive member, or empty
 * @param line from 1, or 0 when the source has no lines or all of it is meant
 * @param offset of the record in its (unpacked) source, in bytes
 * @param reason the reason's name, for counting
 * @param message what exactly is wrong
 * @param record the record itself, or what could be read of it
 * @param bytes the record's full length
 */
public record Reject(
    String source,
    String member,
    long line,
    long offset,
    String reason,
    String message,
    byte[] record,
    long bytes) {}
