package dev.parqueduct.benchmarks;

import dev.parqueduct.io.parquet.RowWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
 * Data items of an upload service, as a partition of its PostgreSQL table holds them in order of
 * time: random ids, a few thousand owners, bundles of some hundred items that share plan, dates and
 * block.
 */
final class DataItemRows implements WriterRows {
  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message data_items {
            required binary data_item_id;
            required binary owner_public_address;
            required binary bundle_id;
            required int64 byte_count;
            required int64 uploaded_date (TIMESTAMP(MICROS,false));
            required int64 planned_date (TIMESTAMP(MICROS,false));
            required int64 permanent_date (TIMESTAMP(MICROS,false));
            required fixed_len_byte_array(9) assessed_winston_price (DECIMAL(20,0));
            optional fixed_len_byte_array(16) plan_id;
            required int32 block_height;
            optional int32 data_start;
            optional int32 signature_type;
            optional int32 deadline_height;
            optional group failed_bundles (LIST) {
              repeated group list {
                optional binary element;
              }
            }
            optional binary content_type (STRING);
            optional binary premium_feature_type (STRING);
          }""");

  private static final Schema PRICE =
      Schema.createFixed("price", null, "dev.parqueduct.benchmarks", 9);
  private static final Schema PLAN =
      Schema.createFixed("plan", null, "dev.parqueduct.benchmarks", 16);
  private static final Schema AVRO =
      new Schema.Parser()
          .parse(
              """
              {"type": "record", "name": "data_items", "fields": [
                {"name": "data_item_id", "type": "bytes"},
                {"name": "owner_public_address", "type": "bytes"},
                {"name": "bundle_id", "type": "bytes"},
                {"name": "byte_count", "type": "long"},
                {"name": "uploaded_date", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                {"name": "planned_date", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                {"name": "permanent_date", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                {"name": "assessed_winston_price", "type": {"type": "fixed", "name": "price", "size": 9,
                  "logicalType": "decimal", "precision": 20, "scale": 0}},
                {"name": "plan_id", "type": ["null", {"type": "fixed", "name": "plan", "size": 16}]},
                {"name": "block_height", "type": "int"},
                {"name": "data_start", "type": ["null", "int"]},
                {"name": "signature_type", "type": ["null", "int"]},
                {"name": "deadline_height", "type": ["null", "int"]},
                {"name": "failed_bundles", "type": ["null", {"type": "array", "items": "bytes"}]},
                {"name": "content_type", "type": ["null", "string"]},
                {"name": "premium_feature_type", "type": ["null", "string"]}]}
              """);

  private static final List<String> CONTENT_TYPES =
      List.of("image/png", "application/json", "text/html", "image/jpeg", "video/mp4");
  private static final byte[][] CONTENT_BYTES =
      CONTENT_TYPES.stream()
          .map(type -> type.getBytes(StandardCharsets.UTF_8))
          .toArray(byte[][]::new);
  private static final String PREMIUM = "warp_dedicated_bundles";
  private static final byte[] PREMIUM_BYTES = PREMIUM.getBytes(StandardCharsets.UTF_8);

  private final int count;
  private final byte[][] ids;
  private final byte[][] owners;
  private final byte[][] bundles;
  private final byte[][] plans;
  private final int[] owner;
  private final int[] bundle;
  private final long[] byteCount;
  private final long[] uploaded;
  private final byte[][] price;
  private final int[] dataStart;
  private final byte[] content;

  DataItemRows(int count) {
    this.count = count;
    Random random = new Random(20260101);
    owners = strings(random, 5000, 32);
    bundles = strings(random, count / 250 + 1, 32);
    plans = strings(random, count / 250 + 1, 16);
    ids = strings(random, count, 32);
    owner = new int[count];
    bundle = new int[count];
    byteCount = new long[count];
    uploaded = new long[count];
    price = new byte[count][];
    dataStart = new int[count];
    content = new byte[count];
    long now = 1_767_225_600_000_000L;
    int inBundle = 0;
    for (int i = 0; i < count; i++) {
      owner[i] = (int) (owners.length * Math.pow(random.nextDouble(), 3));
      bundle[i] = i / 250;
      byteCount[i] = (long) Math.exp(7 + 1.5 * random.nextGaussian());
      now += random.nextInt(60_000);
      uploaded[i] = now;
      price[i] = ByteBuffer.allocate(9).putLong(1, byteCount[i] / 1024 * 1_031_733).array();
      inBundle = i % 250 == 0 ? 0 : inBundle;
      dataStart[i] = inBundle;
      inBundle += (int) Math.min(byteCount[i], 1 << 22);
      content[i] = (byte) Math.min(4, (int) Math.abs(random.nextGaussian() * 2));
    }
  }

  private static byte[][] strings(Random random, int count, int length) {
    byte[][] strings = new byte[count][length];
    for (byte[] string : strings) {
      random.nextBytes(string);
    }
    return strings;
  }

  @Override
  public String name() {
    return "data items, 16 columns";
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
    return Set.of("data_item_id", "uploaded_date", "byte_count", "data_start");
  }

  private long planned(int i) {
    return uploaded[bundle[i] * 250] + 300_000_000L;
  }

  private int block(int i) {
    return 1_500_000 + bundle[i] / 40;
  }

  private int signature(int i) {
    return 1 + owner[i] % 3;
  }

  private boolean isPremium(int i) {
    return owner[i] % 50 == 7;
  }

  private boolean hasFailed(int i) {
    return bundle[i] % 100 == 3;
  }

  @Override
  public void write(RowWriter writer, int i) {
    writer.setBinary(0, ids[i], 0, 32);
    writer.setBinary(1, owners[owner[i]], 0, 32);
    writer.setBinary(2, bundles[bundle[i]], 0, 32);
    writer.setLong(3, byteCount[i]);
    writer.setLong(4, uploaded[i]);
    writer.setLong(5, planned(i));
    writer.setLong(6, planned(i) + 3_600_000_000L);
    writer.setBinary(7, price[i], 0, 9);
    writer.setBinary(8, plans[bundle[i]], 0, 16);
    writer.setInt(9, block(i));
    writer.setInt(10, dataStart[i]);
    writer.setInt(11, signature(i));
    writer.setInt(12, block(i) + 200);
    if (hasFailed(i)) {
      writer.addBinary(13, 0, bundles[bundle[i] - 1], 0, 32);
    } else {
      writer.addNull(13, 0, 1);
    }
    byte[] type = CONTENT_BYTES[content[i]];
    writer.setBinary(14, type, 0, type.length);
    if (isPremium(i)) {
      writer.setBinary(15, PREMIUM_BYTES, 0, PREMIUM_BYTES.length);
    } else {
      writer.setNull(15);
    }
  }

  @Override
  public void write(List<ColumnWriter> columns, int i) {
    columns.get(0).write(Binary.fromConstantByteArray(ids[i]), 0, 0);
    columns.get(1).write(Binary.fromConstantByteArray(owners[owner[i]]), 0, 0);
    columns.get(2).write(Binary.fromConstantByteArray(bundles[bundle[i]]), 0, 0);
    columns.get(3).write(byteCount[i], 0, 0);
    columns.get(4).write(uploaded[i], 0, 0);
    columns.get(5).write(planned(i), 0, 0);
    columns.get(6).write(planned(i) + 3_600_000_000L, 0, 0);
    columns.get(7).write(Binary.fromConstantByteArray(price[i]), 0, 0);
    columns.get(8).write(Binary.fromConstantByteArray(plans[bundle[i]]), 0, 1);
    columns.get(9).write(block(i), 0, 0);
    columns.get(10).write(dataStart[i], 0, 1);
    columns.get(11).write(signature(i), 0, 1);
    columns.get(12).write(block(i) + 200, 0, 1);
    if (hasFailed(i)) {
      columns.get(13).write(Binary.fromConstantByteArray(bundles[bundle[i] - 1]), 0, 3);
    } else {
      columns.get(13).writeNull(0, 1);
    }
    columns.get(14).write(Binary.fromConstantByteArray(CONTENT_BYTES[content[i]]), 0, 1);
    if (isPremium(i)) {
      columns.get(15).write(Binary.fromConstantByteArray(PREMIUM_BYTES), 0, 1);
    } else {
      columns.get(15).writeNull(0, 0);
    }
  }

  @Override
  public GenericRecord record(int i) {
    GenericRecord record = new GenericData.Record(AVRO);
    record.put(0, ByteBuffer.wrap(ids[i]));
    record.put(1, ByteBuffer.wrap(owners[owner[i]]));
    record.put(2, ByteBuffer.wrap(bundles[bundle[i]]));
    record.put(3, byteCount[i]);
    record.put(4, uploaded[i]);
    record.put(5, planned(i));
    record.put(6, planned(i) + 3_600_000_000L);
    record.put(7, new GenericData.Fixed(PRICE, price[i]));
    record.put(8, new GenericData.Fixed(PLAN, plans[bundle[i]]));
    record.put(9, block(i));
    record.put(10, dataStart[i]);
    record.put(11, signature(i));
    record.put(12, block(i) + 200);
    record.put(
        13,
        hasFailed(i) ? List.of(ByteBuffer.wrap(bundles[bundle[i] - 1])) : List.<ByteBuffer>of());
    record.put(14, CONTENT_TYPES.get(content[i]));
    record.put(15, isPremium(i) ? PREMIUM : null);
    return record;
  }
}
