package dev.parqueduct.io.br;

import dev.parqueduct.io.ledger.RunShape;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/** What is to be exported of a backup, and where to; it travels to the worker that plans. */
public interface UnitPlanning extends Serializable {
  /** How much of a backup is read, and what becomes of it. */
  enum Scope {
    /** What the ledger does not say is done goes to files. */
    PENDING,
    /** Everything goes to files, whatever the ledger says. */
    ALL,
    /** Everything is read and checked, and nothing is written. */
    VERIFY
  }

  /** The planned work. */
  interface Work {
    /** What shapes the output's files. */
    RunShape shape();

    /** Units that are finished. */
    List<UnitEntry> done();

    /** Units to do. */
    List<BackupUnit> pending();
  }

  /** The output folder. */
  String output();

  Scope scope();

  /** Reads the backupmeta and the ledger; writes nothing. */
  Work plan(ObjectStore store) throws IOException;
}
