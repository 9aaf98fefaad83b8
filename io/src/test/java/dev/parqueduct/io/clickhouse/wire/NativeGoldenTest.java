package dev.parqueduct.io.clickhouse.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Bytes that a server made. {@code types.native} is 300 rows of every type in blocks of 100, with
 * dictionaries; {@code plain.native} is the same rows in one block, without dictionaries.
 */
class NativeGoldenTest {
  @Test
  void blocksWithDictionariesBecomeTheOneThatTheServerWritesWithoutThem() throws IOException {
    assertThat(content(rewritten(300, 0))).isEqualTo(content(golden("plain")));
  }

  @Test
  void whatIsWrittenOneRowAtATimeIsTheSame() throws IOException {
    assertThat(content(rewritten(1, 0))).isEqualTo(content(golden("plain")));
  }

  @Test
  void columnsAreUsedAgainAfterTheyWereCleared() throws IOException {
    assertThat(content(rewritten(17, 1))).isEqualTo(content(golden("plain")));
  }

  @Test
  void aFingerprintDependsOnTheContentAlone() throws IOException {
    NativeOutput one = new NativeOutput();
    NativeOutput other = new NativeOutput();
    byte[] megabytes = new byte[3 << 20];
    one.write(megabytes, 0, megabytes.length);
    one.finish();
    for (int i = 0; i < megabytes.length; i += 1 << 10) {
      other.write(megabytes, i, 1 << 10);
    }
    other.finish();
    assertThat(other.fingerprint()).isEqualTo(one.fingerprint());
    megabytes[2 << 20] = 1;
    other.clear();
    other.write(megabytes, 0, megabytes.length);
    other.finish();
    assertThat(other.fingerprint()).isNotEqualTo(one.fingerprint());
    assertThat(other.rawBytes()).isEqualTo(megabytes.length);
  }

  @Test
  void objectsComeAsTexts() throws IOException {
    NativeBlock block = new NativeBlock();
    assertThat(block.read(input(golden("json")))).isTrue();
    assertThat(((StringColumn) block.column("object").values()).text(0))
        .isEqualTo("{\"a\":{\"b\":[1,2]}}");
  }

  @Test
  void anUnknownTypeIsAnErrorThatNamesTheColumn() throws IOException {
    NativeInput in = input(golden("tuple"));
    assertThatThrownBy(() -> new NativeBlock().read(in))
        .isInstanceOf(UnknownTypeException.class)
        .hasMessageContaining("Column pair is of the type Tuple(UInt8, String)");
  }

  @Test
  void anUnknownTypeInsideAnotherIsNamed() {
    assertThatThrownBy(
            () -> ColumnType.column("extra", "Array(Map(String, Variant(UInt8, String)))"))
        .isInstanceOf(UnknownTypeException.class)
        .hasMessageContaining("Column extra")
        .hasMessageContaining("(Variant(UInt8, String))");
  }

  @Test
  void aFlippedBitIsFoundByTheChecksum() throws IOException {
    byte[] bytes = golden("types");
    for (int at : new int[] {0, 15, 20, 25, 40, bytes.length - 1}) {
      byte[] flipped = bytes.clone();
      flipped[at] ^= 4;
      assertThatThrownBy(() -> content(flipped)).as("byte %d", at).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aResultThatIsCutOffIsAnError() throws IOException {
    byte[] bytes = golden("types");
    for (int length : new int[] {1, 24, 25, 26, 5000, bytes.length - 1}) {
      byte[] cut = java.util.Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> allBlocks(input(cut)))
          .as("%d bytes", length)
          .isInstanceOf(IOException.class);
    }
  }

  /** All rows of {@code types}, in one block, copied in pieces. */
  private static byte[] rewritten(int rowsAtATime, int clears) throws IOException {
    NativeBlock block = new NativeBlock();
    List<Column> whole = new ArrayList<>();
    for (int round = 0; round <= clears; round++) {
      whole.forEach(Column::clear);
      NativeInput in = input(golden("types"));
      while (block.read(in)) {
        for (int i = 0; i < block.columns().size(); i++) {
          Column column = block.columns().get(i);
          if (whole.size() == i) {
            whole.add(ColumnType.column(block.names().get(i), column.type()));
          }
          for (int row = 0; row < block.rows(); row += rowsAtATime) {
            whole.get(i).append(column, row, Math.min(block.rows(), row + rowsAtATime));
          }
        }
      }
    }
    NativeOutput out = new NativeOutput();
    NativeBlock.writeHead(out, whole.size(), whole.get(0).rows());
    for (int i = 0; i < whole.size(); i++) {
      NativeBlock.writeColumn(out, block.names().get(i), whole.get(i));
    }
    out.finish();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    out.writeTo(bytes);
    assertThat(bytes.size()).isEqualTo(out.length());
    return bytes.toByteArray();
  }

  private static void allBlocks(NativeInput in) throws IOException {
    NativeBlock block = new NativeBlock();
    while (block.read(in)) {
      assertThat(block.rows()).isPositive();
    }
  }

  private static NativeInput input(byte[] frames) {
    return new NativeInput(
        new CompressedInput(new ByteArrayInputStream(frames), (content, length) -> {}));
  }

  /** What frames hold. */
  private static byte[] content(byte[] frames) throws IOException {
    CompressedInput in =
        new CompressedInput(new ByteArrayInputStream(frames), (content, length) -> {});
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    while (in.next()) {
      content.write(in.content(), 0, in.length());
    }
    return content.toByteArray();
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in =
        NativeGoldenTest.class.getResourceAsStream("/clickhouse/" + name + ".native")) {
      return in.readAllBytes();
    }
  }
}
