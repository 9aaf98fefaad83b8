package dev.parqueduct.transforms.vt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.export.CompleteFile;
import dev.parqueduct.transforms.vt.FeedFileNaming.Layout;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FeedFileNamingTest {
  // TiDB Lightning's default rule: db, table, number, type.
  private static final Pattern LIGHTNING =
      Pattern.compile("(?i)^(?:[^/]*/)*([^/.]+)\\.(.*?)(?:\\.([0-9]+))?\\.(sql|csv|parquet)$");

  @Test
  void flatNamesAreRoutedToTheTableByLightning() {
    String path = path(Layout.FLAT, "virustotal.reports", "20201101-012", 34);
    Matcher matcher = LIGHTNING.matcher(path);

    assertThat(path).isEqualTo("virustotal.reports.202011010120034.parquet");
    assertThat(matcher.matches()).isTrue();
    assertThat(matcher.group(1)).isEqualTo("virustotal");
    assertThat(matcher.group(2)).isEqualTo("reports");
    assertThat(matcher.group(3)).isEqualTo("202011010120034");
  }

  @Test
  void undatedUnitsHaveNamesOfTheirOwn() {
    assertThat(path(Layout.FLAT, "d.t", "undated-000", 0)).isEqualTo("d.t.000000000000000.parquet");
    assertThat(path(Layout.HIVE, "d.t", "undated-001", 0))
        .isEqualTo("date=__HIVE_DEFAULT_PARTITION__/part-001-0000.parquet");
    assertThat(path(Layout.HIVE, "d.t", "20201101-000", 7))
        .isEqualTo("date=20201101/part-000-0007.parquet");
  }

  private static String path(Layout layout, String table, String unit, int number) {
    return new FeedFileNaming(layout, table).path(CompleteFile.numbered(unit, number));
  }
}
