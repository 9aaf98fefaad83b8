package dev.parqueduct.io.rawkv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KeyRangeTest {
  private static boolean contains(KeyRange range, String key) {
    byte[] bytes = ("<" + key + ">").getBytes(UTF_8);
    return range.contains(bytes, 1, bytes.length - 2);
  }

  private static String hex(byte[] bytes) {
    return bytes.length == 0 ? "" : "0x" + HexFormat.of().formatHex(bytes);
  }

  @Test
  void theEndIsNotInTheRange() {
    KeyRange range = KeyRange.parse("b", "0x64", "");

    assertThat(contains(range, "a")).isFalse();
    assertThat(contains(range, "b")).isTrue();
    assertThat(contains(range, "czz")).isTrue();
    assertThat(contains(range, "d")).isFalse();
    assertThat(contains(KeyRange.ALL, "")).isTrue();
  }

  @Test
  void aPrefixNarrowsARange() {
    KeyRange range = KeyRange.parse("user:5", "", "user:");

    assertThat(contains(range, "user:4")).isFalse();
    assertThat(contains(range, "user:77")).isTrue();
    assertThat(contains(range, "user;")).isFalse();
    assertThat(KeyRange.parse("", "", "0xffff").end()).isEmpty();
    assertThat(KeyRange.parse("", "", "0x61ff").end()).isEqualTo(new byte[] {'b'});
  }

  @Test
  void whatSelectsNothingOrIsNoHexIsRefused() {
    assertThatThrownBy(() -> KeyRange.parse("b", "b", "")).hasMessageContaining("no key");
    assertThatThrownBy(() -> KeyRange.parse("z", "", "user:")).hasMessageContaining("no key");
    assertThatThrownBy(() -> KeyRange.parse("0x1", "", "")).hasMessageContaining("0x1 has not");
  }

  @Test
  void filesOutsideTheRangeNeedNotBeRead() {
    KeyRange range = KeyRange.parse("d", "f", "");

    assertThat(range.mayBeIn(RawApi.V1, b("a"), b("c"))).isFalse();
    assertThat(range.mayBeIn(RawApi.V1, b("a"), b("d"))).isTrue();
    assertThat(range.mayBeIn(RawApi.V1, b("a"), b(""))).isTrue();
    assertThat(range.mayBeIn(RawApi.V1, b("f"), b(""))).isFalse();
    assertThat(range.mayBeIn(RawApi.V2, b("r\0\0\0a"), b("r\0\0\0c"))).isFalse();
    assertThat(range.mayBeIn(RawApi.V2, b("r\0\0\0e"), b("r\0\0\0z"))).isTrue();
    assertThat(range.mayBeIn(RawApi.V2, b("r\0\0\0x"), b("r\0\0\1"))).isTrue();
    assertThat(range.mayBeIn(RawApi.V2, b(""), b(""))).isTrue();
  }

  private static byte[] b(String text) {
    return text.getBytes(UTF_8);
  }

  @Property(tries = 500)
  void aPrefixSelectsWhatBeginsWithIt(
      @ForAll @Size(max = 3) byte[] prefix, @ForAll @Size(max = 5) byte[] key) {
    boolean begins =
        key.length >= prefix.length
            && HexFormat.of().formatHex(key).startsWith(HexFormat.of().formatHex(prefix));

    assertThat(KeyRange.parse("", "", hex(prefix)).contains(key, 0, key.length)).isEqualTo(begins);
  }

  @Property(tries = 500)
  void noFileWithAKeyOfTheRangeIsLeftOut(
      @ForAll @Size(max = 3) byte[] start,
      @ForAll @Size(max = 3) byte[] key,
      @ForAll @Size(max = 2) byte[] before) {
    KeyRange range = KeyRange.parse(hex(start), "", "");
    Assume.that(range.contains(key, 0, key.length));
    Assume.that(java.util.Arrays.compareUnsigned(before, key) <= 0);

    assertThat(range.mayBeIn(RawApi.V1, before, key)).isTrue();
  }
}
