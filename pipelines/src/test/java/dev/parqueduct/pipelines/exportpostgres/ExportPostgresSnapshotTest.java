package dev.parqueduct.pipelines.exportpostgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.postgres.testing.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ExportPostgresSnapshotTest extends ExportPostgresFixture {
  @Test
  void writersDuringTheExportAreNotSeen() throws Exception {
    sql(
        "create table accounts (id int primary key, balance bigint not null, filler text)",
        "insert into accounts select i, 1000, repeat('x', 100) from generate_series(1, "
            + ROWS
            + ") i",
        "analyze accounts");
    AtomicBoolean ended = new AtomicBoolean();
    CountDownLatch writes = new CountDownLatch(50);
    Thread writer = new Thread(() -> write(ended, writes));
    writer.start();
    writes.await();
    done("--tables=accounts", "--unitBytes=200000");
    ended.set(true);
    writer.join();

    // Each transaction moves money and rows: whoever sees parts of it sees another sum or number.
    assertThat(outcome("public.accounts").get("units").asLong()).isGreaterThan(5);
    assertThat(
            output.duckdb(
                "select count(*), count(distinct id), sum(balance) from '$out/**/*.parquet'"))
        .containsExactly(
            List.of(String.valueOf(ROWS), String.valueOf(ROWS), String.valueOf(1000L * ROWS)));
    assertThat(output.report().get("snapshot").get("id").asText()).isNotEmpty();
    assertThat(output.report().get("snapshot").get("lsn").asText()).contains("/");
    assertThat(outcome("public.accounts").get("snapshots").size()).isEqualTo(1);
  }

  private void write(AtomicBoolean ended, CountDownLatch writes) {
    try (Connection connection = TestServer.connect(database);
        PreparedStatement move =
            connection.prepareStatement(
                "with gone as (delete from accounts where id = ? returning *), paid as (update"
                    + " accounts set balance = balance + 1 where id = ? returning 1)"
                    + " insert into accounts select id, balance - (select count(*) from paid), filler"
                    + " from gone")) {
      for (int i = 0; !ended.get(); i++) {
        move.setInt(1, 1 + i * 37 % ROWS);
        move.setInt(2, 1 + (i * 37 + 9999) % ROWS);
        move.execute();
        writes.countDown();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
