package dev.parqueduct.io.objects.lookup;

import static java.util.Objects.requireNonNull;

import com.google.auth.Credentials;
import com.google.auth.RequestMetadataCallback;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tokens of Google's, renewed in the background before they end. */
public final class GoogleAuthorization implements Authorization {
  private static final Logger LOG = LoggerFactory.getLogger(GoogleAuthorization.class);

  private final Credentials credentials;
  private final AtomicBoolean renewing = new AtomicBoolean();
  private final Executor background =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "lookup-tokens");
            thread.setDaemon(true);
            return thread;
          });

  public GoogleAuthorization(Credentials credentials) {
    this.credentials = requireNonNull(credentials, "credentials");
  }

  @Override
  public void authorize(URI uri, Callback callback) {
    credentials.getRequestMetadata(
        uri,
        background,
        new RequestMetadataCallback() {
          @Override
          public void onSuccess(Map<String, List<String>> metadata) {
            Map<String, String> headers = new HashMap<>();
            metadata.forEach((name, values) -> headers.put(name, values.get(0)));
            callback.headers(headers);
          }

          @Override
          public void onFailure(Throwable failure) {
            callback.failed(failure);
          }
        });
  }

  @Override
  public void renew() {
    if (renewing.compareAndSet(false, true)) {
      background.execute(
          () -> {
            try {
              credentials.refresh();
            } catch (IOException | RuntimeException e) {
              LOG.warn("The token for lookups could not be renewed: {}", e.getMessage());
            } finally {
              renewing.set(false);
            }
          });
    }
  }
}
