package dev.parqueduct.pipelines.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.Validation;

/** Where and how Parquet files are written. */
public interface ParquetOptions extends PipelineOptions {
  @Description("Folder to write to: local, gs://, s3:// or hdfs://.")
  @Validation.Required
  String getOutput();

  void setOutput(String value);

  @Description("Rows of a file at most.")
  @Default.Long(500_000)
  long getRowsPerFile();

  void setRowsPerFile(long value);

  @Description("Bytes after which a row group ends.")
  @Default.Long(128L << 20)
  long getRowGroupBytes();

  void setRowGroupBytes(long value);

  @Description("Rows after which a row group ends; 0 for no limit.")
  @Default.Long(0)
  long getRowGroupRows();

  void setRowGroupRows(long value);

  @Description("Compression of the pages: zstd, snappy, gzip, brotli, lz4_raw or none.")
  @Default.String("zstd")
  String getCompression();

  void setCompression(String value);
}
