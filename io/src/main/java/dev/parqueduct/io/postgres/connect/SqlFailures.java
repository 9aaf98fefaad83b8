package dev.parqueduct.io.postgres.connect;

import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;

/** Tells failures that may pass from those that will not, and puts them into words. */
public final class SqlFailures {
  /**
   * Classes of SQLState after which another attempt may succeed (PostgreSQL, appendix A): the
   * connection broke, the server lacks resources, it resolved a conflict at this transaction's
   * expense.
   */
  private static final Set<String> PASSING_CLASSES = Set.of("08", "53", "40");

  /** Operator intervention: the server stops, starts or was told to end the session. */
  private static final String SHUTDOWN = "57P";

  /** Database was dropped: in the group of {@link #SHUTDOWN}, and will not come back. */
  private static final String DATABASE_DROPPED = "57P04";

  private static final Set<String> REFUSED_CLASSES = Set.of("28", "3D");

  /** What the driver says when the server wants a password, or has no TLS, and so on. */
  private static final String REJECTED = "08004";

  private SqlFailures() {}

  /** Whether the same work may succeed later. */
  public static boolean mayPass(Throwable failure) {
    return sqlState(failure)
        .map(
            state ->
                (PASSING_CLASSES.contains(state.substring(0, 2)) && !state.equals(REJECTED))
                    || (state.startsWith(SHUTDOWN) && !state.equals(DATABASE_DROPPED)))
        .orElse(false);
  }

  /** Whether the server refused the user or knows no such database: the options are wrong. */
  static boolean isRefusal(SQLException failure) {
    return sqlState(failure)
        .map(state -> REFUSED_CLASSES.contains(state.substring(0, 2)) || state.equals(REJECTED))
        .orElse(false);
  }

  /** The SQLState of the failure or of what caused it. */
  public static Optional<String> sqlState(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && sql.getSQLState().length() == 5) {
        return Optional.of(sql.getSQLState());
      }
    }
    return Optional.empty();
  }

  /** The failure in one line. */
  public static String line(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException || cause instanceof RunFailedException) {
        return oneLine(cause)
            + sqlState(cause).map(state -> " (SQLState " + state + ")").orElse("");
      }
    }
    return oneLine(failure);
  }

  private static String oneLine(Throwable failure) {
    return failure.getMessage() == null
        ? failure.toString()
        : failure.getMessage().strip().replaceAll("\\s*\\n\\s*", "; ");
  }

  /** As what the steps of an export throw; the SQLState stays with the cause. */
  public static IOException wrap(String what, SQLException failure) {
    return new IOException("Cannot " + what + ": " + line(failure), failure);
  }
}
