package dev.parqueduct.io.mysql.connect;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/**
 * Tells failures that may pass from those that will not, and puts them into words. Numbers are
 * those of MySQL's server error reference and of TiDB's error codes.
 */
public final class SqlFailures {
  /** Connection failures, and transactions that the server gave up for another one's sake. */
  private static final Set<String> PASSING_CLASSES = Set.of("08", "40");

  private static final Set<Integer> PASSING =
      Set.of(
          1040, // too many connections
          1053, // server shutdown in progress
          1158, 1159, 1160, 1161, // packets that did not come through
          1205, // lock wait timeout
          1213, // deadlock
          1317, // query execution was interrupted
          1927, // connection was killed
          2006, 2013, // server has gone away; lost connection
          8002, 8005, 8022, // TiDB: write conflicts
          8027, 8028, // TiDB: the schema is being changed
          8229, // TiDB: the transaction was aborted
          9001, 9002, 9003, 9004, 9005, 9006, 9007, 9008); // TiDB: PD, TiKV, regions, conflicts

  private static final Set<Integer> REFUSALS =
      Set.of(1044, 1045, 1049, 1130, 1142, 1143, 1227, 1251, 1698);

  /** Values that do not fit a column or break a constraint. */
  private static final Set<String> DATA_CLASSES = Set.of("22", "23");

  private static final Set<Integer> DATA =
      Set.of(
          1048, 1062, 1136, 1153, 1264, 1265, 1292, 1364, 1366, 1406, 1411, 1441, 1452, 3140, 3819,
          4025, 8025);

  /** What the driver names when a statement is longer than the server takes. */
  private static final String TOO_LONG = "max_allowed_packet";

  private SqlFailures() {}

  /** Whether the same statement may succeed later. */
  public static boolean mayPass(Throwable failure) {
    return sql(failure)
        .map(e -> PASSING.contains(e.getErrorCode()) || (isOf(PASSING_CLASSES, e) && !isTooLong(e)))
        .orElse(false);
  }

  /** Whether the server refused the user: an option or a grant is wrong. */
  public static boolean isRefusal(Throwable failure) {
    return sql(failure)
        .map(e -> REFUSALS.contains(e.getErrorCode()) || isOf(Set.of("28"), e))
        .orElse(false);
  }

  /** Whether values are to blame, so that other rows of the same statement may be accepted. */
  public static boolean isOfData(SQLException failure) {
    return DATA.contains(failure.getErrorCode())
        || isOf(DATA_CLASSES, failure)
        || isTooLong(failure);
  }

  private static boolean isTooLong(SQLException failure) {
    return String.valueOf(failure.getMessage()).contains(TOO_LONG);
  }

  private static boolean isOf(Set<String> classes, SQLException failure) {
    String state = failure.getSQLState();
    return state != null && state.length() == 5 && classes.contains(state.substring(0, 2));
  }

  private static Optional<SQLException> sql(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return Optional.of(sql);
      }
    }
    return Optional.empty();
  }

  /** The failure in one line, without the statement: that may be megabytes of rows. */
  public static String line(Throwable failure) {
    Throwable told = sql(failure).map(Throwable.class::cast).orElse(failure);
    String message = told.getMessage() == null ? told.toString() : told.getMessage();
    String line =
        message.strip().replaceAll("\\s*\\n\\s*", "; ").replaceFirst("^\\(conn=[0-9]+\\) ", "");
    return line.length() <= 500 ? line : line.substring(0, 500) + "...";
  }
}
