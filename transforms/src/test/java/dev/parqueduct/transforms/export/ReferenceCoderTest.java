package dev.parqueduct.transforms.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;

class ReferenceCoderTest {
  private static Coder<String> coder(Class<? extends PipelineRunner<?>> runner) {
    PipelineOptions options = PipelineOptionsFactory.create();
    options.setRunner(runner);
    return ReferenceCoder.orSerialized(Pipeline.create(options), String.class);
  }

  @Test
  void decodesTheVeryValueHoweverOftenItIsEncoded() throws IOException {
    Coder<String> coder = coder(DirectRunner.class);
    String value = new String("a value of its own");

    byte[] bytes = CoderUtils.encodeToByteArray(coder, value);
    byte[] again = CoderUtils.encodeToByteArray(coder, value);

    assertThat(bytes).isEqualTo(again);
    assertThat(CoderUtils.decodeFromByteArray(coder, bytes)).isSameAs(value);
    assertThat(CoderUtils.decodeFromByteArray(SerializableUtils.clone(coder), again))
        .isSameAs(value);
  }

  @Test
  void equalValuesStayApart() throws IOException {
    Coder<String> coder = coder(DirectRunner.class);
    String one = new String("equal");
    String other = new String("equal");

    assertThat(CoderUtils.clone(coder, other)).isSameAs(other);
    assertThat(CoderUtils.encodeToByteArray(coder, one))
        .isNotEqualTo(CoderUtils.encodeToByteArray(coder, other));
  }

  @Test
  void bytesOfAnotherProcessAreRefused() {
    byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(Long.MAX_VALUE).array();

    assertThatThrownBy(() -> CoderUtils.decodeFromByteArray(coder(DirectRunner.class), bytes))
        .hasStackTraceContaining("is not in this process");
  }

  @Test
  void valuesAreSerializedWhereTheyLeaveTheProcess() {
    assertThat(coder(RemoteRunner.class)).isInstanceOf(SerializableCoder.class);
  }
}
