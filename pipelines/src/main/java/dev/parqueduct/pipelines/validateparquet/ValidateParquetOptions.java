package dev.parqueduct.pipelines.validateparquet;

import dev.parqueduct.pipelines.options.PostgresOptions;
import dev.parqueduct.pipelines.options.RunOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** The options of {@code validate-parquet}. */
public interface ValidateParquetOptions extends RunOptions, PostgresOptions {
  @Description(
      "Files to validate: files, folders (with all below them) and globs, separated by commas;"
          + " local, gs://, s3:// or hdfs://. This or filesList, or both.")
  @Default.String("")
  String getInput();

  void setInput(String value);

  @Description("File that names more inputs, a line each; # begins a comment.")
  @Default.String("")
  String getFilesList();

  void setFilesList(String value);

  @Description(
      "How far to go: 1 for the values in names, 2 for every page and the ledger, 3 for the rows"
          + " of the database (--against).")
  @Default.Integer(2)
  int getLevel();

  void setLevel(int value);

  @Description(
      "Output folder of the export, the one that holds _ledger; found by itself when the inputs"
          + " lie in it.")
  @Default.String("")
  String getLedger();

  void setLedger(String value);

  @Description("Column of the timestamps in names; by default what the file's metadata says.")
  @Default.String("")
  String getTimestampColumn();

  void setTimestampColumn(String value);

  @Description("Column of the ids in names; by default what the file's metadata says.")
  @Default.String("")
  String getIdColumn();

  void setIdColumn(String value);

  @Description("Go on after a file that fails; the default.")
  @Default.Boolean(true)
  boolean getContinue();

  void setContinue(boolean value);

  @Description("Look at no further files once one has failed.")
  @Default.Boolean(false)
  boolean getStopOnError();

  void setStopOnError(boolean value);

  @Description("Files that a local run works on side by side; 0 for one a processor.")
  @Default.Integer(0)
  int getConcurrency();

  void setConcurrency(int value);

  @Description(
      "File for the results, a line PASS|file or FAIL|file each, with _report.json beside it; by"
          + " default _validation/results.txt in the folder of the first input.")
  @Default.String("")
  String getResults();

  void setResults(String value);

  @Description("File for a report as one page of HTML, for whoever signs off.")
  @Default.String("")
  String getHtmlReport();

  void setHtmlReport(String value);

  @Description(
      "Database to compare the rows with (level 3), as jdbc:postgresql://host:port/database; without"
          + " a password. The other options of the connection are those of export-postgres.")
  @Default.String("")
  String getAgainst();

  void setAgainst(String value);

  @Description("Compare a second 64-bit sum, with a seed of its own.")
  @Default.Boolean(false)
  boolean getSecondSeed();

  void setSecondSeed(boolean value);

  @Description("Rows that are named at most where files and database differ.")
  @Default.Integer(20)
  int getMaxDifferences();

  void setMaxDifferences(int value);

  @Description(
      "Once all is equal: detach or drop the table of confirmTable, in a transaction that locks it"
          + " and compares once more; nothing by default.")
  @Default.String("")
  String getCertify();

  void setCertify(String value);

  @Description("The table to detach or drop, as schema.table.")
  @Default.String("")
  String getConfirmTable();

  void setConfirmTable(String value);

  @Description("Seconds to wait for a lock when certifying; 0 for any time.")
  @Default.Integer(10)
  int getLockTimeout();

  void setLockTimeout(int value);

  @Description(
      "File for a script that compares under a lock once more and drops each table that is safe to"
          + " drop, or raises.")
  @Default.String("")
  String getEmitDropSql();

  void setEmitDropSql(String value);
}
