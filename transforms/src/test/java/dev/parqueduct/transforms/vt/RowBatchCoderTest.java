package dev.parqueduct.transforms.vt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.parqueduct.io.bzip2.Bzip2Decoder;
import dev.parqueduct.io.bzip2.Bzip2Options;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RejectWriter;
import dev.parqueduct.io.vt.FeedLimits;
import dev.parqueduct.io.vt.FeedPackage;
import dev.parqueduct.io.vt.ReportReader;
import dev.parqueduct.io.vt.RowBatch;
import dev.parqueduct.io.vt.RowBatcher;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowBatchCoderTest {
  @TempDir Path folder;

  private List<RowBatch> batches(int reports) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < reports; i++) {
      lines.append(SmallFeed.report(i)).append('\n');
    }
    List<RowBatch> batches = new ArrayList<>();
    RowBatcher batcher = new RowBatcher("u", 2, 1000, batches::add);
    FeedPackage source = new FeedPackage("p", "/p", "", 1);
    try (RejectWriter rejects =
        new RejectWriter(ObjectStore.create(), folder.toString(), "u", "p", folder + "/pending")) {
      new ReportReader(
              Bzip2Decoder.fast(Bzip2Options.defaults()), new FeedLimits(1 << 20, 1 << 20), 0)
          .read(
              source,
              new ByteArrayInputStream(lines.toString().getBytes(StandardCharsets.UTF_8)),
              rejects,
              batcher::add);
    }
    batcher.flush();
    return batches;
  }

  @Test
  void batchesAreTheSameBytesAfterAWayThroughTheCoder() throws IOException {
    List<RowBatch> batches = batches(100);

    assertThat(batches).hasSizeGreaterThan(3);
    for (RowBatch batch : batches) {
      byte[] bytes = CoderUtils.encodeToByteArray(RowBatchCoder.of(), batch);
      RowBatch decoded = CoderUtils.decodeFromByteArray(RowBatchCoder.of(), bytes);

      assertThat(decoded.rows()).isEqualTo(batch.rows());
      assertThat(decoded.unit()).isEqualTo("u");
      assertThat(CoderUtils.encodeToByteArray(RowBatchCoder.of(), decoded)).isEqualTo(bytes);
    }
  }

  @Test
  void theCoderIsDeterministicAndTravels() throws CoderException {
    assertThatCode(() -> RowBatchCoder.of().verifyDeterministic()).doesNotThrowAnyException();
    assertThat(SerializableUtils.clone(RowBatchCoder.of())).isInstanceOf(RowBatchCoder.class);
  }
}
