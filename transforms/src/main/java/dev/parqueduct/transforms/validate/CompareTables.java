package dev.parqueduct.transforms.validate;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.validate.EmptyTable;
import dev.parqueduct.io.validate.FileVerdict;
import dev.parqueduct.io.validate.SourceVerdict;
import dev.parqueduct.io.validate.source.SourceRequest;
import dev.parqueduct.io.validate.source.TableComparison;
import dev.parqueduct.transforms.export.ReferenceCoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * Compares each table with its files, once these have been read, and tables without files with
 * nothing; parallel by table.
 */
public final class CompareTables extends PTransform<PCollectionTuple, PCollection<SourceVerdict>> {
  private final SourceRequest request;

  private CompareTables(SourceRequest request) {
    this.request = requireNonNull(request, "request");
  }

  public static CompareTables of(SourceRequest request) {
    return new CompareTables(request);
  }

  @Override
  public PCollection<SourceVerdict> expand(PCollectionTuple validated) {
    PCollection<SourceVerdict> files =
        validated
            .get(ValidateFiles.VERDICTS)
            .apply(
                "ByTable", WithKeys.of(FileVerdict::table).withKeyType(TypeDescriptors.strings()))
            .apply("FilesOfTables", GroupByKey.create())
            .apply("Compare", ParDo.of(new CompareFn(request)))
            .setCoder(ReferenceCoder.orSerialized(validated.getPipeline(), SourceVerdict.class));
    PCollection<SourceVerdict> empty =
        validated
            .get(ValidateFiles.EMPTY)
            .apply("CompareEmpty", ParDo.of(new CompareEmptyFn(request)))
            .setCoder(ReferenceCoder.orSerialized(validated.getPipeline(), SourceVerdict.class));
    return PCollectionList.of(files).and(empty).apply("AllTables", Flatten.pCollections());
  }

  static final class CompareFn extends DoFn<KV<String, Iterable<FileVerdict>>, SourceVerdict> {
    private final SourceRequest request;
    private final Counter tables = Metrics.counter("validate", "tables_compared");

    CompareFn(SourceRequest request) {
      this.request = request;
    }

    @ProcessElement
    public void process(
        @Element KV<String, Iterable<FileVerdict>> table, OutputReceiver<SourceVerdict> out)
        throws IOException {
      List<FileVerdict> files = new ArrayList<>();
      table.getValue().forEach(files::add);
      out.output(new TableComparison(ObjectStore.create(), request).compare(table.getKey(), files));
      tables.inc();
    }
  }

  static final class CompareEmptyFn extends DoFn<EmptyTable, SourceVerdict> {
    private final SourceRequest request;
    private final Counter tables = Metrics.counter("validate", "tables_compared");

    CompareEmptyFn(SourceRequest request) {
      this.request = request;
    }

    @ProcessElement
    public void process(@Element EmptyTable table, OutputReceiver<SourceVerdict> out)
        throws IOException {
      out.output(new TableComparison(ObjectStore.create(), request).compare(table));
      tables.inc();
    }
  }
}
