package dev.parqueduct.io.mysql.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFailuresTest {
  @ParameterizedTest
  @CsvSource({
    "40001, 1213, true, false, false",
    "HY000, 1205, true, false, false",
    "HY000, 9007, true, false, false",
    "08S01, 0, true, false, false",
    "28000, 1045, false, true, false",
    "42000, 1142, false, true, false",
    "22001, 1406, false, false, true",
    "HY000, 8025, false, false, true",
    "42S22, 1054, false, false, false",
  })
  void tellsWhatPassesWhatIsRefusedAndWhatIsOfTheData(
      String state, int code, boolean passes, boolean refused, boolean data) {
    SQLException failure = new SQLException("any", state, code);
    assertThat(SqlFailures.mayPass(new IOException(failure))).isEqualTo(passes);
    assertThat(SqlFailures.isRefusal(failure)).isEqualTo(refused);
    assertThat(SqlFailures.isOfData(failure)).isEqualTo(data);
  }

  @ParameterizedTest
  @CsvSource({"(conn=12) No such table, No such table"})
  void aLineHoldsNoNumberOfAConnection(String message, String line) {
    assertThat(SqlFailures.line(new SQLException(message))).isEqualTo(line);
  }
}
