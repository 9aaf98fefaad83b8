package dev.parqueduct.pipelines.options;

import com.google.auth.Credentials;
import dev.parqueduct.io.objects.lookup.Authorization;
import dev.parqueduct.io.objects.lookup.GoogleAuthorization;
import dev.parqueduct.io.objects.lookup.LookupSettings;
import dev.parqueduct.io.objects.lookup.S3Authorization;
import dev.parqueduct.io.objects.lookup.SharedLookups;
import dev.parqueduct.io.objects.lookup.Store;
import dev.parqueduct.io.report.RunFailedException;
import java.net.URI;
import java.util.List;
import org.apache.beam.runners.core.construction.SerializablePipelineOptions;
import org.apache.beam.runners.dataflow.options.DataflowPipelineWorkerPoolOptions;
import org.apache.beam.sdk.extensions.gcp.options.GcpOptions;
import org.apache.beam.sdk.extensions.gcp.options.GcsOptions;
import org.apache.beam.sdk.io.aws2.options.AwsOptions;
import org.apache.beam.sdk.options.PipelineOptions;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * Stores that lookups go to, with the credentials and endpoints that the options give for the same
 * kind of storage. Objects of Google's and Amazon's are asked for by plain HTTP requests.
 */
public final class LookupStores implements Store.Access {
  private static final String GCS = "https://storage.googleapis.com";

  private final SerializablePipelineOptions given;

  private LookupStores(PipelineOptions options) {
    this.given = new SerializablePipelineOptions(options);
  }

  /** Stores as a worker with these options reaches them. */
  public static LookupStores of(PipelineOptions options) {
    return new LookupStores(options);
  }

  @Override
  public Store of(String prefix) {
    PipelineOptions options = given.get();
    if (prefix.startsWith("gs://")) {
      return gcs(prefix.substring("gs://".length()), options);
    }
    if (prefix.startsWith("s3://")) {
      return s3(prefix.substring("s3://".length()), options);
    }
    return Store.Access.PLAIN.of(prefix);
  }

  private static Store gcs(String path, PipelineOptions options) {
    String endpoint = options.as(GcsOptions.class).getGcsEndpoint();
    String server = GCS;
    if (endpoint != null && !endpoint.isEmpty()) {
      URI uri = URI.create(endpoint);
      server = uri.getScheme() + "://" + uri.getAuthority();
    }
    Credentials credentials = options.as(GcpOptions.class).getGcpCredential();
    return new Store(
        URI.create(server + "/" + path),
        credentials == null ? Authorization.NONE : new GoogleAuthorization(credentials));
  }

  private static Store s3(String path, PipelineOptions options) {
    AwsOptions aws = options.as(AwsOptions.class);
    if (aws.getAwsRegion() == null) {
      throw RunFailedException.usage("s3:// needs --awsRegion.");
    }
    return new Store(
        s3Address(path, aws.getAwsRegion(), aws.getEndpoint()),
        new S3Authorization(aws.getAwsCredentialsProvider(), aws.getAwsRegion()));
  }

  /**
   * Where objects are, as the clients for files of the same store have it: at an endpoint the
   * bucket is in the path, and at Amazon's in the name of the host, unless it can be in none.
   *
   * @param path bucket and prefix
   * @param endpoint null for Amazon's
   */
  static URI s3Address(String path, Region region, URI endpoint) {
    if (endpoint != null) {
      return URI.create(Store.trimmed(endpoint.toString()) + "/" + path);
    }
    PartitionMetadata partition = PartitionMetadata.of(region);
    String server = "s3." + region.id() + "." + partition.dnsSuffix();
    int slash = path.indexOf('/');
    String bucket = slash < 0 ? path : path.substring(0, slash);
    // A certificate for all buckets is for one more part of the name, not for two.
    return URI.create(
        bucket.matches("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]")
            ? "https://" + bucket + "." + server + path.substring(bucket.length())
            : "https://" + server + "/" + path);
  }

  /**
   * How lookups are made, checked.
   *
   * @param option that the prefix is the value of
   */
  public static LookupSettings settings(String option, String prefix, LookupOptions options) {
    checkPrefix(option, prefix);
    List<String> paths = Checked.list(options.getJsonPath());
    if (paths.isEmpty()) {
      throw RunFailedException.usage(
          "--jsonPath is empty. Give it as response.class, for example.");
    }
    double rate =
        options.getStartRate() >= 0
            ? options.getStartRate()
            : prefix.startsWith("gs://") ? LookupSettings.GCS_START_RATE : 0;
    if (options.getMaxFailed() < -1) {
      throw RunFailedException.usage("--maxFailed must be -1 or more: " + options.getMaxFailed());
    }
    return LookupSettings.of(prefix)
        .withValuePaths(paths)
        .withMaxInFlight((int) Checked.positive("maxInFlight", options.getMaxInFlight()))
        .withRetries(Checked.notNegative("lookupRetries", options.getLookupRetries()), 500)
        .withTimeoutMillis(1000 * Checked.positive("lookupTimeout", options.getLookupTimeout()))
        .withStartRate(rate / workers(options));
  }

  /** All workers together must not ask for more than one may. */
  private static int workers(PipelineOptions options) {
    if (!options.getRunner().getSimpleName().equals("DataflowRunner")) {
      return 1;
    }
    DataflowPipelineWorkerPoolOptions pool = options.as(DataflowPipelineWorkerPoolOptions.class);
    return Math.max(1, Math.max(pool.getMaxNumWorkers(), pool.getNumWorkers()));
  }

  private static void checkPrefix(String option, String prefix) {
    if (prefix.isBlank()) {
      throw RunFailedException.usage(
          "--" + option + " is empty. Give gs://, s3://, http(s):// or a folder.");
    }
    if (SharedLookups.isRemote(prefix)) {
      try {
        URI uri = URI.create(Store.trimmed(prefix));
        if (uri.getHost() == null && uri.getAuthority() == null) {
          throw new IllegalArgumentException("no host or bucket");
        }
        if (uri.getRawQuery() != null
            || uri.getRawFragment() != null
            || uri.getUserInfo() != null) {
          throw new IllegalArgumentException("a query, a fragment or a user");
        }
      } catch (IllegalArgumentException e) {
        throw RunFailedException.usage(
            "--" + option + "=" + prefix + " is no prefix of objects: " + e.getMessage());
      }
    }
  }
}
