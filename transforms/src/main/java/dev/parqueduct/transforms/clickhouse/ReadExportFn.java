package dev.parqueduct.transforms.clickhouse;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.clickhouse.events.files.FileRows;
import dev.parqueduct.io.clickhouse.events.files.FileTask;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;

/** Reads exported files: blocks of rows by bucket of the trace, and blocks of keys by their own. */
final class ReadExportFn extends DoFn<FileTask, KV<Integer, byte[]>> {
  static final TupleTag<KV<Integer, byte[]>> OBSERVATIONS = new TupleTag<>() {};
  static final TupleTag<KV<Integer, byte[]>> TRACES = new TupleTag<>() {};
  static final TupleTag<KV<Integer, byte[]>> DATASET_RUN_ITEMS = new TupleTag<>() {};
  static final TupleTag<KV<Integer, byte[]>> KEYS = new TupleTag<>() {};

  private final Profile profile;
  private transient FileRows files;

  ReadExportFn(Profile profile) {
    this.profile = requireNonNull(profile, "profile");
  }

  @Setup
  public void setup() {
    files = new FileRows(profile, ObjectStore.create());
  }

  @ProcessElement
  public void process(@Element FileTask file, MultiOutputReceiver out) throws IOException {
    OutputReceiver<KV<Integer, byte[]>> rows =
        out.get(
            switch (file.table()) {
              case OBSERVATIONS -> OBSERVATIONS;
              case TRACES -> TRACES;
              case DATASET_RUN_ITEMS -> DATASET_RUN_ITEMS;
            });
    OutputReceiver<KV<Integer, byte[]>> keys = out.get(KEYS);
    files.read(
        file,
        new FileRows.Out() {
          @Override
          public void rows(int bucket, byte[] block) {
            rows.output(KV.of(bucket, block));
          }

          @Override
          public void keys(int bucket, byte[] block) {
            keys.output(KV.of(bucket, block));
          }
        });
  }
}
