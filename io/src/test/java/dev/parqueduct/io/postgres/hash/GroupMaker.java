package dev.parqueduct.io.postgres.hash;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parqueduct.io.postgres.BaseType;
import dev.parqueduct.io.postgres.PgType;
import dev.parqueduct.io.postgres.PgType.Array;
import dev.parqueduct.io.postgres.PgType.Base;
import dev.parqueduct.io.postgres.PgType.Composite;
import dev.parqueduct.io.postgres.PgType.Field;
import dev.parqueduct.io.postgres.PgType.Multirange;
import dev.parqueduct.io.postgres.PgType.Range;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.postgresql.util.ByteConverter;

/** Makes rows of Parquet of binary values, slowly, as files of an export have them. */
final class GroupMaker {
  private static final int EPOCH_DAYS = 10_957;
  private static final long EPOCH_MICROS = EPOCH_DAYS * 86_400_000_000L;

  private GroupMaker() {}

  static Type type(String name, PgType type) {
    if (type instanceof Array array) {
      Type element = type("element", array.element());
      for (int i = 1; i < array.dimensions(); i++) {
        element = Types.optionalList().element(element).named("element");
      }
      return Types.optionalList().element(element).named(name);
    }
    if (type instanceof Multirange multirange) {
      return Types.optionalList().element(type("element", multirange.range())).named(name);
    }
    if (type instanceof Composite composite) {
      Types.GroupBuilder<GroupType> group = Types.optionalGroup();
      for (Field field : composite.fields()) {
        group.addField(type(field.name(), field.type()));
      }
      return group.named(name);
    }
    if (type instanceof Range range) {
      return Types.optionalGroup()
          .addField(type("lower", range.subtype()))
          .addField(type("upper", range.subtype()))
          .required(PrimitiveTypeName.BOOLEAN)
          .named("lower_inclusive")
          .required(PrimitiveTypeName.BOOLEAN)
          .named("upper_inclusive")
          .required(PrimitiveTypeName.BOOLEAN)
          .named("empty")
          .named(name);
    }
    if (type instanceof Base base) {
      return baseType(name, base.type());
    }
    return string(name);
  }

  private static Type string(String name) {
    return Types.optional(PrimitiveTypeName.BINARY)
        .as(LogicalTypeAnnotation.stringType())
        .named(name);
  }

  private static Type baseType(String name, BaseType type) {
    return switch (type) {
      case BOOL -> Types.optional(PrimitiveTypeName.BOOLEAN).named(name);
      case INT2, INT4, DATE -> Types.optional(PrimitiveTypeName.INT32).named(name);
      case INT8, OID, TIME, TIMESTAMP, TIMESTAMPTZ ->
          Types.optional(PrimitiveTypeName.INT64).named(name);
      case FLOAT4 -> Types.optional(PrimitiveTypeName.FLOAT).named(name);
      case FLOAT8 -> Types.optional(PrimitiveTypeName.DOUBLE).named(name);
      case UUID -> Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY).length(16).named(name);
      case MONEY ->
          Types.optional(PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY)
              .length(9)
              .as(LogicalTypeAnnotation.decimalType(2, 19))
              .named(name);
      case BYTEA -> Types.optional(PrimitiveTypeName.BINARY).named(name);
      case TIMETZ ->
          Types.optionalGroup()
              .required(PrimitiveTypeName.INT64)
              .named("time")
              .required(PrimitiveTypeName.INT32)
              .named("utc_offset")
              .named(name);
      case INTERVAL ->
          Types.optionalGroup()
              .required(PrimitiveTypeName.INT32)
              .named("months")
              .required(PrimitiveTypeName.INT32)
              .named("days")
              .required(PrimitiveTypeName.INT64)
              .named("micros")
              .named(name);
      default -> string(name);
    };
  }

  /**
   * Adds a value.
   *
   * @param text as the server prints it
   */
  static void add(Group to, String name, PgType type, ByteBuffer value, String text) {
    if (type instanceof Array array) {
      addArray(to.addGroup(name), array, value);
    } else if (type instanceof Multirange multirange) {
      Group list = to.addGroup(name);
      for (int i = value.getInt(); i > 0; i--) {
        add(list.addGroup("list"), "element", multirange.range(), sized(value), "");
      }
    } else if (type instanceof Composite composite) {
      Group group = to.addGroup(name);
      int unused = value.getInt();
      for (Field field : composite.fields()) {
        unused = value.getInt();
        ByteBuffer part = sized(value);
        if (part != null) {
          add(group, field.name(), field.type(), part, "");
        }
      }
    } else if (type instanceof Range range) {
      addRange(to.addGroup(name), range, value);
    } else if (type instanceof Base base) {
      addBase(to, name, base.type(), value, text);
    } else {
      to.add(name, Binary.fromConstantByteBuffer(value));
    }
  }

  private static ByteBuffer sized(ByteBuffer from) {
    int size = from.getInt();
    if (size < 0) {
      return null;
    }
    ByteBuffer part = from.slice(from.position(), size);
    from.position(from.position() + size);
    return part;
  }

  private static void addArray(Group to, Array array, ByteBuffer value) {
    int rank = value.getInt();
    value.position(value.position() + 8);
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      sizes.add(value.getInt());
      int unused = value.getInt();
    }
    addDimension(to, array, value, sizes);
  }

  private static void addDimension(Group to, Array array, ByteBuffer value, List<Integer> sizes) {
    for (int i = 0; !sizes.isEmpty() && i < sizes.get(0); i++) {
      Group entry = to.addGroup("list");
      if (sizes.size() > 1) {
        addDimension(entry.addGroup("element"), array, value, sizes.subList(1, sizes.size()));
        continue;
      }
      ByteBuffer element = sized(value);
      if (element != null) {
        add(entry, "element", array.element(), element, "");
      }
    }
  }

  private static void addRange(Group to, Range range, ByteBuffer value) {
    int flags = value.get();
    if ((flags & 9) == 0) {
      add(to, "lower", range.subtype(), sized(value), "");
    }
    if ((flags & 17) == 0) {
      add(to, "upper", range.subtype(), sized(value), "");
    }
    to.add("lower_inclusive", (flags & 2) != 0);
    to.add("upper_inclusive", (flags & 4) != 0);
    to.add("empty", (flags & 1) != 0);
  }

  private static void addBase(Group to, String name, BaseType type, ByteBuffer value, String text) {
    switch (type) {
      case BOOL -> to.add(name, value.get() != 0);
      case INT2 -> to.add(name, (int) value.getShort());
      case INT4 -> to.add(name, value.getInt());
      case OID -> to.add(name, value.getInt() & 0xffff_ffffL);
      case INT8, TIME -> to.add(name, value.getLong());
      case FLOAT4 -> to.add(name, value.getFloat());
      case FLOAT8 -> to.add(name, value.getDouble());
      case DATE -> {
        int days = value.getInt();
        boolean finite = days != Integer.MAX_VALUE && days != Integer.MIN_VALUE;
        to.add(name, finite ? days + EPOCH_DAYS : days);
      }
      case TIMESTAMP, TIMESTAMPTZ -> {
        long micros = value.getLong();
        boolean finite = micros != Long.MAX_VALUE && micros != Long.MIN_VALUE;
        to.add(name, finite ? micros + EPOCH_MICROS : micros);
      }
      case MONEY -> {
        long cents = value.getLong();
        ByteBuffer bytes = ByteBuffer.allocate(9).put((byte) (cents >> 63)).putLong(cents).flip();
        to.add(name, Binary.fromConstantByteBuffer(bytes));
      }
      case TIMETZ -> {
        Group group = to.addGroup(name);
        group.add("time", value.getLong());
        group.add("utc_offset", -value.getInt());
      }
      case INTERVAL -> {
        Group group = to.addGroup(name);
        group.add("micros", value.getLong());
        group.add("days", value.getInt());
        group.add("months", value.getInt());
      }
      case JSONB ->
          to.add(name, Binary.fromConstantByteBuffer(value.position(value.position() + 1).slice()));
      case NUMERIC -> to.add(name, text.isEmpty() ? numeric(value) : text);
      case TEXT, VARCHAR, BPCHAR, NAME, JSON, XML, BYTEA, UUID ->
          to.add(name, Binary.fromConstantByteBuffer(value));
      case CHAR, INET, CIDR, MACADDR, MACADDR8, BIT, VARBIT ->
          to.add(name, Binary.fromConstantByteArray(text.getBytes(UTF_8)));
    }
  }

  private static String numeric(ByteBuffer value) {
    byte[] bytes = new byte[value.remaining()];
    value.get(bytes);
    Number number = ByteConverter.numeric(bytes);
    return number instanceof BigDecimal decimal ? decimal.toPlainString() : number.toString();
  }
}
