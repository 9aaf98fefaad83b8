package dev.parqueduct.io.clickhouse.events.rules;

import dev.parqueduct.io.clickhouse.wire.NativeBlock;
import dev.parqueduct.io.clickhouse.wire.StringColumn;

/** Traces whose observations are left out. */
public final class ExcludedTraces {
  private final StringColumn projects = new StringColumn();
  private final StringColumn ids = new StringColumn();
  private final KeyIndex index = new KeyIndex(projects, ids);

  /** Adds all rows of a block. */
  public void add(NativeBlock block) {
    add(block, 0, block.rows());
  }

  /** Adds some rows of a block. */
  public void add(NativeBlock block, int from, int to) {
    int row = ids.rows();
    projects.append(block.column("project_id"), from, to);
    ids.append(block.column("trace_id"), from, to);
    for (; row < ids.rows(); row++) {
      int unused = index.put(row);
    }
  }

  /** Whether the trace of a row is one of them. */
  public boolean contains(StringColumn otherProjects, StringColumn otherIds, int row) {
    return index.size() > 0 && index.find(otherProjects, otherIds, row) >= 0;
  }

  public void clear() {
    projects.clear();
    ids.clear();
    index.clear();
  }
}
