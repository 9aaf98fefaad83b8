package dev.parqueduct.io.sst;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/** SSTs that RocksDB writes for tests. */
final class RocksDbFile {
  interface Content {
    void write(SstFileWriter writer) throws RocksDBException;
  }

  private RocksDbFile() {}

  static byte[] write(
      Consumer<Options> settings, Consumer<BlockBasedTableConfig> tableSettings, Content content)
      throws IOException, RocksDBException {
    RocksDB.loadLibrary();
    Path file = Files.createTempFile("made", ".sst");
    BlockBasedTableConfig table = new BlockBasedTableConfig();
    tableSettings.accept(table);
    try (Options options = new Options();
        EnvOptions environment = new EnvOptions()) {
      settings.accept(options);
      options.setTableFormatConfig(table);
      try (SstFileWriter writer = new SstFileWriter(environment, options)) {
        writer.open(file.toString());
        content.write(writer);
        writer.finish();
      }
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }

  static Content of(Iterable<Entry> entries) {
    return writer -> {
      for (Entry entry : entries) {
        writer.put(entry.key(), entry.value());
      }
    };
  }
}
