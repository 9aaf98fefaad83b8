package dev.parqueduct.pipelines.exportvt;

import dev.parqueduct.pipelines.options.LookupOptions;
import dev.parqueduct.pipelines.options.ParquetOptions;
import dev.parqueduct.pipelines.options.RunOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code export-vt}. */
public interface ExportVtOptions extends RunOptions, ParquetOptions, LookupOptions {
  @Description(
      "Look up classifications on the way, as objects PREFIX/SHA1: gs://, s3://, http(s):// or a"
          + " local folder.")
  @Default.String("")
  String getClassify();

  void setClassify(String value);

  @Description(
      "Feed packages: a folder, a glob or a file, or several separated by commas; local, gs:// or"
          + " s3://.")
  @Validation.Required
  String getInput();

  void setInput(String value);

  @Description("First day to export, YYYY-MM-DD or YYYYMMDD.")
  String getStartDate();

  void setStartDate(String value);

  @Description("Last day to export, inclusive.")
  String getEndDate();

  void setEndDate(String value);

  @Description("Leave out reports with fewer positives.")
  @Default.Integer(0)
  int getMinPositives();

  void setMinPositives(int value);

  @Description("Which of several reports on a file is kept: first or latest.")
  @Default.String("first")
  String getKeep();

  void setKeep(String value);

  @Description("Type of the column scan_date: timestamp or string.")
  @Default.String("timestamp")
  String getScanDateType();

  void setScanDateType(String value);

  @Description("Arrangement of the files: flat (db.table.number.parquet) or hive (date=YYYYMMDD/).")
  @Default.String("flat")
  String getLayout();

  void setLayout(String value);

  @Description("Target table db.table that flat file names carry.")
  @Default.String("virustotal.reports")
  String getTable();

  void setTable(String value);

  @Description("Longest report, in bytes of JSON; longer ones are rejected.")
  @Default.Integer(64 << 20)
  int getMaxReportBytes();

  void setMaxReportBytes(int value);

  @Description("What one package may unpack to, in bytes; the rest of a larger one is rejected.")
  @Default.Long(64L << 30)
  long getMaxPackageBytes();

  void setMaxPackageBytes(long value);

  @Description(
      "Bytes of packages that make a unit of work at most; local runs do as much at a time.")
  @Default.Long(2L << 30)
  long getUnitBytes();

  void setUnitBytes(long value);

  @Description("Ranges that the key space is cut into for deduplication; 0 chooses by runner.")
  @Default.Integer(0)
  int getShuffleBuckets();

  void setShuffleBuckets(int value);

  @Description("Decoder of bzip2: fast (this project's own) or commons_compress.")
  @Default.String("fast")
  String getBzip2Decoder();

  void setBzip2Decoder(String value);

  @Description("Rejected records to tolerate before the run ends with exit code 3; -1 for any.")
  @Default.Long(-1)
  long getMaxRejected();

  void setMaxRejected(long value);
}
