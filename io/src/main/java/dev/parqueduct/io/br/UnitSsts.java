package dev.parqueduct.io.br;

import dev.parqueduct.io.objects.ReadLimiter;
import dev.parqueduct.io.sst.SstCursor;
import dev.parqueduct.io.sst.SstReader;
import dev.parqueduct.io.tikv.EntrySum;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The SSTs of a unit while it is read, and what is checked when all of them were. */
public final class UnitSsts implements Closeable {
  private final SstFiles files;
  private final SstReader reader;
  private final UnaryOperator<SeekableByteChannel> limit;
  private final List<SstFile> opened = new ArrayList<>();
  private final List<TimedChannel> timed = new ArrayList<>();
  private final List<SstCursor> cursors = new ArrayList<>();

  /**
   * @param limit slows down reading, or does nothing
   */
  public UnitSsts(SstFiles files, SstReader reader, ReadLimiter limit) {
    this.files = files;
    this.reader = reader;
    this.limit = limit::limit;
  }

  /** Opens a file of the scan, if it has one of this family. */
  public Optional<SstCursor> open(BackupScan scan, ColumnFamily family) throws IOException {
    Optional<BackupFile> file = scan.file(family);
    return file.isEmpty() ? Optional.empty() : Optional.of(open(file.get()));
  }

  public SstCursor open(BackupFile file) throws IOException {
    SstFile sst = files.open(file);
    opened.add(sst);
    TimedChannel channel = new TimedChannel(limit.apply(sst));
    timed.add(channel);
    SstCursor cursor = reader.open(channel, sst.path());
    cursors.add(cursor);
    return cursor;
  }

  /** Checks that the stored bytes are those that were backed up; all entries must be read. */
  public void verifyDigests() throws IOException {
    for (SstFile sst : opened) {
      sst.verifyDigest();
    }
  }

  /**
   * Compares a file's entries with what the backup says of them.
   *
   * @return whether the backup says anything
   * @throws BackupException when they differ
   */
  public static boolean verifySum(BackupFile file, EntrySum found) throws BackupException {
    if (file.crc64xor() == 0 && file.totalBytes() == 0 && file.totalKvs() == 0) {
      return found.entries() == 0;
    }
    boolean crcStated = file.crc64xor() != 0 || file.totalBytes() != 0;
    boolean equal =
        file.totalKvs() == found.entries()
            && (!crcStated
                || (file.crc64xor() == found.crc64Xor() && file.totalBytes() == found.bytes()));
    if (!equal) {
      throw new BackupException(
          BackupException.Fault.INCONSISTENT,
          String.format(
              "%s holds %,d entries of %,d bytes with the checksum %016x, but the backupmeta says"
                  + " %,d entries of %,d bytes with %016x. The backup is damaged; use another one.",
              file.name(),
              found.entries(),
              found.bytes(),
              found.crc64Xor(),
              file.totalKvs(),
              file.totalBytes(),
              file.crc64xor()));
    }
    return true;
  }

  public long downloadNanos() {
    return timed.stream().mapToLong(TimedChannel::nanos).sum();
  }

  public long downloadBytes() {
    return timed.stream().mapToLong(TimedChannel::bytes).sum();
  }

  @Override
  public void close() throws IOException {
    for (SstCursor cursor : cursors) {
      cursor.close();
    }
    for (SstFile sst : opened) {
      sst.close();
    }
  }
}
