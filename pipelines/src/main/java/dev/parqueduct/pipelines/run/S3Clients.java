package dev.parqueduct.pipelines.run;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.beam.runners.direct.DirectRunner;
import org.apache.beam.sdk.io.aws2.options.S3ClientBuilderFactory;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.io.aws2.s3.DefaultS3ClientBuilderFactory;
import org.apache.beam.sdk.options.PipelineOptions;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Beam's S3 clients with two differences.
 *
 * <p>With an endpoint they put the bucket into the path of an address, as S3-compatible servers
 * want it; in front of the host name, where AWS has it, it needs a wildcard in the server's DNS.
 *
 * <p>On one machine nothing is looked up before an s3:// path is used. Beam asks for the region
 * when it registers file systems, which outside of AWS is a second of waiting for a service that is
 * not there, in every run. Distributed runners keep Beam's way: the region of whoever starts the
 * job goes with it.
 */
public final class S3Clients implements S3ClientBuilderFactory {
  /** Uses such clients unless the options name others. */
  public static void use(PipelineOptions options) {
    S3Options s3 = options.as(S3Options.class);
    if (s3.getS3ClientFactoryClass() == DefaultS3ClientBuilderFactory.class) {
      s3.setS3ClientFactoryClass(S3Clients.class);
    }
  }

  @Override
  public S3ClientBuilder createBuilder(S3Options options) {
    return isLocal(options) ? whenUsed(options) : builder(options);
  }

  private static boolean isLocal(S3Options options) {
    return options.getRunner().getPackage() == DirectRunner.class.getPackage();
  }

  private static S3ClientBuilder builder(S3Options options) {
    S3ClientBuilder builder = new DefaultS3ClientBuilderFactory().createBuilder(options);
    return options.getEndpoint() == null ? builder : builder.forcePathStyle(true);
  }

  private static S3ClientBuilder whenUsed(S3Options options) {
    Supplier<S3ClientBuilder> builder = Suppliers.memoize(() -> builder(options));
    return (S3ClientBuilder)
        Proxy.newProxyInstance(
            S3ClientBuilder.class.getClassLoader(),
            new Class<?>[] {S3ClientBuilder.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(builder.get(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
