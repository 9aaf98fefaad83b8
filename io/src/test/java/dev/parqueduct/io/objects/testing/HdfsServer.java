package dev.parqueduct.io.objects.testing;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** A name node and a data node of HDFS on loopback ports. */
public final class HdfsServer implements AutoCloseable {
  private final MiniDFSCluster cluster;

  private HdfsServer(MiniDFSCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * @param disk a folder for what they store
   */
  public static HdfsServer start(Path disk) throws IOException {
    Configuration configuration = new Configuration();
    configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, disk.toAbsolutePath().toString());
    MiniDFSCluster cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
    cluster.waitActive();
    return new HdfsServer(cluster);
  }

  /** {@code hdfs://localhost:port}. */
  public String uri() {
    return cluster.getURI().toString();
  }

  /** What a client needs to know. */
  public Configuration configuration() {
    return cluster.getConfiguration(0);
  }

  @Override
  public void close() {
    cluster.shutdown();
  }

  /**
   * A server of its own process, for tests whose other servers need another Jetty: prints its
   * address and lives until its input ends.
   */
  public static void main(String[] folder) throws IOException {
    try (HdfsServer server = start(Path.of(folder[0]))) {
      System.out.println(server.uri());
      while (System.in.read() >= 0) {}
    }
    // Threads of HDFS linger.
    System.exit(0);
  }
}
