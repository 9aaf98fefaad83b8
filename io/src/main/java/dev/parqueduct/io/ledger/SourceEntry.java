package dev.parqueduct.io.ledger;

import java.io.Serializable;

/**
 * A piece of input that a unit has consumed.
 *
 * @param name stable name, independent of where the input was mounted
 * @param bytes its size when it was read
 */
public record SourceEntry(String name, long bytes) implements Serializable {}
