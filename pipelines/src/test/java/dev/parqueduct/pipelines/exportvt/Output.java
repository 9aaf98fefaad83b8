package dev.parqueduct.pipelines.exportvt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An output folder, looked at from outside. */
public record Output(Path root) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** All files by their relative names, the report of the run left out: it tells times. */
  public Map<String, Path> files() throws IOException {
    Map<String, Path> files = new TreeMap<>();
    if (Files.exists(root)) {
      try (Stream<Path> walk = Files.walk(root)) {
        walk.filter(Files::isRegularFile)
            .filter(file -> !file.endsWith("_report.json"))
            .forEach(file -> files.put(root.relativize(file).toString(), file));
      }
    }
    return files;
  }

  public List<String> dataFiles() throws IOException {
    return files().keySet().stream().filter(name -> name.endsWith(".parquet")).toList();
  }

  /** Content of all files as text that is equal for equal bytes. */
  public Map<String, String> content() throws IOException {
    Map<String, String> content = new TreeMap<>();
    for (Map.Entry<String, Path> file : files().entrySet()) {
      content.put(
          file.getKey(), java.util.HexFormat.of().formatHex(Files.readAllBytes(file.getValue())));
    }
    return content;
  }

  /** When each file was last written. */
  public Map<String, Object> times() throws IOException {
    Map<String, Object> times = new TreeMap<>();
    for (Map.Entry<String, Path> file : files().entrySet()) {
      times.put(file.getKey(), Files.getLastModifiedTime(file.getValue()));
    }
    return times;
  }

  public JsonNode report() throws IOException {
    return JSON.readTree(root.resolve("_report.json").toFile());
  }

  /** The lines of all files of rejected records. */
  public List<JsonNode> rejects() throws IOException {
    List<JsonNode> rejects = new ArrayList<>();
    for (Map.Entry<String, Path> file : files().entrySet()) {
      if (file.getKey().startsWith("_rejected/")) {
        for (String line : Files.readAllLines(file.getValue())) {
          rejects.add(JSON.readTree(line));
        }
      }
    }
    return rejects;
  }

  /** All rows by sha256, scan dates as text. */
  List<List<String>> rows() throws SQLException {
    return duckdb(
        "select * replace (strftime(scan_date, '%Y-%m-%d %H:%M:%S') as scan_date) from"
            + " read_parquet('$out/*.parquet') order by sha256");
  }

  /** Runs a query in DuckDB, {@code $out} standing for the folder; cells as text. */
  public List<List<String>> duckdb(String query) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(query.replace("$out", root.toString()))) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(row);
      }
      return rows;
    }
  }
}
