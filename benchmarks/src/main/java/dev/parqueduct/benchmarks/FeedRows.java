package dev.parqueduct.benchmarks;

import dev.parqueduct.io.parquet.RowWriter;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.column.ColumnWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/**
 * Reports of a file feed: three hex hashes, counts, a date, the names that engines gave, seldom a
 * class.
 */
final class FeedRows implements WriterRows {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message reports {
            required binary sha256 (STRING);
            optional binary sha1 (STRING);
            optional binary md5 (STRING);
            optional int32 positives;
            optional int32 total;
            optional int64 scan_date (TIMESTAMP(MILLIS,false));
            optional binary detection_names (STRING);
            optional binary classification (STRING);
            required binary date (STRING);
          }""");

  private static final Schema AVRO =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "reports", "fields": [
                {"name": "sha256", "type": "string"},
                {"name": "sha1", "type": ["null", "string"]},
                {"name": "md5", "type": ["null", "string"]},
                {"name": "positives", "type": ["null", "int"]},
                {"name": "total", "type": ["null", "int"]},
                {"name": "scan_date", "type": ["null",
                  {"type": "long", "logicalType": "local-timestamp-millis"}]},
                {"name": "detection_names", "type": ["null", "string"]},
                {"name": "classification", "type": ["null", "string"]},
                {"name": "date", "type": "string"}]}
              """);

  private static final String DATE = "20260101";
  private static final byte[] DATE_BYTES = DATE.getBytes(StandardCharsets.UTF_8);
  private static final String MALWARE = "malware";
  private static final byte[] MALWARE_BYTES = MALWARE.getBytes(StandardCharsets.UTF_8);
  private static final int ENGINES = 65;
  private static final int FAMILIES = 400;

  private final int count;
  private final byte[][] sha256;
  private final byte[][] sha1;
  private final byte[][] md5;
  private final byte[][] names;
  private final int[] positives;
  private final int[] total;
  private final long[] scanned;

  FeedRows(int count) {
    this.count = count;
    Random random = new Random(20260102);
    sha256 = hex(random, count, 32);
    sha1 = hex(random, count, 20);
    md5 = hex(random, count, 16);
    names = new byte[count][];
    positives = new int[count];
    total = new int[count];
    scanned = new long[count];
    for (int i = 0; i < count; i++) {
      total[i] = 60 + random.nextInt(16);
      scanned[i] =
          1_767_225_600_000L
              + i / 15 * 1000L
              - (random.nextInt(4) == 0 ? random.nextInt(1 << 30) : 0);
      if (random.nextInt(100) < 47) {
        positives[i] = 1 + random.nextInt(60);
        names[i] = names(random, positives[i]).getBytes(StandardCharsets.UTF_8);
      }
    }
  }

  private static byte[][] hex(Random random, int count, int length) {
    byte[][] hex = new byte[count][];
    byte[] bytes = new byte[length];
    for (int i = 0; i < count; i++) {
      random.nextBytes(bytes);
      hex[i] = HexFormat.of().formatHex(bytes).getBytes(StandardCharsets.UTF_8);
    }
    return hex;
  }

  private static String names(Random random, int positives) {
    StringBuilder names = new StringBuilder();
    int family = (int) (FAMILIES * Math.pow(random.nextDouble(), 3));
    for (int engine = 0; engine < ENGINES; engine++) {
      if (random.nextInt(ENGINES) < positives) {
        names.append(names.isEmpty() ? "" : ";").append(engine(engine)).append(':');
        names.append(
            switch (engine % 4) {
              case 0 -> "Trojan.Win32." + family(family);
              case 1 -> "Gen:Variant." + family(family) + "." + random.nextInt(1000);
              case 2 -> "W32/" + family(family) + ".A" + (char) ('A' + random.nextInt(26)) + "!tr";
              default -> "Mal/Generic-S";
            });
      }
    }
    return names.toString();
  }

  private static String engine(int engine) {
    return new String[] {"Avast", "Bit", "Cyber", "Def", "Eset"}[engine % 5] + "Scan" + engine;
  }

  private static String family(int family) {
    return "" + (char) ('A' + family % 26) + "ge" + (char) ('a' + family / 26) + "tes";
  }

  @Override
  public String name() {
    return "feed reports, 9 columns";
  }

  @Override
  public MessageType schema() {
    return SCHEMA;
  }

  @Override
  public Schema avroSchema() {
    return AVRO;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public Set<String> uniqueColumns() {
    return Set.of("sha256", "sha1", "md5", "detection_names");
  }

  private boolean hasClass(int i) {
    return i % 50 == 0;
  }

  @Override
  public void write(RowWriter writer, int i) {
    writer.setBinary(0, sha256[i], 0, 64);
    writer.setBinary(1, sha1[i], 0, 40);
    writer.setBinary(2, md5[i], 0, 32);
    writer.setInt(3, positives[i]);
    writer.setInt(4, total[i]);
    writer.setLong(5, scanned[i]);
    if (names[i] == null) {
      writer.setNull(6);
    } else {
      writer.setBinary(6, names[i], 0, names[i].length);
    }
    if (hasClass(i)) {
      writer.setBinary(7, MALWARE_BYTES, 0, MALWARE_BYTES.length);
    } else {
      writer.setNull(7);
    }
    writer.setBinary(8, DATE_BYTES, 0, DATE_BYTES.length);
  }

  @Override
  public void write(List<ColumnWriter> columns, int i) {
    columns.get(0).write(Binary.fromConstantByteArray(sha256[i]), 0, 0);
    columns.get(1).write(Binary.fromConstantByteArray(sha1[i]), 0, 1);
    columns.get(2).write(Binary.fromConstantByteArray(md5[i]), 0, 1);
    columns.get(3).write(positives[i], 0, 1);
    columns.get(4).write(total[i], 0, 1);
    columns.get(5).write(scanned[i], 0, 1);
    if (names[i] == null) {
      columns.get(6).writeNull(0, 0);
    } else {
      columns.get(6).write(Binary.fromConstantByteArray(names[i]), 0, 1);
    }
    if (hasClass(i)) {
      columns.get(7).write(Binary.fromConstantByteArray(MALWARE_BYTES), 0, 1);
    } else {
      columns.get(7).writeNull(0, 0);
    }
    columns.get(8).write(Binary.fromConstantByteArray(DATE_BYTES), 0, 0);
  }

  @Override
  public GenericRecord record(int i) {
    GenericRecord record = new GenericData.Record(AVRO);
    record.put(0, text(sha256[i]));
    record.put(1, text(sha1[i]));
    record.put(2, text(md5[i]));
    record.put(3, positives[i]);
    record.put(4, total[i]);
    record.put(5, scanned[i]);
    record.put(6, names[i] == null ? null : text(names[i]));
    record.put(7, hasClass(i) ? MALWARE : null);
    record.put(8, DATE);
    return record;
  }

  /** Avro's form of text that is in UTF-8 already: the cheapest one for Beam. */
  private static org.apache.avro.util.Utf8 text(byte[] utf8) {
    return new org.apache.avro.util.Utf8(utf8);
  }
}
