package dev.parqueduct.io.ledger;

import java.io.Serializable;

/**
 * A finished file.
 *
 * @param path relative to the output folder
 * @param rows its rows or records
 * @param bytes its size
 * @param crc32c CRC32C of its content, eight hexadecimal digits
 */
public record FileEntry(String path, long rows, long bytes, String crc32c)
    implements Serializable {}
