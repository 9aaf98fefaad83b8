package dev.parqueduct.transforms.vt;

import dev.parqueduct.io.vt.RowBatch;
import dev.parqueduct.transforms.export.ReferenceCoder;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.Coder;

/** Batches in their own byte form. */
final class RowBatchCoder extends AtomicCoder<RowBatch> {
  private static final RowBatchCoder INSTANCE = new RowBatchCoder();

  private RowBatchCoder() {}

  static RowBatchCoder of() {
    return INSTANCE;
  }

  /** By reference where the pipeline runs in this process, elsewhere in their bytes. */
  static Coder<RowBatch> in(Pipeline pipeline) {
    return ReferenceCoder.orElse(pipeline, INSTANCE);
  }

  @Override
  public void encode(RowBatch batch, OutputStream out) throws IOException {
    DataOutputStream data = new DataOutputStream(out);
    batch.writeTo(data);
    data.flush();
  }

  @Override
  public RowBatch decode(InputStream in) throws IOException {
    return RowBatch.readFrom(new DataInputStream(in));
  }

  @Override
  public void verifyDeterministic() {
    // Arrays of fixed-width numbers and bytes, in order.
  }
}
