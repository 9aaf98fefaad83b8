package dev.parqueduct.pipelines.backfillclassification;

import dev.parqueduct.pipelines.options.LookupOptions;
import dev.parqueduct.pipelines.options.RunOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;

/** The options of {@code backfill-classification}. */
public interface BackfillClassificationOptions extends RunOptions, LookupOptions {
  @Description(
      "Output folder of an export, or another folder of Parquet files: local, gs://, s3:// or"
          + " hdfs://. Its files are filled in place.")
  @Validation.Required
  String getInput();

  void setInput(String value);

  @Description(
      "Prefix of the objects, which are named PREFIX/KEY: gs://, s3://, http(s):// or a local"
          + " folder.")
  @Validation.Required
  String getLookup();

  void setLookup(String value);

  @Description("Column of the keys; they are asked for in lower case.")
  @Default.String("sha1")
  String getKeyColumn();

  void setKeyColumn(String value);

  @Description("Column that is filled.")
  @Default.String("classification")
  String getValueColumn();

  void setValueColumn(String value);

  @Description("Ask for all rows, also for those that have a value; what is found replaces it.")
  @Default.Boolean(false)
  boolean getRefresh();

  void setRefresh(boolean value);

  @Description("Units that a local run fills side by side; 0 for one a processor.")
  @Default.Integer(0)
  int getConcurrency();

  void setConcurrency(int value);

  @Description("Export a small sample, fill it from a store on this machine, and show the result.")
  @Default.Boolean(false)
  boolean getDemo();

  void setDemo(boolean value);
}
