package dev.parqueduct.pipelines.storage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/** Objects by bucket and name, and their description in the JSON API. */
final class GcsObjects {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CREATED = "2026-01-01T00:00:00.000Z";

  private final Map<ObjectName, Stored> objects = new ConcurrentSkipListMap<>();
  private final AtomicLong generations = new AtomicLong(1);

  /** An object's address. */
  record ObjectName(String bucket, String name) implements Comparable<ObjectName> {
    @Override
    public int compareTo(ObjectName other) {
      int byBucket = bucket.compareTo(other.bucket);
      return byBucket != 0 ? byBucket : name.compareTo(other.name);
    }
  }

  /** An object's content; every write gives it a new generation. */
  record Stored(byte[] content, long generation) {}

  Optional<Stored> find(ObjectName id) {
    return Optional.ofNullable(objects.get(id));
  }

  ObjectNode put(ObjectName id, byte[] content) {
    Stored stored = new Stored(content, generations.incrementAndGet());
    objects.put(id, stored);
    return describe(id, stored);
  }

  boolean delete(ObjectName id) {
    return objects.remove(id) != null;
  }

  /** The contents below a prefix, by name. */
  Map<String, byte[]> contents(String bucket, String prefix) {
    Map<String, byte[]> contents = new TreeMap<>();
    objects.forEach(
        (id, stored) -> {
          if (id.bucket().equals(bucket) && id.name().startsWith(prefix)) {
            contents.put(id.name(), stored.content());
          }
        });
    return contents;
  }

  /** A page of a listing: at most {@code max} entries whose names come after {@code token}. */
  ObjectNode list(String bucket, String prefix, String delimiter, String token, int max) {
    ObjectNode page = JSON.createObjectNode().put("kind", "storage#objects");
    ArrayNode items = JSON.createArrayNode();
    TreeSet<String> folders = new TreeSet<>();
    String last = token;
    for (Map.Entry<ObjectName, Stored> entry : objects.entrySet()) {
      String name = entry.getKey().name();
      if (!entry.getKey().bucket().equals(bucket)
          || !name.startsWith(prefix)
          || name.compareTo(last) <= 0) {
        continue;
      }
      if (items.size() + folders.size() >= max) {
        page.put("nextPageToken", last);
        break;
      }
      int end = delimiter.isEmpty() ? -1 : name.indexOf(delimiter, prefix.length());
      if (end >= 0) {
        String folder = name.substring(0, end + delimiter.length());
        folders.add(folder);
        last = folder + Character.MAX_VALUE;
      } else {
        last = name;
        items.add(describe(entry.getKey(), entry.getValue()));
      }
    }
    page.set("items", items);
    ArrayNode prefixes = page.putArray("prefixes");
    folders.forEach(prefixes::add);
    return page;
  }

  static ObjectNode describe(ObjectName id, Stored stored) {
    CRC32C crc = new CRC32C();
    crc.update(stored.content());
    byte[] crcBytes = ByteBuffer.allocate(4).putInt((int) crc.getValue()).array();
    return JSON.createObjectNode()
        .put("kind", "storage#object")
        .put("id", id.bucket() + "/" + id.name() + "/" + stored.generation())
        .put("bucket", id.bucket())
        .put("name", id.name())
        .put("generation", Long.toString(stored.generation()))
        .put("metageneration", "1")
        .put("contentType", "application/octet-stream")
        .put("size", Integer.toString(stored.content().length))
        .put("crc32c", Base64.getEncoder().encodeToString(crcBytes))
        .put("md5Hash", Base64.getEncoder().encodeToString(md5(stored.content())))
        .put("etag", Long.toString(stored.generation()))
        .put("storageClass", "STANDARD")
        .put("timeCreated", CREATED)
        .put("updated", CREATED);
  }

  private static byte[] md5(byte[] content) {
    try {
      return MessageDigest.getInstance("MD5").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
