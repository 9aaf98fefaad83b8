package dev.parqueduct.io.br;

import static dev.parqueduct.io.br.Wire.BYTES;
import static dev.parqueduct.io.br.Wire.NUMBER;
import static java.util.Objects.requireNonNull;

import com.google.protobuf.CodedInputStream;
import dev.parqueduct.io.br.BackupException.Fault;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The backupmeta of a backup: what BR says is in it. Older releases put all in one object, newer
 * ones put lists into objects of their own, which the backupmeta names; a backup may mix both, so
 * both are read whatever it says of its version (BR's metautil package does the same).
 *
 * <p>Lists are streamed: of the backupmeta a message is in memory at a time, of the indexes one
 * object. Only what they name belongs to the backup; other objects beside them do not.
 */
public final class BackupMeta {
  private final ObjectStore store;
  private final BackupStorage storage;
  private final Cipher cipher;
  private final MetaSource source;
  private final MetaRoot root;
  private final BackupHeader header;

  private BackupMeta(
      ObjectStore store,
      BackupStorage storage,
      Cipher cipher,
      MetaSource source,
      MetaRoot root,
      BackupHeader header) {
    this.store = store;
    this.storage = storage;
    this.cipher = cipher;
    this.source = source;
    this.root = root;
    this.header = header;
  }

  /**
   * Reads the backupmeta but for its lists.
   *
   * @throws dev.parqueduct.io.report.RunFailedException when there is no backup, or one of a kind
   *     that cannot be exported
   * @throws BackupException when it is damaged, or the key is not the one it was made with
   */
  public static BackupMeta read(ObjectStore store, BackupStorage storage, Cipher cipher)
      throws IOException {
    requireNonNull(cipher, "cipher");
    MetaSource source = MetaSource.find(store, storage);
    MetaRoot root = new MetaRoot(source.path());
    String digest = source.readFirst(cipher, root);
    root.requireSupported();
    List<RawRange> ranges = new ArrayList<>(root.rawRanges());
    new IndexWalk(store, storage, cipher)
        .walk(root.rawRangeObjects(), MetaSink.ofRawRanges(ranges::add));
    return new BackupMeta(store, storage, cipher, source, root, root.header(digest, ranges));
  }

  public BackupHeader header() {
    return header;
  }

  /** Goes through the databases and tables, in the order of the backup. */
  public void forEachSchema(Consumer<BackupSchema> consumer) throws IOException {
    each(root.inlineSchemas(), root.schemaObjects(), MetaSink.ofSchemas(consumer));
  }

  /**
   * Goes through the files of data, in the order of the backup. The two files of a scan are
   * usually, not always, neighbours.
   */
  public void forEachFile(Consumer<BackupFile> consumer) throws IOException {
    each(root.inlineFiles(), root.fileObjects(), MetaSink.ofFiles(consumer));
  }

  private void each(boolean inline, List<BackupFile> objects, MetaSink sink) throws IOException {
    if (inline) {
      String digest = source.read(cipher, (tag, in) -> inlineEntry(tag, in, sink));
      if (!digest.equals(header.digest())) {
        throw new BackupException(
            Fault.DIGEST,
            source.path()
                + " changed while it was read. Wait until nothing writes to the backup, and start"
                + " again.");
      }
    }
    new IndexWalk(store, storage, cipher).walk(objects, sink);
  }

  private static boolean inlineEntry(int tag, CodedInputStream in, MetaSink sink)
      throws IOException {
    switch (tag) {
      case 4 << NUMBER | BYTES -> sink.files().accept(MetaMessages.file(in));
      case 7 << NUMBER | BYTES -> sink.schemas().accept(MetaMessages.schema(in));
      case 13 << NUMBER | BYTES, 14 << NUMBER | BYTES -> Wire.message(in, new MetaIndex(sink));
      default -> {
        return false;
      }
    }
    return true;
  }
}
