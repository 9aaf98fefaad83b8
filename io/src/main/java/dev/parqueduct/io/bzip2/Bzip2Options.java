package dev.parqueduct.io.bzip2;

/** interim */
public record Bzip2Options(int threads, long maxOutputBytes) {
  public static Bzip2Options defaults() {
    return new Bzip2Options(1, Long.MAX_VALUE);
  }
}
