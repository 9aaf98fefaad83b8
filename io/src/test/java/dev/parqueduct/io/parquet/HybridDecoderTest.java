package dev.parqueduct.io.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

final class HybridDecoderTest {
  @Property
  void takesForARunOnlyWhatDecodesToOne(
      @ForAll @Size(max = 12) byte[] content,
      @ForAll @IntRange(min = 1, max = 3) int width,
      @ForAll @IntRange(min = 1, max = 500) int count)
      throws DamagedFileException {
    byte[] padded = Arrays.copyOf(content, content.length + HybridDecoder.PADDING);
    int value = (1 << width) - 1;
    if (HybridDecoder.isRun(padded, 0, content.length, width, value, count)) {
      int[] numbers = new int[count];
      HybridDecoder.decode(padded, 0, content.length, width, numbers, count);
      assertThat(numbers).containsOnly(value);
    }
  }

  @Example
  void knowsARun() {
    // 300 times 1: the header is twice the length, seven bits a byte, lowest first.
    byte[] run = Arrays.copyOf(new byte[] {(byte) 0xd8, 4, 1}, 3 + HybridDecoder.PADDING);
    assertThat(HybridDecoder.isRun(run, 0, 3, 1, 1, 300)).isTrue();
    assertThat(HybridDecoder.isRun(run, 0, 3, 1, 1, 301)).isFalse();
    assertThat(HybridDecoder.isRun(run, 0, 3, 2, 2, 300)).isFalse();
    assertThat(HybridDecoder.isRun(run, 0, 2, 1, 1, 300)).isFalse();
    // The fifth byte of a header does not fit into a number.
    byte[] long33 = {-128, -128, -128, -128, 0x10, 1};
    assertThat(HybridDecoder.isRun(long33, 0, 6, 1, 1, 300)).isFalse();
  }
}
