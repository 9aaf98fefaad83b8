package dev.parqueduct.transforms.vt;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.bzip2.Bzip2Decoder;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RejectWriter;
import dev.parqueduct.io.vt.FeedPackage;
import dev.parqueduct.io.vt.PackageResult;
import dev.parqueduct.io.vt.ReportReader;
import dev.parqueduct.io.vt.RowBatch;
import dev.parqueduct.io.vt.RowBatcher;
import dev.parqueduct.transforms.export.ReferenceCoder;
import dev.parqueduct.transforms.export.SpreadUnits;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;

/**
 * Reads packages into batches of rows by bucket, and one {@link PackageResult} a package. Rejected
 * records go to files on the way. Parallel by package.
 */
public final class ReadReports extends PTransform<PCollection<PackageTask>, PCollectionTuple> {
  /** Rows by bucket. */
  static final TupleTag<KV<Integer, RowBatch>> ROWS = new TupleTag<>() {};

  /** Package results by unit. */
  static final TupleTag<KV<String, UnitPackage>> RESULTS = new TupleTag<>() {};

  private final FeedExport export;

  private ReadReports(FeedExport export) {
    this.export = requireNonNull(export, "export");
  }

  static ReadReports of(FeedExport export) {
    return new ReadReports(export);
  }

  @Override
  public PCollectionTuple expand(PCollection<PackageTask> tasks) {
    PCollectionTuple read =
        tasks
            .apply("Spread", SpreadUnits.create())
            .apply(
                "Read",
                ParDo.of(new ReadFn(export)).withOutputTags(ROWS, TupleTagList.of(RESULTS)));
    read.get(ROWS).setCoder(KvCoder.of(VarIntCoder.of(), RowBatchCoder.in(tasks.getPipeline())));
    read.get(RESULTS)
        .setCoder(
            KvCoder.of(
                StringUtf8Coder.of(),
                ReferenceCoder.orSerialized(tasks.getPipeline(), UnitPackage.class)));
    return read;
  }

  static final class ReadFn extends DoFn<PackageTask, KV<Integer, RowBatch>> {
    // A package of the feed has about half a megabyte of rows; one file of a whole day has more.
    private static final long FLUSH_BYTES = 16 << 20;

    private final FeedExport export;
    private final Counter packages = Metrics.counter("export-vt", "packages_read");
    private final Counter packageBytes = Metrics.counter("export-vt", "package_bytes");
    private final Counter reports = Metrics.counter("export-vt", "rows_read");
    private final Counter filtered = Metrics.counter("export-vt", "rows_filtered");
    private final Counter rejected = Metrics.counter("export-vt", "rows_rejected");
    private final Distribution millis = Metrics.distribution("export-vt", "package_millis");
    private transient ObjectStore store;
    private transient ReportReader reader;

    ReadFn(FeedExport export) {
      this.export = export;
    }

    @Setup
    public void setup() {
      store = ObjectStore.create();
      Bzip2Decoder bzip2 = export.bzip2().decoder();
      reader = new ReportReader(bzip2, export.limits(), export.minPositives());
    }

    @ProcessElement
    public void process(@Element PackageTask task, MultiOutputReceiver out) throws IOException {
      long start = System.nanoTime();
      PackageResult result = read(task, out.get(ROWS));
      out.get(RESULTS).output(KV.of(task.unit(), new UnitPackage(task.unitPackages(), result)));
      packages.inc();
      packageBytes.inc(task.source().bytes());
      reports.inc(result.rows().read());
      filtered.inc(result.rows().filtered());
      rejected.inc(result.rows().rejected());
      millis.update((System.nanoTime() - start) / 1_000_000);
    }

    private PackageResult read(PackageTask task, OutputReceiver<KV<Integer, RowBatch>> rows)
        throws IOException {
      FeedPackage source = task.source();
      RowBatcher batcher =
          new RowBatcher(
              task.unit(),
              export.buckets(),
              FLUSH_BYTES,
              batch -> rows.output(KV.of(batch.bucket(), batch)));
      String pending = Ledger.of(export.output(), store).pendingFolder(task.unit());
      long packageOrder = (long) task.ordinal() << Integer.SIZE;
      try (InputStream content = store.open(source.path());
          RejectWriter rejects =
              new RejectWriter(store, export.output(), task.unit(), source.name(), pending)) {
        PackageResult result =
            reader.read(
                source, content, rejects, (report, row) -> batcher.add(report, packageOrder + row));
        batcher.flush();
        return result;
      } catch (FileNotFoundException e) {
        throw new IOException("The package " + source.path() + " vanished while it was read", e);
      }
    }
  }
}
