package dev.parqueduct.transforms.vt;

import dev.parqueduct.io.vt.RowBatch;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.CannotProvideCoderException;
import org.apache.beam.sdk.coders.Coder;

/** Batches in their own byte form. */
final class RowBatchCoder extends AtomicCoder<RowBatch> {
  private static final RowBatchCoder INSTANCE = new RowBatchCoder();

  private RowBatchCoder() {}

  static RowBatchCoder of() {
    return INSTANCE;
  }

  /** The coder that the pipeline has registered for batches, by default this one. */
  static Coder<RowBatch> in(Pipeline pipeline) {
    try {
      return pipeline.getCoderRegistry().getCoder(RowBatch.class);
    } catch (CannotProvideCoderException e) {
      return INSTANCE;
    }
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
