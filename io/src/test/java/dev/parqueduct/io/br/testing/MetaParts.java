package dev.parqueduct.io.br.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tikv.kvproto.Brpb;

/** A backupmeta with all its index objects, parsed by the Java client's messages. */
final class MetaParts {
  final List<Brpb.Schema> schemas = new ArrayList<>();
  final List<Brpb.File> files = new ArrayList<>();
  final List<Brpb.RawRange> ranges = new ArrayList<>();
  private final Path root;

  private MetaParts(Path root) {
    this.root = root;
  }

  static MetaParts read(Path root) throws IOException {
    MetaParts parts = new MetaParts(root);
    Brpb.BackupMeta meta =
        Brpb.BackupMeta.parseFrom(Files.readAllBytes(root.resolve("backupmeta")));
    parts.schemas.addAll(meta.getSchemasList());
    parts.files.addAll(meta.getFilesList());
    parts.ranges.addAll(meta.getRawRangesList());
    parts.walk(meta.getSchemaIndex());
    parts.walk(meta.getFileIndex());
    parts.walk(meta.getRawRangeIndex());
    return parts;
  }

  private void walk(Brpb.MetaFile index) throws IOException {
    schemas.addAll(index.getSchemasList());
    files.addAll(index.getDataFilesList());
    ranges.addAll(index.getRawRangesList());
    for (Brpb.File each : index.getMetaFilesList()) {
      byte[] object = Files.readAllBytes(root.resolve(each.getName()));
      if (!Arrays.equals(Encryption.sha256(object), each.getSha256().toByteArray())) {
        throw new IOException(each.getName() + " has another digest");
      }
      walk(Brpb.MetaFile.parseFrom(object));
    }
  }
}
