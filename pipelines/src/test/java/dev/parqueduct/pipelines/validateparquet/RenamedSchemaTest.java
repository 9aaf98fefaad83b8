package dev.parqueduct.pipelines.validateparquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.postgres.testing.TestServer;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.pipelines.cli.CommandLine;
import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names that come to mean something else between the comparison and the drop. */
class RenamedSchemaTest extends ValidateAgainstFixture {
  @BeforeEach
  void exportTable() throws Exception {
    sql(
        "create schema shop",
        "create table shop.orders (id int primary key, note text)",
        "insert into shop.orders values (1, 'a'), (2, null)");
    export("shop.orders");
  }

  /** Certifies; while it waits for the lock, the statements are run and committed. */
  private CommandLine certifyDuring(String... statements) throws Exception {
    try (Connection holder = TestServer.connect(database);
        Statement statement = holder.createStatement()) {
      holder.setAutoCommit(false);
      statement.execute("lock table shop.orders in access share mode");
      CompletableFuture<CommandLine> run =
          CompletableFuture.supplyAsync(
              () -> validate("--certify=drop", "--confirmTable=shop.orders", "--lockTimeout=100"));
      while (count(
              "select count(*) from pg_locks where locktype = 'relation' and not granted"
                  + " and database = (select oid from pg_database where datname = current_database())")
          == 0) {
        assertThat(run).isNotDone();
      }
      for (String each : statements) {
        statement.execute(each);
      }
      holder.commit();
      return run.get();
    }
  }

  @Test
  void aTableThatTookThePlaceOfTheOneThatWasComparedStays() throws Exception {
    CommandLine answer =
        certifyDuring(
            "alter schema shop rename to old_shop",
            "create schema shop",
            "create table shop.orders (id int primary key, note text)",
            "insert into shop.orders table old_shop.orders");
    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err())
        .contains(
            "NOT certified, and left as it is: shop.orders: it was replaced by another table");
    assertThat(count("select count(*) from shop.orders")).isEqualTo(2);
    assertThat(count("select count(*) from old_shop.orders")).isEqualTo(2);
  }

  @Test
  void aTableWhoseSchemaWasRenamedStays() throws Exception {
    CommandLine answer = certifyDuring("alter schema shop rename to old_shop");
    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err()).contains("NOT certified, and left as it is: shop.orders: ", "exist");
    assertThat(count("select count(*) from old_shop.orders")).isEqualTo(2);
  }

  @Test
  void rowsThatWereWrittenWhileTheLockWasWaitedForAreSeen() throws Exception {
    CommandLine answer = certifyDuring("insert into shop.orders values (3, 'late')");
    assertThat(answer.exit()).isEqualTo(ExitCode.FAILED);
    assertThat(answer.err())
        .contains("under the lock it has 3 rows", "the files 2 rows", "left as it is");
    assertThat(count("select count(*) from shop.orders")).isEqualTo(3);
  }
}
