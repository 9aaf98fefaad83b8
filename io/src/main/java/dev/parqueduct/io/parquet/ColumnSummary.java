package dev.parqueduct.io.parquet;

import java.util.Optional;
import org.apache.parquet.io.api.Binary;

/**
 * What a finished file holds of one leaf column.
 *
 * @param path dotted path of the column
 * @param nulls nulls, and for repeated columns empty lists too
 * @param min not greater than any value, in the form of Parquet statistics (PLAIN encoding, without
 *     a length); absent if there are no values, no order for them, or a NaN among them
 * @param max not less than any value, likewise
 */
public record ColumnSummary(String path, long nulls, Optional<Binary> min, Optional<Binary> max) {}
