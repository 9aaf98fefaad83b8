package dev.parqueduct.pipelines.validateparquet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Numerics that files show with other decimals than the server. */
class NumericsTest extends ValidateAgainstFixture {
  @Test
  void thatBecameDecimalAreComparedByValueAndExactly() throws Exception {
    sql(
        "create type priced as (name text, price numeric)",
        "create table free (id int primary key, x numeric, wide numeric(50,4), held numeric(10,2),"
            + " part priced)",
        "insert into free values (1, 1.5, 1.5, 1.5, row('a', 1.5)), (2, 1.50, 1.50, 1.50, row('b',"
            + " 1.500)), (3, 0, -0.00, 0, null), (4, -1234567.8901, 99999999999999.9999, -0.01,"
            + " row('c', null)), (5, null, null, null, null), (6, 1000000, 10, 100, row(null, 10))");
    export("free", "--unboundedNumerics=decimal(20,4)");
    assertThat(done(validate()).out()).contains("safe to drop: public.free (6 rows");

    // The same number, with other decimals to show.
    sql("update free set x = 1.5000000, part.price = 1.5 where id = 2");
    assertThat(done(validate()).out()).contains("safe to drop: public.free (6 rows");

    // More decimals than files have.
    sql("update free set x = 1.50000001 where id = 2");
    sql("update free set part.price = 10.00004 where id = 6");
    sql("alter table free alter column held type numeric(12,4)");
    sql("update free set held = 1.5001 where id = 1");
    assertThat(failed(validate()).out())
        .contains("different: (id) = (1): held [", "different: (id) = (2): x [")
        .contains("different: (id) = (6): part [");
  }

  @Test
  void thatWereLostOnPurposeAreNamed() throws Exception {
    sql(
        "create table lost (id int primary key, x numeric(9,2))",
        "insert into lost values (1, 1.5), (2, 'NaN')");
    export("lost", "--nanNumerics=null");
    assertThat(failed(validate()).out())
        .contains("different: (id) = (2): x [", "NOT safe to drop: public.lost");
    assertThat(results()).allMatch(line -> line.startsWith("PASS|"));
    sql("delete from lost where id = 2", "insert into lost values (2, null)");
    assertThat(done(validate()).out()).contains("safe to drop: public.lost (2 rows");
  }

  @Test
  void withinArraysHaveNoFingerprintAndAreNeverSafe() throws Exception {
    sql("create table lists (id int, x numeric[])", "insert into lists values (1, '{1.5,1.50}')");
    export("lists", "--unboundedNumerics=decimal(20,4)");
    assertThat(failed(validate()).out())
        .contains("NOT safe to drop: public.lists: its file ", " has no fingerprint");
    assertThat(results()).allMatch(line -> line.startsWith("PASS|"));

    archive = folder.resolve("text");
    export("lists", "--unboundedNumerics=text");
    assertThat(done(validate()).out()).contains("safe to drop: public.lists (1 rows");
  }
}
