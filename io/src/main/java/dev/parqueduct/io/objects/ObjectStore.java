package dev.parqueduct.io.objects;

import static java.util.Objects.requireNonNull;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.util.MimeTypes;

/**
 * Lists, reads and writes objects through Beam's {@link FileSystems} (local, {@code gs://}, {@code
 * s3://}, {@code hdfs://}), with retries. Paths are strings with {@code /} between their parts.
 *
 * <p>Writes are atomic for readers: {@link #create} writes under a temporary name and renames.
 */
public final class ObjectStore {
  private static final Set<String> STORES_WITHOUT_FOLDERS = Set.of("gs", "s3");

  private final RetryPolicy policy;

  private ObjectStore(RetryPolicy policy) {
    this.policy = requireNonNull(policy, "policy");
  }

  public static ObjectStore create() {
    return new ObjectStore(RetryPolicy.DEFAULT);
  }

  public static ObjectStore withRetries(RetryPolicy policy) {
    return new ObjectStore(policy);
  }

  /** Joins a folder and a relative path with exactly one slash. */
  public static String join(String folder, String relative) {
    int end = folder.length();
    while (end > 0 && folder.charAt(end - 1) == '/') {
      end--;
    }
    return folder.substring(0, end) + "/" + relative;
  }

  /** The files that match a path or glob ({@code **} crosses folders), sorted by path. */
  public List<StoredObject> list(String pattern) throws IOException {
    if (!hasWildcard(pattern) && isLocal(resource(pattern))) {
      // Beam would walk the whole folder in search of a file that is not there.
      Path file = Path.of(resource(pattern).toString());
      return Files.isRegularFile(file)
          ? List.of(new StoredObject(file.toString(), Files.size(file)))
          : List.of();
    }
    return policy(pattern)
        .call(
            "list " + pattern,
            () -> {
              Set<StoredObject> objects = new HashSet<>();
              for (String glob : globs(pattern)) {
                addMatches(glob, objects);
              }
              return objects.stream().sorted(Comparator.comparing(StoredObject::path)).toList();
            });
  }

  /**
   * Beam's file system for HDFS wants at least one folder where others take {@code **} for none.
   */
  private static List<String> globs(String pattern) {
    if (!pattern.contains("**")) {
      return List.of(pattern);
    }
    String scheme = rootOf(pattern).getScheme();
    return scheme.equals("file") || STORES_WITHOUT_FOLDERS.contains(scheme)
        ? List.of(pattern)
        : List.of(pattern, pattern.replace("**", "*"));
  }

  private static void addMatches(String glob, Set<StoredObject> objects) throws IOException {
    MatchResult result = FileSystems.match(glob, EmptyMatchTreatment.ALLOW);
    if (result.status() == MatchResult.Status.NOT_FOUND) {
      return;
    }
    for (MatchResult.Metadata metadata : result.metadata()) {
      ResourceId id = metadata.resourceId();
      if (!id.isDirectory() && !isFolder(id, metadata.sizeBytes())) {
        objects.add(new StoredObject(BeamPath.listed(id, glob), metadata.sizeBytes()));
      }
    }
  }

  /** Opens an object for reading from its start; broken connections are resumed. */
  public InputStream open(String path) throws IOException {
    return new ResumingInputStream(path, policy(path), () -> FileSystems.open(resource(path)));
  }

  /** The whole content of a small object, or nothing when there is no such object. */
  public Optional<byte[]> read(String path) throws IOException {
    try (InputStream in = open(path)) {
      return Optional.of(in.readAllBytes());
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** A channel for reading ranges of an object; broken connections are resumed. */
  public SeekableByteChannel openSeekable(String path) throws IOException {
    return new ResumingChannel(path, policy(path), () -> seekable(path));
  }

  private static SeekableByteChannel seekable(String path) throws IOException {
    ReadableByteChannel channel = FileSystems.open(resource(path));
    if (channel instanceof SeekableByteChannel seekable) {
      return seekable;
    }
    channel.close();
    throw new StorageException("The file system of " + path + " cannot seek", null);
  }

  /**
   * Starts an object that becomes visible at {@code path} when it is committed. Until then it lives
   * in {@code pendingFolder}, which must be on the same file system.
   */
  public PendingObject create(String path, String pendingFolder) throws IOException {
    String name = path.substring(path.lastIndexOf('/') + 1);
    String temporary = join(pendingFolder, name + "." + UUID.randomUUID());
    return policy(path)
        .call(
            "create " + path,
            () -> {
              ResourceId id = resource(temporary);
              makeLocalFolder(id);
              return new PendingObject(
                  this, temporary, path, FileSystems.create(id, MimeTypes.BINARY));
            });
  }

  /** Writes a small object in one step. */
  public void write(String path, byte[] content, String pendingFolder) throws IOException {
    try (PendingObject object = create(path, pendingFolder)) {
      object.write(content, 0, content.length);
      object.commit();
    }
  }

  /**
   * Writes a small object unless there is one of that name.
   *
   * <p>On a local file system one of several racing writers wins, and the others are told. Beam's
   * other file systems can only rename over what is there: between the look and the rename another
   * writer may come, and the later one wins.
   *
   * @return whether it was written
   */
  public boolean writeNew(String path, byte[] content, String pendingFolder) throws IOException {
    if (exists(path)) {
      return false;
    }
    try (PendingObject object = create(path, pendingFolder)) {
      object.write(content, 0, content.length);
      object.complete();
      if (!isLocal(resource(path))) {
        object.publish();
        return true;
      }
      return LocalLink.create(
          resource(object.temporaryPath()).toString(), resource(path).toString());
    }
  }

  /** Whether there is an object of that name. */
  public boolean exists(String path) throws IOException {
    try {
      openSeekable(path).close();
      return true;
    } catch (FileNotFoundException e) {
      return false;
    }
  }

  /** The path as listings have it. */
  public static String listedPath(String path) {
    return BeamPath.listed(resource(path), path);
  }

  /** The path as a URI with its scheme, as other programs take it. */
  public static String uri(String path) {
    ResourceId id = resource(path);
    return isLocal(id)
        ? "file://" + Path.of(id.toString()).toAbsolutePath().normalize()
        : id.toString();
  }

  /** Deletes an object; one that is not there is no error. */
  public void delete(String path) throws IOException {
    policy(path)
        .call(
            "delete " + path,
            () -> {
              FileSystems.delete(List.of(resource(path)), StandardMoveOptions.IGNORE_MISSING_FILES);
              return null;
            });
  }

  /** Lets an object that is complete under its temporary name appear under its final one. */
  public void publish(String temporaryPath, String finalPath) throws IOException {
    ResourceId from = resource(temporaryPath);
    if (isLocal(from)) {
      // The rename must not reach the disk before the content does.
      try (FileChannel file =
          FileChannel.open(Path.of(from.toString()), StandardOpenOption.WRITE)) {
        file.force(true);
      }
    }
    policy(finalPath)
        .call(
            "rename to " + finalPath,
            () -> {
              makeLocalFolder(resource(finalPath));
              FileSystems.rename(List.of(from), List.of(resource(finalPath)));
              return null;
            });
  }

  /** Whether a path is a glob. */
  public static boolean hasWildcard(String path) {
    return firstWildcard(path) < path.length();
  }

  /** The position of the first wildcard of a glob, or the length of a plain path. */
  public static int firstWildcard(String path) {
    for (int i = 0; i < path.length(); i++) {
      if ("*?[{".indexOf(path.charAt(i)) >= 0) {
        return i;
      }
    }
    return path.length();
  }

  /** What a local file system says once it will say again. */
  RetryPolicy policy(String path) {
    return isLocal(rootOf(path)) ? RetryPolicy.NONE : policy;
  }

  private static ResourceId resource(String path) {
    return BeamPath.resource(path, path);
  }

  /** Some file in the file system of a path or glob; not every glob is a path. */
  private static ResourceId rootOf(String pattern) {
    return BeamPath.resource(pattern.substring(0, firstWildcard(pattern)) + "x", pattern);
  }

  private static boolean isLocal(ResourceId id) {
    return id.getScheme().equals("file");
  }

  /** Fails with what the file system says, which is not tried again; Beam would only say no. */
  private static void makeLocalFolder(ResourceId file) throws IOException {
    if (isLocal(file)) {
      Files.createDirectories(Path.of(file.toString()).toAbsolutePath().getParent());
    }
  }

  /**
   * Globs of local file systems and of HDFS list folders as well, under names like those of files.
   */
  private static boolean isFolder(ResourceId id, long bytes) throws IOException {
    if (isLocal(id)) {
      return Files.isDirectory(Path.of(id.toString()));
    }
    if (bytes > 0 || STORES_WITHOUT_FOLDERS.contains(id.getScheme())) {
      return false;
    }
    try {
      FileSystems.open(id).close();
      return false;
    } catch (FileNotFoundException e) {
      return true;
    }
  }
}
