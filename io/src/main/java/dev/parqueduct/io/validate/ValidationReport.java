package dev.parqueduct.io.validate;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The outcome of a validation, as {@code _report.json} holds it.
 *
 * @param pipeline that wrote it
 * @param version of the program
 * @param status passed or failed
 * @param startedAt when the run began
 * @param finishedAt when it ended
 * @param level how far validation went
 * @param options of the run, without secrets
 * @param tables a verdict each
 * @param files a verdict each
 */
public record ValidationReport(
    @JsonProperty("pipeline") String pipeline,
    @JsonProperty("version") String version,
    @JsonProperty("status") String status,
    @JsonProperty("startedAt") String startedAt,
    @JsonProperty("finishedAt") String finishedAt,
    @JsonProperty("level") int level,
    @JsonProperty("options") Map<String, String> options,
    @JsonProperty("tables") List<TableVerdict> tables,
    @JsonProperty("files") List<FileVerdict> files) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  public ValidationReport {
    requireNonNull(status, "status");
    options = new TreeMap<>(options);
    tables = new ArrayList<>(tables);
    files = new ArrayList<>(files);
  }

  /** Files that ended so. */
  public long count(FileVerdict.Status fileStatus) {
    return files.stream().filter(file -> file.status() == fileStatus).count();
  }

  /** Whether every file passed, and every table that was compared is equal. */
  public boolean passed() {
    return status.equals("passed");
  }

  static String status(List<FileVerdict> files, List<TableVerdict> tables) {
    boolean whole = files.stream().allMatch(file -> file.status() == FileVerdict.Status.PASS);
    boolean equal =
        tables.stream().flatMap(table -> table.source().stream()).allMatch(SourceVerdict::equal);
    return whole && equal ? "passed" : "failed";
  }

  byte[] toJson() throws IOException {
    return JSON.writeValueAsBytes(this);
  }

  /** Reads a report. */
  public static ValidationReport parse(byte[] json) throws IOException {
    return JSON.readValue(json, ValidationReport.class);
  }
}
