package dev.parqueduct.io.br;

/**
 * Files that need not be read.
 *
 * @param files their number
 * @param bytes stored, as far as the backup tells
 */
public record SkippedFiles(long files, long bytes) {
  static final SkippedFiles NONE = new SkippedFiles(0, 0);

  SkippedFiles plus(SkippedFiles other) {
    return new SkippedFiles(files + other.files, bytes + other.bytes);
  }

  SkippedFiles and(BackupFile file) {
    return new SkippedFiles(files + 1, bytes + file.size());
  }
}
