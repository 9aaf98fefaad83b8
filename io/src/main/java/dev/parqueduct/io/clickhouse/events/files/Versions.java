package dev.parqueduct.io.clickhouse.events.files;

import dev.parqueduct.io.clickhouse.events.rules.KeyIndex;
import dev.parqueduct.io.clickhouse.wire.FixedColumn;
import dev.parqueduct.io.clickhouse.wire.NativeBlock;
import dev.parqueduct.io.clickhouse.wire.StringColumn;

/**
 * Which of several rows with one key is the newest: by version; of equal ones the one that says
 * that the row is deleted, and then the one that comes last in the files. Keys are those that the
 * tables have in ClickHouse, where {@code FINAL} decides so.
 */
final class Versions {
  /** The columns of a block of versions. */
  static final String KEY = "key";

  static final String PROJECT = "project_id";
  static final String VERSION = "event_ts";
  static final String DELETED = "is_deleted";
  static final String POSITION = "_position";

  private final StringColumn projects = new StringColumn();
  private final StringColumn keys = new StringColumn();
  private final FixedColumn versions = new FixedColumn("Int64", 8);
  private final FixedColumn deleted = new FixedColumn("UInt8", 1);
  private final FixedColumn positions = new FixedColumn("Int64", 8);
  private final KeyIndex index = new KeyIndex(projects, keys);

  /** Adds the rows of a block that has the columns named here. */
  void add(NativeBlock block) {
    add(
        (StringColumn) block.column(PROJECT),
        (StringColumn) block.column(KEY),
        (FixedColumn) block.column(VERSION),
        (FixedColumn) block.column(DELETED),
        (FixedColumn) block.column(POSITION));
  }

  /** Adds rows. */
  void add(
      StringColumn moreProjects,
      StringColumn moreKeys,
      FixedColumn moreVersions,
      FixedColumn moreDeleted,
      FixedColumn morePositions) {
    int row = keys.rows();
    int more = moreKeys.rows();
    projects.append(moreProjects, 0, more);
    keys.append(moreKeys, 0, more);
    versions.append(moreVersions, 0, more);
    deleted.append(moreDeleted, 0, more);
    positions.append(morePositions, 0, more);
    for (; row < keys.rows(); row++) {
      int before = index.put(row);
      if (before >= 0 && isNewer(before, row)) {
        int unused = index.put(before);
      }
    }
  }

  private boolean isNewer(int row, int other) {
    int order = Long.compare(versions.longAt(row), versions.longAt(other));
    if (order == 0) {
      order = Byte.compare(deleted.byteAt(row), deleted.byteAt(other));
    }
    return (order == 0 ? Long.compare(positions.longAt(row), positions.longAt(other)) : order) > 0;
  }

  /** The newest row with a key; there must be one. */
  int newest(StringColumn otherProjects, StringColumn otherKeys, int row) {
    return index.find(otherProjects, otherKeys, row);
  }

  boolean isDeleted(int row) {
    return deleted.byteAt(row) != 0;
  }

  long position(int row) {
    return positions.longAt(row);
  }

  int rows() {
    return keys.rows();
  }

  StringColumn projects() {
    return projects;
  }

  StringColumn keys() {
    return keys;
  }

  FixedColumn versions() {
    return versions;
  }

  FixedColumn deleted() {
    return deleted;
  }

  FixedColumn positions() {
    return positions;
  }
}
