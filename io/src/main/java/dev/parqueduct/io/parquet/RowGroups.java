package dev.parqueduct.io.parquet;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.column.ColumnDescriptor;

/**
 * Puts a file together: row groups one after the other, then the footer, unless something failed.
 */
final class RowGroups {
  private enum State {
    NEW,
    WRITING,
    FAILED,
    FINISHED,
    CLOSED
  }

  private final PositionedOutput out;
  private final long rowGroupBytes;
  private final PageSink sink;
  private final FileFooter footer;
  private final ColumnWriter[] columns;
  private final List<ColumnTotals> totals = new ArrayList<>();
  private State state = State.NEW;

  RowGroups(RowWriterBuilder options) {
    this.out = new PositionedOutput(options.out());
    this.rowGroupBytes = options.rowGroupBytes();
    this.sink = new PageSink(options.compression());
    this.footer = new FileFooter(options.schema(), options.metadata());
    List<ColumnDescriptor> leaves = options.schema().getColumns();
    ColumnLimits limits = ColumnLimits.share(rowGroupBytes, options.pageBytes(), leaves.size());
    Scratch scratch = new Scratch();
    this.columns = new ColumnWriter[leaves.size()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = ColumnWriter.of(leaves.get(i), limits, sink, scratch);
      totals.add(new ColumnTotals(columns[i].name(), columns[i].order));
    }
  }

  ColumnWriter[] columns() {
    return columns;
  }

  /** About how many bytes the open row group would take in the file. */
  long estimatedBytes() {
    long bytes = 0;
    for (ColumnWriter column : columns) {
      bytes += column.estimatedBytes();
    }
    return bytes;
  }

  /** Bytes of memory that pages, open ones and dictionaries take. */
  long memory() {
    long bytes = sink.store().memory();
    for (ColumnWriter column : columns) {
      bytes += column.heldBytes();
    }
    return bytes;
  }

  /** Ends the open row group, which has {@code rows} rows, and writes it. */
  void end(long rows) throws IOException {
    begin();
    long position = out.position();
    List<FinishedChunk> chunks = new ArrayList<>(columns.length);
    for (int i = 0; i < columns.length; i++) {
      FinishedChunk chunk = columns[i].finishChunk(out);
      totals.get(i).add(chunk.chunk().getMeta_data());
      chunks.add(chunk);
    }
    footer.addRowGroup(position, rows, chunks);
    sink.store().reset(rowGroupBytes);
    state = State.WRITING;
  }

  /** Writes the footer. */
  Summary finish(long rows) throws IOException {
    begin();
    footer.writeTo(out, rows);
    out.flush();
    state = State.FINISHED;
    sink.close();
    return new Summary(
        rows,
        out.position(),
        footer.rowGroups(),
        totals.stream().map(ColumnTotals::summary).toList());
  }

  /** From here on the file has failed, unless what follows succeeds. */
  private void begin() throws IOException {
    if (state != State.NEW && state != State.WRITING) {
      throw new IllegalStateException(
          "the file cannot be continued: it is " + state.name().toLowerCase(Locale.ROOT));
    }
    if (sink.isBroken()) {
      throw new IllegalStateException("the file cannot be continued: a page failed");
    }
    State before = state;
    state = State.FAILED;
    if (before == State.NEW) {
      out.write(FileFooter.MAGIC);
    }
  }

  void close() {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      sink.close();
    }
  }
}
