package dev.parqueduct.pipelines.exportrawkv;

import dev.parqueduct.pipelines.options.BackupOptions;
import dev.parqueduct.pipelines.options.ParquetOptions;
import dev.parqueduct.pipelines.options.RunOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** The options of {@code export-rawkv}. */
public interface ExportRawKvOptions extends RunOptions, ParquetOptions, BackupOptions {
  @Description("API version of the backup: auto (what the backup says), v1, v1ttl or v2.")
  @Default.String("auto")
  String getApi();

  void setApi(String value);

  @Description(
      "Columns, separated by commas: key, value, keyspace, expires_at, commit_ts, committed_at.")
  @Default.String("key,value")
  String getColumns();

  void setColumns(String value);

  @Description("Keys as binary, text (UTF-8) or hex.")
  @Default.String("binary")
  String getKeyForm();

  void setKeyForm(String value);

  @Description("Values as binary, text (UTF-8) or hex.")
  @Default.String("binary")
  String getValueForm();

  void setValueForm(String value);

  @Description("Keys and values that should be text and are no UTF-8: error or reject.")
  @Default.String("error")
  String getInvalidText();

  void setInvalidText(String value);

  @Description("First key to export, as text or 0x and hexadecimal digits.")
  @Default.String("")
  String getStartKey();

  void setStartKey(String value);

  @Description("First key not to export.")
  @Default.String("")
  String getEndKey();

  void setEndKey(String value);

  @Description("Export only keys that begin with this.")
  @Default.String("")
  String getKeyPrefix();

  void setKeyPrefix(String value);

  @Description("Whether keys are written with keyPrefix: keep or strip.")
  @Default.String("keep")
  String getPrefixInKeys();

  void setPrefixInKeys(String value);

  @Description(
      "Leave out entries that had expired at this time, as 2026-11-01T00:00:00Z; none by default.")
  @Default.String("")
  String getExpiredAt();

  void setExpiredAt(String value);

  @Description("Decoder that makes columns of values: json, avro, or one on the class path.")
  @Default.String("")
  String getValueDecoder();

  void setValueDecoder(String value);

  @Description("Configuration of the decoder; a file of it as @path.")
  @Default.String("")
  String getValueDecoderConfig();

  void setValueDecoderConfig(String value);

  @Description("Rejected entries to tolerate before the run ends with exit code 3; -1 for any.")
  @Default.Long(0)
  long getMaxRejected();

  void setMaxRejected(long value);
}
