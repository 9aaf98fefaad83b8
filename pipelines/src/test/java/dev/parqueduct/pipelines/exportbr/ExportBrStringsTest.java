package dev.parqueduct.pipelines.exportbr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.br.testing.BackupBuilder;
import dev.parqueduct.io.br.testing.BackupTruth;
import dev.parqueduct.io.br.testing.RowFormat;
import dev.parqueduct.io.br.testing.SampleTables;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExportBrStringsTest extends ExportBrFixture {
  private BackupTruth truth;

  @BeforeEach
  void export() throws Exception {
    truth =
        BackupBuilder.full()
            .add("d", SampleTables.everyType(50, "all_types", RowFormat.V2))
            .write(backup);
    done("--typeMapping=strings");
  }

  @Test
  void thereAreIntegersDoublesBytesAndTextOnly() throws Exception {
    assertThat(
            output.duckdb(
                "select distinct column_type from (describe select * from"
                    + " read_parquet('$out/d/all_types/*.parquet')) order by 1"))
        .containsExactly(List.of("BIGINT"), List.of("BLOB"), List.of("DOUBLE"), List.of("VARCHAR"));
  }

  @Test
  void whatHasOneTextOnlyIsTheSameAsUnderTheLogicalMapping() throws Exception {
    List<String> columns =
        List.of(
            "id", "tiny_u", "int_s", "int_u", "big", "big_u", "dec_mid", "dec_huge", "vc", "dt");
    List<List<String>> expected =
        truth.table("all_types").rows().stream()
            .map(row -> columns.stream().map(row.texts()::get).toList())
            .toList();
    String shown = String.join(", ", columns.stream().map(each -> each + "::varchar").toList());
    assertThat(rows(shown, truth.table("all_types"))).isEqualTo(sorted(expected));
  }

  @Test
  void everyRowSaysWhichOneItIs() throws Exception {
    assertThat(
            rows("distinct _tidb_table_id::varchar, _tidb_handle = id", truth.table("all_types")))
        .containsExactly(List.of("50", "true"));
  }
}
