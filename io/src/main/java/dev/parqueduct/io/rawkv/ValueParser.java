package dev.parqueduct.io.rawkv;

import dev.parqueduct.io.parquet.RowWriter;
import java.util.List;
import org.apache.parquet.schema.Type;

/**
 * Makes columns of values, one after the other, for one thread. First {@link #parse} looks at an
 * entry and says whether it is good, then {@link #write} sets the columns of its row; so no row is
 * ever begun that cannot be ended.
 */
public interface ValueParser {
  /** The columns, as Parquet has them; they come after those of the entry itself. */
  List<Type> columns();

  /**
   * Parses the value of an entry (its key is there as well), and keeps what {@link #write} needs.
   * The entry and its arrays are only valid until the next one.
   *
   * @throws RejectedEntryException when the value cannot become columns
   */
  void parse(KvEntry entry) throws RejectedEntryException;

  /**
   * Sets every column of the row for the entry that was parsed last. Does not end the row.
   *
   * @param firstColumn the number of the first leaf of {@link #columns}; the others follow it
   */
  void write(RowWriter row, int firstColumn);
}
