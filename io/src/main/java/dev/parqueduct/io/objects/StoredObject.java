package dev.parqueduct.io.objects;

import java.io.Serializable;

/**
 * An object as a listing shows it.
 *
 * @param path the full path, in the form that {@link ObjectStore} takes
 * @param bytes its size
 */
public record StoredObject(String path, long bytes) implements Serializable {}
