package dev.parqueduct.io.br.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes a backupmeta and its index objects. */
final class MetaWriter {
  static final String ROOT = "backupmeta";

  private static final int META_FILES = 1;
  private static final int DATA_FILES = 2;
  private static final int SCHEMAS = 3;
  private static final int RAW_RANGES = 4;
  private static final int DDLS = 5;

  private final Path root;
  private final MetaLayout layout;
  private final Encryption encryption;
  private final int perObject;
  private int sequence;

  /**
   * @param perObject most messages in one index object
   */
  MetaWriter(Path root, MetaLayout layout, Encryption encryption, int perObject) {
    this.root = root;
    this.layout = layout;
    this.encryption = encryption;
    this.perObject = perObject;
  }

  /**
   * Writes the metadata.
   *
   * @param header the fields that are no lists
   */
  void write(Proto header, List<Proto> schemas, List<Proto> files, List<Proto> ranges)
      throws IOException {
    header.number(12, layout == MetaLayout.V1 ? 0 : 1);
    list(header, schemas, new Place(7, 14, SCHEMAS, "schema"));
    list(header, files, new Place(4, 13, DATA_FILES, "datafile"));
    list(header, ranges, new Place(9, 15, RAW_RANGES, "datafile"));
    byte[] ddls = "[]".getBytes(StandardCharsets.UTF_8);
    if (layout == MetaLayout.V1) {
      header.bytes(10, ddls);
    } else {
      Proto leaf = object("ddl", new Proto().bytes(DDLS, ddls));
      header.message(16, new Proto().message(META_FILES, leaf));
    }
    byte[] iv = encryption.isNone() ? new byte[0] : Encryption.iv(ROOT);
    byte[] stored = encryption.apply(header.toArray(), iv);
    Files.write(root.resolve(ROOT), new Bytes().raw(iv).raw(stored).toArray());
  }

  /** Field of the root's list, of its index, of the list in index objects; and their name. */
  private record Place(int inline, int index, int field, String kind) {}

  private void list(Proto header, List<Proto> messages, Place place) throws IOException {
    int inline =
        switch (layout) {
          case V1 -> messages.size();
          case MIXED -> (messages.size() + 1) / 2;
          default -> 0;
        };
    messages.subList(0, inline).forEach(each -> header.message(place.inline(), each));
    List<Proto> leaves = new ArrayList<>();
    for (int from = inline; from < messages.size(); from += perObject) {
      Proto leaf = new Proto();
      messages
          .subList(from, Math.min(messages.size(), from + perObject))
          .forEach(each -> leaf.message(place.field(), each));
      leaves.add(object(place.kind(), leaf));
    }
    if (leaves.isEmpty()) {
      return;
    }
    Proto index = new Proto();
    leaves.forEach(each -> index.message(META_FILES, each));
    header.message(
        place.index(),
        layout == MetaLayout.V2_NESTED
            ? new Proto().message(META_FILES, object("metafile", index))
            : index);
  }

  /** Stores a part of the metadata; its digest is over the plain bytes. */
  private Proto object(String kind, Proto content) throws IOException {
    String name = "backupmeta.%s.%09d".formatted(kind, ++sequence);
    byte[] plain = content.toArray();
    byte[] iv = encryption.isNone() ? new byte[0] : Encryption.iv(name);
    Files.write(root.resolve(name), encryption.apply(plain, iv));
    return new Proto()
        .string(1, name)
        .bytes(2, Encryption.sha256(plain))
        .number(11, plain.length)
        .bytes(12, iv);
  }
}
