package dev.parqueduct.io.rawkv;

import dev.parqueduct.io.report.RunFailedException;
import java.util.Locale;
import java.util.Optional;

/** What the user says about the API version of a backup. */
public enum RequestedApi {
  /** What the backup says. */
  AUTO,
  V1,
  V1TTL,
  V2;

  /** Reads the value of an option, in any case; fails naming the option when there is none such. */
  public static RequestedApi parse(String option, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "auto" -> AUTO;
      case "v1" -> V1;
      case "v1ttl" -> V1TTL;
      case "v2" -> V2;
      default ->
          throw RunFailedException.usage(
              option + "=" + text + ": must be one of auto, v1, v1ttl and v2");
    };
  }

  Optional<RawApi> api() {
    return switch (this) {
      case AUTO -> Optional.empty();
      case V1 -> Optional.of(RawApi.V1);
      case V1TTL -> Optional.of(RawApi.V1TTL);
      case V2 -> Optional.of(RawApi.V2);
    };
  }
}
