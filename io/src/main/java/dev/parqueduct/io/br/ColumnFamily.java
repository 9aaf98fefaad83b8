package dev.parqueduct.io.br;

import java.util.Locale;

/** The column families of TiKV that a backup can hold. Lock is used by RawKV alone. */
public enum ColumnFamily {
  DEFAULT,
  WRITE,
  LOCK;

  private static final String EXTENSION = ".sst";

  private final String label = name().toLowerCase(Locale.ROOT);

  /** As it is written in names and metadata: {@code default}, {@code write}, {@code lock}. */
  public String label() {
    return label;
  }

  static ColumnFamily of(BackupFile file) throws BackupException {
    for (ColumnFamily family : values()) {
      if (file.cf().isEmpty()
          ? file.name().endsWith(family.suffix())
          : file.cf().equals(family.label)) {
        return family;
      }
    }
    throw new BackupException(
        BackupException.Fault.INCONSISTENT,
        "The backup's file "
            + file.name()
            + (file.cf().isEmpty()
                ? " does not say its column family, and neither does its name"
                : " is of the column family " + file.cf())
            + "; only default, write and lock are known. Is the backup newer than this program?");
  }

  /** The name that the files of one scan have in common. */
  String baseOf(String name) {
    if (name.endsWith(suffix())) {
      return name.substring(0, name.length() - suffix().length());
    }
    return name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : name;
  }

  private String suffix() {
    return "_" + label + EXTENSION;
  }
}
