package dev.parqueduct.pipelines.importtidb;

import dev.parqueduct.pipelines.options.RunOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code import-tidb}. */
public interface ImportTidbOptions extends RunOptions {
  @Description(
      "Output folder of an export, or another folder of Parquet files: local, gs://, s3:// or"
          + " hdfs://.")
  @Validation.Required
  String getInput();

  void setInput(String value);

  @Description(
      "How to load: jdbc (this program writes the rows) or lightning (write what TiDB Lightning and"
          + " IMPORT INTO need, and check the files).")
  @Default.String("jdbc")
  String getMode();

  void setMode(String value);

  @Description("Table db.table; by default the one that the files' names tell of.")
  @Default.String("")
  String getTable();

  void setTable(String value);

  @Description(
      "Folder for the report, the record of what is loaded, and Lightning's files; by default"
          + " _import/TABLE in the input.")
  @Default.String("")
  String getOutput();

  void setOutput(String value);

  @Description("Server.")
  @Default.String("127.0.0.1")
  String getHost();

  void setHost(String value);

  @Description("Port of the server.")
  @Default.Integer(4000)
  int getPort();

  void setPort(int value);

  @Description("User to connect as.")
  @Default.String("root")
  String getUser();

  void setUser(String value);

  @Description("File with the password: local, gs:// or s3://. MYSQL_PWD by default.")
  @Default.String("")
  String getPasswordFile();

  void setPasswordFile(String value);

  @Description("Environment variable with the password.")
  @Default.String("")
  String getPasswordEnv();

  void setPasswordEnv(String value);

  @Description("Encryption of connections: disable, trust, verify-ca or verify-full.")
  @Default.String("")
  String getSslMode();

  void setSslMode(String value);

  @Description("File of certificates that the server's is checked against.")
  @Default.String("")
  String getSslRootCert();

  void setSslRootCert(String value);

  @Description(
      "Columns that identify a row, separated by commas; by default sha256, or a column _row that is"
          + " added where there is no sha256.")
  @Default.String("")
  String getPrimaryKey();

  void setPrimaryKey(String value);

  @Description("Columns with an index of their own; by default sha1 and md5.")
  @Default.String("")
  String getIndexes();

  void setIndexes(String value);

  @Description("When they are made: before (with the table), after (once all rows are in) or none.")
  @Default.String("before")
  String getSecondaryIndexes();

  void setSecondaryIndexes(String value);

  @Description("Columns to leave out, separated by commas.")
  @Default.String("")
  String getSkipColumns();

  void setSkipColumns(String value);

  @Description("Rows of a statement at most.")
  @Default.Integer(1000)
  int getBatchRows();

  void setBatchRows(int value);

  @Description("Bytes of values after which a statement ends.")
  @Default.Integer(2097152)
  int getBatchBytes();

  void setBatchBytes(int value);

  @Description("Rows of a unit of work at least, in files with several row groups.")
  @Default.Long(250000)
  long getUnitRows();

  void setUnitRows(long value);

  @Description(
      "Attempts after the first, when a transaction conflicts, a connection breaks or the server is"
          + " away.")
  @Default.Integer(8)
  int getRetries();

  void setRetries(int value);

  @Description("Seconds to wait before the first of them; the wait doubles from one to the next.")
  @Default.Double(0.5)
  double getRetryBackoff();

  void setRetryBackoff(double value);

  @Description("Rejected rows to tolerate before the run ends with exit code 3; -1 for any.")
  @Default.Long(0)
  long getMaxRejected();

  void setMaxRejected(long value);

  @Description("Compare the table with the files: counts, and a fingerprint of each column.")
  @Default.Boolean(false)
  boolean getVerify();

  void setVerify(boolean value);

  @Description("Rows that are named at most where table and files differ.")
  @Default.Integer(20)
  int getMaxDifferences();

  void setMaxDifferences(int value);

  @Description("Units that a local run loads side by side; 0 for one a processor.")
  @Default.Integer(0)
  int getConcurrency();

  void setConcurrency(int value);

  @Description("For lightning: how it writes, local (SSTs, into an idle cluster) or tidb (SQL).")
  @Default.String("local")
  String getBackend();

  void setBackend(String value);

  @Description("For lightning: folder for sorted rows, on a disk of the size of the data.")
  @Default.String("/var/tmp/tidb-lightning-sorted")
  String getSortedKvDir();

  void setSortedKvDir(String value);

  @Description("For lightning: address of PD.")
  @Default.String("127.0.0.1:2379")
  String getPdAddr();

  void setPdAddr(String value);

  @Description("For lightning: status port of TiDB.")
  @Default.Integer(10080)
  int getStatusPort();

  void setStatusPort(int value);

  @Description("Export a small sample, classify it, load it into a server of its own, and verify.")
  @Default.Boolean(false)
  boolean getDemo();

  void setDemo(boolean value);
}
