package dev.parqueduct.io.br;

import static dev.parqueduct.io.br.Wire.BYTES;
import static dev.parqueduct.io.br.Wire.NUMBER;
import static dev.parqueduct.io.br.Wire.VARINT;

import com.google.protobuf.CodedInputStream;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The fields of a backupmeta ({@code BackupMeta} in brpb.proto) but for its lists of files and
 * schemas, of which it notes only that they are there.
 */
final class MetaRoot implements Wire.FieldReader {
  private final String path;
  private final List<RawRange> rawRanges = new ArrayList<>();
  private final MetaIndex fileIndex =
      new MetaIndex(MetaSink.ofFiles(file -> this.inlineFiles = true));
  private final MetaIndex schemaIndex =
      new MetaIndex(MetaSink.ofSchemas(schema -> this.inlineSchemas = true));
  private final MetaIndex rawRangeIndex = new MetaIndex(MetaSink.ofRawRanges(rawRanges::add));
  private long clusterId;
  private String clusterVersion = "";
  private String brVersion = "";
  private long startVersion;
  private long endVersion;
  private boolean rawKv;
  private boolean txnKv;
  private int apiVersion;
  private String newCollations = "";
  private boolean fileMode;
  private boolean unknownSchemaVersion;
  private boolean inlineFiles;
  private boolean inlineSchemas;
  private int fields;

  MetaRoot(String path) {
    this.path = path;
  }

  @Override
  public boolean read(int tag, CodedInputStream in) throws IOException {
    switch (tag) {
      case 1 << NUMBER | VARINT -> clusterId = in.readUInt64();
      case 2 << NUMBER | BYTES -> clusterVersion = in.readStringRequireUtf8();
      case 4 << NUMBER | BYTES -> {
        inlineFiles = true;
        return false;
      }
      case 7 << NUMBER | BYTES -> {
        inlineSchemas = true;
        return false;
      }
      case 5 << NUMBER | VARINT -> startVersion = in.readUInt64();
      case 6 << NUMBER | VARINT -> endVersion = in.readUInt64();
      case 8 << NUMBER | VARINT -> rawKv = in.readBool();
      case 9 << NUMBER | BYTES -> rawRanges.add(MetaMessages.rawRange(in));
      case 11 << NUMBER | BYTES -> brVersion = in.readStringRequireUtf8();
      case 13 << NUMBER | BYTES -> Wire.message(in, fileIndex);
      case 14 << NUMBER | BYTES -> Wire.message(in, schemaIndex);
      case 15 << NUMBER | BYTES -> Wire.message(in, rawRangeIndex);
      case 18 << NUMBER | VARINT -> apiVersion = in.readEnum();
      case 20 << NUMBER | BYTES -> newCollations = in.readStringRequireUtf8();
      case 21 << NUMBER | VARINT -> txnKv = in.readBool();
      case 23 << NUMBER | VARINT -> fileMode |= in.readEnum() != 0;
      case 24 << NUMBER | BYTES -> {
        fileMode = true;
        return false;
      }
      case 26 << NUMBER | VARINT -> unknownSchemaVersion |= in.readUInt64() != 0;
      case 26 << NUMBER | BYTES -> unknownSchemaVersion |= in.readByteArray().length > 0;
      default -> {
        return false;
      }
    }
    fields++;
    return true;
  }

  /** Whether what was read so far can only come from a backupmeta. */
  boolean plausible() {
    return fields > 1 && !clusterVersion.isEmpty() && isText(clusterVersion) && isText(brVersion);
  }

  /** Whether nothing in it is of a backupmeta. */
  boolean meaningless() {
    return (fields == 0 && !inlineFiles && !inlineSchemas)
        || !isText(clusterVersion)
        || !isText(brVersion);
  }

  private static boolean isText(String text) {
    return text.chars().noneMatch(c -> Character.isISOControl(c) && !Character.isWhitespace(c));
  }

  /** Refuses what an export could only misread. */
  void requireSupported() throws BackupException {
    if (fileMode || fileIndex.fileMode()) {
      throw fileMode(path);
    }
    if (unknownSchemaVersion) {
      throw RunFailedException.usage(
          path
              + " has a backup_schema_version, which this program does not know: the backup was"
              + " made by a newer release of BR. Use an older BR or a newer release of this"
              + " program.");
    }
    if (ApiVersion.ofNumber(apiVersion).isEmpty()) {
      throw RunFailedException.usage(
          path
              + " is of API V"
              + apiVersion
              + ", which this program does not know: it reads V1, V1TTL and V2.");
    }
    // Throws when it is no text of a bool.
    Optional<Boolean> unused = newCollations();
  }

  static RunFailedException fileMode(String path) {
    return RunFailedException.usage(
        path
            + " is of a backup in FILE mode: its SSTs are those of TiKV's storage, with old and"
            + " rolled back versions, and cannot be exported. Make a backup in SCAN mode, BR's"
            + " default.");
  }

  BackupHeader header(String digest, List<RawRange> ranges) throws BackupException {
    return new BackupHeader(
        clusterId,
        unquoted(clusterVersion),
        brVersion,
        startVersion,
        endVersion,
        rawKv,
        txnKv,
        ApiVersion.ofNumber(apiVersion).orElseThrow(),
        newCollations(),
        ranges,
        digest);
  }

  /** PD answers with JSON, and BR stores the answer as it is. */
  private static String unquoted(String version) {
    String text = version.strip();
    return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }

  private Optional<Boolean> newCollations() throws BackupException {
    return switch (newCollations.strip().toLowerCase(Locale.ROOT)) {
      case "" -> Optional.empty();
      case "true", "1", "on" -> Optional.of(true);
      case "false", "0", "off" -> Optional.of(false);
      default ->
          throw new BackupException(
              BackupException.Fault.INCONSISTENT,
              path
                  + " says '"
                  + newCollations
                  + "' for new_collations_enabled, neither True nor False. The backup is damaged or"
                  + " made by a newer release of BR.");
    };
  }

  boolean inlineFiles() {
    return inlineFiles;
  }

  boolean inlineSchemas() {
    return inlineSchemas;
  }

  List<RawRange> rawRanges() {
    return rawRanges;
  }

  List<BackupFile> fileObjects() {
    return fileIndex.children();
  }

  List<BackupFile> schemaObjects() {
    return schemaIndex.children();
  }

  List<BackupFile> rawRangeObjects() {
    return rawRangeIndex.children();
  }
}
