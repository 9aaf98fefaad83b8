package dev.parqueduct.io.tidb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parqueduct.io.text.TextBuffer;
import dev.parqueduct.io.tikv.MemComparable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.tikv.common.codec.MyDecimal;

class BinaryDecimalTest {
  /** A number and the digits of the column it is in. */
  record Stored(BigDecimal number, int precision, int scale) {}

  @Provide
  Arbitrary<Stored> stored() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 65),
            Arbitraries.integers().between(0, 30),
            Arbitraries.bigIntegers()
                .between(BigInteger.TEN.pow(65).negate(), BigInteger.TEN.pow(65)),
            Arbitraries.integers().between(0, 65))
        .as(
            (precision, wantedScale, digits, cut) -> {
              int scale = Math.min(precision, wantedScale);
              BigInteger unscaled =
                  digits.remainder(BigInteger.TEN.pow(Math.max(1, Math.min(precision, cut))));
              return new Stored(new BigDecimal(unscaled, scale), precision, scale);
            });
  }

  private static byte[] oracle(Stored stored) {
    MyDecimal decimal = new MyDecimal();
    decimal.fromString(stored.number().toPlainString());
    int[] words = decimal.toBin(stored.precision(), stored.scale());
    byte[] bytes = new byte[words.length + 2];
    bytes[0] = (byte) stored.precision();
    bytes[1] = (byte) stored.scale();
    for (int i = 0; i < words.length; i++) {
      bytes[i + 2] = (byte) words[i];
    }
    return bytes;
  }

  @Property(tries = 2000)
  void encodesAsTheClientOfTiKvDoes(@ForAll("stored") Stored stored) {
    assertThat(DecimalEncoder.encode(stored.number(), stored.precision(), stored.scale()))
        .isEqualTo(oracle(stored));
  }

  @Property(tries = 2000)
  void textIsThatOfTheNumber(@ForAll("stored") Stored stored) throws BadValueException {
    BinaryDecimal decimal = new BinaryDecimal(stored.precision(), stored.scale());
    byte[] bytes = oracle(stored);
    decimal.read(bytes, 0, bytes.length);
    TextBuffer text = new TextBuffer();
    decimal.text(text);
    assertThat(text).hasToString(stored.number().toPlainString());
  }

  @Property(tries = 2000)
  void rescalesHalfUpLikeBigDecimal(@ForAll("stored") Stored stored, @ForAll byte wantedScale)
      throws BadValueException {
    int scale = Math.floorMod(wantedScale, 31);
    BigDecimal expected = stored.number().setScale(scale, RoundingMode.HALF_UP);
    byte[] bytes = oracle(stored);
    int precision = Math.max(1, expected.unscaledValue().abs().toString().length());
    precision = Math.max(precision, scale);
    BinaryDecimal decimal = new BinaryDecimal(precision, scale);
    decimal.read(bytes, 0, bytes.length);
    if (precision <= 18) {
      assertThat(decimal.unscaled()).isEqualTo(expected.unscaledValue().longValueExact());
    }
    if (precision <= 38) {
      byte[] fixed = new byte[16];
      decimal.unscaled(fixed);
      assertThat(new BigInteger(fixed)).isEqualTo(expected.unscaledValue());
    }
    byte[] wide = new byte[40];
    Arrays.fill(wide, (byte) 0x55);
    decimal.unscaled(wide);
    assertThat(new BigInteger(wide)).isEqualTo(expected.unscaledValue());
    TextBuffer text = new TextBuffer();
    decimal.text(text);
    assertThat(new BigDecimal(text.toString())).isEqualTo(expected);
  }

  @Test
  void goldenNumbersAreReadAndWritten() throws BadValueException {
    assertThat(Golden.read("codec_basics.json").path("decimal")).hasSize(1);
    for (JsonNode golden : Golden.read("codec_basics.json").path("decimal")) {
      int precision = golden.path("precision").asInt();
      int scale = golden.path("frac").asInt();
      String number = golden.path("decimal").asText();
      byte[] bytes = DecimalEncoder.encode(new BigDecimal(number), precision, scale);
      assertThat(HexFormat.of().formatHex(bytes, 2, bytes.length))
          .isEqualTo(golden.path("bin_hex").asText());
      BinaryDecimal decimal = new BinaryDecimal(precision, scale);
      decimal.read(bytes, 0, bytes.length);
      TextBuffer text = new TextBuffer();
      decimal.text(text);
      assertThat(text).hasToString(number);
    }
  }

  @Test
  void goldenStringsAreRead() throws BadValueException {
    JsonNode golden = Golden.read("codec_basics.json");
    assertThat(golden.path("compact_bytes")).hasSize(3);
    assertThat(golden.path("memcomparable")).hasSize(8);
    for (JsonNode text : golden.path("compact_bytes")) {
      byte[] encoded = Golden.hex("02" + text.path("encoded_hex").asText());
      assertThat(new Datum().read(encoded, 0, encoded.length)).isEqualTo(encoded.length);
      int size = Varint.size(encoded, 1);
      assertThat(Varint.signed(encoded, 1)).isEqualTo(encoded.length - 1 - size);
      assertThat(Arrays.copyOfRange(encoded, 1 + size, encoded.length))
          .isEqualTo(text.path("text").asText().getBytes(StandardCharsets.UTF_8));
    }
    for (JsonNode pair : golden.path("memcomparable")) {
      byte[] raw = Golden.hex(pair.path("raw_hex").asText());
      byte[] encoded = Golden.hex(pair.path("encoded_hex").asText());
      assertThat(MemComparable.encode(raw)).isEqualTo(encoded);
      byte[] decoded = new byte[encoded.length];
      int length = MemComparable.decode(encoded, 0, encoded.length, decoded);
      assertThat(Arrays.copyOf(decoded, length)).isEqualTo(raw);
      byte[] flagged = Golden.hex("01" + pair.path("encoded_hex").asText());
      assertThat(new Datum().read(flagged, 0, flagged.length)).isEqualTo(flagged.length);
    }
  }

  @Test
  void damageIsRefused() {
    BinaryDecimal decimal = new BinaryDecimal(6, 2);
    for (String hex : new String[] {"", "0604", "06048b26", "06048b26acff", "04068b26ac"}) {
      byte[] bytes = Golden.hex(hex);
      assertThatThrownBy(() -> decimal.read(bytes, 0, bytes.length))
          .isInstanceOf(BadValueException.class);
    }
    byte[] large = DecimalEncoder.encode(new BigDecimal("12345.6"), 6, 1);
    assertThatThrownBy(() -> decimal.read(large, 0, large.length))
        .hasMessage("a decimal that does not fit into DECIMAL(6,2)");
  }
}
