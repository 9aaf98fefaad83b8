package dev.parqueduct.io.objects;

import dev.parqueduct.io.report.RunFailedException;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResourceId;

/** Paths as Beam takes them. */
final class BeamPath {
  private static final String HDFS = "hdfs://";
  private static final String HDFS_CLIENT = "org/apache/beam/sdk/io/hdfs/HadoopFileSystem.class";

  private BeamPath() {}

  /**
   * @param named what a message names
   * @throws RunFailedException when Beam knows no file system of that kind, with what to do
   */
  static ResourceId resource(String path, String named) {
    // Beam's local file system would take the scheme for a folder.
    String plain = path.startsWith("file:///") ? path.substring("file://".length()) : path;
    try {
      return FileSystems.matchNewResource(plain, false);
    } catch (IllegalArgumentException e) {
      throw explained(named, e);
    }
  }

  /**
   * The path of something listed, with the authority that the pattern has. HDFS answers with the
   * address of its name node, whatever it was asked with; names from the listing must be equal to
   * names made from the folder.
   */
  static String listed(ResourceId found, String pattern) {
    String path = found.toString();
    if (found.getScheme().equals("file") || ObjectStore.hasWildcard(authority(pattern))) {
      return path;
    }
    // Hadoop leaves out the slashes in front of an authority that is not there.
    int withoutAuthority = found.getScheme().length() + 1;
    int begin = path.contains("://") ? authority(path).length() : withoutAuthority;
    return authority(pattern) + path.substring(begin);
  }

  /** {@code scheme://authority}. */
  private static String authority(String path) {
    int begin = path.indexOf("://") + "://".length();
    int end = path.indexOf('/', begin);
    return end < 0 ? path : path.substring(0, end);
  }

  private static RuntimeException explained(String path, IllegalArgumentException refusal) {
    if (!String.valueOf(refusal.getMessage()).startsWith("No filesystem found for scheme")) {
      return refusal;
    }
    if (!path.startsWith(HDFS)) {
      return RunFailedException.usage(
          path + " is on no known file system. Use a local path, gs://, s3:// or hdfs://.");
    }
    return BeamPath.class.getClassLoader().getResource(HDFS_CLIENT) == null
        ? withoutClient(path)
        : withoutConfiguration(path);
  }

  static RunFailedException withoutClient(String path) {
    return RunFailedException.usage(
        path
            + " needs HDFS's client, which is not part of this build. Start with"
            + " PARQUEDUCT_PROFILES=hdfs ./parqueduct, or build with mvn -Phdfs.");
  }

  static RunFailedException withoutConfiguration(String path) {
    return RunFailedException.usage(
        path
            + " cannot be found: set HADOOP_CONF_DIR to the folder of core-site.xml and"
            + " hdfs-site.xml, or begin the path with the name node, hdfs://host:port/.");
  }
}
