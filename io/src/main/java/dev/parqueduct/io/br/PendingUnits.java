package dev.parqueduct.io.br;

import dev.parqueduct.io.br.UnitPlanning.Scope;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.RunShape;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is left to do of the units of a backup.
 *
 * @param shape of the output's files, with the backup's identity
 * @param done units that are finished
 * @param pending units to do
 */
public record PendingUnits(RunShape shape, List<UnitEntry> done, List<BackupUnit> pending) {
  /**
   * Compares units with the ledger; writes nothing.
   *
   * @param shape of the output's files, without the backup's identity
   * @throws dev.parqueduct.io.report.RunFailedException when the output holds files of another
   *     shape
   */
  public static PendingUnits of(
      BackupHeader header,
      List<BackupUnit> units,
      RunShape shape,
      UnitPlanning to,
      ObjectStore store)
      throws IOException {
    Map<String, String> options = new TreeMap<>(shape.options());
    options.put("backup", header.digest());
    RunShape full = new RunShape(shape.pipeline(), options);
    if (to.scope() == Scope.VERIFY) {
      return new PendingUnits(full, List.of(), units);
    }
    Ledger ledger = Ledger.of(to.output(), store);
    boolean begun = ledger.check(full);
    List<UnitEntry> done = begun && to.scope() == Scope.PENDING ? ledger.doneUnits() : List.of();
    Set<String> doneIds = done.stream().map(UnitEntry::unit).collect(Collectors.toSet());
    return new PendingUnits(
        full, done, units.stream().filter(unit -> !doneIds.contains(unit.id())).toList());
  }
}
