package dev.parqueduct.io.ledger;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that shapes the content of a unit's files, apart from the unit itself: the options
 * that matter, the schema, the identity of the source. Two runs may share an output only when their
 * shapes are equal.
 *
 * @param pipeline the pipeline's name
 * @param options values by option name
 */
public record RunShape(
    @JsonProperty("pipeline") String pipeline, @JsonProperty("options") Map<String, String> options)
    implements Serializable {

  public RunShape {
    requireNonNull(pipeline, "pipeline");
    options = new TreeMap<>(options);
  }

  /** A sentence for each difference, empty when the shapes are equal. */
  String differencesFrom(RunShape recorded) {
    if (!pipeline.equals(recorded.pipeline)) {
      return "it was written by " + recorded.pipeline + ", not by " + pipeline;
    }
    StringBuilder differences = new StringBuilder();
    TreeSet<String> names = new TreeSet<>(options.keySet());
    names.addAll(recorded.options.keySet());
    for (String name : names) {
      String now = options.get(name);
      String then = recorded.options.get(name);
      if (!String.valueOf(now).equals(String.valueOf(then))) {
        differences
            .append(differences.isEmpty() ? "" : ", ")
            .append(name)
            .append(" was ")
            .append(then)
            .append(" and is now ")
            .append(now);
      }
    }
    return differences.toString();
  }
}
