package dev.parqueduct.pipelines.backfillevents;

import dev.parqueduct.pipelines.options.RunOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code backfill-events}. */
public interface BackfillEventsOptions extends RunOptions {
  @Description("Address of the server's HTTP interface, as http://host:8123; without a password.")
  @Validation.Required
  String getUrl();

  void setUrl(String value);

  @Description("Months to backfill: YYYYMM, several separated by commas, or ranges YYYYMM-YYYYMM.")
  @Validation.Required
  String getPartition();

  void setPartition(String value);

  @Description(
      "Folder for the ledger, the report and rejected rows: local, gs://, s3:// or hdfs://.")
  @Validation.Required
  String getOutput();

  void setOutput(String value);

  @Description("User to connect as.")
  @Default.String("default")
  String getUser();

  void setUser(String value);

  @Description("File with the password: local, gs:// or s3://. CLICKHOUSE_PASSWORD by default.")
  @Default.String("")
  String getPasswordFile();

  void setPasswordFile(String value);

  @Description("Environment variable with the password.")
  @Default.String("")
  String getPasswordEnv();

  void setPasswordEnv(String value);

  @Description("Database of the tables.")
  @Default.String("default")
  String getDatabase();

  void setDatabase(String value);

  @Description("Rules by which events are made: seed, langfuse_rust or langfuse_v4.")
  @Default.String("seed")
  String getProfile();

  void setProfile(String value);

  @Description("Table of observations.")
  @Default.String("observations")
  String getObservationsTable();

  void setObservationsTable(String value);

  @Description("Table of traces.")
  @Default.String("traces")
  String getTracesTable();

  void setTracesTable(String value);

  @Description("Table of events, which is written; by default that of the profile.")
  @Default.String("")
  String getEventsTable();

  void setEventsTable(String value);

  @Description("Table of the items of dataset runs.")
  @Default.String("dataset_run_items_rmt")
  String getDatasetRunItemsTable();

  void setDatasetRunItemsTable(String value);

  @Description(
      "Leave out observations whose trace belongs to a dataset run; langfuse_v4 always does.")
  @Default.Boolean(false)
  boolean getExcludeDatasetItems();

  void setExcludeDatasetItems(boolean value);

  @Description(
      "Make a root span t-{trace} of each trace of these months, too; with langfuse_v4 only.")
  @Default.Boolean(false)
  boolean getRootSpans();

  void setRootSpans(boolean value);

  @Description(
      "Where observations meet their traces: stream (here), pushdown (on the server) or files (here,"
          + " from exported files; tables are not read).")
  @Default.String("stream")
  String getJoin();

  void setJoin(String value);

  @Description("With --join=files: Parquet files of observations, globs or folders.")
  @Default.String("")
  String getObservationsFiles();

  void setObservationsFiles(String value);

  @Description("With --join=files: Parquet files of traces, globs or folders.")
  @Default.String("")
  String getTracesFiles();

  void setTracesFiles(String value);

  @Description("With --join=files: Parquet files of the items of dataset runs, globs or folders.")
  @Default.String("")
  String getDatasetRunItemsFiles();

  void setDatasetRunItemsFiles(String value);

  @Description(
      "Insert each chunk into a table of its own, and move its parts to the table of events when it"
          + " is whole; that table needs no memory of tokens, and must fill no views.")
  @Default.Boolean(false)
  boolean getStaging();

  void setStaging(boolean value);

  @Description("Rows of an insert at most.")
  @Default.Integer(50_000)
  int getBatchSize();

  void setBatchSize(int value);

  @Description("Observations of a chunk, about.")
  @Default.Long(200_000)
  long getChunkRows();

  void setChunkRows(long value);

  @Description(
      "Compare the events of all chunks that are done with what the server makes of their"
          + " observations and traces; with exit code 3 if they differ.")
  @Default.Boolean(false)
  boolean getVerify();

  void setVerify(boolean value);

  @Description(
      "Start a ClickHouse server, fill it with sample rows, backfill and verify them, and show the"
          + " result.")
  @Default.Boolean(false)
  boolean getDemo();

  void setDemo(boolean value);

  @Description("Attempts after the first at each insert and each chunk.")
  @Default.Integer(5)
  int getMaxRetries();

  void setMaxRetries(int value);

  @Description("Seconds to wait before the first of them; the wait doubles from one to the next.")
  @Default.Double(1)
  double getRetryBackoff();

  void setRetryBackoff(double value);

  @Description("Parts of a partition of events at which inserts wait for merges; 0 for any number.")
  @Default.Integer(0)
  int getMaxPartsPerPartition();

  void setMaxPartsPerPartition(int value);

  @Description("Rejected rows to tolerate before the run ends with exit code 3; -1 for any.")
  @Default.Long(0)
  long getMaxRejected();

  void setMaxRejected(long value);

  @Description("Chunks that a local run works on side by side; 0 for one a processor.")
  @Default.Integer(0)
  int getConcurrency();

  void setConcurrency(int value);
}
