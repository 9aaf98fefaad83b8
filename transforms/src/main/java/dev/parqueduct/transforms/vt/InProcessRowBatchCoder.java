package dev.parqueduct.transforms.vt;

import dev.parqueduct.io.vt.RowBatch;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.beam.sdk.coders.AtomicCoder;

/**
 * Encodes a batch as a reference to itself, for runners that keep all elements in one process.
 *
 * <p>DirectRunner copies everything that a key has collected, through its coder, each time another
 * bundle adds to the key: with one bundle a package that is quadratic in the packages, and needs
 * the memory two and three times over. A copy by reference costs next to nothing, and batches are
 * never changed.
 *
 * <p>References are weak: a batch is found as long as something else holds it, which is so while it
 * is copied. Bytes that leave the process cannot be decoded.
 */
public final class InProcessRowBatchCoder extends AtomicCoder<RowBatch> {
  private static final InProcessRowBatchCoder INSTANCE = new InProcessRowBatchCoder();
  private static final ConcurrentMap<Long, Reference> BATCHES = new ConcurrentHashMap<>();
  private static final ReferenceQueue<RowBatch> FORGOTTEN = new ReferenceQueue<>();

  private InProcessRowBatchCoder() {}

  public static InProcessRowBatchCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(RowBatch batch, OutputStream out) throws IOException {
    forget();
    BATCHES.computeIfAbsent(batch.id(), id -> new Reference(id, batch));
    new DataOutputStream(out).writeLong(batch.id());
  }

  @Override
  public RowBatch decode(InputStream in) throws IOException {
    long id = new DataInputStream(in).readLong();
    Reference reference = BATCHES.get(id);
    RowBatch batch = reference == null ? null : reference.get();
    if (batch == null) {
      throw new IOException("batch " + id + " is not in this process");
    }
    return batch;
  }

  @Override
  public void verifyDeterministic() {
    // A number.
  }

  private static void forget() {
    for (Object gone = FORGOTTEN.poll(); gone != null; gone = FORGOTTEN.poll()) {
      boolean unused = BATCHES.remove(((Reference) gone).id, gone);
    }
  }

  private static final class Reference extends WeakReference<RowBatch> {
    private final long id;

    Reference(long id, RowBatch batch) {
      super(batch, FORGOTTEN);
      this.id = id;
    }
  }
}
