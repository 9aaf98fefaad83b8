package dev.parqueduct.io.clickhouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.clickhouse.wire.NativeFrames;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

/** On an answer that is broken off after three blocks, as servers do it since 25.11. */
class NativeResultTest {
  private static final String TAG = "kbrkrumbywzczkim";
  private static final String FAILURE =
      String.join(
          "\r\n",
          "",
          "__exception__",
          TAG,
          "Code: 241. DB::Exception: memory limit\n40 " + TAG,
          "__exception__",
          "");

  @Test
  void aFailureAfterSomeBlocksComesAsTheServerWordsIt() throws IOException {
    try (NativeResult result = broken(TAG)) {
      for (int block = 0; block < 3; block++) {
        assertThat(result.next().rows()).isEqualTo(100);
      }
      assertThatThrownBy(result::next)
          .isInstanceOfSatisfying(
              ServerException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.MEMORY))
          .hasMessage("Cannot read numbers: Code: 241. DB::Exception: memory limit");
    }
  }

  @Test
  void rowsThatOnlyLookLikeAFailureAreReadAsRows() throws IOException {
    try (NativeResult result = broken("anothertaganothe")) {
      for (int block = 0; block < 3; block++) {
        assertThat(result.next().rows()).isEqualTo(100);
      }
      assertThatThrownBy(result::next)
          .isInstanceOfSatisfying(
              ServerException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.NETWORK));
    }
  }

  private static NativeResult broken(String tag) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try (InputStream golden =
        NativeResultTest.class.getResourceAsStream("/clickhouse/types.native")) {
      answer.write(golden.readAllBytes());
    }
    answer.write(NativeFrames.of(FAILURE));
    return new NativeResult("read numbers", new ByteArrayInputStream(answer.toByteArray()), tag);
  }
}
