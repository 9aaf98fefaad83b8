package dev.parqueduct.io.report;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.ledger.UnitEntry;
import dev.parqueduct.io.objects.ObjectStore;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What must hold of all units together, beyond their balance, before a run counts as done. */
@FunctionalInterface
public interface RunCheck extends Serializable {
  /** Looks at nothing. */
  RunCheck NONE = (store, units) -> Findings.NONE;

  Findings check(ObjectStore store, List<UnitEntry> units) throws IOException;

  /** This check and another; the first problem is the one that is told. */
  default RunCheck and(RunCheck other) {
    return (store, units) -> check(store, units).and(other.check(store, units));
  }

  /**
   * What a check has found.
   *
   * @param problem one line that says what is wrong and what to do, or an empty text
   * @param counters by name
   * @param sections what the report is to say of it: values that become JSON, by name
   * @param exitCode how the run ends if there is a problem
   */
  record Findings(
      String problem, Map<String, Long> counters, Map<String, Object> sections, ExitCode exitCode) {
    public static final Findings NONE = new Findings("", Map.of(), Map.of());

    /** Findings whose problem is that the result does not hold. */
    public Findings(String problem, Map<String, Long> counters, Map<String, Object> sections) {
      this(problem, counters, sections, ExitCode.VERIFICATION_FAILED);
    }

    public Findings {
      requireNonNull(problem, "problem");
      counters = new TreeMap<>(counters);
      sections = new TreeMap<>(sections);
    }

    private Findings and(Findings other) {
      Map<String, Long> allCounters = new TreeMap<>(counters);
      other.counters.forEach(allCounters::putIfAbsent);
      Map<String, Object> allSections = new TreeMap<>(sections);
      other.sections.forEach(allSections::putIfAbsent);
      Findings first = problem.isEmpty() ? other : this;
      return new Findings(first.problem, allCounters, allSections, first.exitCode);
    }
  }
}
