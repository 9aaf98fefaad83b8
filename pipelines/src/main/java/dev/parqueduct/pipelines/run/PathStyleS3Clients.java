package dev.parqueduct.pipelines.run;

import org.apache.beam.sdk.io.aws2.options.S3ClientBuilderFactory;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.io.aws2.s3.DefaultS3ClientBuilderFactory;
import org.apache.beam.sdk.options.PipelineOptions;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Clients that put the bucket into the path of an address, as S3-compatible servers want it; in
 * front of the host name, where AWS has it, it needs a wildcard in the server's DNS.
 */
public final class PathStyleS3Clients implements S3ClientBuilderFactory {
  /** Uses such clients unless the options name others. */
  public static void use(PipelineOptions options) {
    S3Options s3 = options.as(S3Options.class);
    if (s3.getS3ClientFactoryClass() == DefaultS3ClientBuilderFactory.class) {
      s3.setS3ClientFactoryClass(PathStyleS3Clients.class);
    }
  }

  @Override
  public S3ClientBuilder createBuilder(S3Options options) {
    return new DefaultS3ClientBuilderFactory().createBuilder(options).forcePathStyle(true);
  }
}
