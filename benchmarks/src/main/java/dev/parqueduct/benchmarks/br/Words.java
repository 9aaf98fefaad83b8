package dev.parqueduct.benchmarks.br;

import dev.parqueduct.io.br.testing.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Text that compresses about as prose does. */
final class Words {
  private static final byte[][] WORDS = words(4096);

  private Words() {}

  /** Appends words of {@code least} bytes and a few more. */
  static void write(SplittableRandom random, int least, Bytes to) {
    int end = to.length() + least;
    while (to.length() < end) {
      // The square makes the first words the frequent ones.
      int rank = random.nextInt(64) * random.nextInt(64);
      to.raw(WORDS[rank]).u8(' ');
    }
  }

  private static byte[][] words(int count) {
    String[] syllables = {
      "ta", "ri", "no", "ka", "mel", "sor", "vin", "dar", "el", "pu", "shi", "gran", "to", "lek",
      "wa", "zin"
    };
    byte[][] words = new byte[count][];
    for (int i = 0; i < count; i++) {
      StringBuilder word = new StringBuilder();
      for (int rest = i + 1; rest > 0; rest /= syllables.length) {
        word.append(syllables[rest % syllables.length]);
      }
      words[i] = word.toString().getBytes(StandardCharsets.US_ASCII);
    }
    return words;
  }
}
