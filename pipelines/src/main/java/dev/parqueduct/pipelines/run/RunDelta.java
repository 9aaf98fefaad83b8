package dev.parqueduct.pipelines.run;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.Event;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one run has added to its output, whatever earlier runs had done.
 *
 * @param seconds that it took
 * @param counts by name: units, inputs, rows, files and bytes
 * @param stageSeconds what units spent in each stage, summed over units that went side by side
 */
public record RunDelta(double seconds, Map<String, Long> counts, Map<String, Double> stageSeconds) {
  private static final List<String> STAGES = List.of("download", "convert", "upload", "ledger");
  private static final String REPORT = "_report.json";
  private static final ObjectMapper JSON = new ObjectMapper();

  public RunDelta {
    requireNonNull(counts, "counts");
    requireNonNull(stageSeconds, "stageSeconds");
  }

  /**
   * @param inputs what is read, in the plural: packages, SSTs
   * @param inputCounter the counter that counts it
   */
  static RunDelta of(Watch watch, String inputs, String inputCounter, double seconds) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("units", watch.counter("units_done"));
    counts.put(camelCase(inputs), watch.counter(inputCounter));
    counts.put("rowsRead", watch.counter("rows_read"));
    counts.put("rowsWritten", watch.counter("rows_written"));
    counts.put("rowsRejected", watch.counter("rows_rejected"));
    counts.put("files", watch.counter("files_written"));
    counts.put("bytes", watch.counter("bytes_written"));
    counts.put("unitAttemptsFailed", watch.counter("unit_attempts_failed"));
    Map<String, Double> stages = new LinkedHashMap<>();
    for (String stage : STAGES) {
      stages.put(stage, watch.counter("stage_" + stage + "_millis") / 1000.0);
    }
    return new RunDelta(seconds, counts, stages);
  }

  /** The same with further counts, and with stages of its own. */
  public RunDelta with(Map<String, Long> moreCounts, Map<String, Double> otherStages) {
    Map<String, Long> all = new LinkedHashMap<>(counts);
    all.putAll(moreCounts);
    return new RunDelta(seconds, all, new LinkedHashMap<>(otherStages));
  }

  /** The stages for the summary: {@code download 0.1 s, convert 2.0 s, ...}. */
  public String stages() {
    return String.join(
        ", ",
        stageSeconds.entrySet().stream()
            .map(stage -> String.format(Locale.ROOT, "%s %.1f s", stage.getKey(), stage.getValue()))
            .toList());
  }

  void log(String pipeline) {
    Event event = Event.of("run_done").with("pipeline", pipeline).with("seconds", seconds);
    counts.forEach((name, count) -> event.with(underscored(name), count));
    stageSeconds.forEach((stage, time) -> event.with(stage + "_ms", Math.round(time * 1000)));
    event.log();
  }

  private static String camelCase(String words) {
    Matcher next = Pattern.compile(" (.)").matcher(words);
    return next.replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
  }

  private static String underscored(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  /** Adds itself to the output's report, as {@code thisRun}. */
  public void report(ObjectStore store, String output) throws IOException {
    Ledger ledger = Ledger.of(output, store);
    Optional<byte[]> written = store.read(ledger.path(REPORT));
    if (written.isEmpty()) {
      return;
    }
    ObjectNode report = (ObjectNode) JSON.readTree(written.get());
    ObjectNode thisRun = report.putObject("thisRun");
    thisRun.put("seconds", seconds);
    counts.forEach(thisRun::put);
    thisRun.set("stageSeconds", JSON.valueToTree(stageSeconds));
    byte[] json =
        JSON.writerWithDefaultPrettyPrinter()
            .writeValueAsString(report)
            .getBytes(StandardCharsets.UTF_8);
    store.write(ledger.path(REPORT), json, ledger.pendingFolder("report"));
  }
}
