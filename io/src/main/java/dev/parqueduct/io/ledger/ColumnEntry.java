package dev.parqueduct.io.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

/**
 * What a file holds of one leaf column.
 *
 * @param column dotted path of the column
 * @param nulls nulls, and for repeated columns empty lists too
 * @param min bytes of the least value in hexadecimal digits, as Parquet's statistics have it; left
 *     out if there is none
 * @param max of the greatest value, likewise
 */
public record ColumnEntry(
    @JsonProperty("column") String column,
    @JsonProperty("nulls") long nulls,
    @JsonProperty("min") @JsonInclude(JsonInclude.Include.NON_NULL) String min,
    @JsonProperty("max") @JsonInclude(JsonInclude.Include.NON_NULL) String max)
    implements Serializable {
  public ColumnEntry {
    requireNonNull(column, "column");
  }
}
