package dev.parqueduct.pipelines.validateparquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tables that were exported without a row: there is no file of them. */
class EmptyTablesTest extends ValidateAgainstFixture {
  @BeforeEach
  void export() throws Exception {
    sql(
        "create table full_one (id int primary key)",
        "insert into full_one values (1)",
        "create table empty_one (id int primary key)",
        "create table empty_two (made timestamp, id uuid, primary key (id))");
    export("full_one,empty_*");
  }

  @Test
  void areSafeToDropAsLongAsTheyAreEmpty() throws Exception {
    assertThat(done(validate()).out())
        .contains("safe to drop: public.empty_one (0 rows in 0 files, no rows in the database")
        .contains("safe to drop: public.empty_two (0 rows in 0 files, no rows in the database")
        .contains("safe to drop: public.full_one (1 rows in 1 files")
        .doesNotContain("NOT");

    sql("insert into empty_one values (1), (2)");
    assertThat(failed(validate()).out())
        .contains("NOT safe to drop: public.empty_one: it was exported without a row, and the")
        .contains("database has 2")
        .contains("safe to drop: public.empty_two (0 rows");
  }

  @Test
  void aloneAreNoMissingInput() throws Exception {
    archive = folder.resolve("only");
    export("empty_one");
    assertThat(done(validate()).out()).contains("safe to drop: public.empty_one (0 rows");
    assertThat(results()).isEmpty();
    CommandLine names =
        CommandLine.run("validate-parquet", "--input=" + archive, "--results=" + folder + "/r");
    assertThat(done(names).out())
        .contains("NOT safe to drop: public.empty_one: it was exported without a row, and was not");
  }

  @Test
  void areCertifiedUnderALock() throws Exception {
    Path script = folder.resolve("drop.sql");
    assertThat(
            done(validate(
                    "--certify=drop", "--confirmTable=public.empty_one", "--emitDropSql=" + script))
                .out())
        .contains("dropped: public.empty_one (0 rows, equal under lock)");
    assertThat(exists("empty_one")).isFalse();
    List<String> drops =
        List.of(Files.readString(script).split("(?<=COMMIT;\n)")).stream()
            .filter(each -> each.contains("empty_two"))
            .toList();
    sql("insert into empty_two (id) values (gen_random_uuid())");
    assertThat(drops).hasSize(1);
    assertThatThrownBy(() -> sql(drops.get(0)))
        .hasMessageContaining("public.empty_two differs from its files");
    sql("rollback", "delete from empty_two", drops.get(0));
    assertThat(exists("empty_two")).isFalse();
  }

  @Test
  void anEntryThatLostItsFilesIsNoEmptyTable() throws Exception {
    Path entry;
    try (var entries = Files.list(archive.resolve("_ledger/units"))) {
      entry =
          entries
              .filter(each -> each.getFileName().toString().startsWith("public.full_one"))
              .findFirst()
              .orElseThrow();
    }
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode json = (ObjectNode) mapper.readTree(entry.toFile());
    json.putArray("files");
    mapper.writeValue(entry.toFile(), json);
    Files.delete(files("public.full_one").get(0));
    CommandLine answer = validate();
    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.out())
        .contains("the ledger says that this unit wrote 1 rows, and names files with 0")
        .contains("NOT safe to drop: public.full_one");
  }
}
