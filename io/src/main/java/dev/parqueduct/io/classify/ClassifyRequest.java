package dev.parqueduct.io.classify;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.RunShape;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.lookup.LookupSettings;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What to fill, and from what.
 *
 * @param input the folder of an export, or any folder of Parquet files
 * @param prefix of the objects that are looked up
 * @param valuePaths where in them the value is, separated by commas
 * @param keyColumn the column of their names
 * @param valueColumn the column that is filled
 * @param scope which rows are asked for
 */
public record ClassifyRequest(
    String input,
    String prefix,
    String valuePaths,
    String keyColumn,
    String valueColumn,
    Scope scope)
    implements Serializable {
  private static final String FOLDER = "_backfill";

  /** Which rows are asked for. */
  public enum Scope {
    /** Those that have no value. */
    MISSING,
    /** All; what is found takes the place of what was there. */
    ALL
  }

  public ClassifyRequest {
    requireNonNull(input, "input");
    requireNonNull(prefix, "prefix");
    requireNonNull(valuePaths, "valuePaths");
    requireNonNull(keyColumn, "keyColumn");
    requireNonNull(valueColumn, "valueColumn");
    requireNonNull(scope, "scope");
  }

  /** The classification of rows that an export writes. */
  public static ClassifyRequest ofExport(String output, LookupSettings settings) {
    return new ClassifyRequest(
        output,
        settings.prefix(),
        String.join(",", settings.valuePaths()),
        "sha1",
        "classification",
        Scope.MISSING);
  }

  /** Where reports, and the record of what is done, are kept: beside the files. */
  public String folder() {
    return ObjectStore.join(input, FOLDER);
  }

  /** What makes two runs parts of one pass over the files. */
  RunShape shape() {
    Map<String, String> shape = new TreeMap<>();
    shape.put("--lookup", prefix);
    shape.put("--jsonPath", valuePaths);
    shape.put("--keyColumn", keyColumn);
    shape.put("--valueColumn", valueColumn);
    shape.put("--refresh", String.valueOf(scope == Scope.ALL));
    return new RunShape("backfill-classification", shape);
  }
}
