package dev.parqueduct.io.parquet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.format.BoundaryOrder;
import org.apache.parquet.format.ColumnIndex;

/** Collects the column index of a chunk: bounds and nulls of each page. */
final class PageIndex {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final ValueOrder order;
  private final List<Boolean> nullPages = new ArrayList<>();
  private final List<ByteBuffer> minima = new ArrayList<>();
  private final List<ByteBuffer> maxima = new ArrayList<>();
  private final List<Long> nullCounts = new ArrayList<>();
  private Optional<Bounds> last = Optional.empty();
  private boolean ascending = true;
  private boolean descending = true;
  private boolean complete = true;

  PageIndex(ValueOrder order) {
    this.order = order;
  }

  /** Adds a page; its bounds are absent if it has only nulls, or values that have no bounds. */
  void add(PageCounts counts, Optional<Bounds> bounds) {
    boolean allNull = counts.nulls() == counts.values();
    if (!allNull && bounds.isEmpty()) {
      complete = false;
    }
    nullPages.add(allNull);
    nullCounts.add((long) counts.nulls());
    minima.add(bounds.map(b -> b.min().toByteBuffer()).orElse(NOTHING));
    maxima.add(bounds.map(b -> b.max().toByteBuffer()).orElse(NOTHING));
    bounds.ifPresent(this::compareToLast);
  }

  private void compareToLast(Bounds page) {
    if (last.isPresent()) {
      int min = compare(last.get().min().getBytesUnsafe(), page.min().getBytesUnsafe());
      int max = compare(last.get().max().getBytesUnsafe(), page.max().getBytesUnsafe());
      ascending &= min <= 0 && max <= 0;
      descending &= min >= 0 && max >= 0;
    }
    last = Optional.of(page);
  }

  private int compare(byte[] a, byte[] b) {
    return order.compare(a, b);
  }

  /** The index; none if a page has values without bounds, as the format has no way to say so. */
  Optional<ColumnIndex> build() {
    if (!complete || order == ValueOrder.UNDEFINED) {
      return Optional.empty();
    }
    BoundaryOrder boundaries =
        ascending
            ? BoundaryOrder.ASCENDING
            : descending ? BoundaryOrder.DESCENDING : BoundaryOrder.UNORDERED;
    ColumnIndex index = new ColumnIndex(nullPages, minima, maxima, boundaries);
    index.setNull_counts(nullCounts);
    return Optional.of(index);
  }
}
