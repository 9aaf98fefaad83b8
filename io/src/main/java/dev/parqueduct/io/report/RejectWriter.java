package dev.parqueduct.io.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/**
 * Writes rejected records as JSON lines to {@code {output}/_rejected/…}, one file a source, in the
 * order of the source. No file appears when nothing is rejected. Records go straight to the file:
 * memory does not grow with their number.
 *
 * <p>Fields of a line: source, member, line, offset, reason, message, bytes, and the record as
 * {@code record} (text) or {@code recordBase64} (bytes that are no UTF-8). Of a record over 1 MiB
 * the beginning is kept and {@code recordTruncated} is true.
 */
public final class RejectWriter implements Closeable {
  private static final String FOLDER = "_rejected/";
  private static final int MAX_RECORD = 1 << 20;
  // File systems take 255 bytes; a temporary name adds 37 and the ending 6.
  private static final int MAX_NAME = 180;
  private static final JsonFactory JSON = new JsonFactory();

  private final JsonLinesFile lines;
  private final Map<String, Long> countByReason = new TreeMap<>();

  /**
   * @param unit the unit that the source belongs to
   * @param source the source's name; characters that are not safe in file names are replaced
   */
  public RejectWriter(
      ObjectStore store, String output, String unit, String source, String pendingFolder) {
    String path = FOLDER + unit + "/" + safe(source) + ".jsonl";
    this.lines = new JsonLinesFile(store, output, path, pendingFolder);
  }

  public void add(Reject reject) throws IOException {
    lines.add(toJson(reject));
    countByReason.merge(reject.reason(), 1L, Long::sum);
  }

  public Map<String, Long> countByReason() {
    return new TreeMap<>(countByReason);
  }

  /** Completes the file; empty when there were no rejects. */
  public Optional<FileEntry> finish() throws IOException {
    return lines.finish();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private static byte[] toJson(Reject reject) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(256 + reject.record().length);
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("source", valid(reject.source()));
      if (!reject.member().isEmpty()) {
        json.writeStringField("member", valid(reject.member()));
      }
      json.writeNumberField("line", reject.line());
      json.writeNumberField("offset", reject.offset());
      json.writeStringField("reason", reject.reason());
      json.writeStringField("message", valid(reject.message()));
      json.writeNumberField("bytes", reject.bytes());
      writeRecord(json, reject);
      json.writeEndObject();
    }
    return line.toByteArray();
  }

  private static void writeRecord(JsonGenerator json, Reject reject) throws IOException {
    int kept = kept(reject.record());
    ByteBuffer bytes = ByteBuffer.wrap(reject.record(), 0, kept);
    try {
      json.writeStringField(
          "record", StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString());
    } catch (CharacterCodingException e) {
      ByteBuffer encoded = Base64.getEncoder().encode(bytes);
      json.writeStringField("recordBase64", StandardCharsets.US_ASCII.decode(encoded).toString());
    }
    if (kept < reject.bytes()) {
      json.writeBooleanField("recordTruncated", true);
    }
  }

  /** Not more than is kept of a record, and of text no part of a character. */
  private static int kept(byte[] record) {
    if (record.length <= MAX_RECORD) {
      return record.length;
    }
    int kept = MAX_RECORD;
    while (kept > MAX_RECORD - 3 && (record[kept] & 0xc0) == 0x80) {
      kept--;
    }
    return kept;
  }

  /** The text without lone surrogates, which JSON in UTF-8 cannot hold. */
  private static String valid(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

  private static String safe(String name) {
    String safe = name.replaceAll("[^A-Za-z0-9._=-]", "_");
    boolean distinct = name.indexOf('_') < 0 && name.replace('/', '_').equals(safe);
    if (distinct && name.length() <= MAX_NAME) {
      return safe;
    }
    // Two names must not become one.
    CRC32C hash = new CRC32C();
    hash.update(name.getBytes(StandardCharsets.UTF_8));
    String end = safe.substring(Math.max(0, safe.length() - MAX_NAME));
    return String.format("%s-%08x", end, hash.getValue());
  }
}
