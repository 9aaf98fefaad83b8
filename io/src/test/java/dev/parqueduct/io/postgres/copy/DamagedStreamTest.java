package dev.parqueduct.io.postgres.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.parquet.RowWriter;
import dev.parqueduct.io.postgres.ValueOptions;
import dev.parqueduct.io.postgres.testing.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the server sent, with damage: it fails in a way that callers know, or values differ. */
class DamagedStreamTest {
  private static PgRows rows;
  private static byte[] sent;

  @BeforeAll
  static void copy() throws SQLException, IOException {
    try (Connection connection = TestServer.connectToNew("damaged_stream")) {
      Sql.run(
          connection,
          "create type mood as enum ('', 'happy', 'sad, ''quoted''', 'très content')",
          "create type part as (n numeric(9,2), t text[], r int4range)",
          "create table t (p part[], g int[][], m int4multirange, n numeric, d numeric(30,5))");
      List<String> values = new ArrayList<>();
      values.add("array[row(1.5, '{a,null}', '[1,2)'), null, row(null, '{}', 'empty')]::part[]");
      values.add("'{{1,2,3},{4,5,6}}'");
      values.add("'{[1,2),[4,)}'");
      values.add("123456.789");
      values.add("-123456789012345.678");
      List<TypeCase> cases = TypeCase.all();
      for (int i = 0; i < cases.size(); i++) {
        TypeCase type = cases.get(i);
        Sql.run(connection, "alter table t add c" + i + " " + type.type());
        values.add(type.literal(type.values().get(type.values().size() / 2)));
      }
      Sql.run(connection, "insert into t values (" + String.join(", ", values) + ")");
      rows = PgRows.of(Exported.columns(connection, "t"), ValueOptions.defaults());
      try (InputStream in = Exported.copy(connection, rows, "t")) {
        sent = in.readAllBytes();
      }
    }
  }

  private static int read(byte[] bytes) throws IOException {
    int count = 0;
    try (CopyTuples tuples = CopyTuples.of(new ByteArrayInputStream(bytes), rows.columns().size());
        RowWriter writer = RowWriter.to(OutputStream.nullOutputStream(), rows.schema()).open()) {
      while (tuples.next()) {
        rows.write(tuples, writer);
        writer.endRow();
        count++;
      }
      writer.finish();
    }
    return count;
  }

  @Test
  void readsWhatIsNotDamaged() throws IOException {
    assertThat(read(sent)).isEqualTo(1);
  }

  @Test
  void failsWhereverItIsCutOff() {
    for (int length = 0; length < sent.length; length++) {
      byte[] cut = Arrays.copyOf(sent, length);
      CopyTuples tuples = CopyTuples.of(new ByteArrayInputStream(cut), rows.columns().size());
      assertThatThrownBy(
              () -> {
                while (tuples.next()) {
                  assertThat(tuples.row()).isEqualTo(1);
                }
              })
          .isInstanceOf(CopyStreamException.class)
          .hasMessageContaining("without the mark of its end");
    }
  }

  @Test
  void failsAsExpectedWhateverByteIsDamaged() {
    for (int at = 0; at < sent.length; at++) {
      byte[] damaged = sent.clone();
      damaged[at] ^= (byte) (at % 3 == 0 ? 0xff : at % 3 == 1 ? 0x80 : 0x01);
      endsWell(damaged);
    }
  }

  @Test
  void failsAsExpectedWhateverBytesAreDamaged() {
    Random random = new Random(1);
    for (int i = 0; i < 1000; i++) {
      byte[] damaged = sent.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        int from = random.nextInt(damaged.length);
        int to = Math.min(damaged.length, from + 1 + random.nextInt(8));
        byte[] noise = new byte[to - from];
        if (random.nextBoolean()) {
          random.nextBytes(noise);
        }
        System.arraycopy(noise, 0, damaged, from, noise.length);
      }
      endsWell(damaged);
    }
  }

  private static void endsWell(byte[] damaged) {
    try {
      assertThat(read(damaged)).isLessThanOrEqualTo(1);
    } catch (CopyStreamException | RowException e) {
      assertThat(e).hasMessageMatching("(?s).*(stream|row \\d+, column [a-z0-9]+: ).*");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
