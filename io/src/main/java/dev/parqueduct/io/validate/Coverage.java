package dev.parqueduct.io.validate;

import dev.parqueduct.io.objects.ObjectStore;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Tells which paths inputs would show if there were files: those in folders, and of globs. */
final class Coverage {
  private final List<Predicate<String>> inputs = new ArrayList<>();

  private Coverage() {}

  static Coverage of(List<String> inputs) {
    Coverage coverage = new Coverage();
    for (String input : inputs) {
      coverage.inputs.add(predicate(input));
    }
    return coverage;
  }

  boolean covers(String path) {
    return inputs.stream().anyMatch(input -> input.test(path));
  }

  private static Predicate<String> predicate(String input) {
    if (!ObjectStore.hasWildcard(input)) {
      if (input.endsWith(".parquet")) {
        return Listed.path(input)::equals;
      }
      String path = Listed.folder(input);
      return file -> file.startsWith(path);
    }
    String folder = InputFiles.folder(input);
    String rest =
        folder.equals(".") ? input : input.substring(folder.equals("/") ? 1 : folder.length() + 1);
    String root = Listed.folder(folder);
    PathMatcher glob = FileSystems.getDefault().getPathMatcher("glob:" + rest);
    return file -> file.startsWith(root) && glob.matches(Path.of(file.substring(root.length())));
  }
}
