package dev.parqueduct.pipelines.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** HDFS in a process beside the test's: its web server is of another version than S3's. */
public final class HdfsCluster implements AutoCloseable {
  private static final java.nio.file.Path IO = java.nio.file.Path.of("../io/target");

  private final Process process;
  private final FileSystem files;

  private HdfsCluster(Process process, FileSystem files) {
    this.process = process;
    this.files = files;
  }

  /**
   * @param disk a folder for what it stores, and for its log
   */
  public static HdfsCluster start(java.nio.file.Path disk) throws IOException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx512m",
                "-cp",
                IO.resolve("test-classes")
                    + File.pathSeparator
                    + Files.readString(IO.resolve("test.classpath")).strip(),
                "dev.parqueduct.io.objects.testing.HdfsServer",
                disk.resolve("hdfs").toString())
            .redirectError(disk.resolve("hdfs.log").toFile())
            .start();
    String uri =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
    if (uri == null) {
      throw new IOException("HDFS does not start: " + Files.readString(disk.resolve("hdfs.log")));
    }
    return new HdfsCluster(process, FileSystem.get(URI.create(uri), new Configuration()));
  }

  /** The full path of a file or folder. */
  public String path(String name) {
    return files.getUri() + "/" + name;
  }

  public void upload(java.nio.file.Path from, String to) throws IOException {
    files.copyFromLocalFile(new Path("file://" + from.toAbsolutePath()), new Path("/" + to));
  }

  public void download(String from, java.nio.file.Path to) throws IOException {
    // Without the raw local file system each file would get a checksum beside it.
    files.copyToLocalFile(
        false, new Path("/" + from), new Path("file://" + to.toAbsolutePath()), true);
  }

  public void delete(String name) throws IOException {
    if (!files.delete(new Path("/" + name), true)) {
      throw new IOException(name + " is not there");
    }
  }

  @Override
  public void close() throws IOException {
    files.close();
    process.getOutputStream().close();
    process.onExit().join();
  }
}
