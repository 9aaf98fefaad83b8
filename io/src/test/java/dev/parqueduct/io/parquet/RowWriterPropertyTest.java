package dev.parqueduct.io.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.parquet.schema.Types;

/**
 * Random schemas, nested ones too, with random rows come back from parquet-java as they went in.
 */
class RowWriterPropertyTest {
  /** How a row group is cut, which must not show in the rows. */
  record Cut(Compression compression, int pageBytes, long groupBytes, long groupRows) {}

  @Property(tries = 150)
  void rowsComeBackAsTheyWere(
      @ForAll("schemas") MessageType schema,
      @ForAll("cuts") Cut cut,
      @ForAll @IntRange(max = 3000) int rows,
      @ForAll @IntRange(min = 1, max = 400) int distinct,
      @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    List<Group> groups = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      Group row = new SimpleGroup(schema);
      fill(row, schema, random, distinct);
      groups.add(row);
    }
    byte[] bytes = write(schema, cut, groups);
    Path folder = Files.createTempDirectory("rows");
    Path path = Files.write(folder.resolve("rows.parquet"), bytes);
    try {
      List<Group> read = new WrittenFile(path, new Summary(0, 0, 0, List.of())).groups();
      assertThat(read).extracting(Group::toString).isEqualTo(strings(groups));
      assertThat(write(schema, cut, groups)).isEqualTo(bytes);
    } finally {
      Files.delete(path);
      Files.delete(folder);
    }
  }

  private static List<String> strings(List<Group> groups) {
    return groups.stream().map(Group::toString).toList();
  }

  private static byte[] write(MessageType schema, Cut cut, List<Group> rows) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (RowWriter writer = open(out, schema, cut)) {
      Shredder.write(writer, schema, rows);
      Summary summary = writer.finish();
      assertThat(summary.rows()).isEqualTo(rows.size());
      assertThat(summary.bytes()).isEqualTo(out.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static RowWriter open(OutputStream out, MessageType schema, Cut cut) {
    return RowWriter.to(out, schema)
        .compression(cut.compression)
        .pageBytes(cut.pageBytes)
        .rowGroupBytes(cut.groupBytes)
        .rowGroupRows(cut.groupRows)
        .open();
  }

  private static void fill(Group group, GroupType type, Random random, int distinct) {
    for (Type field : type.getFields()) {
      int count =
          switch (field.getRepetition()) {
            case REQUIRED -> 1;
            case OPTIONAL -> random.nextInt(8) == 0 ? 0 : 1;
            case REPEATED -> random.nextInt(4);
          };
      for (int i = 0; i < count; i++) {
        if (field.isPrimitive()) {
          addValue(group, field.asPrimitiveType(), random, distinct);
        } else {
          fill(group.addGroup(field.getName()), field.asGroupType(), random, distinct);
        }
      }
    }
  }

  private static void addValue(Group group, PrimitiveType type, Random random, int distinct) {
    // Small numbers of distinct values make dictionaries, large ones fall back to plain pages.
    long number = distinct == 400 ? random.nextLong() : random.nextInt(distinct) - 3L;
    String name = type.getName();
    switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> group.add(name, number % 2 == 0);
      case INT32 -> group.add(name, (int) number);
      case INT64 -> group.add(name, number);
      case FLOAT -> group.add(name, number / 4f);
      case DOUBLE -> group.add(name, number / 8d);
      case BINARY -> group.add(name, Binary.fromConstantByteArray(bytes(number)));
      default -> group.add(name, Binary.fromConstantByteArray(fixed(number, type.getTypeLength())));
    }
  }

  private static byte[] bytes(long number) {
    return number == 0
        ? new byte[0]
        : ("é" + number).repeat((int) Math.floorMod(number, 40L)).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] fixed(long number, int length) {
    byte[] bytes = new byte[length];
    new Random(number).nextBytes(bytes);
    return bytes;
  }

  @Provide
  Arbitrary<Cut> cuts() {
    return Combinators.combine(
            // parquet-java has no decoder of brotli.
            Arbitraries.of(Compression.class).filter(each -> each != Compression.BROTLI),
            Arbitraries.integers().between(1024, 1 << 17),
            Arbitraries.longs().between(1, 1 << 20),
            Arbitraries.longs().between(1, 5000))
        .as(Cut::new);
  }

  @Provide
  Arbitrary<MessageType> schemas() {
    return fields(2)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(fields -> new MessageType("m", named(fields)));
  }

  private static Arbitrary<Type> fields(int depth) {
    Arbitrary<Type> leaf =
        Combinators.combine(
                Arbitraries.of(Repetition.class),
                Arbitraries.of(PrimitiveTypeName.class)
                    .filter(type -> type != PrimitiveTypeName.INT96),
                Arbitraries.of(true, false))
            .as(RowWriterPropertyTest::leaf);
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<Type> group =
        Combinators.combine(
                Arbitraries.of(Repetition.class),
                fields(depth - 1).list().ofMinSize(1).ofMaxSize(3))
            .as((repetition, fields) -> new GroupType(repetition, "x", named(fields)));
    return Arbitraries.oneOf(leaf, leaf, group);
  }

  private static Type leaf(Repetition repetition, PrimitiveTypeName type, boolean logical) {
    Types.PrimitiveBuilder<PrimitiveType> builder = Types.primitive(type, repetition);
    if (type == PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY) {
      builder = builder.length(logical ? 16 : 5);
    }
    if (logical) {
      builder =
          switch (type) {
            case INT32 -> builder.as(LogicalTypeAnnotation.intType(32, false));
            case INT64 -> builder.as(LogicalTypeAnnotation.intType(64, false));
            case BINARY -> builder.as(LogicalTypeAnnotation.stringType());
            case FIXED_LEN_BYTE_ARRAY -> builder.as(LogicalTypeAnnotation.decimalType(2, 30));
            default -> builder;
          };
    }
    return builder.named("x");
  }

  private static List<Type> named(List<Type> fields) {
    List<Type> named = new ArrayList<>();
    for (Type field : fields) {
      String name = "f" + named.size();
      named.add(
          field.isPrimitive()
              ? renamed(field.asPrimitiveType(), name)
              : new GroupType(field.getRepetition(), name, field.asGroupType().getFields()));
    }
    return named;
  }

  private static Type renamed(PrimitiveType type, String name) {
    return Types.primitive(type.getPrimitiveTypeName(), type.getRepetition())
        .length(type.getTypeLength())
        .as(type.getLogicalTypeAnnotation())
        .named(name);
  }
}
