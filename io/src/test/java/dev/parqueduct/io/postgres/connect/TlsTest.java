package dev.parqueduct.io.postgres.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.postgres.connect.ConnectionOptions.Tls;
import dev.parqueduct.io.postgres.testing.Certificates;
import dev.parqueduct.io.postgres.testing.OwnServer;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.secrets.PasswordSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server whose certificate is for localhost, and whose users come with and without TLS. */
class TlsTest {
  private static final Tls NONE = new Tls("", "", "", "");

  @TempDir private static Path folder;

  private static OwnServer server;
  private static Certificates certificates;

  @BeforeAll
  static void start() throws Exception {
    certificates = Certificates.in(folder);
    server = OwnServer.start(certificates.server());
    try (Connection connection = server.connect("postgres");
        Statement statement = connection.createStatement()) {
      statement.execute("create role archiver login");
      statement.execute("create role covered login");
      statement.execute("create role bare login");
    }
    Files.writeString(
        server.data().resolve("pg_hba.conf"),
        """
        hostssl all archiver 127.0.0.1/32 cert clientcert=verify-full
        hostssl all covered 127.0.0.1/32 trust
        hostnossl all bare 127.0.0.1/32 trust
        host all postgres 127.0.0.1/32 trust
        """);
    server.reload();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static ConnectionSettings settings(
      String host, String user, Tls tls, Map<String, String> environment) {
    return new ConnectionOptions(
            "", host, server.port(), "postgres", user, tls, new PasswordSource("", ""), 0)
        .in(environment);
  }

  /** Whether a connection is encrypted, and what the server knows of its user's certificate. */
  private static String connect(ConnectionSettings settings) throws SQLException {
    try (Connection connection = settings.open("test");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select ssl || coalesce(' ' || client_dn, '') from pg_stat_ssl"
                    + " where pid = pg_backend_pid()")) {
      row.next();
      return row.getString(1);
    }
  }

  private static String connect(String host, String user, Tls tls) throws SQLException {
    return connect(settings(host, user, tls, Map.of()));
  }

  private static void refused(String host, String user, Tls tls, String... message) {
    assertThatThrownBy(() -> connect(host, user, tls))
        .isInstanceOfSatisfying(
            RunFailedException.class,
            e -> assertThat(e.exitCode()).as(e.getMessage()).isEqualTo(ExitCode.USAGE))
        .hasMessageStartingWith("Cannot connect to postgres on " + host + ":")
        .hasMessageContainingAll(message)
        .hasMessageNotContaining("\n");
  }

  private static Tls mode(String mode) {
    return new Tls(mode, "", "", "");
  }

  private static Tls checked(String mode) {
    return new Tls(mode, certificates.file("root.crt"), "", "");
  }

  private static Tls client(String certificate, String key) {
    return new Tls(
        "verify-full",
        certificates.file("root.crt"),
        certificates.file(certificate),
        certificates.file(key));
  }

  @ParameterizedTest
  @CsvSource({"'',true", "prefer,true", "require,true", "allow,false", "disable,false"})
  void theModeDecidesWhetherAConnectionIsEncrypted(String mode, String encrypted) throws Exception {
    assertThat(connect("127.0.0.1", "postgres", mode(mode))).isEqualTo(encrypted);
  }

  @Test
  void whatTheServerDemandsIsTold() throws Exception {
    assertThat(connect("localhost", "covered", mode("require"))).isEqualTo("true");
    refused("localhost", "covered", mode("disable"), "no encryption");
    assertThat(connect("localhost", "bare", mode("disable"))).isEqualTo("false");
    refused("localhost", "bare", mode("require"), "SSL encryption");
  }

  @Test
  void certificatesAreCheckedAgainstTheirRoot() throws Exception {
    assertThat(connect("localhost", "covered", checked("verify-full"))).isEqualTo("true");
    assertThat(connect("127.0.0.1", "covered", checked("verify-ca"))).isEqualTo("true");
    for (String mode : new String[] {"verify-ca", "verify-full"}) {
      Tls other = new Tls(mode, certificates.file("other.crt"), "", "");
      refused("localhost", "covered", other, "by TLS", "certification path", "--sslRootCert");
      Tls absent = new Tls(mode, folder.resolve("absent.crt").toString(), "", "");
      refused("localhost", "covered", absent, "absent.crt", "--sslRootCert");
    }
  }

  @Test
  void theNameOfTheServerIsChecked() {
    refused("127.0.0.1", "covered", checked("verify-full"), "127.0.0.1", "names against --host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"archiver.key", "archiver.pk8"})
  void clientsShowACertificate(String key) throws Exception {
    assertThat(connect("localhost", "archiver", client("archiver.crt", key)))
        .isEqualTo("true /CN=archiver");
  }

  @Test
  void theEnvironmentNamesFilesAsWell() throws Exception {
    Map<String, String> environment =
        Map.of(
            "PGSSLMODE", "verify-full",
            "PGSSLROOTCERT", certificates.file("root.crt"),
            "PGSSLCERT", certificates.file("archiver.crt"),
            "PGSSLKEY", certificates.file("archiver.key"));
    assertThat(connect(settings("localhost", "archiver", NONE, environment)))
        .isEqualTo("true /CN=archiver");
  }

  @Test
  void certificatesOfOthersAndNoneAreRefused() {
    refused("localhost", "archiver", checked("verify-full"), "valid client certificate");
    refused(
        "localhost",
        "archiver",
        client("stranger.crt", "stranger.key"),
        "certificate authentication failed for user \"archiver\"");
  }

  @Test
  void keysThatCannotBeUsedAreTold() throws Exception {
    refused(
        "localhost", "archiver", client("archiver.crt", "absent.key"), "absent.key", "--sslKey");
    refused("localhost", "archiver", client("archiver.crt", "archiver-pkcs1.key"), "PKCS#8");
    Path open = Files.copy(folder.resolve("archiver.key"), folder.resolve("open.key"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));
    refused("localhost", "archiver", client("archiver.crt", "open.key"), "group or world access");
  }

  @Test
  void anUnknownModeIsRefused() {
    assertThatThrownBy(() -> settings("localhost", "covered", mode("verify_full"), Map.of()))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContainingAll("verify_full", "verify-full", "PGSSLMODE");
  }
}
