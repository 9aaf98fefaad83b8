package dev.parqueduct.pipelines.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HdfsAddressTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "--input=hdfs://name-node:8020/backup --output=out",
        "--input=in --output=hdfs://name-node:8020",
        "--dryRun --input=a,hdfs://name-node:8020/b --output=hdfs://other/c"
      })
  void aPathWithAnAddressIsConfigurationEnough(String options) {
    assertThat(HdfsAddress.completed(options.split(" "), Map.of()))
        .startsWith(options.split(" "))
        .endsWith("--hdfsConfiguration=[{\"fs.defaultFS\": \"hdfs://name-node:8020\"}]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--input=in --output=out",
        "--input=hdfs:///backup --output=out",
        "--input=hdfs://a:1/b --hdfsConfiguration=[{\"fs.defaultFS\":\"hdfs://a:1\"}]"
      })
  void otherwiseOptionsStayAsTheyAre(String options) {
    assertThat(HdfsAddress.completed(options.split(" "), Map.of()))
        .containsExactly(options.split(" "));
  }

  @Test
  void aConfigurationFolderComesFirst() {
    String[] options = {"--input=hdfs://a:1/b"};
    assertThat(HdfsAddress.completed(options, Map.of("HADOOP_CONF_DIR", "/etc/hadoop")))
        .containsExactly(options);
    assertThat(HdfsAddress.completed(options, Map.of("YARN_CONF_DIR", "/etc/hadoop")))
        .containsExactly(options);
    assertThat(HdfsAddress.completed(options, Map.of("HADOOP_CONF_DIR", ""))).hasSize(2);
  }
}
