package dev.parqueduct.io.rawkv;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.br.BackupFile;
import dev.parqueduct.io.br.BackupHeader;
import dev.parqueduct.io.br.BackupUnit;
import dev.parqueduct.io.br.ColumnFamily;
import dev.parqueduct.io.br.UnitSsts;
import dev.parqueduct.io.export.TableLayout;
import dev.parqueduct.io.export.UnitExport;
import dev.parqueduct.io.export.UnitFiles;
import dev.parqueduct.io.export.UnitOutcome;
import dev.parqueduct.io.export.UnitOutput;
import dev.parqueduct.io.ledger.SourceEntry;
import dev.parqueduct.io.objects.ReadLimiter;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.sst.SstCursor;
import dev.parqueduct.io.tikv.EntrySum;
import dev.parqueduct.io.tikv.MvccCursor;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Exports the entries of an SST of RawKV, or of a pair of SSTs of TxnKV. */
public final class KvUnitExport implements UnitExport<BackupUnit> {
  private final KvExport export;
  private transient BackupHeader header;

  public KvUnitExport(KvExport export) {
    this.export = requireNonNull(export, "export");
  }

  @Override
  public String id(BackupUnit unit) {
    return unit.id();
  }

  @Override
  public UnitOutcome export(BackupUnit unit, UnitOutput output) throws IOException {
    if (header == null) {
      header = export.access().readMeta(output.store()).header();
    }
    ReadLimiter limit = ReadLimiter.ofProcess(export.readLimit());
    try (UnitSsts ssts =
            new UnitSsts(export.access().ssts(output.store()), export.reader().create(), limit);
        KvUnitRows rows = new KvUnitRows(unit, output)) {
      Map<String, Long> counters = new TreeMap<>();
      if (header.txnKv()) {
        transactional(unit, output, ssts, rows, counters);
      } else {
        raw(unit, output, ssts, rows);
      }
      output.downloaded(ssts.downloadNanos());
      rows.counters().forEach((name, count) -> counters.merge(name, count, Long::sum));
      counters.forEach((name, count) -> output.progress().count("event_" + name, count));
      output.progress().count("backup_files_read", unit.files().size());
      output.progress().count("bytes_read", ssts.downloadBytes());
      List<SourceEntry> sources =
          unit.files().stream().map(file -> new SourceEntry(file.name(), file.size())).toList();
      return new UnitOutcome(sources, List.of(), rows.rejects(), rows.balance(), counters);
    }
  }

  private void raw(BackupUnit unit, UnitOutput output, UnitSsts ssts, KvUnitRows out)
      throws IOException {
    BackupFile file = unit.leading();
    SstCursor entries = ssts.open(file);
    RawApi api = detection(header).of(entries.properties(), file.name());
    KvRows rows = KvRows.of(export.rows(), api, file.name());
    UnitFiles files = output.table(layout(rows));
    while (entries.next()) {
      try {
        out.accept(
            rows.decode(
                entries.key(),
                entries.keyLength(),
                entries.value(),
                entries.valueOffset(),
                entries.valueLength()),
            rows,
            files);
      } catch (RejectedEntryException e) {
        out.reject(rows, e);
      }
    }
    ssts.verifyDigests();
    String problem = rows.totals().problem(file.crc64xor(), file.totalKvs(), file.totalBytes());
    if (!problem.isEmpty()) {
      throw RunFailedException.failed(
          file.name() + " " + problem + ". The backup is damaged; use another one.");
    }
  }

  private void transactional(
      BackupUnit unit, UnitOutput output, UnitSsts ssts, KvUnitRows out, Map<String, Long> counters)
      throws IOException {
    SstCursor write =
        ssts.open(unit.only(), ColumnFamily.WRITE)
            .orElseThrow(() -> new IllegalStateException("unit " + unit.id() + " has no writes"));
    Optional<SstCursor> values = ssts.open(unit.only(), ColumnFamily.DEFAULT);
    MvccCursor entries =
        new MvccCursor(write, values, unit.leading().name(), unit.leading().endVersion());
    KvRows rows = KvRows.of(export.rows(), detection(header).txn(), unit.leading().name());
    UnitFiles files = output.table(layout(rows));
    while (entries.next()) {
      if (entries.kind() == MvccCursor.Kind.DELETE) {
        out.accept(KvOutcome.DELETED, rows, files);
        continue;
      }
      try {
        out.accept(
            rows.decodeTxn(
                entries.rawKey(),
                entries.rawKeyLength(),
                entries.value(),
                entries.valueOffset(),
                entries.valueLength(),
                entries.commitTs()),
            rows,
            files);
      } catch (RejectedEntryException e) {
        out.reject(rows, e);
      }
    }
    ssts.verifyDigests();
    counters.putAll(entries.counts().byName());
    for (BackupFile file : unit.files()) {
      EntrySum sum =
          file.family() == ColumnFamily.WRITE
              ? entries.counts().writeSum()
              : entries.counts().defaultSum();
      counters.merge(
          UnitSsts.verifySum(file, sum) ? "sst_sum_verified" : "sst_sum_not_stated", 1L, Long::sum);
    }
  }

  /** What the backup and the user say of the API version. */
  ApiDetection detection(BackupHeader of) {
    RawApi stated =
        switch (of.apiVersion()) {
          case V1 -> RawApi.V1;
          case V1TTL -> RawApi.V1TTL;
          case V2 -> RawApi.V2;
        };
    return new ApiDetection(stated, export.api());
  }

  private TableLayout layout(KvRows rows) {
    String prefix = export.prefix();
    return TableLayout.of(
        rows.schema(),
        file -> String.format("%s%s-%04d.parquet", prefix, file.unit(), file.number()));
  }
}
