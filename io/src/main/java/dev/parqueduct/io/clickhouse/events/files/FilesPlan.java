package dev.parqueduct.io.clickhouse.events.files;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parqueduct.io.clickhouse.events.files.FileTask.Table;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest;
import dev.parqueduct.io.clickhouse.events.plan.BackfillRequest.DatasetRuns;
import dev.parqueduct.io.clickhouse.events.plan.EventTarget;
import dev.parqueduct.io.clickhouse.events.plan.ExportFiles;
import dev.parqueduct.io.clickhouse.events.plan.PartitionSelection;
import dev.parqueduct.io.clickhouse.events.plan.SourceTables;
import dev.parqueduct.io.clickhouse.events.rules.Profile;
import dev.parqueduct.io.clickhouse.events.rules.TraceTable;
import dev.parqueduct.io.clickhouse.http.ServerClient;
import dev.parqueduct.io.ledger.Ledger;
import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What is left to do of a backfill from files.
 *
 * @param tasks files to read
 * @param pending buckets to do
 * @param done what the ledger has of those that are done
 * @param months of observations
 */
public record FilesPlan(
    List<FileTask> tasks, List<Integer> pending, List<UnitEntry> done, List<String> months) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Bytes of files, before compression, that make a bucket. */
  private static final long BUCKET_BYTES = 128L << 20;

  public FilesPlan {
    tasks = List.copyOf(tasks);
    pending = List.copyOf(pending);
    done = List.copyOf(done);
    months = List.copyOf(months);
  }

  /**
   * A file as it was when it was planned.
   *
   * @param footerCrc of its footer
   */
  record ExportFile(
      @JsonProperty("path") String path,
      @JsonProperty("bytes") long bytes,
      @JsonProperty("rows") long rows,
      @JsonProperty("footerCrc") long footerCrc) {}

  /**
   * What runs into one output must have in common, as {@code _ledger/plans/files.json}.
   *
   * @param target identity of the table that is written
   * @param buckets how many there are
   * @param months of observations
   * @param files by table
   */
  private record Recorded(
      @JsonProperty("target") String target,
      @JsonProperty("buckets") int buckets,
      @JsonProperty("months") List<String> months,
      @JsonProperty("files") Map<Table, List<ExportFile>> files) {}

  /** The name of a bucket in the ledger. */
  static String unit(int bucket) {
    return String.format(Locale.ROOT, "files-%05d", bucket);
  }

  /**
   * Plans by the footers of the files. What is planned is recorded only of runs that insert.
   *
   * @throws RunFailedException with exit code 2 if files, tables or options do not fit
   */
  public static FilesPlan of(BackfillRequest request, ServerClient client, ObjectStore store)
      throws IOException {
    EventTarget target = EventTarget.of(client, request.tables().events());
    target.check(request.inserts());
    Map<Table, ExportedTable> tables = new TreeMap<>();
    ExportFiles files = request.files();
    tables.put(
        Table.OBSERVATIONS,
        ExportedTable.of(store, "observationsFiles", files.observations(), "start_time"));
    tables.put(Table.TRACES, ExportedTable.of(store, "tracesFiles", files.traces(), ""));
    if (request.datasetRuns() == DatasetRuns.LEFT_OUT) {
      tables.put(
          Table.DATASET_RUN_ITEMS,
          ExportedTable.of(store, "datasetRunItemsFiles", files.datasetRunItems(), ""));
    }
    List<String> targets = new ArrayList<>();
    Map<Table, Map<String, String>> types = types(request.profile(), tables, targets);
    SourceTables.checkTarget(client, request.tables().events(), targets);
    ExportedTable observations = tables.get(Table.OBSERVATIONS);
    List<String> months = PartitionSelection.of(request.partitions(), observations.months());
    long bytes = tables.values().stream().mapToLong(ExportedTable::bytes).sum();
    Map<Table, List<ExportFile>> listed = new TreeMap<>();
    tables.forEach((table, found) -> listed.put(table, found.files()));
    Recorded plan =
        new Recorded(target.identity(), Math.toIntExact(1 + bytes / BUCKET_BYTES), months, listed);
    List<UnitEntry> done = begin(request, store, plan);
    TreeSet<Integer> pending = new TreeSet<>();
    for (int bucket = 0; bucket < plan.buckets(); bucket++) {
      String unit = unit(bucket);
      if (done.stream().noneMatch(entry -> entry.unit().equals(unit))) {
        pending.add(bucket);
      }
    }
    return new FilesPlan(
        tasks(plan, observations, types, pending), List.copyOf(pending), done, months);
  }

  private static Map<Table, Map<String, String>> types(
      Profile profile, Map<Table, ExportedTable> tables, List<String> targets) {
    Map<String, String> versioned = new LinkedHashMap<>();
    versioned.put("event_ts", "DateTime64(3)");
    versioned.put("is_deleted", "UInt8");
    Map<Table, Map<String, String>> types = new TreeMap<>();

    ExportedTable observations = tables.get(Table.OBSERVATIONS);
    Map<String, String> wanted = new LinkedHashMap<>();
    for (String name : SourceTables.wanted(profile, observations.types(), targets)) {
      wanted.put(name, "");
    }
    for (String name : List.of("project_id", "trace_id", "id", "type")) {
      wanted.put(name, "String" + ExportedTable.NOT_NULL);
    }
    wanted.put("start_time", "DateTime64(3)");
    wanted.put("metadata", "Map(String, String)");
    wanted.putAll(versioned);
    types.put(Table.OBSERVATIONS, observations.types(wanted));

    Map<String, String> ofTraces = new LinkedHashMap<>();
    for (String name : TraceTable.names(profile)) {
      String type = TraceTable.type(name);
      ofTraces.put(
          name.equals("at") ? "timestamp" : name, type.equals("Int64") ? "DateTime64(3)" : type);
    }
    for (String name : List.of("project_id", "id")) {
      ofTraces.put(name, "String" + ExportedTable.NOT_NULL);
    }
    ofTraces.putAll(versioned);
    types.put(Table.TRACES, tables.get(Table.TRACES).types(ofTraces));

    if (tables.containsKey(Table.DATASET_RUN_ITEMS)) {
      Map<String, String> items = new LinkedHashMap<>();
      for (String name : List.of("project_id", "trace_id", "dataset_id", "dataset_run_id", "id")) {
        items.put(name, "String" + ExportedTable.NOT_NULL);
      }
      items.putAll(versioned);
      types.put(Table.DATASET_RUN_ITEMS, tables.get(Table.DATASET_RUN_ITEMS).types(items));
    }
    return types;
  }

  /** Records the plan, or compares it with what is recorded. */
  private static List<UnitEntry> begin(BackfillRequest request, ObjectStore store, Recorded plan)
      throws IOException {
    if (!request.isReal()) {
      return List.of();
    }
    Ledger ledger = Ledger.of(request.output(), store);
    ledger.begin(request.shape());
    String path = ObjectStore.join(request.output(), "_ledger/plans/files.json");
    Optional<byte[]> recorded = store.read(path);
    if (recorded.isPresent() && !JSON.readValue(recorded.get(), Recorded.class).equals(plan)) {
      throw RunFailedException.usage(
          "The files, the months or the table of events are not those that "
              + request.output()
              + " was begun with. Use another --output.");
    }
    if (recorded.isEmpty()) {
      store.write(path, JSON.writeValueAsBytes(plan), ledger.pendingFolder("plan-files"));
    }
    return ledger.doneUnits();
  }

  private static List<FileTask> tasks(
      Recorded plan,
      ExportedTable observations,
      Map<Table, Map<String, String>> types,
      Set<Integer> pending) {
    TreeSet<Integer> months = new TreeSet<>();
    plan.months().forEach(month -> months.add(Integer.valueOf(month)));
    List<FileTask> tasks = new ArrayList<>();
    plan.files()
        .forEach(
            (table, files) -> {
              for (int number = 0; number < files.size(); number++) {
                boolean matters =
                    table != Table.OBSERVATIONS
                        || observations.months(number).stream().anyMatch(months::contains);
                if (matters) {
                  tasks.add(
                      new FileTask(
                          table,
                          number,
                          files.get(number).path(),
                          types.get(table),
                          months,
                          plan.buckets(),
                          pending));
                }
              }
            });
    return tasks;
  }
}
