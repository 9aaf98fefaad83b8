package dev.parqueduct.io.postgres.hash;

import static org.apache.parquet.schema.LogicalTypeAnnotation.decimalType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.intType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.stringType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.timestampType;
import static org.apache.parquet.schema.LogicalTypeAnnotation.uuidType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.postgres.BaseType;
import dev.parqueduct.io.postgres.PgColumn;
import dev.parqueduct.io.postgres.PgColumn.Conversion;
import dev.parqueduct.io.postgres.PgType;
import dev.parqueduct.io.postgres.PgType.Array;
import dev.parqueduct.io.postgres.PgType.Base;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;
import org.postgresql.util.ByteConverter;

/** A table of 16 columns like those that are archived, and a file of its rows. */
final class DataItems {
  private static final long EPOCH_MICROS = 10_957 * 86_400_000_000L;
  private static final int NUMERIC_20 = (20 << 16) + 4;
  private static final int VARCHAR_43 = 47;

  private static final List<Integer> BYTES = List.of(0, 1, 10);

  static final MessageType SCHEMA =
      Types.buildMessage()
          .required(PrimitiveTypeName.BINARY)
          .named("data_item_id")
          .optional(PrimitiveTypeName.BINARY)
          .named("owner")
          .required(PrimitiveTypeName.INT64)
          .named("byte_count")
          .required(PrimitiveTypeName.INT64)
          .as(timestampType(false, TimeUnit.MICROS))
          .named("uploaded_date")
          .optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
          .length(9)
          .as(decimalType(0, 20))
          .named("price")
          .optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
          .length(16)
          .as(uuidType())
          .named("plan_id")
          .optional(PrimitiveTypeName.INT64)
          .as(timestampType(false, TimeUnit.MICROS))
          .named("planned_date")
          .optional(PrimitiveTypeName.INT64)
          .as(timestampType(false, TimeUnit.MICROS))
          .named("permanent_date")
          .optional(PrimitiveTypeName.INT32)
          .named("block_height")
          .optional(PrimitiveTypeName.INT32)
          .named("data_start")
          .optional(PrimitiveTypeName.BINARY)
          .named("bundle_id")
          .optional(PrimitiveTypeName.INT32)
          .as(intType(16, true))
          .named("signature_type")
          .optional(PrimitiveTypeName.INT32)
          .named("deadline_height")
          .optionalList()
          .optionalElement(PrimitiveTypeName.BINARY)
          .named("failed_bundles")
          .optional(PrimitiveTypeName.BINARY)
          .as(stringType())
          .named("content_type")
          .optional(PrimitiveTypeName.BINARY)
          .as(stringType())
          .named("feature_type")
          .named("row");

  private static final String SELECT =
      """
      CREATE TABLE $table AS SELECT
        $id AS data_item_id,
        CASE WHEN random() < 0.9 THEN $few END AS owner,
        (exp(random() * 20))::int8 AS byte_count,
        timestamp '2025-01-01' + g * interval '1.234567 s' AS uploaded_date,
        CASE WHEN random() < 0.9 THEN (exp(random() * 40))::numeric(20,0) END AS price,
        ('00000000-0000-0000-0000-' || lpad((g / 50)::text, 12, '0'))::uuid AS plan_id,
        timestamp '2025-01-01' + g / 50 * interval '1 min' AS planned_date,
        timestamp '2025-01-01' + g / 50 * interval '1 hour' AS permanent_date,
        (1500000 + g / 1000)::int4 AS block_height,
        CASE WHEN random() < 0.8 THEN (random() * 1e6)::int4 END AS data_start,
        $few AS bundle_id,
        (ARRAY[1, 2, 3, NULL])[1 + (random() * 3)::int]::int2 AS signature_type,
        CASE WHEN random() < 0.1 THEN (random() * 1e6)::int4 END AS deadline_height,
        CASE WHEN random() < 0.05 THEN ARRAY[$bytes, NULL] ELSE '{}' END::bytea[] AS failed_bundles,
        (ARRAY['image/png', 'application/json', 'text/plain; charset=utf-8', '', NULL])[1 + (random() * 4)::int] AS content_type,
        CASE WHEN random() < 0.01 THEN 'über' END::varchar(255) AS feature_type
      FROM generate_series(1, $rows) AS g""";

  private DataItems() {}

  /** Ids are bytea, or their base64url. */
  static void create(Connection connection, String table, int rows, Conversion ids)
      throws Exception {
    String random = "decode(md5(random()::text) || md5(random()::text), 'hex')";
    String few = "decode(md5((g / 100)::text) || md5((g / 100 + 7)::text), 'hex')";
    if (ids == Conversion.BASE64URL_BYTES) {
      random = "rtrim(translate(encode(" + random + ", 'base64'), '+/', '-_'), '=')::varchar(43)";
      few = "rtrim(translate(encode(" + few + ", 'base64'), '+/', '-_'), '=')::varchar(43)";
    }
    String bytes = "decode(md5(random()::text), 'hex')";
    Server.execute(connection, "DROP TABLE IF EXISTS " + table);
    Server.execute(
        connection,
        SELECT
            .replace("$table", table)
            .replace("$id", random)
            .replace("$few", few)
            .replace("$bytes", bytes)
            .replace("$rows", String.valueOf(rows)));
  }

  static List<PgColumn> columns(Conversion ids) {
    return SCHEMA.getFields().stream()
        .map(
            field -> {
              int index = SCHEMA.getFieldIndex(field.getName());
              Conversion conversion = BYTES.contains(index) ? ids : Conversion.NONE;
              return new PgColumn(field.getName(), type(index, conversion), false, conversion);
            })
        .toList();
  }

  private static PgType type(int column, Conversion ids) {
    return switch (column) {
      case 0, 1, 10 ->
          ids == Conversion.NONE
              ? TypeSample.base(BaseType.BYTEA)
              : new Base("character varying(43)", BaseType.VARCHAR, VARCHAR_43);
      case 2 -> TypeSample.base(BaseType.INT8);
      case 3, 6, 7 -> TypeSample.base(BaseType.TIMESTAMP);
      case 4 -> new Base("numeric(20,0)", BaseType.NUMERIC, NUMERIC_20);
      case 5 -> TypeSample.base(BaseType.UUID);
      case 11 -> TypeSample.base(BaseType.INT2);
      case 13 -> new Array("bytea[]", TypeSample.base(BaseType.BYTEA), 1);
      case 14 -> TypeSample.base(BaseType.TEXT);
      case 15 -> TypeSample.base(BaseType.VARCHAR);
      default -> TypeSample.base(BaseType.INT4);
    };
  }

  static Map<String, String> metadata(Conversion ids) throws JsonProcessingException {
    return Map.of(
        ParquetFingerprint.COLUMNS_KEY, new ObjectMapper().writeValueAsString(columns(ids)));
  }

  /** Writes the rows of a table. */
  static void write(Connection connection, String table, Path file, Conversion ids)
      throws IOException {
    write(connection, table, file, ids, 30_000);
  }

  static void write(Connection connection, String table, Path file, Conversion ids, long groupRows)
      throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        RowWriter writer =
            RowWriter.to(out, SCHEMA).metadata(metadata(ids)).rowGroupRows(groupRows).open()) {
      Server.copy(
          connection,
          "SELECT * FROM " + table,
          (copy, starts, lengths) -> {
            try {
              for (int i = 0; i < starts.length; i++) {
                set(writer, i, copy, starts[i], lengths[i], ids);
              }
              writer.endRow();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      var unused = writer.finish();
    }
  }

  private static void set(
      RowWriter writer, int column, byte[] copy, int start, int length, Conversion ids)
      throws IOException {
    if (start < 0) {
      writer.setNull(column);
      return;
    }
    ByteBuffer value = ByteBuffer.wrap(copy, start, length);
    switch (column) {
      case 0, 1, 10 -> {
        if (ids == Conversion.NONE) {
          writer.setBinary(column, copy, start, length);
        } else {
          byte[] id =
              Base64.getUrlDecoder()
                  .decode(new String(copy, start, length, StandardCharsets.US_ASCII));
          writer.setBinary(column, id, 0, id.length);
        }
      }
      case 2 -> writer.setLong(column, value.getLong());
      case 3, 6, 7 -> writer.setLong(column, value.getLong() + EPOCH_MICROS);
      case 4 -> {
        byte[] numeric = Arrays.copyOfRange(copy, start, start + length);
        byte[] unscaled =
            ((BigDecimal) ByteConverter.numeric(numeric)).unscaledValue().toByteArray();
        byte[] fixed = new byte[9];
        System.arraycopy(unscaled, 0, fixed, 9 - unscaled.length, unscaled.length);
        writer.setBinary(column, fixed, 0, 9);
      }
      case 11 -> writer.setInt(column, value.getShort());
      case 13 -> setArray(writer, column, copy, value);
      case 5, 14, 15 -> writer.setBinary(column, copy, start, length);
      default -> writer.setInt(column, value.getInt());
    }
  }

  private static void setArray(RowWriter writer, int column, byte[] copy, ByteBuffer value)
      throws IOException {
    if (value.getInt() == 0) {
      writer.addNull(column, 0, 1);
      return;
    }
    value.position(value.position() + 8);
    int count = value.getInt();
    value.position(value.position() + 4);
    for (int i = 0; i < count; i++) {
      int size = value.getInt();
      if (size < 0) {
        writer.addNull(column, i == 0 ? 0 : 1, 2);
      } else {
        writer.addBinary(column, i == 0 ? 0 : 1, copy, value.position(), size);
        value.position(value.position() + size);
      }
    }
  }
}
