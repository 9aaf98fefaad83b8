package dev.parqueduct.io.vt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class Utf8BufferTest {
  @Provide
  Arbitrary<String> text() {
    return Arbitraries.strings()
        .withChars('a', 'é', '\u07ff', '\u0800', '\uffff', '\ud83d', '\ude00', '\ud800', '\udfff')
        .withCharRange('\0', '\u00ff')
        .ofMaxLength(30);
  }

  private static byte[] content(Utf8Buffer buffer) {
    return Arrays.copyOf(buffer.array(), buffer.length());
  }

  /** As the JDK encodes it, but with U+FFFD for a lone surrogate instead of a question mark. */
  private static byte[] expected(String text) {
    StringBuilder valid = new StringBuilder();
    text.codePoints()
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c)
        .forEach(valid::appendCodePoint);
    return valid.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Property(tries = 500)
  void encodesAsTheJdkDoes(@ForAll("text") String text) {
    Utf8Buffer fromText = new Utf8Buffer();
    fromText.append(text);
    Utf8Buffer fromChars = new Utf8Buffer();
    fromChars.append(("x" + text + "y").toCharArray(), 1, text.length());

    assertThat(content(fromText)).isEqualTo(expected(text));
    assertThat(content(fromChars)).isEqualTo(expected(text));
  }

  @Property(tries = 100)
  void growsAndIsUsedAgain(@ForAll List<String> parts) {
    Utf8Buffer buffer = new Utf8Buffer();
    for (int round = 0; round < 2; round++) {
      StringBuilder all = new StringBuilder();
      buffer.clear();
      for (String part : parts) {
        Utf8Buffer other = new Utf8Buffer();
        other.append(part);
        buffer.append(other);
        buffer.append((byte) ';');
        all.append(new String(expected(part), StandardCharsets.UTF_8)).append(';');
      }
      assertThat(content(buffer)).isEqualTo(all.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
