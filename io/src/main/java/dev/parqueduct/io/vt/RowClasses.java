package dev.parqueduct.io.vt;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The classifications of the rows of a batch: few words for many rows.
 *
 * @param byRow the word of each row, null for none; of no length if nobody has asked
 * @param asked rows that were asked for
 * @param failed those of them of which it is not known whether they have a classification
 */
public record RowClasses(String[] byRow, long asked, long failed) {
  /** Nobody has asked. */
  public static final RowClasses NONE = new RowClasses(new String[0], 0, 0);

  /** The classification of a row, or null. */
  String of(int row) {
    return byRow.length == 0 ? null : byRow[row];
  }

  /** Rows that have a classification. */
  public long found() {
    long found = 0;
    for (String each : byRow) {
      found += each == null ? 0 : 1;
    }
    return found;
  }

  void writeTo(DataOutput out) throws IOException {
    out.writeInt(byRow.length);
    if (byRow.length == 0) {
      return;
    }
    out.writeLong(asked);
    out.writeLong(failed);
    Map<String, Integer> numbers = new HashMap<>();
    for (String each : byRow) {
      if (each == null) {
        out.writeInt(-1);
        continue;
      }
      Integer number = numbers.get(each);
      if (number == null) {
        out.writeInt(numbers.size());
        out.writeUTF(each);
        numbers.put(each, numbers.size());
      } else {
        out.writeInt(number);
      }
    }
  }

  static RowClasses readFrom(DataInput in) throws IOException {
    int rows = in.readInt();
    if (rows == 0) {
      return NONE;
    }
    long asked = in.readLong();
    long failed = in.readLong();
    String[] byRow = new String[rows];
    List<String> words = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int number = in.readInt();
      if (number == words.size()) {
        words.add(in.readUTF());
      }
      byRow[i] = number < 0 ? null : words.get(number);
    }
    return new RowClasses(byRow, asked, failed);
  }
}
