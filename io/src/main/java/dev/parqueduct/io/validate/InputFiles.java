package dev.parqueduct.io.validate;

import static java.util.Objects.requireNonNull;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.StoredObject;
import dev.parqueduct.io.report.RunFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files that inputs name: folders with all below them, globs, and files. */
final class InputFiles {
  private static final String ENDING = ".parquet";

  private final ObjectStore store;
  private final Map<String, StoredObject> files = new TreeMap<>();
  private final List<String> absent = new ArrayList<>();
  private final List<String> folders = new ArrayList<>();

  private InputFiles(ObjectStore store) {
    this.store = requireNonNull(store, "store");
  }

  static InputFiles find(ObjectStore store, ValidationRequest request) throws IOException {
    InputFiles found = new InputFiles(store);
    for (String input : request.inputs()) {
      found.add(input);
    }
    if (!request.filesList().isEmpty()) {
      for (String line : lines(store, request.filesList())) {
        found.add(line);
      }
    }
    return found;
  }

  /** By path. */
  Map<String, StoredObject> files() {
    return files;
  }

  /** Files that were named and are not there. */
  List<String> absent() {
    return absent;
  }

  /** The folders that the inputs are, or that their globs begin with, each once. */
  List<String> folders() {
    return folders;
  }

  private void add(String input) throws IOException {
    String folder = folder(input);
    if (!folders.contains(folder)) {
      folders.add(folder);
    }
    boolean oneFile = input.endsWith(ENDING) && !ObjectStore.hasWildcard(input);
    String pattern =
        ObjectStore.hasWildcard(input) || oneFile ? input : ObjectStore.join(input, "**");
    List<StoredObject> found = store.list(pattern);
    if (oneFile && found.isEmpty()) {
      absent.add(input);
    }
    int visibleFrom = oneFile ? Integer.MAX_VALUE : prefixLength(folder);
    for (StoredObject object : found) {
      if (object.path().endsWith(ENDING) && !isHidden(object.path(), visibleFrom)) {
        files.put(object.path(), object);
      }
    }
  }

  private static int prefixLength(String folder) {
    return Listed.folder(folder).length();
  }

  /** Whether a folder or the file itself has a name of what is no data. */
  private static boolean isHidden(String path, int from) {
    String relative = from < path.length() ? path.substring(from) : "";
    for (String part : relative.split("/", -1)) {
      if (part.startsWith("_") || part.startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /** What stands before the first wildcard, or the file's name. */
  static String folder(String input) {
    String fixed = input.substring(0, ObjectStore.firstWildcard(input));
    if (ObjectStore.hasWildcard(input) || input.endsWith(ENDING)) {
      int slash = fixed.lastIndexOf('/');
      return slash < 0 ? "." : slash == 0 ? "/" : fixed.substring(0, slash);
    }
    return input;
  }

  private static List<String> lines(ObjectStore store, String path) throws IOException {
    Optional<byte[]> content = store.read(path);
    if (content.isEmpty()) {
      throw RunFailedException.usage("--filesList=" + path + ": there is no such file.");
    }
    return new String(content.get(), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("(^|\\s)#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
