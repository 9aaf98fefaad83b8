package dev.parqueduct.io.postgres.export;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArchiveNameTest {
  private static final String ODD =
      "perm_items_public.t_a-b_20260101T000000Z_-_-_-_-_-20260116T235959Z_________rows"
          + "_rows-12.parquet";

  @Test
  void namesAreReadFromTheirEnd() {
    String name = "p_x_s.t_20260101T000000Z_-_-_-_-_-20260116T235959Z_a-_-b__c_rows-12.parquet";
    ArchiveName parsed = ArchiveName.parse(name).orElseThrow();

    assertThat(parsed.head()).isEqualTo("p_x_s.t");
    assertThat(parsed.keys().first()).isEqualTo("20260101T000000Z_-_-_-_-_");
    assertThat(parsed.keys().last()).isEqualTo("20260116T235959Z_a-_-b__c");
    assertThat(parsed.rows()).isEqualTo(12);
    assertThat(parsed.text()).isEqualTo(name);
    assertThat(parsed.hiveFolder()).isEqualTo("year=2026/month=01/half=02/");
    assertThat(ArchiveName.parse(ODD)).isEmpty();
    assertThat(ArchiveName.parse("rows_s.t-0001-0000.parquet")).isEmpty();
  }

  @Test
  void theMonthIsCutBeforeItsFifteenth() {
    assertThat(folder("20260114T235959Z")).endsWith("half=01/");
    assertThat(folder("20260115T000000Z")).endsWith("half=02/");
  }

  private static String folder(String end) {
    return name("20260101T000000Z", end).hiveFolder();
  }

  private static ArchiveName name(String start, String end) {
    return ArchiveName.parse("p_t_" + start + "_AAAAAAAA-" + end + "_AAAAAAAA_rows-1.parquet")
        .orElseThrow();
  }
}
