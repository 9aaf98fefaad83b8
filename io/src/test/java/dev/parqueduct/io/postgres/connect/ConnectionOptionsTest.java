package dev.parqueduct.io.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.secrets.PasswordSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionOptionsTest {
  private static final ConnectionOptions.Tls NO_TLS = new ConnectionOptions.Tls("", "", "", "");
  private static final PasswordSource NO_PASSWORD = new PasswordSource("", "");
  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "PGHOST", "env-host",
          "PGPORT", "6000",
          "PGDATABASE", "env-base",
          "PGUSER", "env-user",
          "PGSSLMODE", "require",
          "PGPASSWORD", "hidden");

  @TempDir Path folder;

  private static ConnectionOptions options(String url, String host, int port, String user) {
    return new ConnectionOptions(url, host, port, "", user, NO_TLS, NO_PASSWORD, 0);
  }

  @Test
  void whatIsNotGivenComesFromTheEnvironment() {
    ConnectionSettings settings = options("", "", 0, "").in(ENVIRONMENT);

    assertThat(settings.place()).isEqualTo("env-base on env-host:6000");
    assertThat(settings.user()).isEqualTo("env-user");
    assertThat(settings.driver()).containsEntry("sslmode", "require");
    assertThat(settings.toString()).doesNotContain("hidden");
  }

  @Test
  void optionsComeBeforeTheUrlAndThatBeforeTheEnvironment() {
    ConnectionSettings settings =
        options("jdbc:postgresql://url-host/url-base?user=url-user&sslmode=disable", "", 7000, "me")
            .in(ENVIRONMENT);

    assertThat(settings.place()).isEqualTo("url-base on url-host:7000");
    assertThat(settings.user()).isEqualTo("me");
    assertThat(settings.driver()).containsEntry("sslmode", "disable");
  }

  @Test
  void aUrlWithoutAPortLeavesItToTheEnvironment() {
    assertThat(options("jdbc:postgresql://h/d", "", 0, "u").in(ENVIRONMENT).port()).isEqualTo(6000);
    assertThat(options("jdbc:postgresql://h:1/d", "", 0, "u").in(ENVIRONMENT).port()).isEqualTo(1);
    assertThat(options("jdbc:postgresql://h/d", "", 0, "u").in(Map.of()).port()).isEqualTo(5432);
  }

  @Test
  void withoutADatabaseOrUserItSaysHowToGiveThem() {
    assertThatThrownBy(() -> options("", "", 0, "u").in(Map.of()))
        .hasMessageContaining("PGDATABASE");
    assertThatThrownBy(() -> options("jdbc:postgresql://h/d", "", 0, "").in(Map.of()))
        .hasMessageContaining("PGUSER");
    assertThatThrownBy(() -> options("postgres://h/d", "", 0, "").in(Map.of()))
        .hasMessageContaining("jdbc:postgresql://");
  }

  @Test
  void passwordsAreReadFromWhereTheyAre() throws IOException {
    Path file = folder.resolve("password");
    Files.writeString(file, "secret word\n");

    assertThat(new PasswordSource(file.toString(), "").read(Map.of())).contains("secret word");
    assertThat(new PasswordSource("", "PW").read(Map.of("PW", "x", "PGPASSWORD", "y")))
        .contains("x");
    assertThat(NO_PASSWORD.read(Map.of())).isEmpty();
    assertThatThrownBy(() -> new PasswordSource("", "PW").read(Map.of()))
        .hasMessageContaining("PW");
    assertThatThrownBy(() -> new PasswordSource("a", "b")).hasMessageContaining("not both");
  }

  @ParameterizedTest
  @ValueSource(strings = {"08006", "57P01", "57P02", "57P03", "53300", "40001"})
  void theseFailuresMayPass(String state) {
    assertThat(SqlFailures.mayPass(new IOException(new SQLException("x", state)))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"57014", "57P04", "42P01", "22012", "28P01", "42501"})
  void theseDoNot(String state) {
    assertThat(SqlFailures.mayPass(new SQLException("x", state))).isFalse();
  }
}
