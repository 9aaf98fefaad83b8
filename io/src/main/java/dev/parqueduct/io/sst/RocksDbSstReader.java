package dev.parqueduct.io.sst;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads SSTs with RocksDB itself, through a copy in a temporary file: slower than {@link
 * PureSstReader}, but whatever that does not support (other compressions, dictionaries, newer
 * formats) RocksDB may know. Tables with deletions or merge operands are refused here as well.
 *
 * <p>Needs {@code org.rocksdb:rocksdbjni} on the classpath, which is not there by default: it holds
 * native libraries for all platforms, and is larger than all else together.
 */
public final class RocksDbSstReader implements SstReader {
  @Override
  public SstCursor open(SeekableByteChannel file, String name) throws IOException {
    requireNonNull(file, "file");
    requireNonNull(name, "name");
    Path copy = null;
    boolean opened = false;
    try {
      SstFile sst = new SstFile(file, name);
      SstProperties properties;
      StatedEntries stated;
      try (SstTail tail = new SstTail(sst)) {
        properties = tail.properties();
        stated = StatedEntries.of(tail, RangeDeletions.REFUSED);
      }
      copy = Files.createTempFile("parqueduct", ".sst");
      file.position(0);
      try (OutputStream out = Files.newOutputStream(copy)) {
        long copied = Channels.newInputStream(file).transferTo(out);
        if (copied != sst.size()) {
          throw sst.damaged("it ends after " + copied + " of " + sst.size() + " bytes");
        }
      }
      SstCursor cursor = new RocksDbSstCursor(sst, copy, properties, stated);
      opened = true;
      return cursor;
    } catch (LinkageError e) {
      throw new IOException(
          "RocksDB cannot be loaded: org.rocksdb:rocksdbjni must be on the classpath, and"
              + " have a native library for this platform",
          e);
    } finally {
      if (!opened) {
        file.close();
        if (copy != null) {
          Files.deleteIfExists(copy);
        }
      }
    }
  }
}
