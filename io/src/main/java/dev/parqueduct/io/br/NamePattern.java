package dev.parqueduct.io.br;

import com.google.re2j.Pattern;
import java.io.Serializable;

/**
 * Matches names. Wildcards, quoted names and regular expressions all become expressions of RE2,
 * which match in linear time whatever a rule says.
 *
 * @param expression searched for in a name
 * @param matchesAll whether it was written as {@code *}
 */
record NamePattern(Pattern expression, boolean matchesAll) implements Serializable {
  /** Compiles a regular expression, which may match anywhere in a name. */
  static NamePattern search(String expression, LetterCase letterCase) {
    int flags = letterCase == LetterCase.IGNORED ? Pattern.CASE_INSENSITIVE : 0;
    return new NamePattern(Pattern.compile(expression, flags), false);
  }

  /** Compiles an expression for whole names. */
  static NamePattern whole(String expression, LetterCase letterCase) {
    int flags = Pattern.DOTALL | (letterCase == LetterCase.IGNORED ? Pattern.CASE_INSENSITIVE : 0);
    return new NamePattern(
        Pattern.compile("\\A(?:" + expression + ")\\z", flags), expression.equals(".*"));
  }

  boolean matches(String name) {
    return expression.matcher(name).find();
  }
}
