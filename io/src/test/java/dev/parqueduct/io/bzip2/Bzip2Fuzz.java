package dev.parqueduct.io.bzip2;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Damages compressed streams at random and compares what the decoders make of them. Run {@code
 * main} with a seed and a number of seconds for a long run.
 *
 * <p>The rule: output is a prefix of what the oracle delivers, or the same if there is no error.
 * There may be an error where the oracle has none only for what it does not check. There may be no
 * error, or more output, where it has one only for zeros behind a stream, at which it stops.
 * Nothing but the package's own exception may be thrown.
 */
final class Bzip2Fuzz {

  /** What the oracle does not check, but bzip2 does, or reads past its tables for. */
  private static final List<String> STRICTER = List.of("ends inside a run", "has a length of");

  private final Random random;
  private final List<byte[]> corpus;
  private final Map<String, Integer> outcomes = new HashMap<>();

  Bzip2Fuzz(long seed) {
    random = new Random(seed);
    byte[] reports = Streams.reports(seed, 5_000);
    byte[] column = new byte[3_000];
    random.nextBytes(column);
    corpus =
        List.of(
            Streams.golden("hello.bzip2"),
            Streams.golden("every-byte.bzip2"),
            Streams.golden("randomised.bzip2"),
            Streams.golden("periodic.bzip2"),
            Streams.golden("empty.bzip2"),
            Streams.compress(reports, 1),
            Streams.concat(
                Streams.compress(Arrays.copyOf(reports, 700), 1),
                Streams.golden("one-byte.bzip2"),
                Streams.compress(Arrays.copyOf(reports, 300), 3)),
            new ForgedStream(1)
                .block(Arrays.copyOf(column, 900), 17)
                .block(Arrays.copyOf(column, 50), 1)
                .finish(),
            new ForgedStream(2).withLongCodes().block(column, 17).finish());
  }

  public static void main(String[] args) {
    long seed = Long.parseLong(args[0]);
    long end = System.nanoTime() + Long.parseLong(args[1]) * 1_000_000_000L;
    Bzip2Fuzz fuzz = new Bzip2Fuzz(seed);
    long rounds = 0;
    for (; System.nanoTime() < end; rounds++) {
      fuzz.round();
    }
    System.out.println(rounds + " rounds from seed " + seed + ": " + fuzz.outcomes);
  }

  /** Damages one stream and compares. */
  void round() {
    byte[] damaged = next();
    try {
      compare(damaged);
    } catch (RuntimeException | Error e) {
      throw new AssertionError("input " + HexFormat.of().formatHex(damaged), e);
    }
  }

  /** A stream with some damage. */
  byte[] next() {
    byte[] damaged = corpus.get(random.nextInt(corpus.size()));
    for (int i = random.nextInt(3); i >= 0; i--) {
      damaged = damage(damaged);
    }
    return damaged;
  }

  Map<String, Integer> outcomes() {
    return outcomes;
  }

  private byte[] damage(byte[] bytes) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    return switch (random.nextInt(8)) {
      case 0 -> Arrays.copyOf(bytes, at);
      case 1 -> Streams.concat(bytes, new byte[random.nextInt(5)]);
      case 2 -> xor(bytes, at, random.nextInt(256));
      case 3 -> {
        byte[] other = corpus.get(random.nextInt(corpus.size()));
        int from = random.nextInt(other.length);
        yield Streams.concat(
            Arrays.copyOf(bytes, at), Arrays.copyOfRange(other, from, other.length));
      }
      // The beginning, where the tables are.
      case 4 -> xor(bytes, Math.min(at, random.nextInt(60)), 1 << random.nextInt(8));
      default -> xor(bytes, at, 1 << random.nextInt(8));
    };
  }

  private static byte[] xor(byte[] bytes, int at, int mask) {
    byte[] changed = bytes.clone();
    changed[at] ^= (byte) mask;
    return changed;
  }

  private void compare(byte[] damaged) {
    Streams.Outcome ours = Streams.decode(Streams.FAST, damaged);
    Streams.Outcome oracle = Streams.decode(Streams.ORACLE, new ByteArrayInputStream(damaged), 1);
    String kind = ours.failure().isEmpty() ? "intact" : String.valueOf(ours.bzip2Failure().kind());
    outcomes.merge(kind, 1, Integer::sum);
    int common = Arrays.mismatch(ours.output(), oracle.output());
    check(
        common < 0 || common == ours.output().length || oracleStoppedEarly(oracle, common),
        "other bytes");
    if (ours.failure().isEmpty()) {
      check(
          oracle.failure().isEmpty()
              || oracle.bzip2Failure().kind() == Bzip2Exception.Kind.TRAILING_GARBAGE,
          "no error, but the oracle has " + oracle.failure());
      check(common < 0 || oracleStoppedEarly(oracle, common), "other bytes without an error");
    } else if (oracle.failure().isEmpty()) {
      String message = ours.bzip2Failure().getMessage();
      check(
          STRICTER.stream().anyMatch(message::contains), "the oracle accepts it, but: " + message);
      outcomes.merge("CORRUPT, accepted by the oracle", 1, Integer::sum);
    }
    if (random.nextInt(16) == 0) {
      Streams.Outcome parallel = Streams.decode(Streams.FAST_ON_THREADS, damaged);
      check(Arrays.equals(parallel.output(), ours.output()), "other bytes on threads");
      check(
          parallel
              .failure()
              .map(Throwable::getMessage)
              .equals(ours.failure().map(Throwable::getMessage)),
          "another error on threads: " + parallel.failure() + " instead of " + ours.failure());
    }
  }

  /** The oracle does not read on behind zeros, where this decoder does. */
  private static boolean oracleStoppedEarly(Streams.Outcome oracle, int common) {
    return common == oracle.output().length
        && oracle.failure().isPresent()
        && oracle.bzip2Failure().kind() == Bzip2Exception.Kind.TRAILING_GARBAGE;
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
