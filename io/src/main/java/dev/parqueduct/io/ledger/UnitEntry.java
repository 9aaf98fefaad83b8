package dev.parqueduct.io.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.parqueduct.io.report.Balance;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a finished unit consumed and left behind. Holds nothing of the run that wrote it (no times,
 * no host), so that the same input gives the same entry.
 *
 * @param unit the unit's id, unique in the output
 * @param sources the input it consumed
 * @param files its data files
 * @param indexes files beside the data that later runs read, such as lists of keys
 * @param rejects files of rejected records
 * @param rows the balance of its rows
 * @param counters other counts, by name
 * @param sums checksums over what it read, by whatever the source sums up
 */
public record UnitEntry(
    @JsonProperty("unit") String unit,
    @JsonProperty("sources") List<SourceEntry> sources,
    @JsonProperty("files") List<FileEntry> files,
    @JsonProperty("indexes") List<FileEntry> indexes,
    @JsonProperty("rejects") List<FileEntry> rejects,
    @JsonProperty("rows") Balance rows,
    @JsonProperty("counters") Map<String, Long> counters,
    @JsonProperty("sums") @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, ContentSum> sums)
    implements Serializable {

  public UnitEntry {
    requireNonNull(unit, "unit");
    requireNonNull(rows, "rows");
    // Copies of serializable kinds: entries travel between the steps of a pipeline.
    sources = new ArrayList<>(sources);
    files = new ArrayList<>(files);
    indexes = new ArrayList<>(indexes);
    rejects = new ArrayList<>(rejects);
    counters = new TreeMap<>(counters);
    sums = sums == null ? new TreeMap<>() : new TreeMap<>(sums);
  }
}
