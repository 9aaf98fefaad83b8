package dev.parqueduct.pipelines.exportvt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A feed, an output, and the command between them. */
abstract class ExportVtFixture {
  @TempDir Path folder;
  SampleFeed feed;
  Output output;

  @BeforeEach
  void begin() {
    feed = new SampleFeed(folder.resolve("feed"), 42);
    output = new Output(folder.resolve("out"));
  }

  CommandLine exportTo(Output to, String... more) {
    List<String> args =
        new ArrayList<>(List.of("export-vt", "--input=" + feed.root(), "--output=" + to.root()));
    args.addAll(List.of(more));
    return CommandLine.run(args.toArray(String[]::new));
  }

  CommandLine export(String... more) {
    return exportTo(output, more);
  }

  /** Exports, and everything is fine. */
  CommandLine done(String... more) throws IOException {
    CommandLine answer = export(more);
    assertThat(answer.err()).isEmpty();
    assertThat(answer.exit()).isEqualTo(ExitCode.DONE);
    JsonNode report = output.report();
    JsonNode rows = report.get("rows");
    assertThat(rows.get("read").longValue())
        .isEqualTo(
            rows.get("written").longValue()
                + rows.get("duplicates").longValue()
                + rows.get("filtered").longValue()
                + rows.get("rejected").longValue());
    assertThat(report.get("status").textValue()).isEqualTo("done");
    return answer;
  }

  void holds(NaiveExport expected) throws Exception {
    assertThat(output.rows()).isEqualTo(expected.rows());
    JsonNode rows = output.report().get("rows");
    assertThat(rows.get("read").longValue()).isEqualTo(expected.read());
    assertThat(rows.get("written").longValue()).isEqualTo(expected.rows().size());
    assertThat(rows.get("duplicates").longValue()).isEqualTo(expected.duplicates());
    assertThat(rows.get("filtered").longValue()).isEqualTo(expected.filtered());
    assertThat(rows.get("rejected").longValue()).isEqualTo(expected.rejected());
    assertThat(output.rejects()).hasSize((int) expected.rejected());
  }
}
