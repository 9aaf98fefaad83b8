package dev.parqueduct.io.br;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.tikv.EntrySum;
import org.junit.jupiter.api.Test;

class UnitSstsTest {
  /** Of one entry, with 3 bytes. */
  private static EntrySum found() {
    EntrySum sum = new EntrySum();
    sum.add("ab".getBytes(UTF_8), 2, "xyz".getBytes(UTF_8), 1, 1);
    return sum;
  }

  private static BackupFile file(long crc64Xor, long entries, long bytes) {
    return Brpbs.read(
        Brpbs.file("1_write.sst").toBuilder()
            .setCrc64Xor(crc64Xor)
            .setTotalKvs(entries)
            .setTotalBytes(bytes)
            .build());
  }

  @Test
  void equalSumsAreVerified() throws Exception {
    assertThat(UnitSsts.verifySum(file(found().crc64Xor(), 1, 3), found())).isTrue();
  }

  @Test
  void aNumberOfEntriesAloneIsEnough() throws Exception {
    assertThat(UnitSsts.verifySum(file(0, 1, 0), found())).isTrue();
    differs(file(0, 2, 0));
  }

  @Test
  void noSumAtAllIsVerifiedOnlyIfThereIsNoEntry() throws Exception {
    assertThat(UnitSsts.verifySum(file(0, 0, 0), found())).isFalse();
    assertThat(UnitSsts.verifySum(file(0, 0, 0), new EntrySum())).isTrue();
  }

  @Test
  void anyDifferenceIsAnErrorThatNamesTheFile() {
    long crc = found().crc64Xor();
    differs(file(crc ^ 1, 1, 3));
    differs(file(crc, 2, 3));
    differs(file(crc, 1, 4));
    differs(file(crc, 0, 3));
    differs(file(0, 1, 3));
    differs(file(crc, 1, 0));
    assertThatThrownBy(() -> UnitSsts.verifySum(file(crc, 1, 3), new EntrySum()))
        .isInstanceOf(BackupException.class)
        .hasMessageContaining("1_write.sst holds 0 entries");
  }

  private static void differs(BackupFile file) {
    assertThatThrownBy(() -> UnitSsts.verifySum(file, found()))
        .isInstanceOfSatisfying(
            BackupException.class,
            e -> assertThat(e.fault()).isEqualTo(BackupException.Fault.INCONSISTENT))
        .hasMessageContainingAll("1_write.sst holds 1 entries of 3 bytes", "the backupmeta says");
  }
}
