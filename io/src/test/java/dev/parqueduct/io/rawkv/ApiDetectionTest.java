package dev.parqueduct.io.rawkv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.sst.SstProperties;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiDetectionTest {
  private static SstProperties collectors(String names) {
    return new SstProperties(
        Map.of("rocksdb.property.collectors", names.getBytes(StandardCharsets.UTF_8)));
  }

  private static final SstProperties NONE = new SstProperties(Map.of());
  private static final SstProperties PLAIN = collectors("[tikv.range-properties-collector]");
  private static final SstProperties TTL = collectors("[tikv.ttl-properties-collector]");
  private static final SstProperties V2 = collectors("[tikv.rawmvcc-properties-collector]");

  private static RawApi detect(RawApi stated, RequestedApi requested, SstProperties sst) {
    return new ApiDetection(stated, requested).of(sst, "1_default.sst");
  }

  @Test
  void theBackupmetaIsBelievedExceptThatV1MayHaveExpiries() {
    assertThat(detect(RawApi.V1, RequestedApi.AUTO, PLAIN)).isEqualTo(RawApi.V1);
    assertThat(detect(RawApi.V1, RequestedApi.AUTO, TTL)).isEqualTo(RawApi.V1TTL);
    assertThat(detect(RawApi.V1, RequestedApi.AUTO, NONE)).isEqualTo(RawApi.V1);
    assertThat(
            detect(
                RawApi.V1,
                RequestedApi.AUTO,
                new SstProperties(Map.of("tikv.min_expire_ts", new byte[8]))))
        .isEqualTo(RawApi.V1TTL);
    assertThat(detect(RawApi.V1TTL, RequestedApi.AUTO, PLAIN)).isEqualTo(RawApi.V1TTL);
    assertThat(detect(RawApi.V2, RequestedApi.AUTO, V2)).isEqualTo(RawApi.V2);
  }

  @Test
  void aBackupConvertedToV2KeepsTheCollectorsOfItsSource() {
    assertThat(detect(RawApi.V2, RequestedApi.AUTO, TTL)).isEqualTo(RawApi.V2);
    assertThat(detect(RawApi.V2, RequestedApi.V2, PLAIN)).isEqualTo(RawApi.V2);
  }

  @Test
  void theUserIsBelievedWhereTheFileTellsNothing() {
    assertThat(detect(RawApi.V1, RequestedApi.V1TTL, NONE)).isEqualTo(RawApi.V1TTL);
    assertThat(detect(RawApi.V1, RequestedApi.V1TTL, TTL)).isEqualTo(RawApi.V1TTL);
    assertThat(detect(RawApi.V1, RequestedApi.V1, NONE)).isEqualTo(RawApi.V1);
  }

  @Test
  void aContradictionNamesBothSides() {
    assertThatThrownBy(() -> new ApiDetection(RawApi.V2, RequestedApi.V1))
        .isInstanceOfSatisfying(
            RunFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContainingAll("backupmeta says API V2", "API V1 is asked for");
    assertThatThrownBy(() -> new ApiDetection(RawApi.V1, RequestedApi.V2))
        .hasMessageContainingAll("backupmeta says API V1", "API V2 is asked for");
    assertThatThrownBy(() -> new ApiDetection(RawApi.V1TTL, RequestedApi.V1))
        .hasMessageContainingAll("API V1TTL", "API V1 ");
    assertThatThrownBy(() -> detect(RawApi.V1, RequestedApi.AUTO, V2))
        .hasMessageContainingAll("1_default.sst", "API V2", "backupmeta says API V1");
  }

  @Test
  void optionsAreReadInAnyCase() {
    assertThat(RequestedApi.parse("--rawApiVersion", "V1ttl")).isEqualTo(RequestedApi.V1TTL);
    assertThat(RequestedApi.parse("--rawApiVersion", "auto")).isEqualTo(RequestedApi.AUTO);
    assertThatThrownBy(() -> RequestedApi.parse("--rawApiVersion", "v3"))
        .hasMessageContainingAll("--rawApiVersion=v3", "auto, v1, v1ttl and v2");
  }
}
