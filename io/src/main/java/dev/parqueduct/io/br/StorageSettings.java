package dev.parqueduct.io.br;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a {@link StorageBackend} says beyond the path, by the names of brpb.proto: {@code endpoint},
 * {@code region}, {@code access_key}, {@code secret_access_key}, {@code session_token}, {@code
 * force_path_style}, {@code role_arn}, {@code external_id}, {@code profile}, {@code
 * credentials_blob} and so on. Holds secrets: not serializable on purpose, and only names are
 * shown.
 */
public final class StorageSettings {
  private final Map<String, String> values;

  StorageSettings(Map<String, String> values) {
    this.values = new TreeMap<>(values);
  }

  /** A setting that is not empty. */
  public Optional<String> find(String name) {
    return Optional.ofNullable(values.get(name));
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  @Override
  public String toString() {
    return "StorageSettings" + values.keySet();
  }
}
