package dev.parqueduct.io.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  @TempDir Path output;

  private final ObjectStore store = ObjectStore.create();

  private static Manifest manifest() {
    Manifest.DataFile a =
        Manifest.DataFile.of(new FileEntry("db/t/a.parquet", 3, 30, "0000000a"))
            .withKeys("7480", "7481");
    Manifest.DataFile b = Manifest.DataFile.of(new FileEntry("db/t/b.parquet", 4, 40, "0000000b"));
    return new Manifest(
        "export-br",
        Map.of("backup_ts", "42"),
        List.of(
            Manifest.TableFiles.of("db.t", Map.of("snapshot", "43"), List.of(b, a)),
            Manifest.TableFiles.of("db.s", Map.of(), List.of())));
  }

  @Test
  void readsWhatWasWritten() throws IOException {
    assertThat(Manifest.read(store, output.toString())).isEmpty();

    manifest().write(store, output.toString());

    assertThat(Manifest.read(store, output.toString())).hasValue(manifest());
  }

  @Test
  void orderIsTheNames() throws IOException {
    manifest().write(store, output.toString());

    assertThat(Files.readString(output.resolve("_manifest.json")))
        .isEqualToIgnoringWhitespace(
            """
            {"pipeline": "export-br", "properties": {"backup_ts": "42"}, "tables": [
              {"table": "db.s", "rows": 0, "bytes": 0, "properties": {}, "files": []},
              {"table": "db.t", "rows": 7, "bytes": 70, "properties": {"snapshot": "43"}, "files": [
                {"path": "db/t/a.parquet", "rows": 3, "bytes": 30, "crc32c": "0000000a",
                 "keys": ["7480", "7481"]},
                {"path": "db/t/b.parquet", "rows": 4, "bytes": 40, "crc32c": "0000000b"}
              ]}
            ]}
            """);
  }
}
