package dev.parqueduct.io.sst;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.Optional;

/** The properties block of an SST: names and values as stored. */
public record SstProperties(Map<String, byte[]> values) {
  public SstProperties {
    requireNonNull(values, "values");
  }

  public Optional<byte[]> find(String name) {
    return Optional.ofNullable(values.get(name));
  }
}
