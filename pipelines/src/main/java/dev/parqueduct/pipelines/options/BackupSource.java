package dev.parqueduct.pipelines.options;

import dev.parqueduct.io.br.BackupAccess;
import dev.parqueduct.io.br.BackupStorage;
import dev.parqueduct.io.br.Cipher;
import dev.parqueduct.io.br.StorageBackend;
import dev.parqueduct.io.br.UnitPlanning.Scope;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.pipelines.run.S3Clients;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.aws2.options.S3Options;

/** The backup that {@link BackupOptions} name. */
public final class BackupSource {
  private BackupSource() {}

  public static BackupAccess of(BackupOptions options) {
    return new BackupAccess(
        storage(options),
        Cipher.Method.of(options.getCipher()),
        given(options.getCipherKeyFile()).orElse(""),
        given(options.getCipherKeyEnv()).orElse(""));
  }

  /** How much is read, and what becomes of it. */
  public static Scope scope(BackupOptions options) {
    if (options.getVerifyOnly()) {
      return Scope.VERIFY;
    }
    return options.getCheckpoint() ? Scope.PENDING : Scope.ALL;
  }

  /** The folder within the output, empty or with a slash at its end. */
  public static String prefix(BackupOptions options) {
    String prefix = options.getOutputPrefix().replaceAll("^/+|/+$", "");
    if (prefix.startsWith("_") || !prefix.matches("[A-Za-z0-9_=.-]*(/[A-Za-z0-9_=.-]+)*")) {
      throw RunFailedException.usage(
          "--outputPrefix="
              + prefix
              + " must be a path of letters, digits and _, -, = and ., which does not begin with"
              + " _.");
    }
    return prefix.isEmpty() ? "" : prefix + "/";
  }

  private static BackupStorage storage(BackupOptions options) {
    Optional<String> input = given(options.getInput());
    Optional<String> blob = given(options.getInputBase64File());
    if (input.isPresent() == blob.isPresent()) {
      throw RunFailedException.usage(
          "Give the backup as --input=<folder>, or as --inputBase64File=<file>.");
    }
    if (input.isPresent()) {
      return BackupStorage.of(input.get());
    }
    StorageBackend backend = StorageBackend.parse(read(blob.get()));
    backend.settings().find("endpoint").ifPresent(endpoint -> endpoint(options, endpoint));
    return backend.storage();
  }

  /** Credentials are left to the usual chain of the cloud: options end up in job descriptions. */
  private static void endpoint(BackupOptions options, String endpoint) {
    S3Options s3 = options.as(S3Options.class);
    if (s3.getEndpoint() == null) {
      s3.setEndpoint(URI.create(endpoint));
      S3Clients.use(s3);
      FileSystems.setDefaultPipelineOptions(options);
    }
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw RunFailedException.usage(
          "--inputBase64File=" + file + " cannot be read (" + e + "). It must be a local file.");
    }
  }

  private static Optional<String> given(String text) {
    return Optional.ofNullable(text).map(String::strip).filter(s -> !s.isEmpty());
  }
}
