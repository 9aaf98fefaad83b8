package dev.parqueduct.io.rawkv;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.sst.SstProperties;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * Finds out by which API version the entries of a backup are stored.
 *
 * <p>The backupmeta says it, except that V1 may stand for V1TTL: before the field existed, and
 * where it is absent. The SSTs tell these two apart: a cluster with TTL leaves its properties
 * collector in them. (In an SST that was converted to V2 it says what the source was.)
 *
 * @param stated what the backupmeta says; V1 when it says nothing
 * @param requested what the user says
 */
public record ApiDetection(RawApi stated, RequestedApi requested) implements Serializable {
  private static final String COLLECTORS = "rocksdb.property.collectors";
  private static final String TTL_COLLECTOR = "tikv.ttl-properties-collector";
  private static final String V2_COLLECTOR = "tikv.rawmvcc-properties-collector";
  private static final String LEAST_EXPIRY = "tikv.min_expire_ts";

  /**
   * @throws RunFailedException when user and backupmeta contradict each other
   */
  public ApiDetection {
    requireNonNull(stated, "stated");
    requireNonNull(requested, "requested");
    RawApi wanted = requested.api().orElse(stated);
    boolean oldTtl = stated == RawApi.V1 && wanted == RawApi.V1TTL;
    if (wanted != stated && !oldTtl) {
      throw RunFailedException.usage(
          "The backupmeta says API "
              + stated
              + ", but API "
              + wanted
              + " is asked for. Leave the API version to the backup: auto.");
    }
  }

  /** The API version of TxnKV, whose SSTs say nothing of it: whether keys have keyspaces. */
  public RawApi txn() {
    return requested.api().orElse(stated);
  }

  /**
   * The API version of an SST.
   *
   * @param file the SST's name, for messages
   * @throws RunFailedException when the SST contradicts the backupmeta or the user
   */
  public RawApi of(SstProperties properties, String file) {
    if (stated != RawApi.V1) {
      return stated;
    }
    String collectors =
        properties
            .find(COLLECTORS)
            .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
            .orElse("");
    boolean ttl = collectors.contains(TTL_COLLECTOR) || properties.find(LEAST_EXPIRY).isPresent();
    if (!ttl && collectors.contains(V2_COLLECTOR)) {
      throw RunFailedException.failed(
          file
              + " was written by a cluster of API V2 (it names "
              + V2_COLLECTOR
              + "), but the backupmeta says API V1. The two do not belong together.");
    }
    RawApi found = ttl ? RawApi.V1TTL : RawApi.V1;
    RawApi wanted = requested.api().orElse(found);
    // Without the names of its collectors an SST tells nothing, and the user is believed.
    if (wanted != found && (ttl || !collectors.isEmpty())) {
      throw RunFailedException.failed(
          file
              + " holds entries of API "
              + found
              + " (its properties collectors are "
              + collectors
              + "), but API "
              + wanted
              + " is asked for. Leave the API version to the backup: auto.");
    }
    return wanted;
  }
}
