package dev.parqueduct.io.tikv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class VersionedKeyTest {
  private static byte[] stored(byte[] key, long ts) {
    byte[] encoded = MemComparable.encode(key);
    return ByteBuffer.allocate(1 + encoded.length + 8)
        .put((byte) 'z')
        .put(encoded)
        .putLong(~ts)
        .array();
  }

  @Property(tries = 300)
  void givesBackKeyAndVersion(@ForAll @Size(max = 100) byte[] key, @ForAll long ts) {
    byte[] stored = stored(key, ts);
    VersionedKey parsed = new VersionedKey();
    parsed.parse(Arrays.copyOf(stored, stored.length + 5), stored.length);

    assertThat(Arrays.copyOf(parsed.key(), parsed.length())).isEqualTo(key);
    assertThat(parsed.ts()).isEqualTo(ts);
  }

  @Test
  void whatIsNoSuchKeyIsRefused() {
    VersionedKey parsed = new VersionedKey();
    byte[] good = stored(new byte[] {1, 2, 3}, 7);

    assertThatThrownBy(() -> parsed.parse(good, 0)).hasMessageContaining("'z'");
    assertThatThrownBy(() -> parsed.parse(good, 8)).hasMessageContaining("too short");
    assertThatThrownBy(() -> parsed.parse(good, good.length - 1))
        .isInstanceOf(IllegalArgumentException.class);
    byte[] longer = Arrays.copyOf(good, good.length + 9);
    assertThatThrownBy(() -> parsed.parse(longer, longer.length))
        .hasMessageContaining("between its end and its version");
  }

  @Test
  void readsAKeyThatWasDumpedFromACluster() {
    // TiFlash's gtest_region_block_reader.cpp, "dump from SSTFile", with the z that it lacks.
    byte[] stored =
        HexFormat.of()
            .parseHex(
                "7a7480000000000000FF4D5F728000000000FF0000010000000000FAF9F3126548ABFFFC"
                    .toLowerCase(Locale.ROOT));
    VersionedKey parsed = new VersionedKey();
    parsed.parse(stored, stored.length);

    assertThat(HexFormat.of().formatHex(parsed.key(), 0, parsed.length()))
        .isEqualTo("74800000000000004d5f728000000000000001");
    assertThat(parsed.ts()).isEqualTo(435_984_512_704_577_539L);
  }

  @Test
  void timestampsAreMillisecondsAndACounter() {
    // The example of pd-ctl's documentation: 2017-10-09 05:50:59 +0800, logic 120102.
    long ts = 395_181_938_313_123_110L;

    assertThat(Timestamps.millis(ts) / 1000)
        .isEqualTo(OffsetDateTime.parse("2017-10-09T05:50:59+08:00").toEpochSecond());
    assertThat(Timestamps.micros(ts)).isEqualTo(Timestamps.millis(ts) * 1000);
    assertThat(Timestamps.counter(ts)).isEqualTo(120_102);
    assertThat(Timestamps.millis(-1)).isEqualTo((1L << 46) - 1);
  }
}
