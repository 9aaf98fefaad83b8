package dev.parqueduct.pipelines.storage;

import java.util.Map;

/** A bucket of a server, seen from the server's side. */
public interface Bucket {
  /** Where it is, for options: {@code gs://bucket}. */
  String path();

  void put(String name, byte[] content);

  void delete(String name);

  /** The contents below a prefix, by name. */
  Map<String, byte[]> contents(String prefix);
}
