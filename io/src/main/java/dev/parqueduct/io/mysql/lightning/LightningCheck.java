package dev.parqueduct.io.mysql.lightning;

import dev.parqueduct.io.mysql.rows.RowReader;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.parquet.FileScan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.Float16LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntervalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/**
 * Whether Lightning reads a file as it is meant. Releases have one of two readers (xitongsys
 * parquet-go, later Apache arrow-go); what either refuses is an error here, what either reads in
 * another way, or only with much memory, a warning.
 */
public final class LightningCheck {
  /** Codecs that both readers have. */
  private static final Set<String> CODECS =
      Set.of("UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW");

  /** Encodings that both readers have. */
  private static final Set<String> ENCODINGS =
      Set.of(
          "PLAIN",
          "PLAIN_DICTIONARY",
          "RLE",
          "RLE_DICTIONARY",
          "BIT_PACKED",
          "DELTA_BINARY_PACKED",
          "DELTA_LENGTH_BYTE_ARRAY",
          "DELTA_BYTE_ARRAY");

  private static final long LARGE = 256L << 20;
  private static final int LONGEST_NAME = 64;

  private LightningCheck() {}

  /**
   * What is to be said of a file.
   *
   * @param errors why Lightning does not read it, or not as it is meant
   * @param warnings what else one should know
   */
  public record Findings(List<String> errors, List<String> warnings) {
    public Findings {
      errors = List.copyOf(errors);
      warnings = List.copyOf(warnings);
    }
  }

  /** Looks at a file's footer. */
  public static Findings of(ObjectStore store, String path, Set<String> skipped)
      throws IOException {
    return RowReader.inFile(store, path, scan -> of(scan, skipped));
  }

  private static Findings of(FileScan scan, Set<String> skipped) throws IOException {
    List<String> errors = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    if (scan.summary().rows() == 0) {
      errors.add("it has no rows, at which some releases fail: remove it");
    }
    Set<String> codecs = new TreeSet<>(scan.codecs());
    codecs.removeAll(CODECS);
    if (!codecs.isEmpty()) {
      errors.add(
          "it is compressed with "
              + String.join(", ", codecs)
              + ", which not all releases read: export with --compression=zstd or snappy");
    }
    Set<String> encodings = new TreeSet<>(scan.encodings());
    encodings.removeAll(ENCODINGS);
    if (!encodings.isEmpty()) {
      errors.add(
          "it has the encodings "
              + String.join(", ", encodings)
              + ", which not all releases read: write it with plain or dictionary encoding");
    }
    if (scan.summary().bytes() > LARGE) {
      warnings.add("it is larger than 256 MiB, which takes much memory: use a smaller rowsPerFile");
    }
    checkColumns(scan.schema(), skipped, errors, warnings);
    return new Findings(errors, warnings);
  }

  private static void checkColumns(
      MessageType schema, Set<String> skipped, List<String> errors, List<String> warnings) {
    Set<String> names = new HashSet<>();
    for (ColumnDescriptor column : schema.getColumns()) {
      String name = String.join(".", column.getPath());
      if (column.getPath().length > 1 || column.getMaxRepetitionLevel() > 0) {
        errors.add(
            "the column "
                + name
                + " is nested, and Lightning reads flat files: use --mode=jdbc, which makes JSON of"
                + " it, or leave it out with --skipColumns");
        continue;
      }
      if (!names.add(name.toLowerCase(Locale.ROOT))) {
        errors.add("there are two columns " + name + ", letter case left aside");
      }
      if (name.isBlank() || name.length() > LONGEST_NAME || name.equalsIgnoreCase("_tidb_rowid")) {
        errors.add("'" + name + "' is no name for a column of TiDB");
      }
      if (!skipped.contains(name)) {
        checkType(name, column, errors, warnings);
      }
    }
  }

  private static void checkType(
      String name, ColumnDescriptor column, List<String> errors, List<String> warnings) {
    LogicalTypeAnnotation type = column.getPrimitiveType().getLogicalTypeAnnotation();
    if (type instanceof IntervalLogicalTypeAnnotation
        || type instanceof Float16LogicalTypeAnnotation) {
      errors.add("the column " + name + " is " + type + ", which Lightning does not read");
    } else if (type instanceof TimestampLogicalTypeAnnotation time
        && time.getUnit() == TimeUnit.NANOS) {
      errors.add(
          "the column " + name + " counts nanoseconds, which some releases take for plain numbers");
    } else if (type instanceof TimeLogicalTypeAnnotation time && time.getUnit() == TimeUnit.NANOS) {
      errors.add(
          "the column " + name + " counts nanoseconds, which some releases take for plain numbers");
    } else if (type instanceof TimestampLogicalTypeAnnotation time && time.isAdjustedToUTC()) {
      warnings.add(
          "the column "
              + name
              + " is in UTC, and Lightning writes it in the session's time zone: the files"
              + " lightning.toml and import-into.txt set that to UTC");
    } else if (type instanceof IntLogicalTypeAnnotation integer
        && column.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.INT64
        && integer.getBitWidth() < 64) {
      warnings.add(
          "the column "
              + name
              + " has fewer bits than its physical type, which some releases"
              + " take for unsigned");
    }
  }
}
