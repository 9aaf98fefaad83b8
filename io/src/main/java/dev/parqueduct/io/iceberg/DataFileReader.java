package dev.parqueduct.io.iceberg;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.mapping.NameMapping;
import org.apache.iceberg.mapping.NameMappingParser;
import org.apache.iceberg.parquet.ParquetUtil;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;

/** Describes exported files to a table, with the sizes, counts and bounds of their footers. */
final class DataFileReader {
  private static final int READERS = 16;

  private final ObjectStore store;
  private final Table table;
  private final MessageType schema;
  private final NameMapping mapping;
  private final MetricsConfig metrics;

  /**
   * @param table with the schema that the files are to be read with
   * @param schema of the files
   */
  DataFileReader(ObjectStore store, Table table, MessageType schema) {
    this.store = store;
    this.table = table;
    this.schema = schema;
    this.mapping =
        NameMappingParser.fromJson(table.properties().get(TableProperties.DEFAULT_NAME_MAPPING));
    this.metrics = MetricsConfig.forTable(table);
  }

  /**
   * @param files by location
   */
  List<DataFile> readAll(Map<String, FileEntry> files) throws IOException {
    ExecutorService readers = Executors.newFixedThreadPool(READERS);
    try {
      List<Future<DataFile>> pending = new ArrayList<>(files.size());
      files.forEach((location, entry) -> pending.add(readers.submit(() -> read(location, entry))));
      List<DataFile> dataFiles = new ArrayList<>(files.size());
      for (Future<DataFile> file : pending) {
        dataFiles.add(file.get());
      }
      return dataFiles;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while reading the files of " + table.name(), e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IOException("Cannot read the files of " + table.name(), e.getCause());
    } finally {
      readers.shutdownNow();
    }
  }

  private DataFile read(String location, FileEntry entry) throws IOException {
    ParquetMetadata footer = ParquetFooter.read(store, location, entry, schema);
    return DataFiles.builder(table.spec())
        .withPath(location)
        .withFormat(FileFormat.PARQUET)
        .withFileSizeInBytes(entry.bytes())
        .withMetrics(ParquetUtil.footerMetrics(footer, Stream.of(), metrics, mapping))
        .withSplitOffsets(ParquetUtil.getSplitOffsets(footer))
        .build();
  }
}
