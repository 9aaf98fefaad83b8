package dev.parqueduct.io.iceberg;

import dev.parqueduct.io.objects.ObjectStore;
import dev.parqueduct.io.objects.StoredObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.LocationProviders;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.TableMetadataParser;
import org.apache.iceberg.TableOperations;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.exceptions.CommitFailedException;
import org.apache.iceberg.exceptions.CommitStateUnknownException;
import org.apache.iceberg.exceptions.RuntimeIOException;
import org.apache.iceberg.inmemory.InMemoryOutputFile;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.LocationProvider;

/**
 * A table that its own folder describes, as Iceberg's Hadoop catalog has it (Iceberg specification,
 * "File System Tables"): {@code metadata/v{N}.metadata.json} for every version, and {@code
 * metadata/version-hint.text} with the number of one that is not far behind.
 *
 * <p>The metadata file of the next version is the commit. Its creation decides between racing
 * committers on local file systems; elsewhere there must be one committer at a time, see {@link
 * ObjectStore#writeNew}.
 *
 * <p>For one commit: the table is looked at once, so that changes which were worked out against
 * that version are never applied to another, in which the same files may be by then.
 */
final class BeamTableOperations implements TableOperations {
  private static final Pattern METADATA_FILE =
      Pattern.compile("v(\\d+)(\\.gz)?\\.metadata\\.json(\\.gz)?");

  private final String location;
  private final ObjectStore store;
  private final BeamFileIO io;
  private boolean loaded;
  private TableMetadata current;
  private int version;

  /**
   * @param location the table's folder, as a URI
   */
  BeamTableOperations(String location, ObjectStore store) {
    this.location = location;
    this.store = store;
    this.io = new BeamFileIO(store);
  }

  @Override
  public TableMetadata current() {
    return current;
  }

  /** The metadata as it was first seen; null, as the interface wants it, for no table. */
  @Override
  public TableMetadata refresh() {
    if (!loaded) {
      load();
      loaded = true;
    }
    return current;
  }

  private void load() {
    try {
      String newest = null;
      int newestVersion = 0;
      for (StoredObject file : store.list(metadataFileLocation("v*.metadata.json*"))) {
        String name = file.path().substring(file.path().lastIndexOf('/') + 1);
        Matcher matcher = METADATA_FILE.matcher(name);
        if (matcher.matches() && Integer.parseInt(matcher.group(1)) > newestVersion) {
          newestVersion = Integer.parseInt(matcher.group(1));
          newest = metadataFileLocation(name);
        }
      }
      if (newest != null) {
        current = TableMetadataParser.read(io, newest);
        version = newestVersion;
      }
    } catch (IOException e) {
      throw new RuntimeIOException(e);
    }
  }

  @Override
  public void commit(TableMetadata base, TableMetadata metadata) {
    if (base != current) {
      throw new ConflictingCommitException("The table " + location + " has changed meanwhile");
    }
    if (base == metadata) {
      return;
    }
    String codec =
        metadata.property(
            TableProperties.METADATA_COMPRESSION, TableProperties.METADATA_COMPRESSION_DEFAULT);
    int next = version + 1;
    String file =
        metadataFileLocation(
            "v"
                + next
                + TableMetadataParser.getFileExtension(TableMetadataParser.Codec.fromName(codec)));
    InMemoryOutputFile content = new InMemoryOutputFile(file);
    TableMetadataParser.write(metadata, content);
    publish(file, content.toByteArray());
    version = next;
    current = metadata;
    pointReaders();
    CatalogUtil.deleteRemovedMetadataFiles(io, base, metadata);
  }

  private void publish(String file, byte[] content) {
    try {
      if (store.writeNew(file, content, metadataFileLocation("_pending"))) {
        return;
      }
    } catch (IOException e) {
      if (!isWritten(file, content, e)) {
        throw new CommitFailedException(e, "Cannot write %s: %s", file, e.getMessage());
      }
      return;
    }
    throw new ConflictingCommitException("Another committer wrote " + file);
  }

  /** A rename may have happened although its answer was lost. */
  private boolean isWritten(String file, byte[] content, IOException failure) {
    try {
      Optional<byte[]> found = store.read(file);
      return found.isPresent() && Arrays.equals(found.get(), content);
    } catch (IOException e) {
      failure.addSuppressed(e);
      throw new CommitStateUnknownException(
          "It is not known whether " + file + " was written; run again", failure);
    }
  }

  /**
   * Lets readers that trust the hint see this version; a killed committer may not have got here.
   */
  void pointReaders() {
    String hint = metadataFileLocation("version-hint.text");
    byte[] content = Integer.toString(version).getBytes(StandardCharsets.US_ASCII);
    try {
      if (!Arrays.equals(store.read(hint).orElse(null), content)) {
        store.write(hint, content, metadataFileLocation("_pending"));
      }
    } catch (IOException e) {
      throw new CommitStateUnknownException(
          "The table " + location + " is committed, but its version-hint.text is old; run again",
          e);
    }
  }

  @Override
  public FileIO io() {
    return io;
  }

  @Override
  public String metadataFileLocation(String fileName) {
    return location + "/metadata/" + fileName;
  }

  @Override
  public LocationProvider locationProvider() {
    return LocationProviders.locationsFor(location, current.properties());
  }
}
