package dev.parqueduct.io.sst;

import java.io.Closeable;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Footer, metaindex and properties of an SST: what must be known before its index can be read. */
final class SstTail implements Closeable {
  private static final String PROPERTIES = "rocksdb.properties";
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final SstFile file;
  private final TailWindow window;
  private final Footer footer;
  private final BlockDecoder decoder;
  private final Map<String, BlockHandle> metaBlocks = new LinkedHashMap<>();
  private final SstProperties properties;

  SstTail(SstFile file) throws IOException {
    this.file = file;
    this.window = new TailWindow(file);
    this.footer = Footer.read(file, window);
    this.decoder = new BlockDecoder(file, footer);
    try {
      readMetaindex();
      this.properties = readProperties();
    } catch (IOException | RuntimeException e) {
      decoder.close();
      throw e;
    }
  }

  private void readMetaindex() throws IOException {
    BlockEntries entries = entries(footer.metaindex(), BlockEntries.Values.WITH_LENGTH);
    while (entries.next()) {
      String name = new String(entries.key(), 0, entries.keyLength(), StandardCharsets.UTF_8);
      metaBlocks.put(name, check(entries.handle(), "meta block " + name));
    }
  }

  private SstProperties readProperties() throws IOException {
    BlockHandle handle =
        metaBlock(PROPERTIES)
            .orElseThrow(() -> file.unsupported("a table without a properties block"));
    Map<String, byte[]> values = new LinkedHashMap<>();
    BlockEntries entries = entries(handle, BlockEntries.Values.WITH_LENGTH);
    while (entries.next()) {
      String name = new String(entries.key(), 0, entries.keyLength(), StandardCharsets.UTF_8);
      values.put(name, entries.value());
    }
    return new SstProperties(values);
  }

  /** Reads, checks and decompresses a block; its entries are valid until the next call. */
  BlockEntries entries(BlockHandle handle, BlockEntries.Values values) throws IOException {
    int size = (int) handle.size();
    int at = window.locate(handle.offset(), size + BlockHandle.TRAILER);
    decoder.decode(window.bytes(), at, size, handle.offset());
    int end = decoder.entriesEnd(handle.offset());
    return new BlockEntries(file, handle, decoder.bytes(), decoder.from(), end, values);
  }

  BlockHandle check(BlockHandle handle, String what) throws SstException {
    return file.check(handle, what, file.size() - Footer.LENGTH);
  }

  SstFile file() {
    return file;
  }

  Footer footer() {
    return footer;
  }

  BlockDecoder decoder() {
    return decoder;
  }

  Map<String, BlockHandle> metaBlocks() {
    return metaBlocks;
  }

  Optional<BlockHandle> metaBlock(String name) {
    return Optional.ofNullable(metaBlocks.get(name));
  }

  SstProperties properties() {
    return properties;
  }

  /** A property that is a number of variable length. */
  OptionalLong number(String name) throws SstException {
    Optional<byte[]> value = properties.find(name);
    if (value.isEmpty()) {
      return OptionalLong.empty();
    }
    Varints varints = new Varints(value.get(), 0, value.get().length);
    long number = varints.next();
    if (varints.failed() || !varints.atEnd()) {
      throw invalid(name, value.get());
    }
    return OptionalLong.of(number);
  }

  /** A property of four bytes. */
  int fixedNumber(String name, int ifAbsent) throws SstException {
    Optional<byte[]> value = properties.find(name);
    if (value.isEmpty()) {
      return ifAbsent;
    }
    if (value.get().length != Integer.BYTES) {
      throw invalid(name, value.get());
    }
    return (int) INT.get(value.get(), 0);
  }

  private SstException invalid(String name, byte[] value) {
    return file.damaged("property " + name + " is no number: " + Arrays.toString(value));
  }

  /** Closes what decodes, not the file. */
  @Override
  public void close() {
    decoder.close();
  }
}
