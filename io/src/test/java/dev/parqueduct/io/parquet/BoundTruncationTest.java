package dev.parqueduct.io.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

class BoundTruncationTest {
  @Property
  void boundsOfBytesEncloseThem(
      @ForAll @Size(min = 9, max = 20) byte[] value, @ForAll @IntRange(max = 8) int limit) {
    assertThat(BoundTruncation.lower(value, limit)).hasSizeLessThanOrEqualTo(limit);
    assertThat(Arrays.compareUnsigned(BoundTruncation.lower(value, limit), value))
        .isLessThanOrEqualTo(0);
    BoundTruncation.upper(value, limit)
        .ifPresent(upper -> assertThat(Arrays.compareUnsigned(upper, value)).isPositive());
  }

  @Property
  void boundsOfTextAreText(
      @ForAll @StringLength(min = 12, max = 30) String text,
      @ForAll @IntRange(max = 11) int limit) {
    // Lone surrogates become question marks.
    byte[] value = text.getBytes(StandardCharsets.UTF_8);
    byte[] lower = BoundTruncation.lower(value, limit);
    assertThat(new String(lower, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
        .isEqualTo(lower);
    assertThat(Arrays.compareUnsigned(lower, value)).isLessThanOrEqualTo(0);
    BoundTruncation.upper(value, limit)
        .ifPresent(
            upper -> {
              assertThat(new String(upper, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
                  .isEqualTo(upper);
              assertThat(Arrays.compareUnsigned(upper, value)).isPositive();
            });
  }

  @Example
  void nothingIsAboveTheGreatestBytes() {
    byte[] value = new byte[10];
    Arrays.fill(value, (byte) 0xff);
    assertThat(BoundTruncation.upper(value, 4)).isEmpty();
  }

  @Example
  void surrogatesAreSkipped() {
    byte[] value = "\ud7ff\ud7ffx".getBytes(StandardCharsets.UTF_8);
    assertThat(BoundTruncation.upper(value, 6).orElseThrow())
        .isEqualTo("\ud7ff\ue000".getBytes(StandardCharsets.UTF_8));
  }

  @Property
  void signedBytesCompareAsParquetJavaDoes(
      @ForAll @Size(min = 1, max = 6) byte[] a, @ForAll @Size(min = 1, max = 6) byte[] b) {
    int theirs =
        Types.required(PrimitiveTypeName.BINARY)
            .as(LogicalTypeAnnotation.decimalType(0, 10))
            .named("d")
            .<Binary>comparator()
            .compare(Binary.fromConstantByteArray(a), Binary.fromConstantByteArray(b));
    assertThat(Integer.signum(ValueOrder.SIGNED_BYTES.compare(a, b)))
        .isEqualTo(Integer.signum(theirs));
  }

  @Property
  void floatKeysOrderAsFloatsDo(@ForAll float a, @ForAll float b) {
    long left = ValueOrder.FLOAT.key(Float.floatToRawIntBits(a));
    long right = ValueOrder.FLOAT.key(Float.floatToRawIntBits(b));
    assertThat(Integer.signum(Long.compare(left, right)))
        .isEqualTo(Integer.signum(Float.compare(a, b)));
  }

  @Property
  void doubleKeysOrderAsDoublesDo(@ForAll double a, @ForAll double b) {
    long left = ValueOrder.DOUBLE.key(Double.doubleToRawLongBits(a));
    long right = ValueOrder.DOUBLE.key(Double.doubleToRawLongBits(b));
    assertThat(Integer.signum(Long.compare(left, right)))
        .isEqualTo(Integer.signum(Double.compare(a, b)));
  }
}
