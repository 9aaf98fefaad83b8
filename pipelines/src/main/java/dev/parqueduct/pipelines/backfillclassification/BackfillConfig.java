package dev.parqueduct.pipelines.backfillclassification;

import dev.parqueduct.io.classify.ClassifyRequest;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.lookup.LookupSettings;
import dev.parqueduct.io.objects.lookup.SharedLookups;
import dev.parqueduct.io.report.RunFailedException;
import dev.parqueduct.pipelines.options.Checked;
import dev.parqueduct.pipelines.options.LookupStores;
import java.io.IOException;

/**
 * The options of {@code backfill-classification}, checked.
 *
 * @param request what to fill
 * @param settings how values are looked up
 * @param maxFailed rows whose lookup may fail; negative for any number
 */
record BackfillConfig(ClassifyRequest request, LookupSettings settings, long maxFailed) {
  static BackfillConfig of(BackfillClassificationOptions options) {
    Checked.metricsPort(options);
    int unused = Checked.notNegative("concurrency", options.getConcurrency());
    String input = options.getInput();
    if (input.isBlank() || ObjectStore.hasWildcard(input) || input.endsWith(".parquet")) {
      throw RunFailedException.usage(
          "--input=" + input + " must name a folder: that of an export, or one of Parquet files.");
    }
    LookupSettings settings = LookupStores.settings("lookup", options.getLookup(), options);
    return new BackfillConfig(
        new ClassifyRequest(
            input,
            settings.prefix(),
            String.join(",", settings.valuePaths()),
            options.getKeyColumn(),
            options.getValueColumn(),
            options.getRefresh() ? ClassifyRequest.Scope.ALL : ClassifyRequest.Scope.MISSING),
        settings,
        options.getMaxFailed());
  }

  /** In a folder that is not there, every object would be absent. */
  void checkFolder(ObjectStore store) throws IOException {
    String prefix = settings.prefix();
    if (!SharedLookups.isRemote(prefix) && store.list(ObjectStore.join(prefix, "*")).isEmpty()) {
      throw RunFailedException.usage("--lookup=" + prefix + " is no folder with files.");
    }
  }
}
