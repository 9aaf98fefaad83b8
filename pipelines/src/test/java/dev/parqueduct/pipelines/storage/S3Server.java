package dev.parqueduct.pipelines.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.domain.StorageMetadata;
import org.jclouds.blobstore.options.ListContainerOptions;

/** S3 on a loopback port, in memory; it checks the signatures of requests. */
public final class S3Server {
  public static final String SECRET_KEY = "secret-key-of-the-test";

  private static final String ACCESS_KEY = "access-key-of-the-test";

  // Where the AWS client looks first for credentials.
  private static final String ACCESS_PROPERTY = "aws.accessKeyId";
  private static final String SECRET_PROPERTY = "aws.secretAccessKey";

  private final BlobStoreContext context;
  private final S3Proxy proxy;

  private S3Server(BlobStoreContext context, S3Proxy proxy) {
    this.context = context;
    this.proxy = proxy;
  }

  /** Starts it, and gives its credentials to the clients of this process. */
  public static S3Server start() throws Exception {
    BlobStoreContext context =
        ContextBuilder.newBuilder("transient")
            .credentials("any", "any")
            .build(BlobStoreContext.class);
    S3Proxy proxy =
        S3Proxy.builder()
            .blobStore(context.getBlobStore())
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
            // Beam names a key for encryption by bucket with every object.
            .ignoreUnknownHeaders(true)
            .build();
    proxy.start();
    System.setProperty(ACCESS_PROPERTY, ACCESS_KEY);
    giveSecret(SECRET_KEY);
    return new S3Server(context, proxy);
  }

  /** What the clients of this process sign their requests with from now on. */
  public static void giveSecret(String secret) {
    System.setProperty(SECRET_PROPERTY, secret);
  }

  /** The value of {@code --endpoint}; by name, because by address all clients use paths. */
  public String endpoint() {
    return "http://localhost:" + proxy.getPort();
  }

  public Bucket createBucket(String name) {
    BlobStore store = context.getBlobStore();
    if (!store.createContainerInLocation(null, name)) {
      throw new IllegalArgumentException("the bucket exists: " + name);
    }
    return new S3Bucket(store, name);
  }

  public void stop() throws Exception {
    System.clearProperty(ACCESS_PROPERTY);
    System.clearProperty(SECRET_PROPERTY);
    proxy.stop();
    context.close();
  }

  private record S3Bucket(BlobStore store, String name) implements Bucket {
    @Override
    public String path() {
      return "s3://" + name;
    }

    @Override
    public void put(String object, byte[] content) {
      String unused =
          store.putBlob(
              name,
              store.blobBuilder(object).payload(content).contentLength(content.length).build());
    }

    @Override
    public void delete(String object) {
      store.removeBlob(name, object);
    }

    @Override
    public Map<String, byte[]> contents(String prefix) {
      Map<String, byte[]> contents = new TreeMap<>();
      for (StorageMetadata each :
          store.list(name, ListContainerOptions.Builder.prefix(prefix).recursive())) {
        try (InputStream in = store.getBlob(name, each.getName()).getPayload().openStream()) {
          contents.put(each.getName(), in.readAllBytes());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return contents;
    }
  }
}
