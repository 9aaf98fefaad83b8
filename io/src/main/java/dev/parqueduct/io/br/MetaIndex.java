package dev.parqueduct.io.br;

import static dev.parqueduct.io.br.Wire.BYTES;
import static dev.parqueduct.io.br.Wire.NUMBER;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A node of an index ({@code MetaFile} in brpb.proto): entries, and the objects that hold further
 * nodes.
 */
final class MetaIndex implements Wire.FieldReader {
  private final MetaSink sink;
  private final List<BackupFile> children = new ArrayList<>();
  private boolean fileMode;

  /**
   * @param sink takes the entries while the node is read
   */
  MetaIndex(MetaSink sink) {
    this.sink = sink;
  }

  @Override
  public boolean read(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case 1 << NUMBER | BYTES -> children.add(MetaMessages.file(in));
      case 2 << NUMBER | BYTES -> sink.files().accept(MetaMessages.file(in));
      case 3 << NUMBER | BYTES -> sink.schemas().accept(MetaMessages.schema(in));
      case 4 << NUMBER | BYTES -> sink.rawRanges().accept(MetaMessages.rawRange(in));
      case 6 << NUMBER | BYTES -> {
        fileMode = true;
        return false;
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  List<BackupFile> children() {
    return children;
  }

  /** Whether it holds the ranges of a backup of files rather than of a snapshot. */
  boolean fileMode() {
    return fileMode;
  }
}
