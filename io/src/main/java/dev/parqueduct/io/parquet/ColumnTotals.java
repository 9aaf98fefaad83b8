package dev.parqueduct.io.parquet;

import java.util.Optional;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Statistics;
import org.apache.parquet.io.api.Binary;

/** Sums up one column over the row groups of a file. */
final class ColumnTotals {
  private final String path;
  private final ValueOrder order;
  private long nulls;
  private boolean complete = true;
  private Optional<Binary> min = Optional.empty();
  private Optional<Binary> max = Optional.empty();

  ColumnTotals(String path, ValueOrder order) {
    this.path = path;
    this.order = order;
  }

  static ColumnTotals of(ColumnDescriptor column) {
    return new ColumnTotals(
        String.join(".", column.getPath()), ValueOrder.of(column.getPrimitiveType()));
  }

  void add(ColumnMetaData chunk) {
    Statistics statistics = chunk.getStatistics();
    nulls += statistics.getNull_count();
    if (statistics.isSetMin_value()) {
      Binary least = Binary.fromConstantByteArray(statistics.getMin_value());
      Binary greatest = Binary.fromConstantByteArray(statistics.getMax_value());
      min = min.filter(other -> compare(other, least) <= 0).or(() -> Optional.of(least));
      max = max.filter(other -> compare(other, greatest) >= 0).or(() -> Optional.of(greatest));
    } else if (statistics.getNull_count() < chunk.getNum_values()) {
      complete = false;
    }
  }

  private int compare(Binary a, Binary b) {
    return order.compare(a.getBytesUnsafe(), b.getBytesUnsafe());
  }

  ColumnSummary summary() {
    return complete
        ? new ColumnSummary(path, nulls, min, max)
        : new ColumnSummary(path, nulls, Optional.empty(), Optional.empty());
  }
}
