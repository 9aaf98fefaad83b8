package dev.parqueduct.io.objects.lookup;

import static java.util.Objects.requireNonNull;

import com.google.auth.Credentials;
import com.google.auth.RequestMetadataCallback;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tokens of Google's, renewed in the background before they end, and when they are refused. */
public final class GoogleAuthorization implements Authorization {
  private final Credentials credentials;
  private final Renewal renewal;

  public GoogleAuthorization(Credentials credentials) {
    this.credentials = requireNonNull(credentials, "credentials");
    this.renewal = new Renewal(credentials::refresh);
  }

  @Override
  public void authorize(URI uri, Callback callback) {
    if (renewal.isRunning()) {
      renewal.background().execute(() -> ask(uri, callback));
    } else {
      ask(uri, callback);
    }
  }

  private void ask(URI uri, Callback callback) {
    long version = renewal.version();
    credentials.getRequestMetadata(
        uri,
        renewal.background(),
        new RequestMetadataCallback() {
          @Override
          public void onSuccess(Map<String, List<String>> metadata) {
            Map<String, String> headers = new HashMap<>();
            metadata.forEach((name, values) -> headers.put(name, values.get(0)));
            callback.headers(headers, version);
          }

          @Override
          public void onFailure(Throwable failure) {
            callback.failed(failure);
          }
        });
  }

  @Override
  public void renew(long refused) {
    renewal.begin(refused);
  }

  @Override
  public void close() {
    renewal.close();
  }
}
