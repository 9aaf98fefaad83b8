package dev.parqueduct.pipelines.options;

import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;

/** How a database of PostgreSQL is reached. What is not given is taken from libpq's variables. */
public interface PostgresOptions extends PipelineOptions {
  @Description(
      "Address of the database as jdbc:postgresql://host:port/database, instead of host, port and"
          + " database; without a password.")
  @Default.String("")
  String getUrl();

  void setUrl(String value);

  @Description("Server; PGHOST or localhost by default.")
  @Default.String("")
  String getHost();

  void setHost(String value);

  @Description("Port of the server; 0 for PGPORT or 5432.")
  @Default.Integer(0)
  int getPort();

  void setPort(int value);

  @Description("Database; PGDATABASE by default.")
  @Default.String("")
  String getDatabase();

  void setDatabase(String value);

  @Description("User to connect as; PGUSER by default.")
  @Default.String("")
  String getUser();

  void setUser(String value);

  @Description("File with the password: local, gs:// or s3://. PGPASSWORD or ~/.pgpass by default.")
  @Default.String("")
  String getPasswordFile();

  void setPasswordFile(String value);

  @Description("Environment variable with the password.")
  @Default.String("")
  String getPasswordEnv();

  void setPasswordEnv(String value);

  @Description(
      "Encryption of connections, in libpq's words: disable, allow, prefer, require, verify-ca or"
          + " verify-full; PGSSLMODE by default.")
  @Default.String("")
  String getSslMode();

  void setSslMode(String value);

  @Description("File of certificates that the server's is checked against.")
  @Default.String("")
  String getSslRootCert();

  void setSslRootCert(String value);

  @Description("File of the client's certificate.")
  @Default.String("")
  String getSslCert();

  void setSslCert(String value);

  @Description("File of the client's key.")
  @Default.String("")
  String getSslKey();

  void setSslKey(String value);

  @Description("Seconds that a statement may take; 0 for any time.")
  @Default.Integer(0)
  int getStatementTimeout();

  void setStatementTimeout(int value);

  @Description("Attempts after the first, when a connection breaks or the server lacks resources.")
  @Default.Integer(4)
  int getRetries();

  void setRetries(int value);

  @Description("Seconds to wait before the first of them; the wait doubles from one to the next.")
  @Default.Double(1)
  double getRetryBackoff();

  void setRetryBackoff(double value);
}
