package dev.parqueduct.transforms.vt;

import dev.parqueduct.io.objects.lookup.Answer;
import dev.parqueduct.io.vt.RowBatch;
import dev.parqueduct.io.vt.RowClasses;
import dev.parqueduct.transforms.classify.Enrichment;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.beam.sdk.values.KV;

/** Looks up the classification of the kept rows of a batch by their sha1. */
final class ClassifyReports implements Enrichment<KV<String, RowBatch>, KV<String, RowBatch>> {
  @Override
  public List<String> keys(KV<String, RowBatch> batch) {
    return Arrays.stream(batch.getValue().sha1s()).filter(Objects::nonNull).toList();
  }

  @Override
  public KV<String, RowBatch> enriched(KV<String, RowBatch> batch, List<Answer> answers) {
    String[] classes = batch.getValue().sha1s();
    Iterator<Answer> next = answers.iterator();
    long failed = 0;
    for (int row = 0; row < classes.length; row++) {
      if (classes[row] != null) {
        Answer answer = next.next();
        classes[row] = answer.kind() == Answer.Kind.FOUND ? answer.text() : null;
        failed += answer.kind() == Answer.Kind.FAILED ? 1 : 0;
      }
    }
    RowClasses known = new RowClasses(classes, answers.size(), failed);
    return KV.of(batch.getKey(), batch.getValue().classified(known));
  }
}
