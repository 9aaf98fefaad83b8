package dev.parqueduct.io.br.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Cipher;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/**
 * An SST as a backup stores it, and what its File entry says: written by RocksDB, encrypted if
 * asked, with digest, checksum and counts. Entries come in the order of their stored keys.
 */
public final class SstFile implements AutoCloseable {
  static {
    RocksDB.loadLibrary();
  }

  private static final class Sums {
    long crc64xor;
    long kvs;
    long bytes;

    void add(long crc, long length) {
      crc64xor ^= crc;
      kvs++;
      bytes += length;
    }
  }

  private final Path root;
  private final String name;
  private final String cf;
  private final SstOptions settings;
  private final Encryption encryption;
  private final Map<String, byte[]> properties = new TreeMap<>();
  private final Map<Long, Sums> tables = new TreeMap<>();
  private final Sums sums = new Sums();
  private final Crc64Xz crc = new Crc64Xz();
  private final EnvOptions environment = new EnvOptions();
  private final Options options;
  private final SstFileWriter writer;
  private ByteBuffer keyBuffer = ByteBuffer.allocateDirect(256);
  private ByteBuffer valueBuffer = ByteBuffer.allocateDirect(4096);
  private long entries;

  SstFile(Path root, String name, String cf, SstOptions settings, Encryption encryption)
      throws IOException {
    this.root = root;
    this.name = name;
    this.cf = cf;
    this.settings = settings;
    this.encryption = encryption;
    options = settings.toRocks();
    writer = new SstFileWriter(environment, options);
    Files.createDirectories(path().toAbsolutePath().getParent());
    try {
      writer.open(path().toString());
    } catch (RocksDBException e) {
      throw new IOException(name, e);
    }
  }

  /** Adds what a collector of TiKV would; needs a format version below 6 and CRC-32C. */
  SstFile property(String property, byte[] value) {
    if (!settings.canBeStable()) {
      throw new IllegalArgumentException("properties need a format version below 6 and CRC32C");
    }
    properties.put(property, value);
    return this;
  }

  void put(Bytes storedKey, byte[] value, int from, int length) throws IOException {
    keyBuffer = fill(keyBuffer, storedKey.array(), 0, storedKey.length());
    valueBuffer = fill(valueBuffer, value, from, length);
    try {
      writer.put(keyBuffer, valueBuffer);
    } catch (RocksDBException e) {
      throw new IOException(name, e);
    }
    entries++;
  }

  /** Counts a pair of key and value, as the backup's checksums are over them. */
  void count(long physicalId, byte[] key, int keyLength, byte[] value, int from, int length) {
    long sum = crc.update(key, 0, keyLength).update(value, from, length).finish();
    sums.add(sum, (long) keyLength + length);
    tables.computeIfAbsent(physicalId, id -> new Sums()).add(sum, (long) keyLength + length);
  }

  long entries() {
    return entries;
  }

  /** Closes the file and describes it. */
  StoredFile finish(byte[] startKey, byte[] endKey, long startVersion, long endVersion)
      throws IOException {
    try {
      writer.finish();
    } catch (RocksDBException e) {
      throw new IOException(name, e);
    } finally {
      close();
    }
    if (settings.canBeStable()) {
      StableSst.rewrite(path(), properties);
    }
    byte[] iv = Encryption.iv(name);
    encryption.cipher(iv).ifPresent(this::encrypt);
    return new StoredFile(
        name,
        digest(),
        startKey,
        endKey,
        startVersion,
        endVersion,
        sums.crc64xor,
        sums.kvs,
        sums.bytes,
        cf,
        Files.size(path()),
        iv,
        tables.entrySet().stream()
            .map(
                each ->
                    new StoredFile.TableMeta(
                        each.getKey(),
                        each.getValue().crc64xor,
                        each.getValue().kvs,
                        each.getValue().bytes))
            .toList());
  }

  /** Frees the writer without a usable file; does nothing after {@link #finish}. */
  @Override
  public void close() {
    writer.close();
    options.close();
    environment.close();
  }

  private Path path() {
    return root.resolve(name);
  }

  private void encrypt(Cipher cipher) {
    Path plain = path().resolveSibling(path().getFileName() + ".plain");
    try {
      Files.move(path(), plain, StandardCopyOption.REPLACE_EXISTING);
      try (InputStream from = Files.newInputStream(plain);
          OutputStream to = Files.newOutputStream(path())) {
        byte[] buffer = new byte[1 << 16];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
          to.write(Optional.ofNullable(cipher.update(buffer, 0, read)).orElse(new byte[0]));
        }
      }
      Files.delete(plain);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private byte[] digest() throws IOException {
    MessageDigest digest = Encryption.digest();
    try (InputStream from = Files.newInputStream(path())) {
      byte[] buffer = new byte[1 << 16];
      for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return Arrays.copyOf(digest.digest(), digest.getDigestLength());
  }

  private static ByteBuffer fill(ByteBuffer buffer, byte[] bytes, int from, int length) {
    ByteBuffer target = buffer;
    if (target.capacity() < length) {
      target = ByteBuffer.allocateDirect(Math.max(length, 2 * target.capacity()));
    }
    target.clear();
    target.put(bytes, from, length).flip();
    return target;
  }
}
