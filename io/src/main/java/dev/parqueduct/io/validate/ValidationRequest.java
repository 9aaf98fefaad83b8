package dev.parqueduct.io.validate;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What to validate, and how far.
 *
 * @param inputs files, folders and globs
 * @param filesList a file that names more of them, a line each; empty for none
 * @param ledger the output folder that the ledger is in; empty to look for it
 * @param level 1 for names, 2 for all of the files, 3 for the database as well
 * @param keys the columns that names tell of
 * @param results where the file of results goes; empty for the default place
 * @param onFailure what a failure means for the files that follow
 */
public record ValidationRequest(
    List<String> inputs,
    String filesList,
    String ledger,
    int level,
    KeyColumns keys,
    String results,
    OnFailure onFailure)
    implements Serializable {
  /** What a failure means for the files that follow. */
  public enum OnFailure {
    CONTINUE,
    STOP
  }

  public ValidationRequest {
    inputs = new ArrayList<>(inputs);
    requireNonNull(filesList, "filesList");
    requireNonNull(ledger, "ledger");
    requireNonNull(keys, "keys");
    requireNonNull(results, "results");
    requireNonNull(onFailure, "onFailure");
  }
}
