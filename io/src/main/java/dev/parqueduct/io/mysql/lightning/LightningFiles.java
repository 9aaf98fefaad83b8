package dev.parqueduct.io.mysql.lightning;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.mysql.connect.ConnectionSettings;
import dev.parqueduct.io.mysql.lightning.LightningNames.Route;
import dev.parqueduct.io.mysql.table.TableDefinition;
import dev.parqueduct.io.mysql.table.TableName;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What Lightning and IMPORT INTO need next to the Parquet files: schema SQL, a configuration with
 * everything in it but the password, and the commands.
 *
 * @param source the input
 * @param folder where these files are written
 * @param files relative to the input
 * @param others all else that is in the input, likewise
 */
public record LightningFiles(
    String source,
    String folder,
    List<String> files,
    List<String> others,
    TableDefinition table,
    ConnectionSettings connection,
    LightningSettings settings) {
  private static final String CONFIGURATION = "lightning.toml";
  private static final String IMPORT_INTO = "import-into.txt";
  private static final String SCRIPT = "lightning.sh";

  public LightningFiles {
    requireNonNull(table, "table");
    requireNonNull(connection, "connection");
    requireNonNull(settings, "settings");
    files = List.copyOf(files);
    others = List.copyOf(others);
  }

  /** Where Lightning finds the schema files, if that is in the folder that it reads. */
  private Optional<String> schemaFolder() {
    String file = ObjectStore.uri(ObjectStore.join(source, "x"));
    String root = file.substring(0, file.length() - 1);
    String own = ObjectStore.uri(ObjectStore.join(folder, "x"));
    return own.startsWith(root)
        ? Optional.of(own.substring(root.length()).replaceFirst("/x$", ""))
        : Optional.empty();
  }

  private TableName name() {
    return table.name();
  }

  /** The rules that lead the files to the table; none if the default rules do. */
  public List<Route> routes() {
    String own = schemaFolder().orElse("") + "/";
    List<String> strangers =
        others.stream().filter(file -> !file.startsWith(own) || isStrange(file, own)).toList();
    return LightningNames.routes(files, strangers, name(), schemaFolder());
  }

  /** Whether a file in our folder is none that Lightning is to read. */
  private boolean isStrange(String file, String folderInSource) {
    return !List.of(schemaFile(), tableFile()).contains(file.substring(folderInSource.length()));
  }

  private String schemaFile() {
    return escaped(name().database()) + "-schema-create.sql";
  }

  private String tableFile() {
    return escaped(name().database()) + "." + escaped(name().table()) + "-schema.sql";
  }

  /** The contents by file name. */
  public Map<String, String> contents() {
    Map<String, String> contents = new LinkedHashMap<>();
    contents.put(schemaFile(), table.createDatabase() + ";\n");
    contents.put(tableFile(), table.createTable() + ";\n");
    contents.put(CONFIGURATION, configuration());
    contents.put(SCRIPT, script());
    contents.put(IMPORT_INTO, importInto());
    return contents;
  }

  /** Writes the files. */
  public void write(ObjectStore store) throws IOException {
    for (Map.Entry<String, String> file : contents().entrySet()) {
      store.write(
          ObjectStore.join(folder, file.getKey()),
          file.getValue().getBytes(StandardCharsets.UTF_8),
          ObjectStore.join(folder, "_ledger/pending/lightning"));
    }
  }

  /** Names are escaped as in URLs where the rules would read them wrongly. */
  private static String escaped(String name) {
    return name.replace("%", "%25").replace(".", "%2E");
  }

  private String configuration() {
    Toml toml = new Toml();
    toml.comment(
        "Made by import-tidb --mode=lightning. The password is not in here: see " + SCRIPT + ".");
    toml.section("lightning").put("level", "info").put("file", "tidb-lightning.log");
    toml.put("check-requirements", true);
    toml.section("tikv-importer");
    if (settings.backend() == LightningSettings.Backend.LOCAL) {
      toml.put("backend", "local").put("sorted-kv-dir", settings.sortedKvDir());
    } else {
      toml.put("backend", "tidb");
    }
    // Without a strategy, a key that is there already fails the checksum at the very end.
    toml.section("conflict").put("strategy", "replace");
    toml.section("checkpoint").put("enable", true).put("driver", "file");
    toml.put("dsn", settings.sortedKvDir() + "." + name() + ".checkpoint.pb");
    toml.section("mydumper").put("data-source-dir", ObjectStore.uri(source));
    toml.put("no-schema", schemaFolder().isEmpty());
    toml.put("filter", List.of(filter()));
    for (Route route : routes()) {
      toml.element("mydumper.files").put("pattern", route.pattern()).put("schema", route.schema());
      if (!route.table().isEmpty()) {
        toml.put("table", route.table());
      }
      toml.put("type", route.type());
      if (!route.key().isEmpty()) {
        toml.put("key", route.key());
      }
    }
    toml.section("post-restore").put("checksum", "required").put("analyze", "optional");
    toml.section("tidb").put("host", connection.host()).put("port", connection.port());
    toml.put("user", connection.user()).put("status-port", settings.statusPort());
    toml.put("pd-addr", settings.pdAddr());
    String tls = tls();
    if (!tls.isEmpty()) {
      toml.put("tls", tls);
    }
    toml.section("tidb.session-vars").put("time_zone", "+00:00");
    if (!connection.sslRootCert().isEmpty()) {
      toml.section("tidb.security").put("ca-path", connection.sslRootCert());
    }
    return toml.toString();
  }

  private String tls() {
    return switch (connection.sslMode()) {
      case "disable" -> "false";
      case "trust" -> "skip-verify";
      case "verify-ca", "verify-full" -> "cluster";
      default -> "";
    };
  }

  private String filter() {
    return name().toString().matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+")
        ? name().toString()
        : name().sql();
  }

  /** Lightning takes the password from a file or from its arguments, which everyone can see. */
  private String script() {
    return """
        #!/bin/sh
        # Runs TiDB Lightning with lightning.toml, which must be in this folder. The password is
        # that of the environment variable MYSQL_PWD, and goes into a file that nobody else can read.
        set -eu
        cd "$(dirname "$0")"
        umask 077
        configuration="$(mktemp)"
        trap 'rm -f "$configuration"' EXIT
        password="$(printf '%s' "${MYSQL_PWD:-}" | sed 's/\\\\/\\\\\\\\/g; s/"/\\\\"/g')"
        while IFS= read -r line; do
          printf '%s\\n' "$line"
          if [ "$line" = "[tidb]" ]; then
            printf 'password = "%s"\\n' "$password"
          fi
        done < lightning.toml > "$configuration"
        tidb-lightning -config "$configuration"
        """;
  }

  private String importInto() {
    StringBuilder sql = new StringBuilder();
    sql.append(
        "-- For IMPORT INTO: the table must be empty, and no Lightning is needed. Files that\n");
    sql.append("-- are not in a store (gs://, s3://) must be on the TiDB server that runs this.\n");
    sql.append(table.createDatabase()).append(";\n");
    sql.append(table.createTable()).append(";\n");
    sql.append("SET SESSION time_zone = '+00:00';\n");
    for (String glob : globs()) {
      sql.append("IMPORT INTO ").append(name().sql()).append(" FROM '");
      sql.append(location(glob).replace("\\", "\\\\").replace("'", "''"));
      sql.append("' FORMAT 'parquet';\n");
    }
    if (globs().size() > 1) {
      sql.append("-- Only the first finds the table empty: move all files to one folder, or use");
      sql.append(" Lightning.\n");
    }
    return sql.toString();
  }

  private String location(String glob) {
    String root = ObjectStore.uri(ObjectStore.join(source, "x"));
    String path = root.substring(0, root.length() - 1) + glob;
    return path.startsWith("file://") ? path.substring("file://".length()) : path;
  }

  /** Globs that match all files: a wildcard in IMPORT INTO does not cross folders. */
  List<String> globs() {
    TreeSet<String> globs = new TreeSet<>();
    for (String file : files) {
      int slashes = (int) file.chars().filter(c -> c == '/').count();
      globs.add("*/".repeat(slashes) + "*.parquet");
    }
    return new ArrayList<>(globs);
  }

  /** What the user is to type. */
  public List<String> commands() {
    List<String> commands = new ArrayList<>();
    String mysql =
        String.format(
            "mysql --host=%s --port=%d --user=%s",
            connection.host(), connection.port(), connection.user());
    if (schemaFolder().isEmpty()) {
      commands.add(
          contents().keySet().stream()
              .filter(file -> file.matches(".*-schema(-create)?\\.sql"))
              .map(file -> mysql + " < " + ObjectStore.join(folder, file))
              .collect(Collectors.joining(" && ")));
    }
    commands.add("MYSQL_PWD=... sh " + ObjectStore.join(folder, SCRIPT));
    commands.add("MYSQL_PWD=... " + mysql + " < " + ObjectStore.join(folder, IMPORT_INTO));
    return commands;
  }
}
