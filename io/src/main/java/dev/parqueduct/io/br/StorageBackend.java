package dev.parqueduct.io.br;

import static dev.parqueduct.io.br.Wire.BYTES;
import static dev.parqueduct.io.br.Wire.NUMBER;
import static dev.parqueduct.io.br.Wire.VARINT;

import com.google.protobuf.CodedInputStream;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A storage as BR hands it to TiKV ({@code StorageBackend} in brpb.proto).
 *
 * @param storage where the backup lies
 * @param settings the rest, keys among it
 */
public record StorageBackend(BackupStorage storage, StorageSettings settings) {
  private static final String BUCKET = "bucket";
  private static final String PREFIX = "prefix";
  private static final String PATH = "path";
  private static final String PROVIDER = "provider_name";

  private static final Map<Integer, String> LOCAL_FIELDS = Map.of(1, PATH);
  private static final Map<Integer, String> HDFS_FIELDS = Map.of(1, PATH);
  private static final Map<Integer, String> S3_FIELDS =
      Map.ofEntries(
          Map.entry(1, "endpoint"),
          Map.entry(2, "region"),
          Map.entry(3, BUCKET),
          Map.entry(4, PREFIX),
          Map.entry(8, "access_key"),
          Map.entry(9, "secret_access_key"),
          Map.entry(10, "force_path_style"),
          Map.entry(12, "role_arn"),
          Map.entry(13, "external_id"),
          Map.entry(15, "session_token"),
          Map.entry(16, "provider"),
          Map.entry(17, "profile"));
  private static final Map<Integer, String> GCS_FIELDS =
      Map.of(1, "endpoint", 2, BUCKET, 3, PREFIX, 6, "credentials_blob");
  private static final Map<Integer, String> CLOUD_BUCKET_FIELDS =
      Map.of(1, "endpoint", 3, "region", 4, BUCKET, 5, PREFIX);

  /**
   * Parses the text that {@code br operator base64ify} prints.
   *
   * @throws RunFailedException when it is none, or of a system that cannot be read; the message
   *     does not show it
   */
  public static StorageBackend parse(String base64) {
    Reader reader = new Reader();
    try {
      Wire.fields(CodedInputStream.newInstance(Base64.getDecoder().decode(base64.strip())), reader);
    } catch (IOException | IllegalArgumentException e) {
      // Neither the text nor what the decoder says of it: both can hold keys.
      throw RunFailedException.usage(
          "The storage is not a StorageBackend in base64. Use what br operator base64ify prints.");
    }
    return new StorageBackend(storage(reader), new StorageSettings(reader.settings()));
  }

  private static BackupStorage storage(Reader reader) {
    return switch (reader.kind) {
      case "local" -> new BackupStorage(reader.required(PATH, "path"));
      case "hdfs" -> hdfs(reader.required(PATH, "URL"));
      case "s3" -> bucket("s3://", reader);
      case "gcs" -> bucket("gs://", reader);
      case "cloud_dynamic" -> {
        String provider = reader.values.getOrDefault(PROVIDER, "");
        yield switch (provider.toLowerCase(Locale.ROOT)) {
          case "aws", "s3" -> bucket("s3://", reader);
          case "gcp", "gcs" -> bucket("gs://", reader);
          default -> throw unsupported("cloud_dynamic with the provider '" + provider + "'");
        };
      }
      case "" ->
          throw RunFailedException.usage(
              "The StorageBackend names no storage. Use what br operator base64ify prints.");
      default -> throw unsupported(reader.kind);
    };
  }

  private static BackupStorage hdfs(String url) {
    if (!url.startsWith("hdfs://")) {
      throw RunFailedException.usage("The HDFS storage must have a URL that begins with hdfs://.");
    }
    return new BackupStorage(url);
  }

  private static BackupStorage bucket(String scheme, Reader reader) {
    String prefix = reader.values.getOrDefault(PREFIX, "").replaceAll("^/+|/+$", "");
    return new BackupStorage(
        scheme + reader.required(BUCKET, "bucket") + (prefix.isEmpty() ? "" : "/" + prefix));
  }

  private static RunFailedException unsupported(String kind) {
    return RunFailedException.usage(
        "Backups on the storage "
            + kind
            + " cannot be read. Use local, s3, gcs or hdfs, or copy the backup to one of them.");
  }

  private static final class Reader implements Wire.FieldReader {
    private final Map<String, String> values = new HashMap<>();
    private String kind = "";

    @Override
    public boolean read(int tag, CodedInputStream in) throws IOException {
      switch (tag) {
        case 1 << NUMBER | BYTES -> begin("noop", Map.of(), in);
        case 2 << NUMBER | BYTES -> begin("local", LOCAL_FIELDS, in);
        case 3 << NUMBER | BYTES -> begin("s3", S3_FIELDS, in);
        case 4 << NUMBER | BYTES -> begin("gcs", GCS_FIELDS, in);
        case 5 << NUMBER | BYTES -> {
          start("cloud_dynamic");
          Wire.message(in, this::cloudDynamic);
        }
        case 6 << NUMBER | BYTES -> begin("hdfs", HDFS_FIELDS, in);
        case 7 << NUMBER | BYTES -> begin("azure_blob_storage", Map.of(), in);
        default -> {
          return false;
        }
      }
      return true;
    }

    private void begin(String storage, Map<Integer, String> fields, CodedInputStream in)
        throws IOException {
      start(storage);
      texts(fields, in);
    }

    /** Of several storages the last one counts, as in any oneof. */
    private void start(String storage) {
      if (!storage.equals(kind)) {
        values.clear();
      }
      kind = storage;
    }

    private void texts(Map<Integer, String> fields, CodedInputStream in) throws IOException {
      Wire.message(
          in,
          (tag, message) -> {
            String name = fields.get(tag >>> NUMBER);
            int type = tag & (1 << NUMBER) - 1;
            if (name == null || (type != BYTES && type != VARINT)) {
              return false;
            }
            values.put(
                name,
                type == BYTES
                    ? message.readStringRequireUtf8()
                    : String.valueOf(message.readBool()));
            return true;
          });
    }

    private boolean cloudDynamic(int tag, CodedInputStream in) throws IOException {
      switch (tag) {
        case 1 << NUMBER | BYTES -> texts(CLOUD_BUCKET_FIELDS, in);
        case 2 << NUMBER | BYTES -> values.put(PROVIDER, in.readStringRequireUtf8());
        case 3 << NUMBER | BYTES -> attribute(in);
        default -> {
          return false;
        }
      }
      return true;
    }

    private void attribute(CodedInputStream in) throws IOException {
      String[] entry = {"", ""};
      Wire.message(
          in,
          (tag, message) -> {
            if (tag != (1 << NUMBER | BYTES) && tag != (2 << NUMBER | BYTES)) {
              return false;
            }
            entry[(tag >>> NUMBER) - 1] = message.readStringRequireUtf8();
            return true;
          });
      String unused = values.putIfAbsent(entry[0], entry[1]);
    }

    private String required(String name, String what) {
      String value = values.getOrDefault(name, "");
      if (value.isEmpty()) {
        throw RunFailedException.usage(
            "The StorageBackend of the kind " + kind + " has no " + what + ".");
      }
      return value;
    }

    private Map<String, String> settings() {
      Map<String, String> settings = new HashMap<>(values);
      settings.keySet().removeAll(Set.of(BUCKET, PREFIX, PATH, PROVIDER));
      settings.values().removeIf(String::isEmpty);
      return settings;
    }
  }
}
