package dev.parqueduct.transforms.br;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.br.BackupPublication;
import dev.parqueduct.io.iceberg.IcebergCommit;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Wait;
import org.apache.beam.sdk.values.PCollection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Once all units are in the ledger, writes the manifest and commits to Iceberg tables. */
public final class PublishBackup
    extends PTransform<PCollection<UnitEntry>, PCollection<IcebergCommit>> {
  private static final Logger LOG = LoggerFactory.getLogger(PublishBackup.class);

  private final BackupPublication publication;

  private PublishBackup(BackupPublication publication) {
    this.publication = requireNonNull(publication, "publication");
  }

  public static PublishBackup of(BackupPublication publication) {
    return new PublishBackup(publication);
  }

  @Override
  public PCollection<IcebergCommit> expand(PCollection<UnitEntry> done) {
    return done.getPipeline()
        .apply(
            "Publication",
            Create.of(publication).withCoder(SerializableCoder.of(BackupPublication.class)))
        .apply("AfterAllUnits", Wait.on(done))
        .apply("Publish", ParDo.of(new PublishFn()))
        .setCoder(SerializableCoder.of(IcebergCommit.class));
  }

  static final class PublishFn extends DoFn<BackupPublication, IcebergCommit> {
    @ProcessElement
    public void process(@Element BackupPublication publication, OutputReceiver<IcebergCommit> out)
        throws IOException {
      for (IcebergCommit commit : publication.publish(ObjectStore.create())) {
        LOG.info(
            "event=iceberg_commit table={} files_added={} files_removed={} rows_added={}",
            commit.table(),
            commit.addedFiles(),
            commit.removedFiles(),
            commit.addedRows());
        out.output(commit);
      }
    }
  }
}
