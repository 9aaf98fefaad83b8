package dev.parqueduct.io.validate;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How the files of a table compare with the database.
 *
 * @param table its name, as the files have it
 * @param equal whether both hold the same rows
 * @param evidence what was compared and what came of it, in a few words
 * @param comparisons one of each part that was compared
 * @param differences rows that differ, a line each; not all of them if there are many
 * @param keep why the table must stay even if it is equal; empty for no reason
 * @param asOf when the database was as it was compared, by its own clock; empty if it was not
 */
public record SourceVerdict(
    @JsonProperty("table") String table,
    @JsonProperty("equal") boolean equal,
    @JsonProperty("evidence") String evidence,
    @JsonProperty("comparisons") List<Comparison> comparisons,
    @JsonProperty("differences") List<String> differences,
    @JsonProperty("keep") @JsonInclude(JsonInclude.Include.NON_EMPTY) String keep,
    @JsonProperty("asOf") @JsonInclude(JsonInclude.Include.NON_EMPTY) String asOf)
    implements Serializable {
  /**
   * A part of the rows on both sides.
   *
   * @param part partition, unit or file
   * @param rowsInDatabase rows that the database has
   * @param rowsInFiles rows that the files have
   * @param equal whether their fingerprints are equal
   */
  public record Comparison(
      @JsonProperty("part") String part,
      @JsonProperty("rowsInDatabase") long rowsInDatabase,
      @JsonProperty("rowsInFiles") long rowsInFiles,
      @JsonProperty("equal") boolean equal)
      implements Serializable {
    public Comparison {
      requireNonNull(part, "part");
    }
  }

  public SourceVerdict {
    requireNonNull(table, "table");
    requireNonNull(evidence, "evidence");
    comparisons = new ArrayList<>(comparisons);
    differences = new ArrayList<>(differences);
    keep = keep == null ? "" : keep;
    asOf = asOf == null ? "" : asOf;
  }
}
