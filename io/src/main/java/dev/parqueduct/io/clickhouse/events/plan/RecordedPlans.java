package dev.parqueduct.io.clickhouse.events.plan;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.StoredObject;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The plans of partitions that an output holds. */
public final class RecordedPlans {
  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordedPlans() {}

  /** Where the plan of a month is kept. */
  static String path(BackfillRequest request, String month) {
    return ObjectStore.join(request.output(), "_ledger/plans/" + month + ".json");
  }

  /**
   * The chunks of observations of the partitions that are asked for, done or not, in their order:
   * all events of a month are in one of them, root spans too.
   */
  public static List<Chunk> chunks(BackfillRequest request, ObjectStore store) throws IOException {
    Map<String, PartitionPlan> plans = new TreeMap<>();
    for (StoredObject object : store.list(path(request, "*"))) {
      PartitionPlan plan = read(store, object.path());
      plans.put(plan.partition(), plan);
    }
    List<Chunk> chunks = new ArrayList<>();
    for (String month : PartitionSelection.of(request.partitions(), List.copyOf(plans.keySet()))) {
      plans.get(month).chunks().stream()
          .filter(chunk -> chunk.kind() == Chunk.Kind.OBSERVATIONS)
          .forEach(chunks::add);
    }
    return chunks;
  }

  private static PartitionPlan read(ObjectStore store, String path) throws IOException {
    byte[] json = store.read(path).orElseThrow(() -> new IOException("The plan vanished: " + path));
    try {
      return JSON.readValue(json, PartitionPlan.class);
    } catch (IOException e) {
      throw RunFailedException.failed(
          "The ledger file " + path + " is damaged. Use another --output, or put it back.");
    }
  }
}
