package dev.parqueduct.pipelines.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.regions.Region;

class LookupStoresTest {
  private static String amazon(String path, Region region) {
    return LookupStores.s3Address(path, region, null).toString();
  }

  @Test
  void atAmazonTheBucketIsInTheNameOfTheHost() {
    assertThat(amazon("verdicts/sha1", Region.EU_CENTRAL_1))
        .isEqualTo("https://verdicts.s3.eu-central-1.amazonaws.com/sha1");
    assertThat(amazon("verdicts", Region.CN_NORTH_1))
        .isEqualTo("https://verdicts.s3.cn-north-1.amazonaws.com.cn");
  }

  @Test
  void aBucketThatCannotBeInANameIsInThePath() {
    assertThat(amazon("our.verdicts/sha1", Region.US_WEST_2))
        .isEqualTo("https://s3.us-west-2.amazonaws.com/our.verdicts/sha1");
    assertThat(amazon("Old_Verdicts/sha1", Region.US_EAST_1))
        .isEqualTo("https://s3.us-east-1.amazonaws.com/Old_Verdicts/sha1");
  }

  @Test
  void atAnEndpointTheBucketIsInThePath() {
    URI endpoint = URI.create("http://store:9000/");
    assertThat(LookupStores.s3Address("verdicts/sha1", Region.US_EAST_1, endpoint))
        .isEqualTo(URI.create("http://store:9000/verdicts/sha1"));
  }
}
