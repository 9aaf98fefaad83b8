package dev.parqueduct.pipelines.exportrawkv;

import dev.parqueduct.io.export.FileSettings;
import dev.parqueduct.io.ledger.RunShape;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.rawkv.BytesForm;
import dev.parqueduct.io.rawkv.DecoderChoice;
import dev.parqueduct.io.rawkv.InvalidText;
import dev.parqueduct.io.rawkv.KeyPrefix;
import dev.parqueduct.io.rawkv.KeyRange;
import dev.parqueduct.io.rawkv.KvColumn;
import dev.parqueduct.io.rawkv.KvExport;
import dev.parqueduct.io.rawkv.KvOptions;
import dev.parqueduct.io.rawkv.KvRequest;
import dev.parqueduct.io.rawkv.RequestedApi;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.sst.SstReaderKind;
import dev.parqueduct.pipelines.options.BackupSource;
import dev.parqueduct.pipelines.options.Checked;
import dev.parqueduct.pipelines.options.Choice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The options of {@code export-rawkv}, checked.
 *
 * @param request what to export, and where to
 * @param files how files are written
 */
record ExportRawKvConfig(KvRequest request, FileSettings files) {
  static ExportRawKvConfig of(ExportRawKvOptions options, String version) throws IOException {
    Checked.metricsPort(options);
    KvOptions rows =
        KvOptions.DEFAULT
            .withColumns(KvColumn.parse("--columns", options.getColumns()))
            .withForms(
                Choice.of(BytesForm.class, "keyForm", options.getKeyForm()),
                Choice.of(BytesForm.class, "valueForm", options.getValueForm()),
                Choice.of(InvalidText.class, "invalidText", options.getInvalidText()))
            .withKeys(
                KeyRange.parse(options.getStartKey(), options.getEndKey(), options.getKeyPrefix()),
                Choice.of(KeyPrefix.class, "prefixInKeys", options.getPrefixInKeys()))
            .withExpiryClock(expiredAt(options.getExpiredAt()))
            .withDecoder(decoder(options));
    String schema = rows.schema().toString(); // fails here if columns clash, not on a worker
    KvExport export =
        new KvExport(
            BackupSource.of(options),
            rows,
            RequestedApi.parse("--api", options.getApi()),
            BackupSource.prefix(options),
            Choice.of(SstReaderKind.class, "sstReader", options.getSstReader()),
            Checked.notNegative("readLimit", options.getReadLimit()));
    return new ExportRawKvConfig(
        new KvRequest(
            Checked.output(options),
            shape(options, rows, schema),
            export,
            BackupSource.scope(options)),
        Checked.files(options, "export-rawkv", version));
  }

  private static DecoderChoice decoder(ExportRawKvOptions options) throws IOException {
    String config = options.getValueDecoderConfig();
    if (options.getValueDecoder().isEmpty()) {
      if (!config.isEmpty()) {
        throw RunFailedException.usage("--valueDecoderConfig needs a --valueDecoder.");
      }
      return DecoderChoice.NONE;
    }
    if (config.startsWith("@")) {
      String path = config.substring(1);
      config =
          new String(
              ObjectStore.create()
                  .read(path)
                  .orElseThrow(
                      () ->
                          RunFailedException.usage(
                              "--valueDecoderConfig: there is no file " + path + ".")),
              StandardCharsets.UTF_8);
    }
    return new DecoderChoice(options.getValueDecoder(), config);
  }

  private static long expiredAt(String time) {
    try {
      return time.isEmpty() ? 0 : Instant.parse(time).getEpochSecond();
    } catch (DateTimeParseException e) {
      throw RunFailedException.usage(
          "--expiredAt=" + time + " is no time. Use a form such as 2026-11-01T00:00:00Z.");
    }
  }

  private static RunShape shape(ExportRawKvOptions options, KvOptions rows, String schema) {
    Map<String, String> shape = new TreeMap<>();
    shape.put("--api", options.getApi());
    shape.put("schema", schema);
    shape.put("--keyForm", Choice.word(rows.keyForm()));
    shape.put("--valueForm", Choice.word(rows.valueForm()));
    shape.put("--invalidText", Choice.word(rows.invalidText()));
    shape.put("--startKey", options.getStartKey());
    shape.put("--endKey", options.getEndKey());
    shape.put("--keyPrefix", options.getKeyPrefix());
    shape.put("--prefixInKeys", Choice.word(rows.keyPrefix()));
    shape.put("--expiredAt", options.getExpiredAt());
    shape.put("--valueDecoder", rows.decoder().name());
    shape.put("--valueDecoderConfig", rows.decoder().configuration());
    shape.put("--outputPrefix", BackupSource.prefix(options));
    Checked.addShape(options, shape);
    return new RunShape("export-rawkv", shape);
  }
}
