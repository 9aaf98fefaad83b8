package dev.parqueduct.pipelines.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** Where a backup of TiKV is, and how it is read. */
public interface BackupOptions extends PipelineOptions {
  @Description(
      "Folder of the backup, the one that holds backupmeta: local, gs://, s3:// or hdfs://. Either"
          + " this or inputBase64File.")
  String getInput();

  void setInput(String value);

  @Description(
      "File with BR's StorageBackend of the backup in base64, as br operator base64ify prints it.")
  String getInputBase64File();

  void setInputBase64File(String value);

  @Description("Cipher of an encrypted backup: plaintext, aes128_ctr, aes192_ctr or aes256_ctr.")
  @Default.String("plaintext")
  String getCipher();

  void setCipher(String value);

  @Description("File with the cipher's key, in hexadecimal digits or as raw bytes.")
  String getCipherKeyFile();

  void setCipherKeyFile(String value);

  @Description("Environment variable with the cipher's key, in hexadecimal digits.")
  String getCipherKeyEnv();

  void setCipherKeyEnv(String value);

  @Description("Reader of SSTs: pure (this project's own) or rocksdb.")
  @Default.String("pure")
  String getSstReader();

  void setSstReader(String value);

  @Description("MiB a second that a worker reads from the backup at most; 0 for no limit.")
  @Default.Integer(0)
  int getReadLimit();

  void setReadLimit(int value);

  @Description("Backup files that a local run works on side by side; 0 for one a processor.")
  @Default.Integer(0)
  int getConcurrency();

  void setConcurrency(int value);

  @Description(
      "Skip what the ledger of the output says is done; with false everything is exported again.")
  @Default.Boolean(true)
  boolean getCheckpoint();

  void setCheckpoint(boolean value);

  @Description(
      "Read and check everything, index entries included, and write nothing but the report.")
  @Default.Boolean(false)
  boolean getVerifyOnly();

  void setVerifyOnly(boolean value);

  @Description("Folder within the output that the tables' folders are put into.")
  @Default.String("")
  String getOutputPrefix();

  void setOutputPrefix(String value);
}
