package dev.parqueduct.io.postgres.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CopyTuplesTest {
  private static final int HEADER = 19;

  /** A stream under way; null is a field without bytes. */
  private static final class Stream {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream out = new DataOutputStream(bytes);

    Stream header(int flags, int extension) throws IOException {
      out.write("PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1));
      out.writeInt(flags);
      out.writeInt(extension);
      out.write(new byte[Math.max(0, extension)]);
      return this;
    }

    Stream row(String... fields) throws IOException {
      out.writeShort(fields.length);
      for (String field : fields) {
        if (field == null) {
          out.writeInt(-1);
        } else {
          byte[] text = field.getBytes(StandardCharsets.UTF_8);
          out.writeInt(text.length);
          out.write(text);
        }
      }
      return this;
    }

    byte[] end() throws IOException {
      out.writeShort(-1);
      return bytes.toByteArray();
    }
  }

  private static Stream stream() throws IOException {
    return new Stream().header(0, 0);
  }

  private static List<List<String>> read(byte[] bytes, int fields) throws IOException {
    return read(new ByteArrayInputStream(bytes), fields);
  }

  private static List<List<String>> read(InputStream in, int fields) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (CopyTuples tuples = CopyTuples.of(in, fields)) {
      while (tuples.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 0; i < tuples.fields(); i++) {
          row.add(
              tuples.length(i) < 0
                  ? null
                  : new String(
                      tuples.buffer(), tuples.offset(i), tuples.length(i), StandardCharsets.UTF_8));
        }
        rows.add(row);
        assertThat(tuples.row()).isEqualTo(rows.size());
      }
      assertThat(tuples.next()).isFalse();
    }
    return rows;
  }

  /** Hands out a byte at a time. */
  private static InputStream trickle(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] target, int offset, int length) {
        return super.read(target, offset, Math.min(1, length));
      }
    };
  }

  private static void fails(byte[] bytes, int fields, String... message) {
    assertThatThrownBy(() -> read(bytes, fields))
        .isInstanceOf(CopyStreamException.class)
        .hasMessageContainingAll(message);
  }

  @Test
  void readsRowsHoweverTheBytesCome() throws IOException {
    String large = "x".repeat(300_000);
    byte[] bytes = stream().row("a", null, "").row("", "é", large).row(null, null, "z").end();
    List<List<String>> rows =
        List.of(
            Arrays.asList("a", null, ""), List.of("", "é", large), Arrays.asList(null, null, "z"));
    assertThat(read(bytes, 3)).isEqualTo(rows);
    assertThat(read(trickle(bytes), 3)).isEqualTo(rows);
  }

  @Test
  void readsRowsThatAreLargerThanTheBuffer() throws IOException {
    Stream stream = stream();
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String field = Integer.toString(i % 10).repeat(i % 7 == 0 ? 20_000_000 / (i + 1) : i * 37);
      stream.row(field, "end");
      rows.add(List.of(field, "end"));
    }
    assertThat(read(stream.end(), 2)).isEqualTo(rows);
  }

  @Test
  void readsStreamsWithoutRowsOrFields() throws IOException {
    assertThat(read(stream().end(), 5)).isEmpty();
    assertThat(read(stream().row().row().end(), 0)).hasSize(2);
    assertThat(read(new Stream().header(1, 100).row("a").end(), 1)).containsExactly(List.of("a"));
  }

  @Test
  void failsWhereverAStreamIsCutOff() throws IOException {
    byte[] bytes = stream().row("abc", null).row("", "é").end();
    for (int length = 0; length < bytes.length; length++) {
      fails(Arrays.copyOf(bytes, length), 2, "ends after", "without the mark of its end");
    }
    assertThat(read(bytes, 2)).hasSize(2);
  }

  @Test
  void refusesWhatIsNotACopy() throws IOException {
    for (int i = 0; i < 11; i++) {
      byte[] bytes = stream().row("a").end();
      bytes[i] ^= 0x20;
      fails(bytes, 1, "does not begin like that of a binary COPY");
    }
    fails("a text of some length, with tabs".getBytes(StandardCharsets.UTF_8), 1, "binary COPY");
    fails(new Stream().header(1 << 16, 0).row("a").end(), 1, "flags", "10000");
    fails(new Stream().header(0, -5).row("a").end(), 1, "header of -5 bytes");
  }

  @Test
  void refusesRowsOfOtherFields() throws IOException {
    byte[] bytes = stream().row("a", "b").row("a").end();
    fails(bytes, 2, "row 2", "1 fields instead of 2");
    fails(bytes, 1, "row 1", "2 fields instead of 1");
  }

  @Test
  void refusesLengthsThatCannotBe() throws IOException {
    byte[] negative = stream().row("abcd").end();
    Arrays.fill(negative, HEADER + 2, HEADER + 6, (byte) 0xfe);
    fails(negative, 1, "row 1", "bytes");
    byte[] huge = stream().row("abcd").end();
    huge[HEADER + 2] = 0x7f;
    fails(huge, 1, "ends after 0 rows");
  }

  @Test
  void refusesBytesAfterTheEnd() throws IOException {
    byte[] bytes = stream().row("a").end();
    fails(Arrays.copyOf(bytes, bytes.length + 1), 1, "goes on after its end");
    assertThatThrownBy(() -> read(trickle(Arrays.copyOf(bytes, bytes.length + 1)), 1))
        .hasMessageContaining("goes on after its end");
  }
}
