package dev.parqueduct.pipelines.exportbr;

import dev.parqueduct.pipelines.options.BackupOptions;
import dev.parqueduct.pipelines.options.ParquetOptions;
import dev.parqueduct.pipelines.options.RunOptions;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;

/** The options of {@code export-br}. */
public interface ExportBrOptions extends RunOptions, ParquetOptions, BackupOptions {
  @Description(
      "Folders of incremental backups, separated by commas in any order, that continue the full one"
          + " in input: the latest state of all of them is exported.")
  @Default.String("")
  String getIncrementals();

  void setIncrementals(String value);

  @Description(
      "Tables to export: rules in BR's syntax, separated by commas, such as shop.*,!shop.log or"
          + " @rules.txt; all but system tables by default.")
  @Default.String("")
  String getFilter();

  void setFilter(String value);

  @Description("Ids of tables to export, separated by commas; any by default.")
  @Default.String("")
  String getTableIds();

  void setTableIds(String value);

  @Description(
      "Types of the columns: logical (dates, decimals, unsigned numbers) or strings (integers,"
          + " doubles, bytes, and text for all else).")
  @Default.String("logical")
  String getTypeMapping();

  void setTypeMapping(String value);

  @Description(
      "Columns that say where a row comes from, separated by commas: table_id, handle, commit_ts,"
          + " partition, op.")
  @Default.String("")
  String getExtraColumns();

  void setExtraColumns(String value);

  @Description(
      "Dates that the calendar does not have, such as 0000-00-00: error, null, or text (all dates"
          + " and times become text).")
  @Default.String("error")
  String getInvalidDates();

  void setInvalidDates(String value);

  @Description("Text that is no UTF-8: error, replace, or binary (all text becomes bytes).")
  @Default.String("error")
  String getInvalidText();

  void setInvalidText(String value);

  @Description("BIGINT UNSIGNED: uint_64, or decimal for DECIMAL(20,0).")
  @Default.String("uint_64")
  String getUnsignedBigint();

  void setUnsignedBigint(String value);

  @Description(
      "DECIMAL of more than 38 digits: text, error, or binary for DECIMAL in BINARY, which few"
          + " readers know.")
  @Default.String("text")
  String getWideDecimals();

  void setWideDecimals(String value);

  @Description("TINYINT(1): integer or boolean.")
  @Default.String("integer")
  String getTinyInt1();

  void setTinyInt1(String value);

  @Description("BIT: binary, uint_64, or boolean for BIT(1).")
  @Default.String("binary")
  String getBits();

  void setBits(String value);

  @Description("SET: text or list.")
  @Default.String("text")
  String getSets();

  void setSets(String value);

  @Description("TIME: micros (a signed INT64, as it may exceed a day) or text.")
  @Default.String("micros")
  String getTimes();

  void setTimes(String value);

  @Description("Generated columns that are not stored: null or omit.")
  @Default.String("null")
  String getVirtualColumns();

  void setVirtualColumns(String value);

  @Description("Which columns are required: declared (NOT NULL ones) or optional (none).")
  @Default.String("declared")
  String getNullability();

  void setNullability(String value);

  @Description("Rows whose own checksum is wrong: error, count or ignore.")
  @Default.String("error")
  String getChecksums();

  void setChecksums(String value);

  @Description(
      "Time zone of the server for defaults of TIMESTAMP columns that very old versions of TiDB"
          + " added, such as Europe/Berlin.")
  @Default.String("")
  String getDefaultTimeZone();

  void setDefaultTimeZone(String value);

  @Description("Folder of an Iceberg warehouse to commit the tables to; none by default.")
  @Default.String("")
  String getIcebergWarehouse();

  void setIcebergWarehouse(String value);

  @Description("Iceberg namespace of all tables; by default each database is one.")
  @Default.String("")
  String getIcebergNamespace();

  void setIcebergNamespace(String value);

  @Description("Iceberg table, when one table is exported; by default its own name.")
  @Default.String("")
  String getIcebergTable();

  void setIcebergTable(String value);
}
