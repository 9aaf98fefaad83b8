package dev.parqueduct.pipelines.exportbr;

import dev.parqueduct.io.br.BackupExport;
import dev.parqueduct.io.br.BackupPublication;
import dev.parqueduct.io.br.BackupRequest;
import dev.parqueduct.io.br.BackupStorage;
import dev.parqueduct.io.br.TableSelection;
import dev.parqueduct.io.export.FileSettings;
import dev.parqueduct.io.iceberg.IcebergPlace;
import dev.parqueduct.io.ledger.RunShape;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.sst.SstReaderKind;
import dev.parqueduct.io.tidb.ExtraColumn;
import dev.parqueduct.io.tidb.RowChoice.BitForm;
import dev.parqueduct.io.tidb.RowChoice.Checksums;
import dev.parqueduct.io.tidb.RowChoice.InvalidDates;
import dev.parqueduct.io.tidb.RowChoice.InvalidText;
import dev.parqueduct.io.tidb.RowChoice.Nullability;
import dev.parqueduct.io.tidb.RowChoice.SetForm;
import dev.parqueduct.io.tidb.RowChoice.TimeForm;
import dev.parqueduct.io.tidb.RowChoice.TinyInt1;
import dev.parqueduct.io.tidb.RowChoice.UnsignedBigint;
import dev.parqueduct.io.tidb.RowChoice.VirtualColumns;
import dev.parqueduct.io.tidb.RowChoice.WideDecimals;
import dev.parqueduct.io.tidb.RowOptions;
import dev.parqueduct.io.tidb.TypeMapping;
import dev.parqueduct.pipelines.options.BackupSource;
import dev.parqueduct.pipelines.options.Checked;
import dev.parqueduct.pipelines.options.Choice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The options of {@code export-br}, checked.
 *
 * @param request what to export, and where to
 * @param files how files are written
 * @param publication how finished files are made known
 */
record ExportBrConfig(BackupRequest request, FileSettings files, BackupPublication publication) {
  static ExportBrConfig of(ExportBrOptions options, String version) {
    Checked.metricsPort(options);
    RowOptions rows = rows(options);
    TableSelection selection =
        new TableSelection(TableSelection.rules(options.getFilter()), tableIds(options));
    BackupExport export =
        new BackupExport(
            BackupSource.of(options),
            Checked.list(options.getIncrementals()).stream().map(BackupStorage::of).toList(),
            selection,
            rows,
            BackupSource.prefix(options),
            Choice.of(SstReaderKind.class, "sstReader", options.getSstReader()),
            Checked.notNegative("readLimit", options.getReadLimit()));
    BackupRequest request =
        new BackupRequest(
            Checked.output(options),
            shape(options, rows, selection),
            export,
            BackupSource.scope(options));
    return new ExportBrConfig(
        request,
        Checked.files(options, "export-br", version),
        new BackupPublication(request, iceberg(options)));
  }

  private static IcebergPlace iceberg(ExportBrOptions options) {
    IcebergPlace place =
        new IcebergPlace(
            options.getIcebergWarehouse(),
            options.getIcebergNamespace(),
            options.getIcebergTable());
    if (!place.isWanted() && !(place.namespace().isEmpty() && place.table().isEmpty())) {
      throw RunFailedException.usage(
          "--icebergNamespace and --icebergTable need an --icebergWarehouse.");
    }
    if (place.isWanted() && options.getVerifyOnly()) {
      throw RunFailedException.usage(
          "--verifyOnly writes nothing, so there is nothing for --icebergWarehouse.");
    }
    return place;
  }

  private static RowOptions rows(ExportBrOptions options) {
    TypeMapping mapping = Choice.of(TypeMapping.class, "typeMapping", options.getTypeMapping());
    return RowOptions.defaults()
        .with(mapping)
        .with(Choice.of(InvalidDates.class, "invalidDates", options.getInvalidDates()))
        .with(Choice.of(InvalidText.class, "invalidText", options.getInvalidText()))
        .with(Choice.of(UnsignedBigint.class, "unsignedBigint", options.getUnsignedBigint()))
        .with(Choice.of(WideDecimals.class, "wideDecimals", options.getWideDecimals()))
        .with(Choice.of(TinyInt1.class, "tinyInt1", options.getTinyInt1()))
        .with(Choice.of(BitForm.class, "bits", options.getBits()))
        .with(Choice.of(SetForm.class, "sets", options.getSets()))
        .with(Choice.of(TimeForm.class, "times", options.getTimes()))
        .with(Choice.of(VirtualColumns.class, "virtualColumns", options.getVirtualColumns()))
        .with(Choice.of(Nullability.class, "nullability", options.getNullability()))
        .with(Choice.of(Checksums.class, "checksums", options.getChecksums()))
        .withDefaultTimeZone(timeZone(options.getDefaultTimeZone()))
        .withExtras(extras(options, mapping));
  }

  /** The simple mapping always says which row of TiDB it shows. */
  private static Set<ExtraColumn> extras(ExportBrOptions options, TypeMapping mapping) {
    EnumSet<ExtraColumn> extras = EnumSet.noneOf(ExtraColumn.class);
    if (mapping == TypeMapping.STRINGS) {
      extras.add(ExtraColumn.TABLE_ID);
      extras.add(ExtraColumn.HANDLE);
    }
    for (String word : Checked.list(options.getExtraColumns())) {
      extras.add(Choice.of(ExtraColumn.class, "extraColumns", word));
    }
    return extras;
  }

  private static String timeZone(String name) {
    try {
      return name.isEmpty() ? "" : ZoneId.of(name).getId();
    } catch (DateTimeException e) {
      throw RunFailedException.usage(
          "--defaultTimeZone=" + name + " is no time zone. Use a name such as Europe/Berlin.");
    }
  }

  private static Set<Long> tableIds(ExportBrOptions options) {
    Set<Long> ids = new TreeSet<>();
    for (String text : Checked.list(options.getTableIds())) {
      try {
        ids.add(Long.parseLong(text));
      } catch (NumberFormatException e) {
        throw RunFailedException.usage("--tableIds: " + text + " is no number.");
      }
    }
    return ids;
  }

  /** Values in one form each, whatever way they were written. */
  private static RunShape shape(
      ExportBrOptions options, RowOptions rows, TableSelection selection) {
    Map<String, String> shape = new TreeMap<>();
    shape.put("--filter", rules(selection));
    shape.put("--tableIds", selection.tableIds().toString());
    shape.put("--typeMapping", Choice.word(rows.mapping()));
    shape.put("--extraColumns", rows.extras().toString());
    shape.put("--invalidDates", Choice.word(rows.invalidDates()));
    shape.put("--invalidText", Choice.word(rows.invalidText()));
    shape.put("--unsignedBigint", Choice.word(rows.unsignedBigint()));
    shape.put("--wideDecimals", Choice.word(rows.wideDecimals()));
    shape.put("--tinyInt1", Choice.word(rows.tinyInt1()));
    shape.put("--bits", Choice.word(rows.bits()));
    shape.put("--sets", Choice.word(rows.sets()));
    shape.put("--times", Choice.word(rows.times()));
    shape.put("--virtualColumns", Choice.word(rows.virtualColumns()));
    shape.put("--nullability", Choice.word(rows.nullability()));
    shape.put("--checksums", Choice.word(rows.checksums()));
    shape.put("--defaultTimeZone", rows.defaultTimeZone());
    shape.put("--outputPrefix", BackupSource.prefix(options));
    Checked.addShape(options, shape);
    return new RunShape("export-br", shape);
  }

  /** The rules, and of files their content: it may be another one when a run is started again. */
  private static String rules(TableSelection selection) {
    List<String> rules = new ArrayList<>();
    for (String rule : selection.rules()) {
      rules.add(rule.startsWith("@") ? rule + "=" + content(rule.substring(1)) : rule);
    }
    return String.join(",", rules);
  }

  private static String content(String path) {
    try {
      // Where there is none, planning says so.
      byte[] content = ObjectStore.create().read(path).orElse(new byte[0]);
      return new String(content, StandardCharsets.UTF_8).strip().replaceAll("\\s*\n\\s*", ";");
    } catch (IOException | IllegalArgumentException e) {
      throw RunFailedException.usage("--filter: " + path + " cannot be read (" + e + ").");
    }
  }
}
