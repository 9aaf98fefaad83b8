package dev.parqueduct.io.validate.source;

import dev.parqueduct.io.parquet.ChunkScan;
import dev.parqueduct.io.parquet.FileScan;
import dev.parqueduct.io.parquet.PageValues;
import dev.parqueduct.io.parquet.Values;
import dev.parqueduct.io.postgres.BaseType;
import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.PgType;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;

/** Values of a key's column in a file, as the server prints them. */
final class KeyText {
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
  private static final int MICROS = 1_000_000;

  private final PgColumn column;
  private final PrimitiveType type;

  private KeyText(PgColumn column, PrimitiveType type) {
    this.column = column;
    this.type = type;
  }

  /**
   * Reads the values of some rows of a row group.
   *
   * @param leaf number of the column, which must be neither in a list nor in a group
   * @return by row
   */
  static Map<Integer, String> read(
      FileScan file, int group, int leaf, PgColumn column, Set<Integer> rows) throws IOException {
    KeyText text = new KeyText(column, file.schema().getColumns().get(leaf).getPrimitiveType());
    Map<Integer, String> found = new TreeMap<>();
    ChunkScan chunk = file.scan(group, leaf);
    int row = 0;
    while (chunk.next()) {
      PageValues page = chunk.page();
      int value = 0;
      for (int i = 0; i < page.levels(); i++, row++) {
        boolean isNull = page.count() < page.levels() && page.definitions()[i] == 0;
        if (rows.contains(row)) {
          found.put(row, isNull ? "null" : text.of(page, value));
        }
        value += isNull ? 0 : 1;
      }
    }
    return found;
  }

  private String of(PageValues page, int value) {
    Values values = page.values();
    int index = page.isDictionary() ? page.indices()[value] : value;
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> values.numbers()[index] == 1 ? "true" : "false";
      case INT32, INT64 -> number(values.numbers()[index]);
      case BINARY, FIXED_LEN_BYTE_ARRAY ->
          bytes(
              Arrays.copyOfRange(
                  values.bytes(),
                  values.starts()[index],
                  values.starts()[index] + values.lengths()[index]));
      default -> String.valueOf(values.numbers()[index]);
    };
  }

  private BaseType base() {
    return column.type() instanceof PgType.Base known ? known.type() : BaseType.TEXT;
  }

  private String number(long value) {
    return switch (base()) {
      case TIMESTAMP -> timestamp(value);
      case TIMESTAMPTZ -> timestamp(value) + "+00";
      case DATE -> LocalDate.ofEpochDay(value).toString();
      case OID -> String.valueOf(value & 0xffff_ffffL);
      case NUMERIC -> BigDecimal.valueOf(value, scale()).toPlainString();
      default -> String.valueOf(value);
    };
  }

  private static String timestamp(long micros) {
    Instant time = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    long fraction = Math.floorMod(micros, MICROS);
    return SECONDS.format(time)
        + (fraction == 0 ? "" : String.format(".%06d", fraction).replaceFirst("0+$", ""));
  }

  private int scale() {
    LogicalTypeAnnotation annotation = type.getLogicalTypeAnnotation();
    return annotation instanceof DecimalLogicalTypeAnnotation decimal ? decimal.getScale() : 0;
  }

  private String bytes(byte[] value) {
    if (column.conversion() == PgColumn.Conversion.BASE64URL_BYTES) {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(value);
    }
    if (base() == BaseType.UUID && value.length == 16) {
      HexFormat hex = HexFormat.of();
      return new UUID(
              HexFormat.fromHexDigitsToLong(hex.formatHex(value, 0, 8)),
              HexFormat.fromHexDigitsToLong(hex.formatHex(value, 8, 16)))
          .toString();
    }
    if (type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation) {
      return new BigDecimal(new BigInteger(value), scale()).toPlainString();
    }
    return base() == BaseType.BYTEA
        ? "\\x" + HexFormat.of().formatHex(value)
        : new String(value, StandardCharsets.UTF_8);
  }
}
