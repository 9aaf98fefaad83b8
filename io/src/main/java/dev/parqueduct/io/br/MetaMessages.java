package dev.parqueduct.io.br;

import static dev.parqueduct.io.br.Wire.BYTES;
import static dev.parqueduct.io.br.Wire.NUMBER;
import static dev.parqueduct.io.br.Wire.VARINT;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The messages inside a backupmeta and its indexes (package {@code backup} of brpb.proto). */
final class MetaMessages {
  private static final byte[] NONE = {};

  private MetaMessages() {}

  static BackupFile file(CodedInputStream in) throws IOException {
    FileFields fields = new FileFields();
    Wire.message(in, fields);
    return fields.file();
  }

  static BackupSchema schema(CodedInputStream in) throws IOException {
    SchemaFields fields = new SchemaFields();
    Wire.message(in, fields);
    return fields.schema();
  }

  static RawRange rawRange(CodedInputStream in) throws IOException {
    RawRangeFields fields = new RawRangeFields();
    Wire.message(in, fields);
    return fields.range();
  }

  private static final class FileFields implements Wire.FieldReader {
    private String name = "";
    private byte[] sha256 = NONE;
    private byte[] startKey = NONE;
    private byte[] endKey = NONE;
    private long startVersion;
    private long endVersion;
    private long crc64xor;
    private long totalKvs;
    private long totalBytes;
    private String cf = "";
    private long size;
    private byte[] cipherIv = NONE;
    private List<TableMeta> tableMetas = List.of();

    @Override
    public boolean read(int tag, CodedInputStream in) throws IOException {
      switch (tag) {
        case 1 << NUMBER | BYTES -> name = in.readStringRequireUtf8();
        case 2 << NUMBER | BYTES -> sha256 = in.readByteArray();
        case 3 << NUMBER | BYTES -> startKey = in.readByteArray();
        case 4 << NUMBER | BYTES -> endKey = in.readByteArray();
        case 5 << NUMBER | VARINT -> startVersion = in.readUInt64();
        case 6 << NUMBER | VARINT -> endVersion = in.readUInt64();
        case 7 << NUMBER | VARINT -> crc64xor = in.readUInt64();
        case 8 << NUMBER | VARINT -> totalKvs = in.readUInt64();
        case 9 << NUMBER | VARINT -> totalBytes = in.readUInt64();
        case 10 << NUMBER | BYTES -> cf = in.readStringRequireUtf8();
        case 11 << NUMBER | VARINT -> size = in.readUInt64();
        case 12 << NUMBER | BYTES -> cipherIv = in.readByteArray();
        case 13 << NUMBER | BYTES -> {
          if (tableMetas.isEmpty()) {
            tableMetas = new ArrayList<>();
          }
          TableMetaFields fields = new TableMetaFields();
          Wire.message(in, fields);
          tableMetas.add(fields.tableMeta());
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    BackupFile file() {
      return new BackupFile(
          name,
          sha256,
          startKey,
          endKey,
          startVersion,
          endVersion,
          crc64xor,
          totalKvs,
          totalBytes,
          cf,
          size,
          cipherIv,
          tableMetas);
    }
  }

  private static final class TableMetaFields implements Wire.FieldReader {
    private long physicalId;
    private long crc64xor;
    private long totalKvs;
    private long totalBytes;

    @Override
    public boolean read(int tag, CodedInputStream in) throws IOException {
      switch (tag) {
        case 1 << NUMBER | VARINT -> physicalId = in.readInt64();
        case 2 << NUMBER | VARINT -> crc64xor = in.readUInt64();
        case 3 << NUMBER | VARINT -> totalKvs = in.readUInt64();
        case 4 << NUMBER | VARINT -> totalBytes = in.readUInt64();
        default -> {
          return false;
        }
      }
      return true;
    }

    TableMeta tableMeta() {
      return new TableMeta(physicalId, crc64xor, totalKvs, totalBytes);
    }
  }

  private static final class SchemaFields implements Wire.FieldReader {
    private byte[] db = NONE;
    private byte[] table = NONE;
    private long crc64xor;
    private long totalKvs;
    private long totalBytes;

    @Override
    public boolean read(int tag, CodedInputStream in) throws IOException {
      switch (tag) {
        case 1 << NUMBER | BYTES -> db = in.readByteArray();
        case 2 << NUMBER | BYTES -> table = in.readByteArray();
        case 3 << NUMBER | VARINT -> crc64xor = in.readUInt64();
        case 4 << NUMBER | VARINT -> totalKvs = in.readUInt64();
        case 5 << NUMBER | VARINT -> totalBytes = in.readUInt64();
        default -> {
          return false;
        }
      }
      return true;
    }

    BackupSchema schema() {
      return new BackupSchema(db, table, crc64xor, totalKvs, totalBytes);
    }
  }

  private static final class RawRangeFields implements Wire.FieldReader {
    private byte[] startKey = NONE;
    private byte[] endKey = NONE;
    private String cf = "";

    @Override
    public boolean read(int tag, CodedInputStream in) throws IOException {
      switch (tag) {
        case 1 << NUMBER | BYTES -> startKey = in.readByteArray();
        case 2 << NUMBER | BYTES -> endKey = in.readByteArray();
        case 3 << NUMBER | BYTES -> cf = in.readStringRequireUtf8();
        default -> {
          return false;
        }
      }
      return true;
    }

    RawRange range() {
      return new RawRange(startKey, endKey, cf);
    }
  }
}
