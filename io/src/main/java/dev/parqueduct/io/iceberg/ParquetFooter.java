package dev.parqueduct.io.iceberg;

import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.parquet.ChannelInput;
import dev.parqueduct.io.report.RunFailedException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;

/** Reads the footer of an exported file, and compares it with what is known of the file. */
final class ParquetFooter {
  private ParquetFooter() {}

  /**
   * @throws RunFailedException when the file is not there, or not the one that was exported
   */
  static ParquetMetadata read(ObjectStore store, String path, FileEntry entry, MessageType schema)
      throws IOException {
    ParquetMetadata footer;
    try (SeekableByteChannel channel = store.openSeekable(path)) {
      if (channel.size() != entry.bytes()) {
        throw notAsRecorded(path, channel.size() + " bytes instead of " + entry.bytes());
      }
      try (ParquetFileReader reader = ParquetFileReader.open(new ChannelInput(channel))) {
        footer = reader.getFooter();
      }
    } catch (FileNotFoundException e) {
      throw notAsRecorded(path, "it is gone");
    }
    long rows = footer.getBlocks().stream().mapToLong(BlockMetaData::getRowCount).sum();
    if (rows != entry.rows()) {
      throw notAsRecorded(path, rows + " rows instead of " + entry.rows());
    }
    MessageType found = footer.getFileMetaData().getSchema();
    if (!found.getFields().equals(schema.getFields())) {
      throw notAsRecorded(path, "its columns are " + found.getFields());
    }
    return footer;
  }

  private static RunFailedException notAsRecorded(String path, String difference) {
    return RunFailedException.verification(
        "The file "
            + path
            + " is not the one that was exported: "
            + difference
            + ". Delete it and run again; its unit is exported anew.");
  }
}
