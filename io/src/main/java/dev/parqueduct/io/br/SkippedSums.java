package dev.parqueduct.io.br;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.ContentSum;
import java.util.Map;
import java.util.Set;

/**
 * What the backup says of the entries in files that are not read, by table. Together with the
 * entries that are read they make the sums of whole tables.
 *
 * @param byId sums by the id of a table or partition
 * @param untold ids with entries in files whose sums cannot be told apart by table
 */
public record SkippedSums(Map<Long, ContentSum> byId, Set<Long> untold) {
  public SkippedSums {
    requireNonNull(byId, "byId");
    requireNonNull(untold, "untold");
  }
}
