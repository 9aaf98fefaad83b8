package dev.parqueduct.io.clickhouse.events.plan;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * The chunks of a partition. Kept in the output, because statistics change as the server merges
 * parts, and a run that goes on must go on with the same chunks.
 *
 * @param partition {@code YYYYMM}
 * @param target identity of the table that is written
 * @param chunks in their order
 */
record PartitionPlan(
    @JsonProperty("partition") String partition,
    @JsonProperty("target") String target,
    @JsonProperty("chunks") List<Chunk> chunks)
    implements Serializable {
  PartitionPlan {
    requireNonNull(partition, "partition");
    requireNonNull(target, "target");
    chunks = new ArrayList<>(chunks);
  }
}
