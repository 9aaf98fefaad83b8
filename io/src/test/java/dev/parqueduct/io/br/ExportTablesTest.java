package dev.parqueduct.io.br;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parqueduct.io.br.testing.Column;
import dev.parqueduct.io.br.testing.Table;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.ExitCode;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.io.tidb.RowChoice;
import dev.parqueduct.io.tidb.RowOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tikv.kvproto.Brpb;
import org.tikv.shade.com.google.protobuf.ByteString;

class ExportTablesTest {
  private static final ByteString DATABASE =
      ByteString.copyFromUtf8("{\"id\":2,\"db_name\":{\"O\":\"d\",\"L\":\"d\"}}");

  @TempDir Path folder;

  private static Table table(long id, String name) {
    return Table.of(id, name, Column.bigInt("id"));
  }

  private ExportTables read(TableSelection selection, Table... tables) throws IOException {
    return read(selection, DATABASE, tables);
  }

  private ExportTables read(TableSelection selection, ByteString database, Table... tables)
      throws IOException {
    Brpb.BackupMeta.Builder root = Brpbs.root();
    for (Table table : tables) {
      root.addSchemas(Brpbs.schema(table.toJson()).toBuilder().setDb(database));
    }
    Brpbs.writeRoot(folder, root.build().toByteArray(), Cipher.plaintext());
    return ExportTables.read(
        BackupMeta.read(
            ObjectStore.create(), BackupStorage.of(folder.toString()), Cipher.plaintext()),
        selection);
  }

  private static TableSelection rules(String... rules) {
    return new TableSelection(List.of(rules), Set.of());
  }

  @Test
  void tablesAreFoundByTheIdsOfTheirRows() throws IOException {
    Table parts =
        table(70, "parts").partitionedBy("id").partition(71, "p0", "5").partition(72, "p1", "9");
    ExportTables tables = read(rules(), table(50, "b"), parts, table(40, "a"));

    assertThat(tables.tables())
        .extracting(ExportTable::name)
        .containsExactly("d.a", "d.b", "d.parts");
    assertThat(tables.physicalIds()).containsExactly(40, 50, 71, 72);
    assertThat(tables.find(72).orElseThrow().name()).isEqualTo("d.parts");
    assertThat(tables.find(70)).isEmpty();
    assertThat(tables.tables().get(0).expected()).isEqualTo(new ExportTable.Expected(5, 6, 7));
  }

  @Test
  void tablesThatAreLeftAreKnownToBe() throws IOException {
    ExportTables tables = read(rules("d.a"), table(50, "b"), table(40, "a"));

    assertThat(tables.left()).containsExactly("d.b");
    assertThat(tables.isLeft(50)).isTrue();
    assertThat(tables.isLeft(40)).isFalse();
    assertThat(tables.find(50)).isEmpty();
    ExportTables byId =
        read(new TableSelection(List.of(), Set.of(50L)), table(50, "b"), table(40, "a"));
    assertThat(byId.tables()).extracting(ExportTable::name).containsExactly("d.b");
  }

  @Test
  void whateverHasATemporaryNameIsTheSystems() throws IOException {
    ByteString database =
        ByteString.copyFromUtf8(
            "{\"id\":3,\"db_name\":{\"O\":\"__TiDB_BR_Temporary_workload_schema\"}}");

    assertThatThrownBy(() -> read(rules(), database, table(40, "hist")))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContaining("The backup holds workload_schema.hist.");
    assertThat(read(rules("workload_schema.*"), database, table(40, "hist")).tables())
        .extracting(ExportTable::name)
        .containsExactly("workload_schema.hist");
  }

  @Test
  void aColumnWithoutAPlaceInTheFilesIsNamedBeforeAnythingIsRead() throws IOException {
    Table wide = Table.of(40, "w", Column.bigInt("id"), Column.decimal("much", 40, 5));
    ExportTables tables = read(rules(), table(50, "t"), wide);

    tables.requireExportable(RowOptions.defaults());
    assertThatThrownBy(
            () ->
                tables.requireExportable(RowOptions.defaults().with(RowChoice.WideDecimals.ERROR)))
        .isInstanceOfSatisfying(
            RunFailedException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE))
        .hasMessageContaining("Database d, table w: column much is decimal(40,5)");
  }

  @Test
  void viewsHaveNoRowsToExport() throws IOException {
    ExportTables tables = read(rules(), table(50, "t"), table(51, "v").asView());

    assertThat(tables.tables()).extracting(ExportTable::name).containsExactly("d.t");
    assertThat(tables.rowless()).containsExactly("d.v");
    assertThat(tables.find(51)).isEmpty();
  }

  @Test
  void aSelectionWithoutTablesTellsWhatThereIs() {
    assertThatThrownBy(() -> read(rules("d.x"), table(50, "b"), table(40, "a")))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContainingAll("No table of the backup matches", "The backup holds d.a, d.b.");
    assertThatThrownBy(() -> read(rules("d.v"), table(50, "t"), table(51, "v").asView()))
        .hasMessageContaining("d.t, d.v (a view or sequence, without rows)");
    assertThatThrownBy(() -> read(rules())).hasMessageContaining("holds no table at all");

    Table[] many = new Table[23];
    for (int i = 0; i < many.length; i++) {
      many[i] = table(100 + i, "t" + (10 + i));
    }
    assertThatThrownBy(() -> read(rules("d.x"), many))
        .hasMessageContaining("d.t29, and 3 more.")
        .hasMessageNotContaining("d.t30");
  }

  @Test
  void tablesThatShareAnIdAreAnError() {
    assertThatThrownBy(() -> read(rules(), table(50, "a"), table(50, "b")))
        .isInstanceOf(RunFailedException.class)
        .hasMessageContainingAll("Tables d.a and d.b", "the id 50");
  }
}
