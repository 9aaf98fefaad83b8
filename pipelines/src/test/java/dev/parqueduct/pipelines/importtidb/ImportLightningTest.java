package dev.parqueduct.pipelines.importtidb;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import dev.parqueduct.pipelines.importtidb.LightningRules.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is written for TiDB Lightning and IMPORT INTO. */
class ImportLightningTest extends ImportTidbFixture {
  /** Keys that Lightning knows; it stops at others. */
  private static final Set<String> KNOWN =
      Set.of(
          "lightning.level",
          "lightning.file",
          "lightning.check-requirements",
          "tikv-importer.backend",
          "tikv-importer.sorted-kv-dir",
          "conflict.strategy",
          "checkpoint.enable",
          "checkpoint.driver",
          "checkpoint.dsn",
          "mydumper.data-source-dir",
          "mydumper.no-schema",
          "mydumper.filter",
          "mydumper.files",
          "post-restore.checksum",
          "post-restore.analyze",
          "tidb.host",
          "tidb.port",
          "tidb.user",
          "tidb.password",
          "tidb.status-port",
          "tidb.pd-addr",
          "tidb.tls",
          "tidb.session-vars",
          "tidb.security");

  private JsonNode configuration() throws IOException {
    return new TomlMapper().readTree(output().resolve("lightning.toml").toFile());
  }

  /** Every file that Lightning would see, and where it goes. */
  private void everyFileGoesWhereItShould(int dataFiles) throws IOException {
    LightningRules rules = new LightningRules(configuration());
    String schema = table.substring(0, table.indexOf('.'));
    String name = table.substring(table.indexOf('.') + 1);
    List<Target> targets = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(input)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        Optional<Target> target = rules.route(input.relativize(file).toString());
        boolean data = file.toString().endsWith(".parquet") && !file.toString().contains("/_");
        if (data) {
          assertThat(target).as(file.toString()).contains(new Target(schema, name, "parquet"));
        }
        target.ifPresent(targets::add);
      }
    }
    assertThat(targets).filteredOn(each -> each.type().equals("parquet")).hasSize(dataFiles);
    assertThat(targets)
        .filteredOn(each -> !each.type().equals("parquet"))
        .containsExactlyInAnyOrder(
            new Target(schema, "", "schema-schema"), new Target(schema, name, "table-schema"));
  }

  @Test
  void theFilesOfAnExportGoToTheirTableByTheirNames() throws Exception {
    write(table + ".202611010000000.parquet", reports(0, 100));
    write(table + ".202611020000000.parquet", reports(100, 200));
    Files.createDirectories(input.resolve("_rejected/x"));
    Files.writeString(input.resolve("_report.json"), "{}");
    Files.writeString(input.resolve("_rejected/x/a.b.jsonl"), "{}");

    CommandLine answer = done("--mode=lightning");

    assertThat(answer.out())
        .contains("by their names")
        .contains("lightning.sh")
        .contains("--verify");
    assertThat(configuration().at("/mydumper/files").isMissingNode()).isTrue();
    everyFileGoesWhereItShould(2);
  }

  @Test
  void filesWithOtherNamesGetRules() throws Exception {
    table = database + ".a$b";
    write("date=20261101/part-000-0000.parquet", reports(0, 100));
    write("part_000000.parquet", reports(100, 200));
    write("part-00000-of-00010.parquet", reports(200, 300));
    write("other.table.1.parquet", reports(300, 400));
    write("_hidden/x.y.1.parquet", "select 1 as other");

    CommandLine answer = done("--mode=lightning");

    assertThat(answer.out()).contains("by the rules in lightning.toml");
    everyFileGoesWhereItShould(4);
  }

  @Test
  void whatLooksLikeDataButIsNoneIsKeptOut() throws Exception {
    write(table + ".1.parquet", reports(0, 100));
    Files.createDirectories(input.resolve("_backfill/_ledger/units"));
    Files.writeString(input.resolve("_backfill/_ledger/units/a.b.1.parquet.json"), "{}");
    done("--verify");

    assertThat(done("--mode=lightning").out()).contains("by the rules");
    everyFileGoesWhereItShould(1);
  }

  @Test
  void whatALoadBySqlLeavesBehindDoesNotDisturb() throws Exception {
    write(table + ".1.parquet", reports(0, 100));
    done();
    assertThat(done("--mode=lightning").out()).contains("by their names");
    everyFileGoesWhereItShould(1);
    done("--mode=lightning");
    everyFileGoesWhereItShould(1);
  }

  @Test
  void theConfigurationIsCompleteAndHoldsNoPassword() throws Exception {
    write("a.parquet", reports(0, 100));
    Path password = Files.writeString(folder.resolve("password"), "right-secret");

    done(
        "--mode=lightning",
        "--passwordFile=" + password,
        "--host=tidb.example",
        "--user=loa\"der",
        "--pdAddr=pd:2379",
        "--sortedKvDir=/big/sorted",
        "--port=4001");

    JsonNode toml = configuration();
    Set<String> keys = new TreeSet<>();
    toml.fieldNames()
        .forEachRemaining(
            section ->
                toml.get(section)
                    .fieldNames()
                    .forEachRemaining(key -> keys.add(section + "." + key)));
    assertThat(KNOWN).containsAll(keys);
    assertThat(toml.at("/tikv-importer/backend").asText()).isEqualTo("local");
    assertThat(toml.at("/tikv-importer/sorted-kv-dir").asText()).isEqualTo("/big/sorted");
    assertThat(toml.at("/conflict/strategy").asText()).isEqualTo("replace");
    assertThat(toml.at("/checkpoint/enable").asBoolean()).isTrue();
    assertThat(toml.at("/post-restore/checksum").asText()).isEqualTo("required");
    assertThat(toml.at("/mydumper/data-source-dir").asText()).isEqualTo("file://" + input);
    assertThat(toml.at("/mydumper/filter/0").asText()).isEqualTo(table);
    assertThat(toml.at("/tidb/host").asText()).isEqualTo("tidb.example");
    assertThat(toml.at("/tidb/port").asInt()).isEqualTo(4001);
    assertThat(toml.at("/tidb/user").asText()).isEqualTo("loa\"der");
    assertThat(toml.at("/tidb/pd-addr").asText()).isEqualTo("pd:2379");
    assertThat(toml.at("/tidb/status-port").asInt()).isEqualTo(10080);
    try (Stream<Path> files = Files.walk(output())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain("right-secret");
      }
    }
  }

  @Test
  void theScriptGivesThePasswordInAFileOfItsOwn() throws Exception {
    write("a.parquet", reports(0, 10));
    done("--mode=lightning");
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path fake = bin.resolve("tidb-lightning");
    Files.writeString(fake, "#!/bin/sh\nstat -c %a \"$2\"\ncat \"$2\"\n");
    assertThat(fake.toFile().setExecutable(true)).isTrue();
    ProcessBuilder script = new ProcessBuilder("sh", output().resolve("lightning.sh").toString());
    script.environment().put("PATH", bin + ":" + System.getenv("PATH"));
    script.environment().put("MYSQL_PWD", "a\"b\\c $d");
    Process process = script.redirectErrorStream(true).start();
    String printed =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed).startsWith("600\n");
    JsonNode toml = new TomlMapper().readTree(printed.substring(4));
    assertThat(toml.at("/tidb/password").asText()).isEqualTo("a\"b\\c $d");
    assertThat(toml.at("/tidb/port").asInt()).isEqualTo(SharedServer.get().port());
  }

  @Test
  void theSchemaAndTheLoadedTableAreVerified() throws Exception {
    write("a.parquet", reports(0, 500));
    done("--mode=lightning");
    // The server is none of TiDB's: what Lightning does is done by DuckDB and the server itself.
    SharedServer.execute(
        Files.readString(output().resolve(database + "-schema-create.sql")),
        Files.readString(output().resolve(table + "-schema.sql")));
    Path csv = folder.resolve("rows.csv");
    duckdb(
        "copy (from '"
            + input.resolve("a.parquet")
            + "') to '"
            + csv
            + "' (header false, nullstr '\\N')");
    SharedServer.execute(
        "load data local infile '"
            + csv
            + "' into table "
            + table
            + " character set utf8mb4 fields terminated by ',' optionally enclosed by '\"'");

    assertThat(done("--mode=lightning", "--verify").out())
        .contains("Verified")
        .contains("500 rows");

    SharedServer.execute("update " + table + " set total = 71 where sha256 = sha2('f3', 256)");
    assertThat(fails(ExitCode.VERIFICATION_FAILED, "--mode=lightning", "--verify"))
        .contains("1 with another total (a.parquet, row 4)");
  }

  @Test
  void whatLightningDoesNotReadIsNamedByFile() throws Exception {
    write("a.parquet", "select 1 as id, [1] as l");
    assertThat(fails(ExitCode.VERIFICATION_FAILED, "--mode=lightning"))
        .contains("a.parquet: the column l.list.element is nested")
        .contains("--mode=jdbc");
    write("a.parquet", "select 1 as id, {'a': 1} as s");
    assertThat(fails(ExitCode.VERIFICATION_FAILED, "--mode=lightning"))
        .contains("a.parquet: the column s.a is nested");
    write("a.parquet", "select 1 as id, make_timestamp_ns(5) as t");
    assertThat(fails(ExitCode.VERIFICATION_FAILED, "--mode=lightning")).contains("nanoseconds");
    write("a.parquet", "select 1 as id", ", compression brotli");
    assertThat(fails(ExitCode.VERIFICATION_FAILED, "--mode=lightning")).contains("BROTLI");
    write("a.parquet", "select 1 as _tidb_rowid");
    assertThat(fails(ExitCode.VERIFICATION_FAILED, "--mode=lightning")).contains("no name");
    write("a.parquet", reports(0, 10), ", compression gzip");
    done("--mode=lightning");
  }

  @Test
  void importIntoHasAStatementForTheFiles() throws Exception {
    write("a.parquet", "select i as n from range(0, 10) r(i)");
    CommandLine answer = done("--mode=lightning", "--primaryKey=n");
    String sql = Files.readString(output().resolve("import-into.txt"));
    assertThat(sql)
        .contains("PRIMARY KEY (`n`)")
        .contains(
            "IMPORT INTO `"
                + database
                + "`.`files` FROM '"
                + input
                + "/*.parquet' FORMAT 'parquet'");
    assertThat(answer.out()).contains("import-into.txt");
  }

  @Test
  void aDryRunWritesNothing() throws Exception {
    write("a.parquet", reports(0, 10));
    assertThat(done("--mode=lightning", "--dryRun").out()).contains("[tikv-importer]");
    assertThat(input.resolve("_import")).doesNotExist();
  }
}
