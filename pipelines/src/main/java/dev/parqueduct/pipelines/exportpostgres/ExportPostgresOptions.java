package dev.parqueduct.pipelines.exportpostgres;

import dev.parqueduct.pipelines.options.ParquetOptions;
import dev.parqueduct.pipelines.options.PostgresOptions;
import dev.parqueduct.pipelines.options.RunOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** The options of {@code export-postgres}. */
public interface ExportPostgresOptions extends RunOptions, ParquetOptions, PostgresOptions {
  @Description(
      "Tables, partitions and views, separated by commas: names, \"quoted names\", and patterns with"
          + " * and ?; a partitioned table stands for its partitions.")
  @Default.String("")
  String getTables();

  void setTables(String value);

  @Description("File of such names, one or more a line; # begins a comment.")
  @Default.String("")
  String getTablesFile();

  void setTablesFile(String value);

  @Description("Queries as name=SELECT …, separated by semicolons, or @file for a file of them.")
  @Default.String("")
  String getQueries();

  void setQueries(String value);

  @Description("Column of dates or timestamps that rows are ordered and files are named by.")
  @Default.String("")
  String getTimestampColumn();

  void setTimestampColumn(String value);

  @Description("Column of ids that decides among equal timestamps.")
  @Default.String("")
  String getIdColumn();

  void setIdColumn(String value);

  @Description(
      "Text columns of unpadded base64url, separated by commas, that become the bytes they stand"
          + " for.")
  @Default.String("")
  String getBase64urlColumns();

  void setBase64urlColumns(String value);

  @Description(
      "Folders of files: by_partition (schema.table/), hive_date (year=/month=/half=) or flat"
          + " (none).")
  @Default.String("by_partition")
  String getLayout();

  void setLayout(String value);

  @Description("What file names begin with.")
  @Default.String("rows")
  String getFilePrefix();

  void setFilePrefix(String value);

  @Description("Bytes of a table that make a unit of work.")
  @Default.Long(256L << 20)
  long getUnitBytes();

  void setUnitBytes(long value);

  @Description(
      "Units that a local run works on side by side, each by a connection; 0 for one a processor.")
  @Default.Integer(0)
  int getConcurrency();

  void setConcurrency(int value);

  @Description("MiB a second that a worker reads from the server at most; 0 for no limit.")
  @Default.Integer(0)
  int getReadLimit();

  void setReadLimit(int value);

  @Description(
      "Infinity in dates and timestamps: error, null, or text (all dates and timestamps become"
          + " text).")
  @Default.String("error")
  String getInfiniteDates();

  void setInfiniteDates(String value);

  @Description("The time 24:00:00: error, null, or text (all times become text).")
  @Default.String("error")
  String getEndOfDay();

  void setEndOfDay(String value);

  @Description(
      "Numerics without a precision, or with more than 38 digits: text, error, or decimal(p,s).")
  @Default.String("text")
  String getUnboundedNumerics();

  void setUnboundedNumerics(String value);

  @Description("NaN and infinity in numerics: error, null, or text (all numerics become text).")
  @Default.String("error")
  String getNanNumerics();

  void setNanNumerics(String value);

  @Description("Arrays of other dimensions than declared: error, or text (all arrays become text).")
  @Default.String("error")
  String getArrayShapes();

  void setArrayShapes(String value);

  @Description("Text that is no UTF-8: error, or binary (all text becomes bytes).")
  @Default.String("error")
  String getInvalidText();

  void setInvalidText(String value);

  @Description(
      "Record a second 64-bit sum of the rows of each file, with a seed of its own, for"
          + " validate-parquet.")
  @Default.Boolean(false)
  boolean getSecondSeed();

  void setSecondSeed(boolean value);

  @Description(
      "Start a PostgreSQL server, fill it with sample rows in two partitions, export them and show"
          + " the result.")
  @Default.Boolean(false)
  boolean getDemo();

  void setDemo(boolean value);
}
