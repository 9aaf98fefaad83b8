package dev.parqueduct.io.postgres.connect;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;

/**
 * Tells failures of certificates, keys and names, which no other attempt mends, from connections
 * that broke while TLS was agreed upon. The driver gives all of them the SQLState of a connection
 * that failed.
 */
final class TlsFailures {
  static final String ADVICE =
      " With verify-ca and verify-full the server's certificate is checked against --sslRootCert"
          + " (~/.postgresql/root.crt by default), with verify-full also its names against --host."
          + " A client's key (--sslKey) is PKCS#8 as PEM or DER, or PKCS#12, and readable by its"
          + " owner alone.";

  /** Where the driver reads certificates and keys, and checks names. */
  private static final String PACKAGE = "org.postgresql.ssl.";

  /** The class of these that speaks with the server, too. */
  private static final String HANDSHAKE = PACKAGE + "MakeSSL";

  private TlsFailures() {}

  static boolean isRefusal(SQLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof GeneralSecurityException
          || (cause instanceof SQLException && isOfCertificates(cause))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOfCertificates(Throwable failure) {
    StackTraceElement[] trace = failure.getStackTrace();
    String place = trace.length == 0 ? "" : trace[0].getClassName();
    return place.equals(HANDSHAKE)
        ? !(failure.getCause() instanceof IOException)
        : place.startsWith(PACKAGE);
  }
}
