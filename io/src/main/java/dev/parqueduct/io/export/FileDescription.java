package dev.parqueduct.io.export;

import dev.parqueduct.io.export.CompleteFile.KeySpan;
import dev.parqueduct.io.ledger.FileEntry;
import dev.parqueduct.io.parquet.Summary;
import java.util.Optional;

/**
 * What the export of a unit gathers of the rows of the file that it is writing; asked when the
 * file's rows are complete. The row after that begins another file.
 */
public interface FileDescription {
  /** Gathers nothing. */
  FileDescription NONE =
      new FileDescription() {
        @Override
        public Optional<KeySpan> keys() {
          return Optional.empty();
        }

        @Override
        public FileEntry describe(FileEntry file, Summary summary) {
          return file;
        }
      };

  /** The keys of the first and the last row, if names tell them. */
  Optional<KeySpan> keys();

  /** Adds what is known of the rows to the file's entry, and forgets them. */
  FileEntry describe(FileEntry file, Summary summary);
}
