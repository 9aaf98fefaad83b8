package dev.parqueduct.io.rawkv;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.br.BackupHeader;
import dev.parqueduct.io.br.BackupMeta;
import dev.parqueduct.io.br.BackupPlan;
import dev.parqueduct.io.br.BackupPlanner;
import dev.parqueduct.io.br.BackupUnit;
import dev.parqueduct.io.br.PendingUnits;
import dev.parqueduct.io.br.UnitPlanning;
import dev.parqueduct.io.ledger.RunShape;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.List;

/**
 * What is to be exported of a RawKV or TxnKV backup, and where to.
 *
 * @param output the output folder
 * @param shape what shapes the files, without the backup's identity
 * @param export how entries are exported
 * @param scope how much is read, and what becomes of it
 */
public record KvRequest(String output, RunShape shape, KvExport export, Scope scope)
    implements UnitPlanning {
  public KvRequest {
    requireNonNull(output, "output");
    requireNonNull(shape, "shape");
    requireNonNull(export, "export");
    requireNonNull(scope, "scope");
  }

  /**
   * What was planned.
   *
   * @param header of the backup
   * @param outOfRange files that hold no key that was asked for
   * @param units what is done and what is not
   */
  public record KvWork(BackupHeader header, long outOfRange, PendingUnits units) implements Work {
    @Override
    public RunShape shape() {
      return units.shape();
    }

    @Override
    public List<UnitEntry> done() {
      return units.done();
    }

    @Override
    public List<BackupUnit> pending() {
      return units.pending();
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws RunFailedException with exit code 2 when the backup is of another kind, the user says
   *     another API version than the backup, or the output holds files of another shape
   */
  @Override
  public KvWork plan(ObjectStore store) throws IOException {
    BackupMeta meta = export.access().readMeta(store);
    BackupHeader header = meta.header();
    if (!header.rawKv() && !header.txnKv()) {
      throw RunFailedException.usage(
          "The backup holds tables of TiDB, not RawKV or TxnKV data. Use export-br.");
    }
    ApiDetection api = new KvUnitExport(export).detection(header);
    BackupPlanner planner =
        header.rawKv() ? BackupPlanner.ofRawKeys() : BackupPlanner.ofTransactionalKeys();
    BackupPlan files = planner.plan(meta);
    List<BackupUnit> wanted =
        files.units().stream()
            .filter(
                unit ->
                    scope == Scope.VERIFY
                        || export
                            .rows()
                            .keys()
                            .mayBeIn(api.txn(), unit.leading().startKey(), unit.leading().endKey()))
            .toList();
    return new KvWork(
        header,
        files.units().size() - (long) wanted.size(),
        PendingUnits.of(header, wanted, shape, this, store));
  }
}
