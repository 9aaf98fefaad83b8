package dev.parqueduct.io.bzip2;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Writes bzip2 streams that no compressor would: any last column, any origin, odd tables. Its
 * Huffman codes are flat, or as unbalanced as the format allows.
 */
final class ForgedStream {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int pending;
  private int pendingBits;
  private int combinedCrc;

  private int extraSelectors;
  private boolean longCodes;
  private boolean crowdedSecondCode;

  ForgedStream(int level) {
    bits(0x425A, 16);
    bits('h', 8);
    bits('0' + level, 8);
  }

  /** Adds selectors that no group uses to the following blocks. */
  ForgedStream withExtraSelectors(int count) {
    extraSelectors = count;
    return this;
  }

  /**
   * Gives the following blocks a second code, which no group uses, with more codes than 2 bits
   * allow.
   */
  ForgedStream withCrowdedSecondCode() {
    crowdedSecondCode = true;
    return this;
  }

  /** Lets the following blocks use codes of up to 20 bits. */
  ForgedStream withLongCodes() {
    longCodes = true;
    return this;
  }

  /** Adds a block that stands for a text, by sorting its rotations. */
  ForgedStream sorted(byte[] text) {
    int size = text.length;
    byte[] twice = Arrays.copyOf(text, 2 * size);
    System.arraycopy(text, 0, twice, size, size);
    List<Integer> rotations = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      rotations.add(i);
    }
    rotations.sort((a, b) -> Arrays.compare(twice, a, a + size, twice, b, b + size));
    byte[] lastColumn = new byte[size];
    for (int i = 0; i < size; i++) {
      lastColumn[i] = twice[rotations.get(i) + size - 1];
    }
    return block(lastColumn, rotations.indexOf(0));
  }

  /** Adds a block with the CRC of what the format says it stands for. */
  ForgedStream block(byte[] lastColumn, int origin) {
    return block(lastColumn, origin, crc(expand(text(lastColumn, origin))));
  }

  ForgedStream block(byte[] lastColumn, int origin, int crc) {
    combinedCrc = Integer.rotateLeft(combinedCrc, 1) ^ crc;
    bits(0x314159, 24);
    bits(0x265359, 24);
    bits(crc, 32);
    bits(0, 1);
    bits(origin, 24);
    List<Integer> alphabet = new ArrayList<>();
    for (byte b : lastColumn) {
      if (!alphabet.contains(b & 0xFF)) {
        alphabet.add(b & 0xFF);
      }
    }
    alphabet.sort(null);
    writeAlphabet(alphabet);
    List<Integer> symbols = symbols(lastColumn, alphabet);
    int groups = (symbols.size() + 49) / 50;
    int count = alphabet.size() + 2;
    bits(2, 3);
    bits(groups + extraSelectors, 15);
    for (int i = 0; i < groups + extraSelectors; i++) {
      bits(0, 1);
    }
    int[] lengths = longCodes ? unbalanced(count) : flat(count);
    int[] codes = canonical(lengths);
    writeLengths(lengths);
    int[] second = lengths.clone();
    if (crowdedSecondCode) {
      Arrays.fill(second, 2);
    }
    writeLengths(second);
    for (int symbol : symbols) {
      bits(codes[symbol], lengths[symbol]);
    }
    return this;
  }

  byte[] finish() {
    return finish(combinedCrc);
  }

  byte[] finish(int crc) {
    bits(0x177245, 24);
    bits(0x385090, 24);
    bits(crc, 32);
    if (pendingBits > 0) {
      bits(0, 8 - pendingBits);
    }
    return bytes.toByteArray();
  }

  /** Writes any bits. */
  ForgedStream bits(int value, int count) {
    for (int i = count - 1; i >= 0; i--) {
      pending = pending << 1 | (value >>> i & 1);
      if (++pendingBits == 8) {
        bytes.write(pending);
        pending = 0;
        pendingBits = 0;
      }
    }
    return this;
  }

  private void writeAlphabet(List<Integer> alphabet) {
    for (int high = 0; high < 16; high++) {
      int sixteenth = high;
      bits(alphabet.stream().anyMatch(b -> b >> 4 == sixteenth) ? 1 : 0, 1);
    }
    for (int high = 0; high < 16; high++) {
      int sixteenth = high;
      if (alphabet.stream().anyMatch(b -> b >> 4 == sixteenth)) {
        for (int low = 0; low < 16; low++) {
          bits(alphabet.contains(high << 4 | low) ? 1 : 0, 1);
        }
      }
    }
  }

  private void writeLengths(int[] lengths) {
    int length = lengths[0];
    bits(length, 5);
    for (int wanted : lengths) {
      for (; length < wanted; length++) {
        bits(2, 2);
      }
      for (; length > wanted; length--) {
        bits(3, 2);
      }
      bits(0, 1);
    }
  }

  private static List<Integer> symbols(byte[] lastColumn, List<Integer> alphabet) {
    List<Integer> list = new ArrayList<>(alphabet);
    List<Integer> symbols = new ArrayList<>();
    int run = 0;
    for (byte b : lastColumn) {
      int place = list.indexOf(b & 0xFF);
      if (place == 0) {
        run++;
        continue;
      }
      addRun(symbols, run);
      run = 0;
      symbols.add(place + 1);
      list.add(0, list.remove(place));
    }
    addRun(symbols, run);
    symbols.add(alphabet.size() + 1);
    return symbols;
  }

  private static void addRun(List<Integer> symbols, int run) {
    for (int left = run; left > 0; left = (left - 1) / 2) {
      symbols.add((left - 1) % 2);
    }
  }

  private static int[] flat(int symbols) {
    int[] lengths = new int[symbols];
    Arrays.fill(lengths, Math.max(1, 32 - Integer.numberOfLeadingZeros(symbols - 1)));
    return lengths;
  }

  private static int[] unbalanced(int symbols) {
    int[] lengths = new int[symbols];
    for (int i = 0; i < symbols; i++) {
      // A third of the code space for short codes; what is left holds 2^11 codes of 20 bits.
      lengths[i] = i < 9 ? i + 1 : 20;
    }
    return lengths;
  }

  private static int[] canonical(int[] lengths) {
    int[] codes = new int[lengths.length];
    int code = 0;
    for (int length = 1; length <= 20; length++) {
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] == length) {
          codes[symbol] = code++;
        }
      }
      code <<= 1;
    }
    return codes;
  }

  /** What the format says a last column stands for: as many steps as bytes, from the origin. */
  static byte[] text(byte[] lastColumn, int origin) {
    int[] following = new int[lastColumn.length];
    int row = 0;
    for (int value = 0; value < 256; value++) {
      for (int i = 0; i < lastColumn.length; i++) {
        if ((lastColumn[i] & 0xFF) == value) {
          following[row++] = i;
        }
      }
    }
    byte[] text = new byte[lastColumn.length];
    int at = following[origin];
    for (int i = 0; i < text.length; i++) {
      text[i] = lastColumn[at];
      at = following[at];
    }
    return text;
  }

  /** Undoes the run lengths; a run without a count counts as 0 further bytes. */
  static byte[] expand(byte[] text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int equal = 0;
    for (int i = 0; i < text.length; i++) {
      equal = equal > 0 && text[i] == text[i - 1] ? equal + 1 : 1;
      out.write(text[i]);
      if (equal == 4 && i + 1 < text.length) {
        for (int k = text[i + 1] & 0xFF; k > 0; k--) {
          out.write(text[i]);
        }
        i++;
        equal = 0;
      }
    }
    return out.toByteArray();
  }

  static int crc(byte[] data) {
    CRC32 crc = new CRC32();
    for (byte b : data) {
      crc.update(Integer.reverse(b) >>> 24);
    }
    return Integer.reverse((int) crc.getValue());
  }
}
