package dev.parqueduct.pipelines.options;

import dev.parqueduct.io.postgres.connect.ConnectionOptions;
import dev.parqueduct.io.postgres.connect.ConnectionSettings;
import dev.parqueduct.io.postgres.export.RetryOnFailure;
import dev.parqueduct.io.secrets.PasswordSource;

/** The database that {@link PostgresOptions} name. */
public final class PostgresSource {
  private static final double MILLIS = 1000;

  private PostgresSource() {}

  public static ConnectionSettings of(PostgresOptions options) {
    return new ConnectionOptions(
            options.getUrl(),
            options.getHost(),
            options.getPort(),
            options.getDatabase(),
            options.getUser(),
            new ConnectionOptions.Tls(
                options.getSslMode(),
                options.getSslRootCert(),
                options.getSslCert(),
                options.getSslKey()),
            new PasswordSource(options.getPasswordFile(), options.getPasswordEnv()),
            Checked.notNegative("statementTimeout", options.getStatementTimeout()))
        .in(System.getenv());
  }

  public static RetryOnFailure retries(PostgresOptions options) {
    return RetryOnFailure.of(options.getRetries(), Math.round(options.getRetryBackoff() * MILLIS));
  }
}
