package dev.parqueduct.io.br.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The SSTs of one region's scan (components/backup/src/writer.rs): the write CF has every commit
 * record, with the value in it when it is short; the default CF has the long values.
 */
public final class SstPair implements AutoCloseable {
  /** Longer values are in the default CF (txn_types, SHORT_VALUE_MAX_LEN). */
  public static final int LONGEST_SHORT_VALUE = 255;

  private final Path root;
  private final String base;
  private final SstOptions options;
  private final Encryption encryption;
  private final SstFile write;
  private final Bytes key = new Bytes();
  private final Bytes record = new Bytes();
  private Optional<SstFile> defaults = Optional.empty();

  /**
   * @param base the common name of both files, relative to {@code root}
   */
  public SstPair(Path root, String base, SstOptions options, Encryption encryption)
      throws IOException {
    this.root = root;
    this.base = base;
    this.options = options;
    this.encryption = encryption;
    write = new SstFile(root, base + "_write.sst", "write", options, encryption);
  }

  /** Adds a committed value; raw keys must ascend. */
  public void put(
      byte[] rawKey,
      int keyLength,
      byte[] value,
      int valueLength,
      long physicalId,
      long startTs,
      long commitTs)
      throws IOException {
    record.clear().u8('P').uvarint(startTs);
    if (valueLength <= LONGEST_SHORT_VALUE) {
      record.u8('v').u8(valueLength).raw(value, 0, valueLength);
      write.count(physicalId, rawKey, keyLength, value, 0, valueLength);
    } else {
      SstFile file = defaultFile();
      storedKey(rawKey, keyLength, startTs);
      file.put(key, value, 0, valueLength);
      file.count(physicalId, rawKey, keyLength, value, 0, valueLength);
    }
    storedKey(rawKey, keyLength, commitTs);
    write.put(key, record.array(), 0, record.length());
  }

  /** Adds a committed deletion, which only incremental backups have. */
  public void delete(byte[] rawKey, int keyLength, long physicalId, long startTs, long commitTs)
      throws IOException {
    record.clear().u8('D').uvarint(startTs);
    write.count(physicalId, rawKey, keyLength, record.array(), 0, 0);
    storedKey(rawKey, keyLength, commitTs);
    write.put(key, record.array(), 0, record.length());
  }

  /** Finishes both files and describes them; the default file first, as backups list them. */
  public List<StoredFile> finish(byte[] startKey, byte[] endKey, long startVersion, long endVersion)
      throws IOException {
    List<StoredFile> files = new ArrayList<>();
    if (defaults.isPresent()) {
      files.add(defaults.get().finish(startKey, endKey, startVersion, endVersion));
    }
    files.add(write.finish(startKey, endKey, startVersion, endVersion));
    return files;
  }

  @Override
  public void close() {
    write.close();
    defaults.ifPresent(SstFile::close);
  }

  private SstFile defaultFile() throws IOException {
    if (defaults.isEmpty()) {
      Files.createDirectories(root);
      defaults =
          Optional.of(new SstFile(root, base + "_default.sst", "default", options, encryption));
    }
    return defaults.get();
  }

  private void storedKey(byte[] rawKey, int length, long version) {
    key.clear().u8('z').memComparable(rawKey, 0, length).bigEndian(~version, 8);
  }
}
