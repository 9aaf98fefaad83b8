package dev.parqueduct.transforms.export;

import com.google.common.collect.MapMaker;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;

/**
 * Encodes a value as a reference to itself, for runners that keep all elements in one process.
 *
 * <p>DirectRunner copies everything that a key has collected, through its coder, each time another
 * bundle adds to the key: that is quadratic in the bundles, and needs the memory two and three
 * times over. A copy by reference costs next to nothing. Values must be immutable.
 *
 * <p>References are weak: a value is found as long as something else holds it, which is so while it
 * is copied. Bytes that leave the process cannot be decoded, and neither can those that outlive
 * their value: elements of {@code Create}, which a runner keeps as bytes, need another coder.
 *
 * @param <T> what is encoded
 */
public final class ReferenceCoder<T> extends AtomicCoder<T> {
  private static final ConcurrentMap<Object, Long> IDS = new MapMaker().weakKeys().makeMap();
  private static final ConcurrentMap<Long, Object> VALUES = new MapMaker().weakValues().makeMap();
  private static final AtomicLong NEXT_ID = new AtomicLong();

  private ReferenceCoder() {}

  /** By reference where the pipeline runs in this process, and serialized elsewhere. */
  public static <T extends Serializable> Coder<T> orSerialized(Pipeline pipeline, Class<T> type) {
    return orElse(pipeline, SerializableCoder.of(type));
  }

  /** By reference where the pipeline runs in this process, and with another coder elsewhere. */
  public static <T> Coder<T> orElse(Pipeline pipeline, Coder<T> elsewhere) {
    return InProcess.runs(pipeline) ? new ReferenceCoder<>() : elsewhere;
  }

  @Override
  public void encode(T value, OutputStream out) throws IOException {
    long id = IDS.computeIfAbsent(value, ReferenceCoder::register);
    new DataOutputStream(out).writeLong(id);
  }

  private static Long register(Object value) {
    Long id = NEXT_ID.getAndIncrement();
    VALUES.put(id, value);
    return id;
  }

  @Override
  @SuppressWarnings("unchecked") // The bytes are of a value of this coder's.
  public T decode(InputStream in) throws IOException {
    long id = new DataInputStream(in).readLong();
    Object value = VALUES.get(id);
    if (value == null) {
      throw new IOException("element " + id + " is not in this process");
    }
    return (T) value;
  }

  @Override
  public void verifyDeterministic() {
    // A number.
  }
}
