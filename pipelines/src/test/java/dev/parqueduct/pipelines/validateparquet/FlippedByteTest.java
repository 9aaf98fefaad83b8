package dev.parqueduct.pipelines.validateparquet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.postgres.hash.HashMethod;
import dev.parqueduct.io.postgres.hash.HashScheme;
import dev.parqueduct.io.validate.FileTask;
import dev.parqueduct.io.validate.FileTask.InLedger;
import dev.parqueduct.io.validate.FileValidator;
import dev.parqueduct.io.validate.FileVerdict;
import dev.parqueduct.io.validate.KeyColumns;
import dev.parqueduct.io.validate.ValidationRequest;
import dev.parqueduct.io.validate.ValidationRequest.OnFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlippedByteTest extends ValidateParquetFixture {
  @Test
  void aFlippedByteInAPageAndInTheFooterIsFound() throws Exception {
    byte[] whole = Files.readAllBytes(files.get(1));
    flip(files.get(1), whole, 100);
    fails(files.get(1), "row group 0, column data_item_id: ");
    flip(files.get(1), whole, whole.length - 1);
    fails(files.get(1), "not a Parquet file");
    flip(files.get(1), whole, whole.length - 6);
    fails(files.get(1), "footer");
    Files.write(files.get(1), Arrays.copyOf(whole, whole.length / 2));
    fails(files.get(1), "not a Parquet file");
    Files.write(files.get(1), new byte[0]);
    fails(files.get(1), "not a Parquet file");
    Files.writeString(files.get(1), "a,b,c\n1,2,3\n4,5,6\n");
    fails(files.get(1), "not a Parquet file");
  }

  @Test
  void everyByteCounts(@TempDir Path place) throws Exception {
    byte[] whole = Files.readAllBytes(files.get(0));
    Path file = place.resolve(files.get(0).getFileName());
    ValidationRequest request =
        new ValidationRequest(
            List.of(place.toString()), "", "", 2, new KeyColumns("", ""), "", OnFailure.CONTINUE);
    FileValidator validator =
        new FileValidator(ObjectStore.create(), request, new HashScheme(HashMethod.RECORD, 1));
    FileTask task = new FileTask(file.toString(), whole.length, "t", "", "", null, InLedger.NONE);
    TreeSet<Integer> unnoticed = new TreeSet<>();
    for (int at = 0; at < whole.length; at++) {
      flip(file, whole, at);
      if (validator.validate(task).status() == FileVerdict.Status.PASS) {
        unnoticed.add(at);
      }
    }
    // Page headers and the page index carry no checksum: only a ledger vouches for all of them.
    assertThat(unnoticed.size()).isLessThan(whole.length / 4);
  }

  private static void flip(Path file, byte[] whole, int at) throws Exception {
    byte[] damaged = whole.clone();
    damaged[at] ^= 0x10;
    Files.write(file, damaged);
  }
}
