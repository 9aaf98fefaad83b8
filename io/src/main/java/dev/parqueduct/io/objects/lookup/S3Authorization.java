package dev.parqueduct.io.objects.lookup;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.signer.AwsS3V4Signer;
import software.amazon.awssdk.auth.signer.params.AwsS3V4SignerParams;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.regions.Region;

/** Signatures for S3. Credentials that end are fetched anew every minute, in the background. */
public final class S3Authorization implements Authorization {
  private static final Logger LOG = LoggerFactory.getLogger(S3Authorization.class);
  private static final String SERVICE = "s3";

  private final AwsCredentialsProvider provider;
  private final Region region;
  private final AwsS3V4Signer signer = AwsS3V4Signer.create();
  private final ScheduledExecutorService background =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "lookup-credentials");
            thread.setDaemon(true);
            return thread;
          });
  private final Renewal renewal = new Renewal(this::fetch);
  private volatile AwsCredentials credentials;

  public S3Authorization(AwsCredentialsProvider provider, Region region) {
    this.provider = requireNonNull(provider, "provider");
    this.region = requireNonNull(region, "region");
    this.credentials = provider.resolveCredentials();
    var unused = background.scheduleWithFixedDelay(this::tryToFetch, 60, 60, TimeUnit.SECONDS);
  }

  private void fetch() {
    credentials = provider.resolveCredentials();
  }

  private void tryToFetch() {
    try {
      fetch();
    } catch (RuntimeException e) {
      LOG.warn("The credentials for lookups could not be fetched: {}", e.getMessage());
    }
  }

  @Override
  public void authorize(URI uri, Callback callback) {
    if (renewal.isRunning()) {
      renewal.background().execute(() -> sign(uri, callback));
    } else {
      sign(uri, callback);
    }
  }

  private void sign(URI uri, Callback callback) {
    long version = renewal.version();
    Map<String, String> headers;
    try {
      headers = signed(uri);
    } catch (RuntimeException e) {
      callback.failed(e);
      return;
    }
    callback.headers(headers, version);
  }

  private Map<String, String> signed(URI uri) {
    SdkHttpFullRequest request =
        SdkHttpFullRequest.builder().method(SdkHttpMethod.GET).uri(uri).build();
    AwsS3V4SignerParams how =
        AwsS3V4SignerParams.builder()
            .awsCredentials(credentials)
            .signingRegion(region)
            .signingName(SERVICE)
            .doubleUrlEncode(false)
            .normalizePath(false)
            .build();
    Map<String, String> headers = new HashMap<>();
    signer.sign(request, how).headers().forEach((name, values) -> headers.put(name, values.get(0)));
    return headers;
  }

  @Override
  public void renew(long refused) {
    renewal.begin(refused);
  }

  @Override
  public void close() {
    var unused = background.shutdownNow();
    renewal.close();
  }
}
