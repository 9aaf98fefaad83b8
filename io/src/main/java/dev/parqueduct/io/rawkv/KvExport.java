package dev.parqueduct.io.rawkv;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.br.BackupAccess;
import dev.parqueduct.io.sst.SstReaderKind;
import java.io.Serializable;

/**
 * How the entries of a RawKV or TxnKV backup are exported: all that workers need to know, checked.
 *
 * @param access how the backup is reached
 * @param rows which entries, and as what rows
 * @param api what the user says of the API version
 * @param prefix in front of file names: empty, or with a slash at its end
 * @param reader of SSTs
 * @param readLimit MiB a second that a worker reads at most; 0 for no limit
 */
public record KvExport(
    BackupAccess access,
    KvOptions rows,
    RequestedApi api,
    String prefix,
    SstReaderKind reader,
    int readLimit)
    implements Serializable {
  public KvExport {
    requireNonNull(access, "access");
    requireNonNull(rows, "rows");
    requireNonNull(api, "api");
    requireNonNull(prefix, "prefix");
    requireNonNull(reader, "reader");
  }
}
