package dev.parqueduct.io.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.postgres.testing.OwnServer;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.secrets.PasswordSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that asks for a password, and the files that hold it. */
class PasswordFileTest {
  /** Of characters that mean something in such files. */
  private static final String PASSWORD = "se:cret\\wörd#*";

  private static final String ESCAPED = "se\\:cret\\\\wörd#*";

  private static OwnServer server;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    server = OwnServer.start(Map.of());
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create role reader login password '" + PASSWORD + "'");
      statement.execute("create role \"a:b\" login password '" + PASSWORD + "'");
    }
    Files.writeString(
        server.data().resolve("pg_hba.conf"),
        """
        host all reader,"a:b" 127.0.0.1/32 scram-sha-256
        host all postgres 127.0.0.1/32 trust
        """);
    server.reload();
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  private Map<String, String> file(String permissions, String content) throws IOException {
    Path file = Files.writeString(folder.resolve("pass"), content);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    return Map.of("PGPASSFILE", file.toString());
  }

  private Optional<String> found(String content) throws IOException {
    return PasswordFile.in(file("rw-------", content)).password("db", 5432, "items", "me");
  }

  private static ConnectionSettings settings(String user, PasswordSource password) {
    return new ConnectionOptions(
            "",
            "127.0.0.1",
            server.port(),
            "postgres",
            user,
            new ConnectionOptions.Tls("", "", "", ""),
            password,
            0)
        .in(Map.of());
  }

  @ParameterizedTest
  @CsvSource({
    "db:5432:items:me:x, x",
    "*:*:*:*:x, x",
    "*:5432:*:me:x:y, x",
    "*:*:*:*:x\\:y, x:y",
    "db:5432:items:me:a\\\\b\\, a\\b\\",
    "other:5432:items:me:x,",
    "db:5433:items:me:x,",
    "db:5432:Items:me:x,",
    "db:5432:items:m*:x,",
    "#*:*:*:*:x,",
    "db:5432:items:me:,",
    "db:5432:items:me,",
  })
  void linesAreReadAsLibpqReadsThem(String line, String password) throws IOException {
    assertThat(found(line + "\n")).isEqualTo(Optional.ofNullable(password));
  }

  @Test
  void theFirstLineThatFitsDecides() throws IOException {
    assertThat(found("# one\n\ndb:*:other:me:1\ndb:*:items:me:2\n*:*:*:*:3\n")).contains("2");
    assertThat(found("*:*:*:*:3\r\ndb:*:items:me:2\r\n")).contains("3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx--x---"})
  void aFileThatIsOpenToOthersIsNotUsed(String permissions) throws IOException {
    assertThat(PasswordFile.in(file(permissions, "*:*:*:*:x")).password("db", 5432, "items", "me"))
        .isEmpty();
    assertThat(PasswordFile.in(Map.of("PGPASSFILE", folder.toString())).password("a", 1, "b", "c"))
        .isEmpty();
    assertThat(PasswordFile.in(Map.of("PGPASSFILE", "/no/such")).password("a", 1, "b", "c"))
        .isEmpty();
  }

  @Test
  void theVariableComesBeforeTheFileAndAnOptionBeforeBoth() throws IOException {
    Map<String, String> file = file("rw-------", "*:*:*:*:in the file");
    Map<String, String> both =
        Map.of("PGPASSWORD", "in the variable", "PGPASSFILE", file.get("PGPASSFILE"));
    PasswordSource none = new PasswordSource("", "");
    Path own = Files.writeString(folder.resolve("own"), "of the option\n");
    assertThat(settings("reader", none).password(file)).contains("in the file");
    assertThat(settings("reader", none).password(both)).contains("in the variable");
    assertThat(settings("reader", new PasswordSource(own.toString(), "")).password(both))
        .contains("of the option");
  }

  @Test
  void theServerTakesIt() throws Exception {
    String line = "127.0.0.1:" + server.port() + ":*:a\\:b:" + ESCAPED + "\n";
    ConnectionSettings user = settings("a:b", new PasswordSource("", ""));
    String password = user.password(file("rw-------", line)).orElseThrow();
    assertThat(password).isEqualTo(PASSWORD);
    Path own = Files.writeString(folder.resolve("own"), password);
    try (Connection connection =
        settings("a:b", new PasswordSource(own.toString(), "")).open("t")) {
      assertThat(connection.isValid(10)).isTrue();
    }
  }

  @Test
  void aMissingAndAWrongPasswordAreWrongOptions() throws IOException, SQLException {
    Path wrong = Files.writeString(folder.resolve("wrong"), "hidden");
    for (PasswordSource source :
        new PasswordSource[] {
          new PasswordSource("", "PARQUEDUCT_NO_PASSWORD"), new PasswordSource(wrong.toString(), "")
        }) {
      assertThatThrownBy(() -> settings("reader", source).open("t"))
          .isInstanceOfSatisfying(
              RunFailedException.class,
              e -> assertThat(e.exitCode()).as(e.getMessage()).isEqualTo(ExitCode.USAGE))
          .hasMessageNotContaining("hidden");
    }
    Path empty = Files.writeString(folder.resolve("empty"), "");
    assertThatThrownBy(() -> settings("reader", new PasswordSource(empty.toString(), "")).open("t"))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("password");
  }
}
