package dev.parqueduct.io.br;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.report.RunFailedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CipherTest {
  // NIST SP 800-38A, F.5: the same plain text and counter for all key lengths.
  private static final String NIST_PLAIN =
      "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"
          + "30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710";
  private static final String NIST_COUNTER = "f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "AES128_CTR, 2b7e151628aed2a6abf7158809cf4f3c,"
        + "874d6191b620e3261bef6864990db6ce9806f66b7970fdff8617187bb9fffdff"
        + "5ae4df3edbd5d35e5b4f09020db03eab1e031dda2fbe03d1792170a0f3009cee",
    "AES192_CTR, 8e73b0f7da0e6452c810f32b809079e562f8ead2522c6b7b,"
        + "1abc932417521ca24f2b0459fe7e6e0b090339ec0aa6faefd5ccc2c6f4ce8e94"
        + "1e36b26bd1ebc670d1bd1d665620abf74f78a7f6d29809585a97daec58c6b050",
    "AES256_CTR, 603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4,"
        + "601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5"
        + "2b0930daa23de94ce87017ba2d84988ddfc9c58db67aada613c2dd08457941a6"
  })
  void decryptsTheVectorsOfNist(Cipher.Method method, String key, String encrypted)
      throws IOException {
    Cipher cipher = Cipher.ofHex(method, " " + key + "\n");
    byte[] stored = HexFormat.of().parseHex(encrypted);
    byte[] plain = HexFormat.of().parseHex(NIST_PLAIN);
    byte[] counter = HexFormat.of().parseHex(NIST_COUNTER);

    assertThat(cipher.decrypt(stored.clone(), counter)).isEqualTo(plain);
    // Any range, so that the counter carries over bytes: its low byte is 0xff.
    for (int from = 0; from < plain.length; from++) {
      byte[] tail = Arrays.copyOfRange(stored, from, stored.length);
      cipher.keystream(counter).apply(from, tail, 0, tail.length);
      assertThat(tail).isEqualTo(Arrays.copyOfRange(plain, from, plain.length));
    }
  }

  @Test
  void theCounterWrapsAroundAsANumberOf128Bits() {
    byte[] last = new byte[16];
    Arrays.fill(last, (byte) 0xff);
    byte[] all = new byte[64];
    Brpbs.aes128().keystream(last).apply(0, all, 0, all.length);
    byte[] rest = new byte[48];
    Brpbs.aes128().keystream(last).apply(16, rest, 0, rest.length);

    assertThat(rest).isEqualTo(Arrays.copyOfRange(all, 16, 64));
  }

  @Test
  void readsAnyRangesInAnyOrder() throws IOException {
    Random random = new Random(3);
    byte[] plain = new byte[100_003];
    random.nextBytes(plain);
    byte[] iv = Brpbs.iv("x");
    Path file = Files.write(folder.resolve("o"), Brpbs.aes128().decrypt(plain.clone(), iv));

    try (SeekableByteChannel channel = Brpbs.aes128().decrypt(Files.newByteChannel(file), iv)) {
      for (int i = 0; i < 500; i++) {
        int from = random.nextInt(plain.length);
        int length = 1 + random.nextInt(Math.min(3000, plain.length - from));
        ByteBuffer into =
            i % 2 == 0 ? ByteBuffer.allocate(length) : ByteBuffer.allocateDirect(length);
        channel.position(from);
        while (into.hasRemaining()) {
          assertThat(channel.read(into)).isPositive();
        }
        byte[] read = new byte[length];
        into.flip().get(read);
        assertThat(read).isEqualTo(Arrays.copyOfRange(plain, from, from + length));
      }
      assertThat(channel.size()).isEqualTo(plain.length);
    }
  }

  @Test
  void refusesKeysThatDoNotFitWithoutShowingThem() {
    assertThatThrownBy(
            () -> Cipher.ofHex(Cipher.Method.AES256_CTR, "00112233445566778899aabbccddeeff"))
        .isInstanceOf(RunFailedException.class)
        .hasMessage("The key has 16 bytes, but aes256-ctr needs 32 (64 hexadecimal digits).");
    assertThatThrownBy(() -> Cipher.ofHex(Cipher.Method.AES128_CTR, "secret-of-mine"))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("not hexadecimal")
        .hasMessageNotContaining("secret")
        .hasNoCause();
    assertThatThrownBy(() -> new Cipher(Cipher.Method.PLAINTEXT, new byte[16]))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("leave the key out");
    assertThatThrownBy(() -> Brpbs.aes128().keystream(new byte[12]))
        .hasMessageContaining("16 bytes");
  }

  @Test
  void knowsTheMethodsOfBr() {
    assertThat(Cipher.Method.of("AES192-CTR")).isEqualTo(Cipher.Method.AES192_CTR);
    assertThat(Cipher.Method.of("plaintext")).isEqualTo(Cipher.Method.PLAINTEXT);
    assertThatThrownBy(() -> Cipher.Method.of("sm4-ctr"))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("SM4");
    assertThatThrownBy(() -> Cipher.Method.of("des"))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("no encryption method des");
  }

  @Test
  void travelsWithoutShowingItsKey() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(Brpbs.aes128());
    }
    Object copy = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();

    assertThat(copy).isEqualTo(Brpbs.aes128()).hasSameHashCodeAs(Brpbs.aes128());
    assertThat(copy).hasToString("Cipher[aes128-ctr]");
  }
}
