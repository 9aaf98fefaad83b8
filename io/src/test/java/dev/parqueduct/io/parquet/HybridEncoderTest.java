package dev.parqueduct.io.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridDecoder;

class HybridEncoderTest {
  @Property(tries = 500)
  void parquetJavaDecodesWhatWasEncoded(
      @ForAll @IntRange(min = 0, max = 32) int width,
      @ForAll @IntRange(max = 3000) int count,
      @ForAll @IntRange(min = 1, max = 30) int longestRun,
      @ForAll long seed)
      throws IOException {
    Random random = new Random(seed);
    int[] values = new int[count];
    for (int i = 0; i < count; ) {
      int end = Math.min(count, i + 1 + random.nextInt(longestRun));
      Arrays.fill(values, i, end, width == 0 ? 0 : random.nextInt() >>> (32 - width));
      i = end;
    }
    GrowableBytes bytes = new GrowableBytes();
    HybridEncoder.encode(values, count, width, bytes);

    RunLengthBitPackingHybridDecoder decoder =
        new RunLengthBitPackingHybridDecoder(
            width, new ByteArrayInputStream(bytes.array(), 0, bytes.size()));
    int[] decoded = new int[count];
    for (int i = 0; i < count; i++) {
      decoded[i] = decoder.readInt();
    }
    assertThat(decoded).isEqualTo(values);
  }
}
