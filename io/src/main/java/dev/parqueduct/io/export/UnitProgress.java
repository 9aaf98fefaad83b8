package dev.parqueduct.io.export;

/** Is told how units get on, while they are exported; may be called from several threads. */
public interface UnitProgress {
  /** Listens to nothing. */
  UnitProgress NONE =
      new UnitProgress() {
        @Override
        public void count(String counter, long by) {}

        @Override
        public void stage(Stage stage, long nanos) {}
      };

  /** What the time of a unit goes into. */
  enum Stage {
    /** Reading the source. */
    DOWNLOAD,
    /** Decoding rows and encoding files. */
    CONVERT,
    /** Writing files and giving them their names. */
    UPLOAD,
    /** Recording the unit. */
    LEDGER
  }

  /** Adds to a counter. */
  void count(String counter, long by);

  /** A stage of a unit has taken so long in all; once a unit and stage. */
  void stage(Stage stage, long nanos);
}
