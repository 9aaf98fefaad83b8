package dev.parqueduct.transforms.classify;

import dev.parqueduct.io.objects.lookup.Answer;
import java.io.Serializable;
import java.util.List;

/**
 * Says what is looked up for an element, and what it becomes with the answers.
 *
 * @param <T> elements, of one row or of a batch of rows
 * @param <O> what they become
 */
public interface Enrichment<T, O> extends Serializable {
  /** The keys to ask for: one, several, or none. */
  List<String> keys(T element);

  /**
   * The element with what was found. Of keys that {@linkplain Answer.Kind#FAILED failed} it is not
   * known whether there is a value.
   *
   * @param answers as many as keys, in their order
   */
  O enriched(T element, List<Answer> answers);
}
